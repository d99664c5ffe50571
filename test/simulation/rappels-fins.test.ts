import { afterEach, describe, expect, test } from 'vitest';
import { readDetail } from '../../main/core/sync/detail.ts';
import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import { dossiersOf, promise } from './people.ts';
import { formateurs } from './population.ts';
import { lifeTitle, lives, Scene } from './rappels-scene.ts';
import type { SimPoste } from './sim-poste.ts';

/** The rows of the table of concurrent edits where a list, a right or the server says no (users-and-rules 1.5). */

let scene: Scene;
afterEach(() => scene.close());

type Written = Omit<Saisie, 'vues'>;
const note = (dossier: string, texte: string): Written => ({ dossier, type: 'note', corps: { texte } });
const call = (dossier: string): Written => ({
  dossier,
  type: 'appel',
  corps: { sens: 'emis', numero: null, interlocuteur: null, disposition: 'RAPPELER' },
});
const detailOf = (poste: SimPoste) => readDetail(poste.store.persons);
const filIds = (poste: SimPoste, dossier: string): string[] => scene.fiche(poste, dossier).fil.map(({ id }) => id);

/** An extraction without the vœu that this person had on that list. */
async function withdraw(ine: string, formateur: string): Promise<void> {
  const { population, server } = scene.world;
  population.voeux = population.voeux.filter((voeu) => voeu.ine !== ine || voeu.formateur !== formateur);
  await server.import(population.csv());
}

/** The same person asks at the other site too: two lists, two dossiers. */
async function alsoElsewhere(ine: string): Promise<void> {
  const { population, server } = scene.world;
  const voeu = population.voeux.find((one) => one.ine === ine);
  const other = formateurs.find((siret) => siret !== voeu?.formateur);
  if (voeu === undefined || other === undefined) throw new Error('she is on a list');
  population.voeux.push({ ...voeu, formateur: other, codeOffre: '69A900', rang: 2 });
  await server.import(population.csv());
}

const formateurOf = (ine: string): string =>
  scene.world.population.voeux.find((voeu) => voeu.ine === ine)?.formateur ?? '';

describe('local work on a withdrawn vœu', () => {
  const cases = lives.map((life, rang) => ({ ...life, comes: rang % 2 === 0 ? 'first' : 'last' }));
  test.each(cases)(
    `${lifeTitle}, the list comes $comes: nothing is dropped, the vœu is greyed, whoever is on another list stays`,
    async (life) => {
      scene = await Scene.open(life);
      const { away, here, world } = scene;
      const { dossier, ine } = scene.person(0);
      const alone = scene.person(1);
      await alsoElsewhere(ine);
      await scene.meet();
      await scene.save();
      const formateur = formateurOf(ine);
      const written = [
        ...scene.write(away[0], [call(dossier), note(dossier, 'Rappeler la mère')]),
        ...scene.write(away[1], [call(alone.dossier)]),
      ];
      const [kept = '', noted = '', other = ''] = written;
      if (life.comes === 'first') {
        await withdraw(ine, formateur);
        await withdraw(alone.ine, formateurOf(alone.ine));
        await here.sync();
      }
      await scene.comeBack(away[0]);
      await scene.comeBack(away[1]);
      if (life.comes === 'last') {
        await withdraw(ine, formateur);
        await withdraw(alone.ine, formateurOf(alone.ine));
      }
      if (scene.isRestored) {
        await scene.disaster();
        // After a disaster the operator imports the last extraction again.
        await world.server.import(world.population.csv());
        for (const poste of away) await scene.comeBack(poste);
      }
      await scene.meet();
      for (const poste of world.postes) {
        const fiche = scene.fiche(poste, dossier);
        expect(filIds(poste, dossier), poste.name).toEqual(expect.arrayContaining([kept, noted]));
        expect(filIds(poste, alone.dossier), poste.name).toContain(other);
        const here = fiche.dossiers.find(({ id }) => id === dossier)?.flux;
        expect(fiche.voeux.filter(({ flux }) => flux === here).map(({ etat }) => etat)).toEqual(['retire']);
        // Told with its list, which has a day: « retiré de la liste le … ».
        const told = fiche.fil.filter(({ genre, type }) => genre === 'liste' && type === 'retire');
        expect(
          told.map(({ le }) => Number.isNaN(Date.parse(le))),
          poste.name,
        ).toEqual([false]);
        // The délégué does not read her other list.
        const isElsewhere = poste.name !== 'atelier';
        expect(fiche.ligne.nouveaute === 'retire', poste.name).toBe(!isElsewhere);
        expect(fiche.ligne.ouverte, poste.name).toBe(true);
        expect(
          fiche.voeux.some(({ etat }) => etat === 'actif'),
          poste.name,
        ).toBe(isElsewhere);
        expect(scene.fiche(poste, alone.dossier).ligne, poste.name).toMatchObject({ nouveaute: 'retire' });
      }
      await scene.end();
    },
  );
});

/** What an older version of the program kept, and this server does not take. */
function writeUnreadable(poste: SimPoste, { dossier, flux }: { dossier: string; flux: string }): string {
  const id = scene.random.uuid();
  const now = new Date(scene.world.clock.nowMs + poste.skewMs).toISOString();
  const acte = { id, v: 1, flux, dossier, type: 'note', corps: { texte: '' }, remplace: {}, operateur: null };
  const corps = JSON.stringify({ ...acte, fait_le: now, decalage_ms: null, corrige: null, depend: [] });
  poste.insertRaw({ id, flux, dossier, type: 'note', corps, now });
  promise(scene.world, poste, 'note', [id]);
  return id;
}

describe('a push that is refused (4xx)', () => {
  test.each(lives)(`${lifeTitle}: it is parked with its reason, and the queue goes on`, async (life) => {
    scene = await Scene.open(life);
    const { world, away } = scene;
    const [first, second] = away;
    const [a, b, c] = [scene.person(0), scene.person(1), scene.person(2)];
    // Nobody proved who they are for long, and one of them erases somebody.
    world.signedInLe = new Date(world.clock.nowMs - 86_400_000).toISOString();
    const before = scene.write(first, [call(a.dossier)]);
    const [erasing = ''] = scene.write(first, [{ dossier: c.dossier, type: 'effacement', corps: {} }]);
    const after = scene.write(first, [note(b.dossier, 'La suite part quand même')]);
    const beforeToo = scene.write(second, [call(b.dossier)]);
    const unreadable = writeUnreadable(second, b);
    const afterToo = scene.write(second, [note(a.dossier, 'La suite aussi')]);
    await scene.comeBackBoth();
    await scene.meet();
    const taken = [...before, ...after, ...beforeToo, ...afterToo];
    const onServer = [...(await scene.onServer(a.dossier)), ...(await scene.onServer(b.dossier))];
    expect(onServer.toSorted()).toEqual(taken.toSorted());
    const parked = (poste: SimPoste) =>
      detailOf(poste).attente.map(({ acte, etat, code, nom }) => ({ acte, etat, code, isNamed: nom !== '' }));
    // Whom somebody asked to forget is named nowhere any more, not even there.
    const erasure = { acte: erasing, etat: 'a_revoir', code: 'CONNEXION_RECENTE_REQUISE', isNamed: false };
    const unread = { acte: unreadable, etat: 'a_revoir', code: 'ACTE_INVALIDE', isNamed: true };
    expect(parked(first)).toEqual([erasure]);
    expect(parked(second)).toEqual([unread]);
    for (const poste of away) expect(poste.etat, poste.name).toMatchObject({ aEnvoyer: 0, enVol: 0, aRevoir: 1 });
    // The reason survives whatever kills the program.
    for (const poste of away) poste.crashNow();
    const refused = away.flatMap((poste) => parked(poste).filter(({ etat }) => etat === 'a_revoir'));
    expect(refused).toEqual([erasure, unread]);
    // Signed in again it is taken, under another id; what cannot be read is given up by a person.
    world.signedInLe = null;
    expect(first.decideParked(erasing, scene.random.uuid())).toBe(true);
    world.ledger.dropped(erasing);
    expect(second.decideParked(unreadable, null)).toBe(true);
    world.ledger.dropped(unreadable);
    await scene.meet();
    for (const poste of away) expect(detailOf(poste).attente, poste.name).toEqual([]);
    for (const poste of world.postes) expect(dossiersOf(poste).map(({ dossier }) => dossier)).not.toContain(c.dossier);
    await scene.end();
  });
});

describe('rights removed (403 on the scope)', () => {
  test.each(lives)(
    `${lifeTitle}: what was done before is pushed, the list leaves the poste, a receipt says it`,
    async (life) => {
      scene = await Scene.open(life);
      const { world } = scene;
      const [, director, delegue] = world.postes;
      if (director === undefined || delegue === undefined) throw new Error('there are three postes');
      const { dossier, flux } = scene.person(0);
      const people = dossiersOf(delegue).filter((row) => row.flux === flux).length;
      const [inTime = ''] = scene.write(delegue, [call(dossier)]);
      const [colleague = ''] = scene.write(director, [note(dossier, 'Vu au forum')]);
      world.clock.advance(3_600_000);
      await world.endDelegation();
      await scene.save();
      world.clock.advance(3_600_000);
      const [tooLate = ''] = scene.write(delegue, [note(dossier, 'Écrit après la fin')]);
      if (scene.isRestored) await scene.disaster();
      for (const poste of scene.away) await scene.comeBack(poste);
      await scene.meet();
      const onServer = await scene.onServer(dossier);
      expect(onServer.toSorted()).toEqual([inTime, colleague].toSorted());
      expect(onServer).not.toContain(tooLate);
      for (const poste of world.postes.slice(0, 2))
        expect(filIds(poste, dossier), poste.name).toEqual(expect.arrayContaining([inTime, colleague]));
      // Nothing of anybody is left, and the skeleton of what came too late names nobody.
      expect(dossiersOf(delegue).filter((row) => row.flux === flux)).toEqual([]);
      const left = delegue.store.persons.prepare('SELECT acte, etat, corps FROM saisie').all();
      expect(left.filter((row) => JSON.stringify(row).includes(tooLate))).toEqual([
        { acte: tooLate, etat: 'squelette', corps: '{}' },
      ]);
      const [receipt, ...others] = detailOf(delegue).retraits;
      expect(others).toEqual([]);
      expect(receipt).toMatchObject({ raison: 'fin_de_delegation', personnes: people, nonEnvoyees: 1 });
      const orders = await world.server.db.selectFrom('ordre').selectAll().where('flux_id', '=', flux).execute();
      expect(orders).toMatchObject([{ raison: 'fin_de_delegation', actes_non_envoyes: 1 }]);
      await scene.end();
    },
  );
});
