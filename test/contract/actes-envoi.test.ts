import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { limits, type PushResult, pushResponse } from '../../shared/contract/sync.ts';
import { type Acte, acteRecu } from '../../shared/domain/actes/acte.ts';
import {
  type Compte,
  createCompte,
  createDelegation,
  createDossier,
  createPoste,
  createRelation,
  makeActe,
} from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

describe('POST /v1/actes', () => {
  let server: FluxServer;
  let compte: Compte;
  let flux: string;
  let dossier: string;
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    flux = (await createRelation(server.db, compte)).flux;
    dossier = await createDossier(server.db, flux, 'ine-1');
  });
  afterEach(() => server.close());

  const body = (actes: unknown[], dernierEchangeLe: string | null = null) => ({
    dernier_echange_le: dernierEchangeLe,
    actes,
  });
  const push = async (actes: unknown[], { name = 'a', last = null }: { name?: string; last?: string | null } = {}) => {
    const response = await server.post(name, '/v1/actes', body(actes, last));
    expect(response.status).toBe(200);
    return pushResponse.parse(await response.json()).resultats;
  };
  const one = async (
    acte: unknown,
    options?: { name?: string; last?: string | null },
  ): Promise<PushResult | undefined> => (await push([acte], options))[0];
  const note = (parts: Partial<Acte> = {}) => makeActe({ flux, dossier, ...parts });
  const stored = async (id: string) => {
    const row = await server.db.selectFrom('ligne').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : acteRecu.parse(JSON.parse(row.corps));
  };

  test('an acte becomes a row of its flux, stamped with who and when', async () => {
    const acte = note();
    expect(await one(acte)).toEqual({
      id: acte.id,
      etat: 'accepte',
      seq: 2,
      recu_le: '2026-06-08T08:00:00.000Z',
      effet: 'aucun',
    });
    expect(await stored(acte.id)).toEqual({
      ...acte,
      recu_le: '2026-06-08T08:00:00.000Z',
      fait_corrige_le: '2026-06-08T07:59:00.000Z',
      heure_incertaine: false,
      compte: compte.acces.compte.id,
      poste: compte.acces.poste.id,
      poste_nom: compte.acces.poste.nom,
      effet: 'aucun',
    });
    const row = await server.db.selectFrom('ligne').selectAll().where('id', '=', acte.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ flux_id: flux, type: 'acte', v: 1, dossier_id: dossier, seq: 2 });
  });

  test('each acte has its own result, in order, and a bad one stops nobody', async () => {
    const [first, last] = [note(), note()];
    const results = await push([
      first,
      { ...note(), corps: { texte: '' } },
      { id: 'not-a-uuid' },
      note({ type: 'note', corps: { texte: 'x'.repeat(limits.noteCharacters + 1) } }),
      { ...note(), type: 'de-demain' },
      { ...note(), v: 2 },
      42,
      last,
    ]);
    expect(
      results.map((result) => ('code' in result ? [result.etat, result.code] : [result.etat, result.seq])),
    ).toEqual([
      ['accepte', 2],
      ['refuse', 'ACTE_INVALIDE'],
      ['refuse', 'ACTE_INVALIDE'],
      ['refuse', 'ACTE_INVALIDE'],
      ['plus_tard', 'TYPE_INCONNU'],
      ['plus_tard', 'TYPE_INCONNU'],
      ['refuse', 'ACTE_INVALIDE'],
      ['accepte', 3],
    ]);
  });

  test('one acte over 16 KiB is refused alone', async () => {
    const large = note({ remplace: Object.fromEntries(Array.from({ length: 400 }, () => [randomUUID(), []])) });
    expect(await one(large)).toMatchObject({ etat: 'refuse', code: 'ACTE_TROP_GRAND' });
  });

  test('the same acte again is deja_recu with its first number, whatever the moment of sending adds', async () => {
    const acte = note();
    await one(acte);
    await push([note(), note()]);
    server.clock.advance(60_000);
    const expected = { id: acte.id, etat: 'deja_recu', seq: 2, recu_le: '2026-06-08T08:00:00.000Z', effet: 'aucun' };
    expect(await one(acte)).toEqual(expected);
    expect(await one({ ...acte, decalage_ms: 500 })).toEqual(expected);
    expect((await push([acte, acte])).map(({ etat }) => etat)).toEqual(['deja_recu', 'deja_recu']);
    expect(await server.db.selectFrom('acte').select('id').where('id', '=', acte.id).execute()).toHaveLength(1);
  });

  test('another poste of the same compte may repeat an acte, not another compte', async () => {
    const acte = note();
    await one(acte);
    const poste = await createPoste(server.db, compte.acces.compte.id, 'second');
    server.allow('second', { ...compte.acces, poste });
    expect(await one(acte, { name: 'second' })).toMatchObject({ etat: 'deja_recu' });
    const delegue = await createCompte(server.db, 'delegue', 'd');
    server.allow('d', delegue.acces);
    const relation = await server.db
      .selectFrom('flux')
      .select('relation_id')
      .where('id', '=', flux)
      .executeTakeFirstOrThrow();
    await createDelegation(server.db, delegue, relation.relation_id ?? '');
    expect(await one(acte, { name: 'd' })).toMatchObject({ etat: 'refuse', code: 'ACTE_DIFFERENT' });
  });

  test('the same id with another body, or in another flux, is refused', async () => {
    const acte = note();
    await one(acte);
    const other = (await createRelation(server.db, compte)).flux;
    const moved = { ...acte, flux: other, dossier: await createDossier(server.db, other) };
    for (const changed of [{ ...acte, corps: { texte: 'Autre.' } }, { ...acte, remplace: { issue: [] } }, moved])
      expect(await one(changed)).toMatchObject({ etat: 'refuse', code: 'ACTE_DIFFERENT' });
    expect((await stored(acte.id))?.corps).toEqual(acte.corps);
  });

  test('another compte and an unknown flux are refused alike', async () => {
    const other = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', other.acces);
    expect(await one(note(), { name: 'b' })).toMatchObject({ etat: 'refuse', code: 'FLUX_INCONNU' });
    expect(await one(note({ flux: randomUUID() }))).toMatchObject({ etat: 'refuse', code: 'FLUX_INCONNU' });
  });

  test('a dossier of another flux is refused, one that is not there yet is for later', async () => {
    const other = (await createRelation(server.db, compte)).flux;
    expect(await one(note({ flux: other }))).toMatchObject({ etat: 'refuse', code: 'DOSSIER_INCONNU' });
    expect(await one(note({ dossier: randomUUID() }))).toMatchObject({ etat: 'plus_tard', code: 'DOSSIER_INCONNU' });
  });

  test('after a right ends, what was done before is taken for 30 days, what came after is refused', async () => {
    const delegue = await createCompte(server.db, 'delegue', 'd');
    server.allow('d', delegue.acces);
    const { relation_id: relation } = await server.db
      .selectFrom('flux')
      .select('relation_id')
      .where('id', '=', flux)
      .executeTakeFirstOrThrow();
    await createDelegation(server.db, delegue, relation ?? '', '2026-06-08T07:00:00.000Z');
    const before = note({ fait_le: '2026-06-08T06:59:00.000Z' });
    const after = note({ fait_le: '2026-06-08T07:01:00.000Z' });
    const results = await push([before, after], { name: 'd', last: '2026-06-08T07:30:00.000Z' });
    expect(results).toMatchObject([{ etat: 'accepte' }, { etat: 'refuse', code: 'FLUX_RETIRE' }]);
    const slow = note({ fait_le: '2026-06-08T06:59:00.000Z', decalage_ms: 120_000 });
    expect(await one(slow, { name: 'd' })).toMatchObject({ etat: 'refuse', code: 'FLUX_RETIRE' });
    server.clock.set('2026-07-08T07:00:00.001Z');
    expect(await one(note({ fait_le: '2026-06-08T06:00:00.000Z' }), { name: 'd' })).toMatchObject({
      etat: 'refuse',
      code: 'FLUX_RETIRE',
    });
  });

  test('a dependency that is not there is for later, one refused parks what depends on it', async () => {
    const good = note();
    const bad = { ...note(), corps: {} };
    const waiting = note({ depend: [randomUUID()] });
    const results = await push([
      good,
      note({ depend: [good.id] }),
      bad,
      note({ depend: [good.id, bad.id] }),
      waiting,
      note({ depend: [waiting.id] }),
    ]);
    expect(results.map((result) => ('code' in result ? result.code : result.etat))).toEqual([
      'accepte',
      'accepte',
      'ACTE_INVALIDE',
      'DEPENDANCE_REFUSEE',
      'DEPENDANCE_INCONNUE',
      'DEPENDANCE_INCONNUE',
    ]);
  });

  test('what depends on a refused opening is parked with it', async () => {
    const created = randomUUID();
    const opening = note({
      dossier: created,
      type: 'dossier-cree',
      corps: { nom: '', prenom: '', telephones: [], source: 'appel' },
    });
    const results = await push([opening, note({ dossier: created, depend: [opening.id] })]);
    expect(results).toMatchObject([
      { etat: 'refuse', code: 'ACTE_INVALIDE' },
      { etat: 'refuse', code: 'DEPENDANCE_REFUSEE' },
    ]);
  });

  test('a person known from a call is opened in the flux, once', async () => {
    const created = randomUUID();
    const corps = { nom: 'HOAREAU', prenom: 'Lina', telephones: ['0692 12 34 56'], source: 'appel' };
    const opening = note({ dossier: created, type: 'dossier-cree', corps });
    const results = await push([opening, note({ dossier: created })]);
    expect(results.map(({ etat }) => etat)).toEqual(['accepte', 'accepte']);
    const row = await server.db.selectFrom('ligne').selectAll().where('id', '=', created).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ type: 'dossier', flux_id: flux, dossier_id: created });
    expect(JSON.parse(row.corps)).toMatchObject({
      ine: null,
      nom: 'HOAREAU',
      campagne: 2026,
      telephones: [{ brut: '0692 12 34 56', e164: '+262692123456' }],
    });
    expect(await one(note({ dossier: created, type: 'dossier-cree', corps }))).toMatchObject({ code: 'ACTE_INVALIDE' });
  });

  test('erasure is the right of the responsable and of a délégué, in the flux each may read', async () => {
    const delegue = await createCompte(server.db, 'delegue', 'd');
    server.allow('d', delegue.acces);
    const { relation_id: relation } = await server.db
      .selectFrom('flux')
      .select('relation_id')
      .where('id', '=', flux)
      .executeTakeFirstOrThrow();
    const erasure = note({ type: 'effacement', corps: {} });
    expect(await one(erasure, { name: 'd' })).toMatchObject({ etat: 'refuse', code: 'FLUX_INCONNU' });
    await createDelegation(server.db, delegue, relation ?? '');
    expect(await one(erasure, { name: 'd' })).toMatchObject({ etat: 'accepte' });
  });

  test('hours are corrected, clamped to the last exchange, and marked when uncertain', async () => {
    const fast = note({ fait_le: '2026-06-08T09:00:00.000Z', decalage_ms: -3_600_000 });
    const future = note({ fait_le: '2026-06-09T00:00:00.000Z' });
    const past = note({ fait_le: '2020-01-01T00:00:00.000Z' });
    const absurd = note({ decalage_ms: Number.MAX_SAFE_INTEGER });
    const results = await push([fast, future, past, absurd], { last: '2026-06-08T07:00:00.000Z' });
    expect(results.map(({ etat }) => etat)).toEqual(['accepte', 'accepte', 'accepte', 'refuse']);
    const hours = async (acte: Acte) => {
      const found = await stored(acte.id);
      return [found?.fait_corrige_le, found?.heure_incertaine];
    };
    expect(await hours(fast)).toEqual(['2026-06-08T08:00:00.000Z', false]);
    expect(await hours(future)).toEqual(['2026-06-08T08:00:00.000Z', true]);
    expect(await hours(past)).toEqual(['2026-06-08T07:00:00.000Z', true]);
  });

  test('recu_le never decreases in a flux, even when the clock of the server goes back', async () => {
    await one(note());
    server.clock.advance(-3_600_000);
    expect(await one(note())).toMatchObject({ etat: 'accepte', recu_le: '2026-06-08T08:00:00.000Z' });
  });

  test('too many actes or bytes are 413, an empty or unreadable batch is 400, nobody is 401', async () => {
    const refusal = async (response: Response) => [response.status, httpError.parse(await response.json()).code];
    const many = Array.from({ length: limits.pushActes + 1 }, () => note());
    expect(await refusal(await server.post('a', '/v1/actes', body(many)))).toEqual([413, 'TROP_VOLUMINEUX']);
    const heavy = body([{ padding: 'x'.repeat(limits.pushBytes) }]);
    expect(await refusal(await server.post('a', '/v1/actes', heavy))).toEqual([413, 'TROP_VOLUMINEUX']);
    for (const bad of [body([]), { actes: [note()] }, '{', { dernier_echange_le: 'hier', actes: [note()] }])
      expect(await refusal(await server.post('a', '/v1/actes', bad))).toEqual([400, 'REQUETE_INVALIDE']);
    expect(await refusal(await server.post(null, '/v1/actes', body([note()])))).toEqual([401, 'SESSION_EXPIREE']);
    expect(await server.db.selectFrom('acte').select('id').execute()).toEqual([]);
  });

  test('a full batch of 500 actes is taken', async () => {
    const results = await push(Array.from({ length: limits.pushActes }, () => note()));
    expect(new Set(results.map(({ etat }) => etat))).toEqual(new Set(['accepte']));
  });

  test('an acte that fails by accident takes back its own writes only, and is asked for again', async () => {
    const [first, broken, last] = [
      note(),
      note({
        type: 'dossier-cree',
        dossier: randomUUID(),
        corps: { nom: 'N', prenom: 'P', telephones: [], source: 'appel' },
      }),
      note(),
    ];
    // The dossier's own row goes in first: it must leave with the acte.
    await sql`create trigger trap_acte before insert on acte when new.id = ${sql.lit(broken.id)}
      begin select raise(abort, 'trap'); end`.execute(server.db);
    const results = await push([first, broken, last]);
    await sql`drop trigger trap_acte`.execute(server.db);
    expect(results).toMatchObject([
      { etat: 'accepte', seq: 2 },
      { etat: 'plus_tard', code: 'ERREUR_INTERNE' },
      { etat: 'accepte', seq: 3 },
    ]);
    expect(await server.db.selectFrom('dossier').select('id').where('id', '=', broken.dossier).execute()).toEqual([]);
    expect(server.journal.some((line) => line.includes('ACTES_EN_ACCIDENT'))).toBe(true);
    expect(await one(broken)).toMatchObject({ etat: 'accepte' });
  });

  test('racing pushes leave no gap, no duplicate, and every acte once', async () => {
    const shared = note();
    const batches = Array.from({ length: 6 }, () => [...Array.from({ length: 20 }, () => note()), shared]);
    const results = (await Promise.all(batches.map((batch) => push(batch)))).flat();
    expect(results.filter(({ id, etat }) => id === shared.id && etat === 'accepte')).toHaveLength(1);
    expect(results.filter(({ id, etat }) => id === shared.id && etat === 'deja_recu')).toHaveLength(5);
    const rows = await server.db.selectFrom('ligne').select('seq').where('flux_id', '=', flux).orderBy('seq').execute();
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 122 }, (_, index) => index + 1));
  });
});

describe('a writer that meets the lock', () => {
  test('is told 503 OCCUPE with Retry-After, and nothing is written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rappel-actes-'));
    const file = join(folder, 'base.sqlite');
    const server = await startFluxServer(`sqlite:${file}`);
    try {
      const compte = await createCompte(server.db, 'responsable', 'a');
      server.allow('a', compte.acces);
      const { flux } = await createRelation(server.db, compte);
      const dossier = await createDossier(server.db, flux);
      const other = new Database(file);
      other.pragma("cipher='sqlcipher'");
      other.pragma(`key="x'${createHash('sha256').update('test').digest('hex')}'"`);
      other.exec('begin immediate');
      const acte = makeActe({ flux, dossier });
      const refused = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes: [acte] });
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
      expect(httpError.parse(await refused.json()).code).toBe('OCCUPE');
      const pulled = await server.fetch('a', `/v1/flux/${flux}/changements?apres=0`);
      expect(pulled.status).toBe(200);
      expect(await pulled.text()).toContain('"fin"');
      other.exec('rollback');
      other.close();
      const taken = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes: [acte] });
      expect(await taken.json()).toMatchObject({ resultats: [{ etat: 'accepte' }] });
    } finally {
      await server.close();
      await rm(folder, { recursive: true });
    }
  });
});
