import { afterEach, describe, expect, test } from 'vitest';
import type { Fiche } from '../../shared/contract/ipc/candidats.ts';
import { hold, karim, lea, plan, type Written } from './rappels-gestes.ts';
import { lifeTitle, lives, Scene } from './rappels-scene.ts';
import type { SimPoste } from './sim-poste.ts';

/** The rows of the table of concurrent edits that two people without a network meet (users-and-rules 1.5). */

/** Somebody whom neither of them chose. */
const fourth = '3d0f6a51-7c1e-4b7a-9a44-0c5be2f1d004';

let scene: Scene;
afterEach(() => scene.close());

const call = (dossier: string, corps: Record<string, unknown>): Written => ({
  dossier,
  type: 'appel',
  corps: { sens: 'emis', numero: '+33639981202', interlocuteur: null, ...corps },
});
const filOf = (poste: SimPoste, dossier: string, type: string) =>
  scene.fiche(poste, dossier).fil.filter((un) => un.type === type);

describe('two call events on one person', () => {
  test.each(lives)(
    `${lifeTitle}: both are kept, in the order of the server, on the fil of every poste`,
    async (life) => {
      scene = await Scene.open(life);
      const [first, second] = scene.away;
      const { dossier } = scene.person();
      const theirs = [
        ...scene.write(first, [call(dossier, { disposition: 'SANS_REPONSE', note: 'Personne au bout' })]),
        ...scene.write(first, [call(dossier, { disposition: 'OCCUPE' })]),
      ];
      const ours = scene.write(second, [call(dossier, { disposition: 'MESSAGE', note: 'Message laissé' })]);
      await scene.comeBack(first);
      // One more, which can still be undone: it waits here, after all that the server has, while the calls of the other come.
      const [last = ''] = scene.write(second, [call(dossier, { disposition: 'SANS_REPONSE' })]);
      await second.sync();
      expect(await scene.onServer(dossier)).toEqual([...theirs, ...ours]);
      expect(scene.folded(second, dossier)).toEqual([...theirs, ...ours, last]);
      expect(filOf(second, dossier, 'appel')[0]).toMatchObject({ id: last, etat: 'a_envoyer' });
      await scene.comeBack(second);
      await scene.disasterIfAny();
      await scene.meet();
      const all = [...theirs, ...ours, last];
      expect(await scene.onServer(dossier)).toEqual(all);
      for (const poste of scene.world.postes) {
        expect(scene.folded(poste, dossier), poste.name).toEqual(all);
        // Three were made at the same minute: of hours that are equal, what the server took last stands on top.
        const told = filOf(poste, dossier, 'appel').map(({ id, etat, annule }) => ({ id, etat, annule }));
        expect(told, poste.name).toEqual(all.toReversed().map((id) => ({ id, etat: 'recu', annule: false })));
        const { essais, ligne } = scene.fiche(poste, dossier);
        expect([essais, ligne.aDepartager], poste.name).toEqual([all.length, false]);
      }
      await scene.end();
    },
  );
});

describe('different fields changed (owner, and next action)', () => {
  test.each(lives)(`${lifeTitle}: both stand, and there is nothing to settle`, async (life) => {
    scene = await Scene.open(life);
    const [first, second] = scene.away;
    const { dossier } = scene.person();
    scene.write(first, [hold(dossier, karim)]);
    const next = plan(scene, dossier, { hours: 30 });
    scene.write(second, [next]);
    await scene.comeBackBoth();
    await scene.meet();
    for (const poste of scene.world.postes) {
      const { ligne, dossiers } = scene.fiche(poste, dossier);
      expect(ligne, poste.name).toMatchObject({ affecteA: karim, aDepartager: false });
      expect(ligne.prochaineAction, poste.name).toMatchObject({ quoi: 'rappeler', le: next.corps.le });
      expect(dossiers.flatMap(({ aDepartager }) => aDepartager)).toEqual([]);
      expect(scene.departages(poste, dossier)).toEqual([]);
    }
    await scene.end();
  });
});

/** One field of somebody, two values of it, and where the sheet shows the one that stands. */
interface Champ {
  fait: string;
  first: Written;
  second: Written;
  shown(fiche: Fiche): unknown;
}

const joint = (dossier: string, issue: string): Written => ({
  dossier,
  type: 'appel',
  corps: { sens: 'emis', numero: null, interlocuteur: 'responsable', disposition: 'JOINT', issue },
});
const numero = (dossier: string, e164: string, etat: string): Written => ({
  dossier,
  type: 'numero',
  corps: { numero: e164, etat },
});

const phonesOf = ({ responsableTelephones, candidatTelephones }: Fiche) => [
  ...responsableTelephones,
  ...candidatTelephones,
];

/** Who holds her, the next action, what came of the call, the state of her number. */
function champsDe(dossier: string): readonly Champ[] {
  const e164 = phonesOf(scene.fiche(scene.here, dossier)).find((phone) => phone.e164 !== null)?.e164;
  if (e164 == null) throw new Error('she has a number');
  return [
    {
      fait: 'issue',
      first: joint(dossier, 'REFLECHIT'),
      second: joint(dossier, 'CHERCHE_ENTREPRISE'),
      shown: ({ ligne }) => ligne.situation,
    },
    {
      fait: 'affectation',
      first: hold(dossier, lea),
      second: hold(dossier, karim),
      shown: ({ ligne }) => ligne.affecteA,
    },
    {
      fait: 'prochaine-action',
      first: plan(scene, dossier, { hours: 20, qui: karim }),
      second: plan(scene, dossier, { hours: 44, qui: lea }),
      shown: ({ ligne }) => ligne.prochaineAction?.le,
    },
    {
      fait: `numero:${e164}`,
      first: numero(dossier, e164, 'confirme'),
      second: numero(dossier, e164, 'a_verifier'),
      shown: (fiche) => phonesOf(fiche).find((phone) => phone.e164 === e164)?.etat,
    },
  ];
}

const headsOf = (fiche: Fiche, dossier: string, fait: string) =>
  fiche.dossiers.find(({ id }) => id === dossier)?.tetes[fait] ?? [];

/** What this poste shows of a field: where people look, and the whole value of the head that stands. */
const seenAt = (poste: SimPoste, dossier: string, { fait, shown }: Champ): unknown => {
  const fiche = scene.fiche(poste, dossier);
  return [shown(fiche), headsOf(fiche, dossier, fait).at(-1)?.valeur];
};

const isToSettle = (poste: SimPoste, dossier: string): boolean => scene.fiche(poste, dossier).ligne.aDepartager;

/** One press on the value that this acte says. */
function press(poste: SimPoste, dossier: string, acte: string): string[] {
  const choice = scene
    .departages(poste, dossier)
    .flatMap(({ choix }) => choix)
    .find((un) => un.acte === acte);
  if (choice === undefined) throw new Error(`${poste.name} does not offer that value`);
  return scene.press(poste, choice.saisies);
}

const cases = lives.map((life, rang) => ({ ...life, rang }));

describe('the same field changed', () => {
  test.each(cases)(
    `${lifeTitle}: the order of the server wins, the other is kept; one press settles it for everybody`,
    async (life) => {
      scene = await Scene.open(life);
      const { away, here, world } = scene;
      const { dossier } = scene.person();
      const nothing: unknown = null;
      const conflicts = champsDe(dossier).map((champ) => ({ champ, loser: '', winner: '', wanted: nothing }));
      for (const one of conflicts) [one.loser = ''] = scene.write(away[0], [one.champ.first]);
      for (const one of conflicts) [one.winner = ''] = scene.write(away[1], [one.champ.second]);
      const firsts = new Map(conflicts.map(({ champ }) => [champ, seenAt(away[0], dossier, champ)]));
      const seconds = new Map(conflicts.map(({ champ }) => [champ, seenAt(away[1], dossier, champ)]));
      await scene.comeBackBoth();
      await scene.meet();
      for (const poste of world.postes) {
        expect(isToSettle(poste, dossier), poste.name).toBe(true);
        const fiche = scene.fiche(poste, dossier);
        const offered = new Map(scene.departages(poste, dossier).map(({ fait, choix }) => [fait, choix]));
        expect([...offered.keys()].toSorted(), poste.name).toEqual(conflicts.map(({ champ }) => champ.fait).toSorted());
        for (const { champ, loser, winner } of conflicts) {
          const heads = headsOf(fiche, dossier, champ.fait).map(({ acte }) => acte);
          expect(heads, `${poste.name} ${champ.fait}`).toEqual([loser, winner]);
          expect(seenAt(poste, dossier, champ), `${poste.name} ${champ.fait}`).toEqual(seconds.get(champ));
          expect(fiche.fil.filter(({ id, annule }) => [loser, winner].includes(id) && !annule)).toHaveLength(2);
          expect(offered.get(champ.fait)?.map(({ acte }) => acte)).toEqual([loser, winner]);
        }
      }
      // Two people press the same value, neither of them with a network: that is no new conflict. One field in two it
      // is what stood already, in the other life what had lost.
      await scene.save();
      const pressed = new Map<Champ, string[]>();
      for (const [rang, one] of conflicts.entries()) {
        const isRestore = (rang + life.rang) % 2 === 0;
        one.wanted = (isRestore ? firsts : seconds).get(one.champ);
        for (const poste of away) {
          const settling = press(poste, dossier, isRestore ? one.loser : one.winner);
          pressed.set(one.champ, [...(pressed.get(one.champ) ?? []), ...settling]);
        }
      }
      for (const poste of away) expect(isToSettle(poste, dossier), poste.name).toBe(false);
      await scene.comeBackBoth();
      await scene.meet();
      for (const poste of world.postes) {
        const fiche = scene.fiche(poste, dossier);
        expect(fiche.ligne.aDepartager, poste.name).toBe(false);
        for (const { champ, loser, winner, wanted } of conflicts) {
          expect(seenAt(poste, dossier, champ), `${poste.name} ${champ.fait}`).toEqual(wanted);
          expect(headsOf(fiche, dossier, champ.fait)).toEqual(headsOf(scene.fiche(here, dossier), dossier, champ.fait));
          const kept = fiche.fil.filter(({ annule }) => !annule).map(({ id }) => id);
          expect(kept, `${poste.name} ${champ.fait}`).toEqual(expect.arrayContaining([loser, winner]));
        }
      }
      // Somebody decides anew, then takes the pressing back: what it had settled does not come back beside it.
      const [held] = conflicts.filter(({ champ }) => champ.fait === 'affectation');
      if (held === undefined) throw new Error('who holds her is one of the fields');
      scene.write(here, [hold(dossier, fourth)]);
      expect(here.undo(pressed.get(held.champ) ?? []).ok).toBe(true);
      await scene.meet();
      for (const poste of world.postes) {
        expect(isToSettle(poste, dossier), poste.name).toBe(false);
        expect(held.champ.shown(scene.fiche(poste, dossier)), poste.name).toBe(fourth);
      }
      await scene.end();
    },
  );
});
