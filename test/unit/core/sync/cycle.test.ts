import { describe, expect, test } from 'vitest';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { isScrubAsked } from '../../../../main/core/store/store.ts';
import { createSyncApi } from '../../../../main/core/sync/api.ts';
import { runCycle } from '../../../../main/core/sync/cycle.ts';
import { readDetail } from '../../../../main/core/sync/detail.ts';
import { listFluxRows } from '../../../../main/core/sync/mirror.ts';
import { failure, success } from '../../../../shared/contract/errors.ts';
import type { PullRow } from '../../../../shared/contract/sync.ts';
import {
  cycleDeps,
  entry,
  epoque,
  fluxId,
  noSignal,
  operateurRow,
  poste,
  saisies,
  scriptedApi,
  startMs,
  uuidOf,
  withStore,
  writeSaisie,
} from './fixtures.ts';

const acteRow = (seq: number, id: number, author: string): PullRow => [
  seq,
  'acte',
  uuidOf(id),
  1,
  uuidOf(0xd),
  JSON.stringify({
    id: uuidOf(id),
    v: 1,
    flux: fluxId,
    dossier: uuidOf(0xd),
    type: 'note',
    corps: { texte: 'faits' },
    remplace: {},
    operateur: null,
    fait_le: new Date(startMs).toISOString(),
    decalage_ms: null,
    corrige: null,
    depend: [],
    recu_le: new Date(startMs).toISOString(),
    fait_corrige_le: new Date(startMs).toISOString(),
    heure_incertaine: false,
    compte: uuidOf(0xc),
    poste: author,
    poste_nom: 'Accueil',
    effet: 'aucun',
  }),
];
const lignes = (store: { bulk: { prepare: (sql: string) => { all: () => unknown[] } } }) =>
  store.bulk.prepare('SELECT id, seq, lecture FROM ligne ORDER BY seq').all();

describe('cycle', () => {
  test('pulls to the head and proves it by re-reading its own file', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101), operateurRow(2, 102)]);
      const done = await runCycle(cycleDeps(store, script.api), noSignal);
      expect(done).toEqual(success({ received: 2, sent: 0 }));
      expect(script.seen.receipts).toMatchObject([{ flux: fluxId, tete: 2, nombre: 2 }]);
      expect(readDetail(store.bulk).flux).toMatchObject([{ verifie: true, lignes: 2 }]);
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(script.seen.pulls).toEqual([0]);
      expect(script.seen.receipts).toHaveLength(1);
    }));

  test('a row changed in the file is found by the receipt and the flux is pulled again', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101), operateurRow(2, 102)]);
      store.bulk.exec(
        'CREATE TRIGGER rot AFTER INSERT ON ligne WHEN NEW.seq = 2 BEGIN UPDATE ligne SET seq = 9 WHERE rang = NEW.rang; END',
      );
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(listFluxRows(store.bulk)).toMatchObject([{ reconstruit: 1, curseur: 0, verifie_tete: -1 }]);
      store.bulk.exec('DROP TRIGGER rot');
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(readDetail(store.bulk).flux).toMatchObject([{ verifie: true }]);
    }));

  test('unknown types and newer versions are kept raw; a broken known row withholds the receipt', () =>
    withStore(async (store) => {
      const future: PullRow = [1, 'hologramme', uuidOf(101), 1, null, '{}'];
      const newer: PullRow = [2, 'operateur', uuidOf(102), 7, null, '{"autre":1}'];
      const script = scriptedApi([future, newer]);
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(lignes(store)).toMatchObject([{ lecture: 'inconnue' }, { lecture: 'inconnue' }]);
      expect(script.seen.receipts).toHaveLength(1);
      const broken = scriptedApi([future, newer, [3, 'operateur', uuidOf(103), 1, null, '{"nom_affiche":4}']]);
      const done = await runCycle(cycleDeps(store, broken.api), noSignal);
      expect(done.ok).toBe(true);
      expect(lignes(store)).toMatchObject([{}, {}, { lecture: 'quarantaine' }]);
      expect(broken.seen.receipts).toEqual([]);
    }));

  test('an own acte leaves the outbox when the pull brings it back, not before', () =>
    withStore(async (store) => {
      const id = writeSaisie(store, 0xa1);
      const answering = scriptedApi([]);
      answering.api.push = async () =>
        success({
          epoque,
          resultats: [{ id, etat: 'accepte', seq: 1, recu_le: new Date(startMs).toISOString(), effet: 'aucun' }],
        });
      await runCycle(cycleDeps(store, answering.api), noSignal);
      expect(saisies(store)).toMatchObject([{ acte: id, etat: 'accepte' }]);
      await runCycle(cycleDeps(store, scriptedApi([acteRow(1, 0xa1, poste)]).api), noSignal);
      expect(saisies(store)).toEqual([]);
    }));

  test('410 rebuilds one flux: rows that the server no longer has go, own actes are offered again', () =>
    withStore(async (store) => {
      const mine = acteRow(2, 0xa1, poste);
      const theirs = acteRow(3, 0xa2, uuidOf(0xbeef));
      await runCycle(cycleDeps(store, scriptedApi([operateurRow(1, 101), mine, theirs]).api), noSignal);
      const after = scriptedApi([operateurRow(4, 101)]);
      const pull = after.api.pull;
      after.api.pull = async (flux, cursor, signal) =>
        cursor > 0 ? failure('CURSEUR_PERIME') : pull(flux, cursor, signal);
      await runCycle(cycleDeps(store, after.api), noSignal);
      expect(lignes(store)).toMatchObject([{ id: uuidOf(101), seq: 4 }]);
      expect(saisies(store)).toMatchObject([{ acte: uuidOf(0xa1), etat: 'a_envoyer' }]);
    }));

  test('a restored server (new epoch, head below our cursor) is offered again what it had accepted', () =>
    withStore(async (store) => {
      const id = writeSaisie(store, 0xa1);
      const first = scriptedApi([operateurRow(5, 101)]);
      first.api.push = async () =>
        success({
          epoque,
          resultats: [{ id, etat: 'accepte', seq: 6, recu_le: new Date(startMs).toISOString(), effet: 'aucun' }],
        });
      await runCycle(cycleDeps(store, first.api), noSignal);
      const restored = scriptedApi([operateurRow(2, 101)], { epoque: uuidOf(0xee) });
      await runCycle(cycleDeps(store, restored.api), noSignal);
      expect(saisies(store)).toMatchObject([{ acte: id, etat: 'a_envoyer' }]);
      expect(lignes(store)).toMatchObject([{ seq: 2 }]);
    }));

  test('a flux absent from the list is kept and marked; it comes back as it was', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101)]);
      await runCycle(cycleDeps(store, script.api), noSignal);
      script.setList(success({ epoque, flux: [], ordres: [] }));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(readDetail(store.bulk).flux).toMatchObject([{ indisponible: true, lignes: 1 }]);
      script.setList(success({ epoque, flux: [entry(1)], ordres: [] }));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(readDetail(store.bulk).flux).toMatchObject([{ indisponible: false, lignes: 1 }]);
    }));

  test('an order deletes only its flux, once due by the server clock, keeps skeletons and is acknowledged with counts', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101)]);
      const serveurLe = new Date(startMs).toISOString();
      store.writePersons((db) => success(writeLocal(db, 'horloge', { decalageMs: 0, serveurLe, mesureMonotoneMs: 0 })));
      const order = { ordre_id: uuidOf(0x0d), flux: fluxId, raison: 'purge' as const };
      writeSaisie(store, 0xa1, { sendable: new Date(startMs + 5_000).toISOString() });
      const list = (desLe: string) => success({ epoque, flux: [entry(1)], ordres: [{ ...order, des_le: desLe }] });
      script.setList(list('2026-06-09T00:00:00.000Z'));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(lignes(store)).toHaveLength(1);
      store.persons.prepare('DELETE FROM ordre').run();
      script.setList(success({ epoque, flux: [], ordres: [{ ...order, des_le: serveurLe }] }));
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(lignes(store)).toEqual([]);
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(script.seen.accuses).toEqual([{ id: order.ordre_id, lignes: 1, actes_non_envoyes: 1 }]);
      expect(saisies(store)).toMatchObject([{ etat: 'squelette' }]);
      expect(store.persons.prepare('SELECT corps FROM saisie').get()).toEqual({ corps: '{}' });
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(script.seen.accuses).toHaveLength(1);
    }));

  test('the end of a right waits for what was written before it, the last three seconds included', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101)]);
      const serveurLe = new Date(startMs).toISOString();
      store.writePersons((db) => success(writeLocal(db, 'horloge', { decalageMs: 0, serveurLe, mesureMonotoneMs: 0 })));
      await runCycle(cycleDeps(store, script.api), noSignal);
      const id = writeSaisie(store, 0xa1, { sendable: new Date(startMs + 7_000).toISOString() });
      const order = { ordre_id: uuidOf(0x0d), flux: fluxId, raison: 'fin_de_delegation' as const, des_le: serveurLe };
      script.setList(success({ epoque, flux: [], ordres: [order] }));
      expect((await runCycle(cycleDeps(store, script.api), noSignal)).ok).toBe(false);
      expect(lignes(store)).toHaveLength(1);
      script.api.push = async () =>
        success({ epoque, resultats: [{ id, etat: 'accepte', seq: 2, recu_le: serveurLe, effet: 'aucun' }] });
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(lignes(store)).toEqual([]);
      expect(script.seen.accuses).toEqual([{ id: order.ordre_id, lignes: 1, actes_non_envoyes: 0 }]);
    }));

  test('a right that ended while the server was restored loses nothing of ours: it is offered before the flux is emptied', () =>
    withStore(async (store) => {
      await runCycle(cycleDeps(store, scriptedApi([operateurRow(1, 101), acteRow(2, 0xa1, poste)]).api), noSignal);
      const serveurLe = new Date(startMs).toISOString();
      store.writePersons((db) => success(writeLocal(db, 'horloge', { decalageMs: 0, serveurLe, mesureMonotoneMs: 0 })));
      const script = scriptedApi([]);
      const order = { ordre_id: uuidOf(0x0d), flux: fluxId, raison: 'fin_de_delegation' as const, des_le: serveurLe };
      const ended = entry(1_000_001, { droits: 'envoi_seul' });
      script.setList(success({ epoque: uuidOf(0xee), flux: [ended], ordres: [order] }));
      const offered: string[] = [];
      script.api.push = async (body) => {
        for (const { id } of JSON.parse(body).actes) offered.push(id);
        const recu = { seq: 1_000_001, recu_le: serveurLe, effet: 'aucun' as const };
        return success({ epoque, resultats: offered.map((id) => ({ id, etat: 'accepte', ...recu })) });
      };
      await runCycle(cycleDeps(store, script.api), noSignal);
      expect(offered).toEqual([uuidOf(0xa1)]);
      expect(lignes(store)).toEqual([]);
    }));

  test('an erasure takes what the outbox still held of the person, and the file is scrubbed', () =>
    withStore(async (store) => {
      const [note, parked] = [writeSaisie(store, 0xa1), writeSaisie(store, 0xa2)];
      store.persons.prepare("UPDATE saisie SET etat = 'accepte' WHERE acte = ?").run(note);
      store.persons.prepare("UPDATE saisie SET etat = 'a_revoir', code = 'OPPOSITION' WHERE acte = ?").run(parked);
      const corps = JSON.stringify({ raison: 'effacement', jour: '2026-06-08' });
      const script = scriptedApi([
        [1, 'tombstone', uuidOf(0xa1), 1, uuidOf(0xd), corps],
        [2, 'tombstone', uuidOf(0xd), 1, uuidOf(0xd), corps],
      ]);
      const deps = cycleDeps(store, script.api);
      // Opened from a list imported by hand: she is not to come back with the next file either.
      store.persons.prepare("INSERT INTO personne_rattachee VALUES ('cle', ?, 'personne')").run(uuidOf(0xd));
      await runCycle(deps, noSignal);
      expect(store.persons.prepare('SELECT marque FROM personne_effacee').pluck().all()).toEqual(['personne']);
      expect(store.persons.prepare('SELECT count(*) FROM personne_rattachee').pluck().get()).toBe(0);
      expect(saisies(store)).toMatchObject([{ acte: parked, etat: 'squelette' }]);
      expect(store.persons.prepare('SELECT corps FROM saisie').pluck().all()).toEqual(['{}']);
      expect(isScrubAsked(store.persons)).toBe(true);
      expect(store.scrub().ok).toBe(true);
      expect(isScrubAsked(store.persons)).toBe(false);
    }));

  test('one word that this version does not know stops neither the push nor the list', () =>
    withStore(async (store) => {
      const ids = [writeSaisie(store, 0xa1), writeSaisie(store, 0xa2)];
      const answers: Record<string, unknown> = {
        '/v1/actes': {
          epoque,
          resultats: [
            { id: ids[0], etat: 'refuse', code: 'CODE_DE_DEMAIN' },
            { id: ids[1], etat: 'accepte', seq: 1, recu_le: new Date(startMs).toISOString(), effet: 'aucun' },
          ],
        },
        '/v1/flux': { epoque, flux: [{ ...entry(0), genre: 'galaxie' }, entry(0)], ordres: [{ raison: 'demain' }] },
      };
      const api = createSyncApi(async (path) => success(Response.json(answers[path])));
      expect((await runCycle(cycleDeps(store, api), noSignal)).ok).toBe(true);
      expect(saisies(store)).toMatchObject([{ etat: 'a_revoir', code: 'REPONSE_INVALIDE' }, { etat: 'accepte' }]);
      expect(listFluxRows(store.bulk)).toHaveLength(1);
    }));

  test('a flux that cannot be read does not keep the others waiting', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101)]);
      const broken = uuidOf(0x0);
      script.setList(success({ epoque, flux: [entry(1, { id: broken }), entry(1)], ordres: [] }));
      const pull = script.api.pull;
      script.api.pull = async (flux, after, signal) =>
        flux === broken ? failure('REPONSE_INVALIDE') : pull(flux, after, signal);
      expect(await runCycle(cycleDeps(store, script.api), noSignal)).toEqual(failure('REPONSE_INVALIDE'));
      expect(lignes(store)).toHaveLength(1);
      expect(script.seen.receipts).toHaveLength(1);
    }));

  test('what was flying when the last run died flies again', () =>
    withStore(async (store) => {
      writeSaisie(store, 0xa1);
      store.persons.exec("UPDATE saisie SET etat = 'en_vol', deja_en_vol = 1");
      await runCycle(cycleDeps(store, scriptedApi([]).api), noSignal);
      expect(saisies(store)).toMatchObject([{ etat: 'a_envoyer' }]);
    }));

  test('a new poste of the same compte offers again, after a restore, what its former poste had sent', () =>
    withStore(async (store) => {
      await runCycle(cycleDeps(store, scriptedApi([operateurRow(1, 101), acteRow(2, 0xa1, poste)]).api), noSignal);
      const deps = cycleDeps(store, scriptedApi([operateurRow(1, 101)], { epoque: uuidOf(0xee) }).api);
      deps.author = { poste: uuidOf(0xabc), compte: uuidOf(0xc) };
      await runCycle(deps, noSignal);
      expect(saisies(store)).toMatchObject([{ acte: uuidOf(0xa1), etat: 'a_envoyer' }]);
    }));

  test('a poste with a clock in the future purges nothing early', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101)]);
      script.setList(success({ epoque, flux: [entry(1, { purge_apres: '2026-12-31T00:00:00.000Z' })], ordres: [] }));
      const deps = cycleDeps(store, script.api);
      deps.clock.now = () => Date.parse('2031-01-01T00:00:00.000Z');
      await runCycle(deps, noSignal);
      expect(lignes(store)).toHaveLength(1);
      const serveurLe = '2027-01-01T00:00:00.000Z';
      store.writePersons((db) => success(writeLocal(db, 'horloge', { decalageMs: 0, serveurLe, mesureMonotoneMs: 0 })));
      await runCycle(deps, noSignal);
      expect(lignes(store)).toEqual([]);
    }));

  test('a process that dies between two transactions of a list has saved the cursor of what it stored', () =>
    withStore(async (store) => {
      const script = scriptedApi(Array.from({ length: 60 }, (_, index) => operateurRow(index + 1, 0x100 + index)));
      const deps = cycleDeps(store, script.api);
      let looks = 0;
      deps.clock.monotonic = () => 10 * looks++;
      deps.breathe = async () => {
        throw new Error('power cut');
      };
      await expect(runCycle(deps, noSignal)).rejects.toThrow('power cut');
      const [flux] = listFluxRows(store.bulk);
      expect(lignes(store).length).toBeLessThan(60);
      expect(flux?.curseur).toBe(lignes(store).length);
      expect((await runCycle(cycleDeps(store, script.api), noSignal)).ok).toBe(true);
      expect(lignes(store)).toHaveLength(60);
    }));

  test('the next response is asked for as soon as the first line says where it starts; a last line that says otherwise is refused', () =>
    withStore(async (store) => {
      const rows = [operateurRow(1, 101), operateurRow(2, 102)];
      const script = scriptedApi(rows);
      const { pull } = script.api;
      const order: string[] = [];
      let announced = 1;
      script.api.pull = async (flux, after, signal) => {
        order.push(`asked ${after}`);
        if (after > 0) return pull(flux, after, signal);
        return success(
          (async function* () {
            yield { genre: 'entete' as const, epoque, suite: announced };
            order.push('read');
            yield { genre: 'lignes' as const, lignes: [operateurRow(1, 101)] };
            yield { genre: 'suite' as const, apres: 1 };
          })(),
        );
      };
      expect((await runCycle(cycleDeps(store, script.api), noSignal)).ok).toBe(true);
      expect(order).toEqual(['asked 0', 'asked 1', 'read']);
      expect(lignes(store)).toHaveLength(2);
      // A gap between what came and where the next rows would start.
      announced = 2;
      store.bulk.prepare('UPDATE flux SET curseur = 0').run();
      expect(await runCycle(cycleDeps(store, script.api), noSignal)).toEqual(failure('REPONSE_INVALIDE'));
    }));

  test('a cut response keeps what was whole and resumes at the saved cursor', () =>
    withStore(async (store) => {
      const script = scriptedApi([operateurRow(1, 101), operateurRow(2, 102)]);
      const pull = script.api.pull;
      let cuts = 1;
      script.api.pull = async (flux, after, signal) => {
        if (cuts-- <= 0) return pull(flux, after, signal);
        script.seen.pulls.push(after);
        return success(
          (async function* () {
            yield { genre: 'entete' as const, epoque, suite: null };
            yield { genre: 'lignes' as const, lignes: [operateurRow(1, 101)] };
          })(),
        );
      };
      expect(await runCycle(cycleDeps(store, script.api), noSignal)).toEqual(failure('HORS_LIGNE'));
      expect(listFluxRows(store.bulk)).toMatchObject([{ curseur: 1 }]);
      expect((await runCycle(cycleDeps(store, script.api), noSignal)).ok).toBe(true);
      expect(script.seen.pulls).toEqual([0, 1]);
      expect(lignes(store)).toHaveLength(2);
    }));
});
