import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  empreinteLigne,
  empreinteVide,
  ensureFlux,
  lockFlux,
  retireLignes,
  writeLignes,
} from '../../../sync-api/store/flux.ts';
import type { Tables } from '../../../sync-api/store/tables.ts';
import { openTestDatabase, testRandom } from '../../support/flux-server.ts';

const ids = Array.from({ length: 12 }, () => randomUUID());
const ligne = (id: string, corps = '{}') => ({ id, type: 'reglage', v: 1, dossierId: null, corps });

/** Written apart from the product's own sum: the definition of PROTOCOL 4, straight. */
const recompute = (rows: readonly { id: string; seq: number }[]): string =>
  rows
    .reduce((sum, { id, seq }) => {
      const hash = createHash('sha256').update(`${id}\n${seq}`).digest('hex');
      return (sum + BigInt(`0x${hash}`)) % (1n << 256n);
    }, 0n)
    .toString(16)
    .padStart(64, '0');

describe('rows of a flux', () => {
  let db: Kysely<Tables>;
  let flux: string;
  beforeEach(async () => {
    db = await openTestDatabase();
    flux = await ensureFlux(db, testRandom, { genre: 'compte', compteId: randomUUID() });
  });
  afterEach(() => db.destroy());

  const state = async () => ({
    flux: await db.selectFrom('flux').selectAll().where('id', '=', flux).executeTakeFirstOrThrow(),
    rows: await db.selectFrom('ligne').selectAll().where('flux_id', '=', flux).orderBy('seq').execute(),
  });

  test('take consecutive numbers in the order given', async () => {
    const [a = '', b = '', c = ''] = ids;
    const first = await writeLignes(db, { fluxId: flux, lignes: [ligne(a), ligne(b)] });
    expect([first.tete, first.seqs.get(a), first.seqs.get(b)]).toEqual([2, 1, 2]);
    const second = await writeLignes(db, { fluxId: flux, lignes: [ligne(c)] });
    expect(second.tete).toBe(3);
  });

  test('keep the newest version only, under a new number', async () => {
    const [a = '', b = ''] = ids;
    await writeLignes(db, { fluxId: flux, lignes: [ligne(a, '{"old":1}'), ligne(b)] });
    await writeLignes(db, { fluxId: flux, lignes: [ligne(a, '{"new":1}')] });
    const { rows, flux: row } = await state();
    expect(rows.map(({ id, seq, corps }) => [id, seq, corps])).toEqual([
      [b, 2, '{}'],
      [a, 3, '{"new":1}'],
    ]);
    expect(row.nombre).toBe(2);
  });

  test('an id given twice in one write keeps its last body and takes one number', async () => {
    const [a = ''] = ids;
    const { tete } = await writeLignes(db, { fluxId: flux, lignes: [ligne(a, '1'), ligne(a, '2')] });
    const { rows } = await state();
    expect([tete, rows.length, rows[0]?.corps]).toEqual([1, 1, '2']);
  });

  test('the stored empreinte equals the one recomputed from the rows, whatever was written', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), ids: fc.array(fc.constantFrom(...ids), { maxLength: 8 }) }),
      fc.record({ kind: fc.constant('retire' as const), ids: fc.array(fc.constantFrom(...ids), { maxLength: 4 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        flux = await ensureFlux(db, testRandom, { genre: 'compte', compteId: randomUUID() });
        for (const { kind, ids: chosen } of steps) {
          if (kind === 'write') await writeLignes(db, { fluxId: flux, lignes: chosen.map((id) => ligne(id)) });
          else await retireLignes(db, { fluxId: flux, ids: chosen, raison: 'purge', jour: '2026-06-08' });
        }
        const { flux: row, rows } = await state();
        expect(row.empreinte).toBe(recompute(rows));
        expect(row.nombre).toBe(rows.length);
        expect(row.tete).toBeGreaterThanOrEqual(rows.at(-1)?.seq ?? 0);
      }),
      { numRuns: 40 },
    );
  });

  test('more rows than one statement holds are numbered without a gap', async () => {
    const many = Array.from({ length: 1_203 }, () => ligne(randomUUID()));
    await writeLignes(db, { fluxId: flux, lignes: many });
    const { rows, flux: row } = await state();
    expect(rows.map(({ seq }) => seq)).toEqual(many.map((_, index) => index + 1));
    expect(row.empreinte).toBe(recompute(rows));
  });

  test('a tombstone keeps the id and the dossier, and is not written twice', async () => {
    const [a = '', b = ''] = ids;
    await writeLignes(db, { fluxId: flux, lignes: [{ ...ligne(a, '{"nom":"X"}'), dossierId: b }] });
    await retireLignes(db, { fluxId: flux, ids: [a, randomUUID()], raison: 'effacement', jour: '2026-06-08' });
    const again = await retireLignes(db, { fluxId: flux, ids: [a], raison: 'effacement', jour: '2026-06-09' });
    const { rows } = await state();
    expect(rows).toEqual([
      {
        flux_id: flux,
        id: a,
        seq: 2,
        type: 'tombstone',
        v: 1,
        dossier_id: b,
        corps: '{"raison":"effacement","jour":"2026-06-08"}',
      },
    ]);
    expect(again.tete).toBe(2);
  });

  test('a rolled back write leaves head, count and empreinte as they were', async () => {
    const failed = db.transaction().execute(async (trx) => {
      await writeLignes(trx, { fluxId: flux, lignes: ids.map((id) => ligne(id)) });
      throw new RangeError('power cut');
    });
    await expect(failed).rejects.toThrow(RangeError);
    expect((await state()).flux).toMatchObject({ tete: 0, nombre: 0, empreinte: empreinteVide });
  });

  test('concurrent writers leave no gap and no duplicate', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction().execute((trx) => writeLignes(trx, { fluxId: flux, lignes: [ligne(randomUUID())] })),
      ),
    );
    const { rows } = await state();
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('the reception of a flux never goes back', async () => {
    await writeLignes(db, { fluxId: flux, lignes: [], recuLe: '2026-06-08T10:00:00.000Z' });
    await writeLignes(db, { fluxId: flux, lignes: [], recuLe: '2026-06-08T09:00:00.000Z' });
    expect((await state()).flux.dernier_recu_le).toBe('2026-06-08T10:00:00.000Z');
  });

  test('writing to a flux that is not there is a bug, and says so', async () => {
    await expect(writeLignes(db, { fluxId: randomUUID(), lignes: [] })).rejects.toThrow();
  });

  test('locking answers the flux that exist, once each', async () => {
    const found = await lockFlux(db, [flux, flux, randomUUID()]);
    expect([...found.keys()]).toEqual([flux]);
  });

  test('a flux is opened once per thing it belongs to', async () => {
    const siretResponsable = '00000000000000';
    const first = await ensureFlux(db, testRandom, { genre: 'organisme', siretResponsable });
    const again = await ensureFlux(db, testRandom, { genre: 'organisme', siretResponsable });
    const other = await ensureFlux(db, testRandom, { genre: 'organisme', siretResponsable: '11111111111111' });
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('the term of one row is the sha256 of its id and number', () => {
    expect(empreinteLigne('a', 1)).toBe(createHash('sha256').update('a\n1').digest('hex'));
  });
});
