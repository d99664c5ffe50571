import { afterEach, describe, expect, test } from 'vitest';
import { departagesDe } from '../../renderer/features/candidats/sheet/departage.ts';
import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import { lifeTitle, lives, Scene } from './rappels-scene.ts';
import type { SimPoste } from './sim-poste.ts';

/** The rows of the table of concurrent edits that two people without a network meet (users-and-rules 1.5). */

let scene: Scene;
afterEach(() => scene.close());

type Written = Omit<Saisie, 'vues'>;
const lea = '3d0f6a51-7c1e-4b7a-9a44-0c5be2f1d001';
const karim = '3d0f6a51-7c1e-4b7a-9a44-0c5be2f1d002';

const call = (dossier: string, corps: Record<string, unknown>): Written => ({
  dossier,
  type: 'appel',
  corps: { sens: 'emis', numero: '+33639981202', interlocuteur: null, ...corps },
});
const hold = (dossier: string, operateur: string): Written => ({ dossier, type: 'affectation', corps: { operateur } });
const plan = (dossier: string, hours: number): Written => {
  const le = new Date(scene.world.clock.nowMs + hours * 3_600_000).toISOString();
  return { dossier, type: 'prochaine-action', corps: { quoi: 'rappeler', le, precision: 'heure', qui: null } };
};

const filOf = (poste: SimPoste, dossier: string, type: string) =>
  scene.fiche(poste, dossier).fil.filter((un) => un.type === type);

describe('two call events on one person', () => {
  test.each(lives)(
    `${lifeTitle}: both are kept, in the order of the server, on the fil of every poste`,
    async (life) => {
      scene = await Scene.open(life);
      const [first, second] = scene.away;
      const { dossier } = scene.person();
      const [one = ''] = scene.write(first, [call(dossier, { disposition: 'SANS_REPONSE', note: 'Personne au bout' })]);
      const [other = ''] = scene.write(second, [call(dossier, { disposition: 'MESSAGE', note: 'Message laissé' })]);
      await scene.comeBackBoth();
      await scene.meet();
      expect(await scene.onServer(dossier)).toEqual([one, other]);
      for (const poste of scene.world.postes) {
        expect(scene.folded(poste, dossier), poste.name).toEqual([one, other]);
        // Made at the same minute: of two hours that are equal, what the server took last stands on top.
        const told = filOf(poste, dossier, 'appel').map(({ id, etat, annule }) => ({ id, etat, annule }));
        expect(told, poste.name).toEqual([other, one].map((id) => ({ id, etat: 'recu', annule: false })));
        const { essais, ligne } = scene.fiche(poste, dossier);
        expect([essais, ligne.aDepartager], poste.name).toEqual([2, false]);
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
    const next = plan(dossier, 30);
    scene.write(second, [next]);
    await scene.comeBackBoth();
    await scene.meet();
    for (const poste of scene.world.postes) {
      const { ligne, dossiers } = scene.fiche(poste, dossier);
      expect(ligne, poste.name).toMatchObject({ affecteA: karim, aDepartager: false });
      expect(ligne.prochaineAction, poste.name).toMatchObject({ quoi: 'rappeler', le: next.corps.le });
      expect(dossiers.flatMap(({ aDepartager }) => aDepartager)).toEqual([]);
      expect(departagesOf(poste, dossier)).toEqual([]);
    }
    await scene.end();
  });
});

const names = new Map([
  [lea, 'Léa M.'],
  [karim, 'Karim B.'],
]);
/** What the sheet of this poste asks to settle, with what one press on each value writes. */
const departagesOf = (poste: SimPoste, dossier: string) =>
  departagesDe(scene.fiche(poste, dossier), {
    now: scene.world.clock.nowMs,
    nom: (operateur) => names.get(operateur) ?? null,
  });

const joint = (dossier: string, issue: string): Written =>
  call(dossier, { disposition: 'JOINT', interlocuteur: 'responsable', issue });
const number = (dossier: string, etat: string): Written => ({
  dossier,
  type: 'numero',
  corps: { numero: '+33639981202', etat },
});

/** Two values of one thing, and the field that says it. */
const fields: Record<string, (dossier: string) => { fait: string; first: Written; second: Written }> = {
  'who holds her': (dossier) => ({ fait: 'affectation', first: hold(dossier, lea), second: hold(dossier, karim) }),
  'the next action': (dossier) => ({ fait: 'prochaine-action', first: plan(dossier, 20), second: plan(dossier, 44) }),
  'what came of the call': (dossier) => ({
    fait: 'issue',
    first: joint(dossier, 'REFLECHIT'),
    second: joint(dossier, 'CHERCHE_ENTREPRISE'),
  }),
  'the state of a number': (dossier) => ({
    fait: 'numero:+33639981202',
    first: number(dossier, 'confirme'),
    second: number(dossier, 'a_verifier'),
  }),
};
const fieldNames = Object.keys(fields);

const headsOf = (poste: SimPoste, dossier: string, fait: string): string[] =>
  (scene.fiche(poste, dossier).dossiers.find(({ id }) => id === dossier)?.tetes[fait] ?? []).map(({ acte }) => acte);

const shownOf = (poste: SimPoste, dossier: string, fait: string): unknown =>
  scene
    .fiche(poste, dossier)
    .dossiers.find(({ id }) => id === dossier)
    ?.tetes[fait]?.at(-1)?.valeur;

describe('the same field changed', () => {
  const cases = lives.map((life, rang) => ({ ...life, field: fieldNames[rang % fieldNames.length] ?? '' }));
  test.each(cases)(
    `$field, ${lifeTitle}: the order of the server wins, the other is kept; one press settles it for everybody`,
    async (life) => {
      scene = await Scene.open(life);
      const { away, here } = scene;
      const { dossier } = scene.person();
      const conflict = fields[life.field]?.(dossier);
      if (conflict === undefined) throw new Error('no such field');
      const { fait } = conflict;
      const [loser = ''] = scene.write(away[0], [conflict.first]);
      const [winner = ''] = scene.write(away[1], [conflict.second]);
      const wanted = shownOf(away[0], dossier, fait);
      const stands = shownOf(away[1], dossier, fait);
      await scene.comeBackBoth();
      await scene.meet();
      for (const poste of scene.world.postes) {
        const fiche = scene.fiche(poste, dossier);
        expect(fiche.ligne.aDepartager, poste.name).toBe(true);
        expect(headsOf(poste, dossier, fait), poste.name).toEqual([loser, winner]);
        expect(shownOf(poste, dossier, fait), poste.name).toEqual(stands);
        expect(fiche.fil.filter(({ id, annule }) => [loser, winner].includes(id) && !annule)).toHaveLength(2);
        const [departage] = departagesOf(poste, dossier);
        expect(departage?.choix.map(({ acte }) => acte)).toEqual([loser, winner]);
      }
      // Two people press the same value, neither of them with a network: that is no new conflict.
      await scene.save();
      for (const poste of away) press(poste, dossier, loser);
      for (const poste of away) expect(scene.fiche(poste, dossier).ligne.aDepartager, poste.name).toBe(false);
      await scene.comeBackBoth();
      await scene.meet();
      for (const poste of scene.world.postes) {
        expect(scene.fiche(poste, dossier).ligne.aDepartager, poste.name).toBe(false);
        expect(shownOf(poste, dossier, fait), poste.name).toEqual(wanted);
        expect(headsOf(poste, dossier, fait), poste.name).toEqual(headsOf(here, dossier, fait));
        const kept = filOf(poste, dossier, conflict.second.type).filter(({ annule }) => !annule);
        expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining([loser, winner]));
      }
      await scene.end();
    },
  );
});

/** One press on the value that this acte says. */
function press(poste: SimPoste, dossier: string, acte: string): void {
  const choice = departagesOf(poste, dossier)
    .flatMap(({ choix }) => choix)
    .find((un) => un.acte === acte);
  if (choice === undefined) throw new Error(`${poste.name} does not offer that value`);
  scene.press(poste, choice.saisies);
}
