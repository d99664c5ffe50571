import { describe, expect, test } from 'vitest';
import { abandonParked, resumeParked } from '../../../../main/core/sync/detail.ts';
import { landInFlight, makeAllSendable, nextBatch, nextDue } from '../../../../main/core/sync/outbox.ts';
import { pushAll } from '../../../../main/core/sync/push.ts';
import { failure, success } from '../../../../shared/contract/errors.ts';
import { limits } from '../../../../shared/contract/sync.ts';
import {
  bodyOf,
  cycleDeps,
  epoque,
  noSignal,
  saisies,
  scriptedApi,
  startMs,
  uuidOf,
  withStore,
  writeSaisie,
} from './fixtures.ts';

const nowIso = new Date(startMs).toISOString();
const idsIn = (body: string): string[] => JSON.parse(body).actes.map((acte: { id: string }) => acte.id);
const accepted = (id: string, seq = 1) => ({
  id,
  etat: 'accepte' as const,
  seq,
  recu_le: nowIso,
  effet: 'aucun' as const,
});

describe('push', () => {
  test('an acte is in flight in the file before its first byte leaves, and sendable again when the network falls', () =>
    withStore(async (store) => {
      writeSaisie(store, 0xa1);
      const script = scriptedApi([]);
      let duringFlight: unknown[] = [];
      script.api.push = async () => {
        duringFlight = saisies(store);
        return failure('HORS_LIGNE');
      };
      expect(await pushAll(cycleDeps(store, script.api), noSignal)).toEqual(failure('HORS_LIGNE'));
      expect(duringFlight).toMatchObject([{ etat: 'en_vol', deja_en_vol: 1 }]);
      expect(saisies(store)).toMatchObject([{ etat: 'a_envoyer', deja_en_vol: 1 }]);
    }));

  test('the answers and the next batch are one write; what they change is told while the next one flies', () =>
    withStore(async (store) => {
      for (let id = 1; id <= limits.pushActes + 1; id++) writeSaisie(store, id);
      const script = scriptedApi([]);
      const flights: unknown[] = [];
      const told: number[] = [];
      const counts = () =>
        store.persons.prepare('SELECT etat, count(*) AS n FROM saisie GROUP BY etat ORDER BY etat').all();
      script.api.push = async (body) => {
        flights.push(counts());
        return success({ epoque, resultats: idsIn(body).map((id) => accepted(id)) });
      };
      const deps = { ...cycleDeps(store, script.api), onProgress: (count: number) => told.push(count) };
      expect(await pushAll(deps, noSignal)).toEqual(success({ sent: limits.pushActes + 1, epoque }));
      expect(flights).toEqual([
        [
          { etat: 'a_envoyer', n: 1 },
          { etat: 'en_vol', n: limits.pushActes },
        ],
        [
          { etat: 'accepte', n: limits.pushActes },
          { etat: 'en_vol', n: 1 },
        ],
      ]);
      expect(told).toEqual([limits.pushActes, 0, 1, 0]);
      expect(deps.projected.size).toBe(0);
    }));

  test('a network that falls at the second batch keeps the answers of the first, and nothing flies', () =>
    withStore(async (store) => {
      for (let id = 1; id <= limits.pushActes + 2; id++) writeSaisie(store, id);
      const script = scriptedApi([]);
      let requests = 0;
      script.api.push = async (body) => {
        requests += 1;
        if (requests > 1) return failure('HORS_LIGNE');
        return success({ epoque, resultats: idsIn(body).map((id) => accepted(id)) });
      };
      expect(await pushAll(cycleDeps(store, script.api), noSignal)).toEqual(failure('HORS_LIGNE'));
      expect(nextBatch(store.persons, nowIso, 500)).toHaveLength(2);
      expect(store.persons.prepare("SELECT count(*) FROM saisie WHERE etat = 'accepte'").pluck().get()).toBe(
        limits.pushActes,
      );
    }));

  test('a poste killed in flight offers the same acte again at its next start', () =>
    withStore((store) => {
      writeSaisie(store, 0xa1);
      store.persons.exec("UPDATE saisie SET etat = 'en_vol', deja_en_vol = 1");
      expect(landInFlight(store.persons)).toBe(1);
      expect(nextBatch(store.persons, nowIso, 500)).toHaveLength(1);
    }));

  test('each answer has its own effect; no answer means later', () =>
    withStore(async (store) => {
      const ids = [0xa1, 0xa2, 0xa3, 0xa4, 0xa5].map((id) => writeSaisie(store, id));
      const script = scriptedApi([]);
      script.api.push = async (body) => {
        const [a, b, c, d] = idsIn(body);
        return success({
          epoque,
          resultats: [
            accepted(a ?? ''),
            { id: b ?? '', etat: 'plus_tard', code: 'TYPE_INCONNU', apres_s: 0 },
            { id: c ?? '', etat: 'refuse', code: 'OPPOSITION' },
            { id: d ?? '', etat: 'refuse', code: 'PERSONNE_EFFACEE' },
          ],
        });
      };
      expect(await pushAll(cycleDeps(store, script.api), noSignal)).toEqual(success({ sent: 1, epoque }));
      expect(saisies(store)).toMatchObject([
        { acte: ids[0], etat: 'accepte' },
        { acte: ids[1], etat: 'a_envoyer' },
        { acte: ids[2], etat: 'a_revoir', code: 'OPPOSITION' },
        { acte: ids[3], etat: 'squelette', code: 'PERSONNE_EFFACEE' },
        { acte: ids[4], etat: 'a_envoyer' },
      ]);
      expect(store.persons.prepare('SELECT corps FROM saisie WHERE acte = ?').get(ids[3])).toEqual({ corps: '{}' });
      expect(nextBatch(store.persons, nowIso, 500)).toEqual([]);
    }));

  test('413 halves the batch; one acte too large alone is parked and the queue goes on', () =>
    withStore(async (store) => {
      const ids = [0xa1, 0xa2, 0xa3].map((id) => writeSaisie(store, id));
      const large = ids[1] ?? '';
      const sizes: number[] = [];
      const script = scriptedApi([]);
      script.api.push = async (body) => {
        const sent = idsIn(body);
        sizes.push(sent.length);
        if (sent.includes(large)) return failure('TROP_VOLUMINEUX');
        return success({ epoque, resultats: sent.map((id) => accepted(id)) });
      };
      expect(await pushAll(cycleDeps(store, script.api), noSignal)).toEqual(success({ sent: 2, epoque }));
      expect(sizes).toEqual([3, 2, 1, 1, 1]);
      expect(saisies(store)).toMatchObject([
        { etat: 'accepte' },
        { etat: 'a_revoir', code: 'ACTE_TROP_GRAND' },
        { etat: 'accepte' },
      ]);
    }));

  test('a batch keeps local order, 500 actes and 512 KiB', () =>
    withStore((store) => {
      for (let id = 1; id <= limits.pushActes + 1; id++) writeSaisie(store, id);
      expect(nextBatch(store.persons, nowIso, 500).map((row) => row.acte)).toEqual(
        Array.from({ length: limits.pushActes }, (_, index) => uuidOf(index + 1)),
      );
      store.persons.exec('DELETE FROM saisie');
      for (let id = 1; id <= 40; id++) writeSaisie(store, id, { corps: 'x'.repeat(15 * 1024) });
      const bytes = nextBatch(store.persons, nowIso, 500).reduce((total, row) => total + row.corps.length, 0);
      expect(bytes).toBeLessThanOrEqual(limits.pushBytes);
      expect(bytes).toBeGreaterThan(limits.pushBytes - 32 * 1024);
    }));

  test('ten seconds must pass before an acte leaves, unless everything is made sendable', () =>
    withStore((store) => {
      writeSaisie(store, 0xa1, { sendable: new Date(startMs + limits.undoMs).toISOString() });
      expect(nextBatch(store.persons, nowIso, 500)).toEqual([]);
      makeAllSendable(store.persons, nowIso);
      expect(nextBatch(store.persons, nowIso, 500)).toHaveLength(1);
    }));

  test('a batch is bounded by the exchange before its oldest acte, not by the last one', () =>
    withStore(async (store) => {
      for (const id of [0xa1, 0xa2]) writeSaisie(store, id);
      const set = store.persons.prepare('UPDATE saisie SET echange_le = ? WHERE acte = ?');
      set.run('2026-06-05T10:00:00.000Z', uuidOf(0xa2));
      set.run('2026-06-08T07:00:00.000Z', uuidOf(0xa1));
      const script = scriptedApi([]);
      let bound: unknown;
      script.api.push = async (body) => {
        bound = JSON.parse(body).dernier_echange_le;
        return failure('HORS_LIGNE');
      };
      await pushAll(cycleDeps(store, script.api), noSignal);
      expect(bound).toBe('2026-06-05T10:00:00.000Z');
    }));

  test('a clock set back after the acte was written delays nothing', () =>
    withStore((store) => {
      writeSaisie(store, 0xa1, { sendable: new Date(startMs + 5 * 3_600_000).toISOString() });
      expect(nextBatch(store.persons, nowIso, 500)).toHaveLength(1);
      expect(nextDue(store.persons, nowIso)).toBe(nowIso);
    }));

  test('a refused acte is sent again under a new id that names the old one, and those that named it follow', () =>
    withStore((store) => {
      const old = writeSaisie(store, 0xa1);
      const follower = writeSaisie(store, 0xa2, {
        corps: JSON.stringify({ id: uuidOf(0xa2), corps: { acte: old }, depend: [old] }),
      });
      store.persons.prepare("UPDATE saisie SET etat = 'a_revoir', code = 'OPPOSITION' WHERE acte = ?").run(old);
      expect(resumeParked(store.persons, uuidOf(0xdead), uuidOf(0xb1), nowIso)).toEqual(failure('INTROUVABLE'));
      expect(resumeParked(store.persons, old, uuidOf(0xb1), nowIso).ok).toBe(true);
      const corps = (id: string) =>
        JSON.parse(String(store.persons.prepare('SELECT corps FROM saisie WHERE acte = ?').pluck().get(id)));
      expect(corps(uuidOf(0xb1))).toMatchObject({ id: uuidOf(0xb1), corrige: old });
      expect(corps(follower)).toMatchObject({ corps: { acte: uuidOf(0xb1) }, depend: [uuidOf(0xb1)] });
    }));

  test('what depends on a refused acte is parked with it in any request, and goes its way again with it', () =>
    withStore(async (store) => {
      const refused = writeSaisie(store, 0xa1);
      const undo = writeSaisie(store, 0xa2, {
        sendable: new Date(startMs + 5_000).toISOString(),
        corps: JSON.stringify({
          ...JSON.parse(bodyOf(0xa2)),
          type: 'annule',
          corps: { acte: refused },
          depend: [refused],
        }),
      });
      const script = scriptedApi([]);
      script.api.push = async () =>
        success({ epoque, resultats: [{ id: refused, etat: 'refuse', code: 'ACTE_INVALIDE' }] });
      await pushAll(cycleDeps(store, script.api), noSignal);
      expect(saisies(store)).toMatchObject([
        { acte: refused, code: 'ACTE_INVALIDE' },
        { acte: undo, etat: 'a_revoir', code: 'DEPENDANCE_REFUSEE' },
      ]);
      expect(resumeParked(store.persons, refused, uuidOf(0xb1), nowIso).ok).toBe(true);
      expect(saisies(store)).toMatchObject([
        { acte: undo, etat: 'a_envoyer' },
        { acte: uuidOf(0xb1), etat: 'a_envoyer' },
      ]);
    }));

  test('giving a refused acte up takes along what only undid it', () =>
    withStore((store) => {
      const refused = writeSaisie(store, 0xa1);
      writeSaisie(store, 0xa2, { corps: JSON.stringify({ ...JSON.parse(bodyOf(0xa2)), depend: [refused] }) });
      store.persons.exec("UPDATE saisie SET etat = 'a_revoir', code = 'DEPENDANCE_REFUSEE'");
      expect(abandonParked(store.persons, refused).ok).toBe(true);
      expect(saisies(store)).toEqual([]);
    }));

  test('only a refused acte can be given up', () =>
    withStore((store) => {
      const id = writeSaisie(store, 0xa1);
      expect(abandonParked(store.persons, id)).toEqual(failure('INTROUVABLE'));
      store.persons.exec("UPDATE saisie SET etat = 'a_revoir', code = 'ACTE_INVALIDE'");
      expect(abandonParked(store.persons, id).ok).toBe(true);
      expect(saisies(store)).toEqual([]);
    }));
});
