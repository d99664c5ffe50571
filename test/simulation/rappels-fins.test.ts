import { afterEach, describe, expect, test } from 'vitest';
import { createCandidatsHandlers } from '../../main/core/candidats/handlers.ts';
import { readDetail } from '../../main/core/sync/detail.ts';
import { calm } from './network.ts';
import { dossiersOf, promise } from './people.ts';
import { formateurs } from './population.ts';
import { callLater, note } from './rappels-gestes.ts';
import { lifeTitle, lives, Scene } from './rappels-scene.ts';
import type { SimPoste } from './sim-poste.ts';

/** The rows of the table of concurrent edits where a list, a right or the server says no (users-and-rules 1.5). */

let scene: Scene;
afterEach(() => scene.close());

const detailOf = (poste: SimPoste) => readDetail(poste.store.persons);

/** An extraction without the vœu that this person had on that list. */
async function withdraw(ine: string, formateur: string): Promise<void> {
  const { population, server } = scene.world;
  population.voeux = population.voeux.filter((voeu) => voeu.ine !== ine || voeu.formateur !== formateur);
  await server.import(population.csv());
}

/** What somebody types about her, and has not kept as a note yet. */
function type(poste: SimPoste, dossier: string, texte: string): void {
  const candidat = scene.fiche(poste, dossier).ligne.id;
  poste.does(() => {
    expect(createCandidatsHandlers(poste.handlersDeps)['candidats:brouillon']({ candidat, texte }).ok).toBe(true);
  });
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
      const [known = ''] = scene.write(here, [note(dossier, 'Vue au forum')]);
      await scene.meet();
      await scene.save();
      const formateur = formateurOf(ine);
      const written = [
        ...scene.write(away[0], [callLater(dossier), note(dossier, 'Rappeler la mère')]),
        ...scene.write(away[1], [callLater(alone.dossier)]),
      ];
      const [kept = '', noted = '', other = ''] = written;
      type(away[0], dossier, 'Sa mère rappelle demain');
      if (life.comes === 'first') {
        await withdraw(ine, formateur);
        await withdraw(alone.ine, formateurOf(alone.ine));
        await here.sync();
        // The list comes to a poste that has sent nothing yet: everything can still be undone there.
        await away[0].sync();
        expect(scene.folded(away[0], dossier)).toEqual([known, kept, noted]);
      }
      await scene.comeBack(away[0]);
      await scene.comeBack(away[1]);
      if (life.comes === 'last') {
        await withdraw(ine, formateur);
        await withdraw(alone.ine, formateurOf(alone.ine));
        for (const poste of away) await poste.sync();
      }
      // Whoever still works on her may.
      const [since = ''] = scene.write(away[0], [note(dossier, 'Elle a rappelé depuis')]);
      if (scene.isRestored) {
        await scene.disaster();
        // After a disaster the operator imports the last extraction again.
        await world.server.import(world.population.csv());
        for (const poste of away) await scene.comeBack(poste);
      }
      await scene.meet();
      expect(scene.fiche(away[0], dossier).brouillon).toBe('Sa mère rappelle demain');
      expect((await scene.onServer(dossier)).toSorted()).toEqual([known, kept, noted, since].toSorted());
      expect(await scene.onServer(alone.dossier)).toEqual([other]);
      for (const poste of world.postes) {
        const fiche = scene.fiche(poste, dossier);
        expect(scene.filIds(poste, dossier), poste.name).toEqual(expect.arrayContaining([known, kept, noted, since]));
        expect(fiche.ligne.dernierAppel, poste.name).toMatchObject({ disposition: 'RAPPELER' });
        expect(scene.filIds(poste, alone.dossier), poste.name).toContain(other);
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
    const before = scene.write(first, [callLater(a.dossier)]);
    const [erasing = ''] = scene.write(first, [{ dossier: c.dossier, type: 'effacement', corps: {} }]);
    const after = scene.write(first, [note(b.dossier, 'La suite part quand même')]);
    const beforeToo = scene.write(second, [callLater(b.dossier)]);
    const unreadable = writeUnreadable(second, b);
    const afterToo = scene.write(second, [note(a.dossier, 'La suite aussi')]);
    world.clock.advance(60_000);
    // Somebody mends that note just before it is refused: what says so waits for nothing that will never come.
    const corps = { acte: unreadable, corps: { texte: 'Ce qu’elle voulait dire' } };
    const [mending = ''] = scene.write(second, [{ dossier: b.dossier, type: 'correction', corps }]);
    await second.sync();
    expect(detailOf(second).attente.find(({ acte }) => acte === mending)).toMatchObject({ code: 'DEPENDANCE_REFUSEE' });
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
    const mended = { acte: mending, etat: 'a_revoir', code: 'DEPENDANCE_REFUSEE', isNamed: true };
    expect(parked(first)).toEqual([erasure]);
    expect(parked(second)).toEqual([unread, mended]);
    expect(first.etat).toMatchObject({ aEnvoyer: 0, enVol: 0, aRevoir: 1 });
    expect(second.etat).toMatchObject({ aEnvoyer: 0, enVol: 0, aRevoir: 2 });
    // The reason survives whatever kills the program.
    for (const poste of away) poste.crashNow();
    const refused = away.flatMap((poste) => parked(poste).filter(({ etat }) => etat === 'a_revoir'));
    expect(refused).toEqual([erasure, unread, mended]);
    // Signed in again it is taken, under another id; what cannot be read is given up by a person.
    world.signedInLe = null;
    expect(first.decideParked(erasing, scene.random.uuid())).toBe(true);
    world.ledger.dropped(erasing);
    expect(second.decideParked(unreadable, null)).toBe(true);
    for (const given of [unreadable, mending]) world.ledger.dropped(given);
    await scene.meet();
    for (const poste of away) expect(detailOf(poste).attente, poste.name).toEqual([]);
    for (const poste of world.postes) expect(dossiersOf(poste).map(({ dossier }) => dossier)).not.toContain(c.dossier);
    await scene.end();
  });
});

const count = ({ store }: SimPoste, sql: string, flux: string): number =>
  store.persons.prepare<[string], number>(sql).pluck().get(flux) ?? 0;
const rowsOf = (poste: SimPoste, flux: string): number =>
  count(poste, 'SELECT count(*) FROM ligne WHERE flux = ?', flux);
const knowsTheEnd = (poste: SimPoste, flux: string): boolean =>
  count(poste, 'SELECT count(*) FROM ordre WHERE flux = ?', flux) > 0;

/** For a while the server answers a list without the flux of this right, and no order. */
async function forgetTheRight(poste: SimPoste): Promise<void> {
  const { db } = scene.world.server;
  const { debut_le } = await db.selectFrom('delegation').select('debut_le').executeTakeFirstOrThrow();
  await db.updateTable('delegation').set({ debut_le: '2029-01-01T00:00:00.000Z' }).execute();
  await poste.sync();
  await db.updateTable('delegation').set({ debut_le }).execute();
}

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
      // Their clock is hours ahead: what they did before the end is dated after it there.
      delegue.skewMs = 3 * 3_600_000;
      const [early = ''] = scene.write(delegue, [note(dossier, 'Écrit des jours avant')]);
      world.clock.advance(60_000);
      for (let turn = 0; turn < 2; turn += 1) await delegue.sync();
      // A server that lost what it had taken from them will be offered it again, though nothing can be read any more.
      if (scene.isRestored) await scene.disaster();
      else {
        const rows = rowsOf(delegue, flux);
        await forgetTheRight(delegue);
        expect(rowsOf(delegue, flux)).toBe(rows);
      }
      const [inTime = ''] = scene.write(delegue, [callLater(dossier)]);
      const [colleague = ''] = scene.write(director, [note(dossier, 'Vu au forum')]);
      world.clock.advance(3_600_000);
      const [atTheLast = ''] = scene.write(delegue, [note(dossier, 'Écrit à la dernière minute')]);
      await world.endDelegation();
      await scene.save();
      world.clock.advance(2_000);
      const [tooLate = ''] = scene.write(delegue, [note(dossier, 'Écrit après la fin')]);
      // The network falls as the order comes: nothing leaves the poste before all that it did was answered.
      world.during = (poste) => {
        if (knowsTheEnd(poste, flux)) world.mood = { ...calm, drop: 1 };
      };
      await delegue.sync();
      world.during = () => undefined;
      world.mood = calm;
      expect(knowsTheEnd(delegue, flux)).toBe(true);
      expect(scene.filIds(delegue, dossier)).toEqual(expect.arrayContaining([early, inTime, atTheLast, tooLate]));
      const more = { dossier, type: 'note', corps: { texte: 'Encore un mot' }, vues: {} };
      expect(delegue.write([more])).toMatchObject({ ok: false, error: { code: 'FLUX_RETIRE' } });
      if (scene.isRestored) await scene.disaster();
      // One exchange is enough, seconds later: it waits neither for the time to undo, nor for another one.
      await delegue.sync();
      expect(rowsOf(delegue, flux)).toBe(0);
      for (const poste of scene.away) await scene.comeBack(poste);
      await scene.meet();
      expect((await scene.onServer(dossier)).toSorted()).toEqual([early, inTime, atTheLast, colleague].toSorted());
      for (const poste of world.postes.slice(0, 2))
        expect(scene.filIds(poste, dossier), poste.name).toEqual(
          expect.arrayContaining([early, inTime, atTheLast, colleague]),
        );
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
