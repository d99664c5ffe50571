import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { tracesResponse } from '../../shared/contract/sync.ts';
import { listerTraces } from '../../sync-api/suivi/traces.ts';
import { type Compte, createCompte, createDelegation, createPoste, createRelation } from '../support/flux-fixtures.ts';
import { type FluxServer, openTestDatabase, startFluxServer } from '../support/flux-server.ts';
import { createResponsable, signInPoste, startTestServer } from '../support/server.ts';

const traceOf = (changes: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  genre: 'export',
  format: 'ypareo',
  portee: 'flux',
  nombre: 12,
  flux: Array.of<string>(),
  operateur: null,
  fait_le: '2026-06-08T07:30:00.000Z',
  ...changes,
});

describe('POST /v1/traces', () => {
  let server: FluxServer;
  let directeur: Compte;
  let flux: string;
  let relation: string;
  beforeEach(async () => {
    server = await startFluxServer();
    directeur = await createCompte(server.db, 'responsable', 'directeur');
    server.allow('directeur', directeur.acces);
    ({ flux, relation } = await createRelation(server.db, directeur));
  });
  afterEach(() => server.close());

  const send = async (name: string, ...traces: unknown[]): Promise<string[]> => {
    const response = await server.post(name, '/v1/traces', { traces });
    expect(response.status).toBe(200);
    return tracesResponse.parse(await response.json()).recues;
  };
  const rows = () => server.db.selectFrom('trace').selectAll().execute();

  test('a line is kept with who, which poste, and when the server had it', async () => {
    const trace = traceOf({ flux: [flux] });
    expect(await send('directeur', trace)).toEqual([trace.id]);
    expect(await listerTraces(server.db, null)).toMatchObject([
      {
        id: trace.id,
        nombre: 12,
        compte: { nom: 'directeur' },
        poste: { nom: 'poste de directeur' },
        fait_le: trace.fait_le,
        recue_le: '2026-06-08T08:00:00.000Z',
      },
    ]);
    const [seen] = await listerTraces(server.db, null);
    expect(seen?.relations).toEqual([expect.stringContaining(`${directeur.acces.compte.siret}-`)]);
  });

  test('sent again, in the same request or later, it is kept once', async () => {
    const trace = traceOf();
    expect(await send('directeur', trace, trace)).toEqual([trace.id]);
    server.clock.advance(60_000);
    expect(await send('directeur', trace)).toEqual([trace.id]);
    expect(await rows()).toMatchObject([{ id: trace.id, recue_le: '2026-06-08T08:00:00.000Z' }]);
  });

  test('a poste enrolled again over the same file is told that its line is kept', async () => {
    const trace = traceOf();
    await send('directeur', trace);
    const second = await createPoste(server.db, directeur.acces.compte.id, 'le même PC');
    server.allow('second', { ...directeur.acces, poste: second });
    expect(await send('second', trace)).toEqual([trace.id]);
    expect(await rows()).toMatchObject([{ poste_id: directeur.acces.poste.id }]);
  });

  test('nobody changes a line, nor claims the one of another compte', async () => {
    const trace = traceOf();
    await send('directeur', trace);
    const before = await rows();
    const other = await createCompte(server.db, 'responsable', 'autre');
    server.allow('autre', other.acces);
    expect(await send('autre', trace)).toEqual([]);
    expect(await send('directeur', { ...trace, nombre: 1 })).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  test('a flux that was never this compte’s is dropped from its line, one whose right ended is not', async () => {
    const other = await createCompte(server.db, 'responsable', 'autre');
    const foreign = await createRelation(server.db, other);
    const delegue = await createCompte(server.db, 'delegue', 'delegue');
    server.allow('delegue', delegue.acces);
    await createDelegation(server.db, delegue, relation, '2026-05-02T00:00:00.000Z');
    const trace = traceOf({ flux: [foreign.flux, flux, randomUUID(), flux] });
    expect(await send('delegue', trace)).toEqual([trace.id]);
    expect(await rows()).toMatchObject([{ flux: JSON.stringify([flux]) }]);
  });

  test('a poste that was handed back may still tell what it did', async () => {
    server.allow('rendu', { ...directeur.acces, droits: 'envoi_seul' });
    const trace = traceOf();
    expect(await send('rendu', trace)).toEqual([trace.id]);
  });

  test('a request that breaks the contract is refused whole', async () => {
    const bad: unknown[] = [
      {},
      'not json',
      { traces: [] },
      { traces: Array.from({ length: 201 }, () => traceOf()) },
      { traces: [traceOf(), traceOf({ id: 'x' })] },
      { traces: [traceOf({ genre: 'copie' })] },
      { traces: [traceOf({ format: 'Ypareo; drop table' })] },
      { traces: [traceOf({ nombre: -1 })] },
      { traces: [traceOf({ nombre: 1.5 })] },
      { traces: [traceOf({ flux: ['local:5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3b8a01'] })] },
      { traces: [traceOf({ flux: Array.from({ length: 201 }, () => randomUUID()) })] },
      { traces: [traceOf({ fait_le: 'hier' })] },
    ];
    for (const body of bad) {
      const response = await server.post('directeur', '/v1/traces', body);
      expect(response.status).toBe(400);
      expect(httpError.parse(await response.json()).code).toBe('REQUETE_INVALIDE');
    }
    expect(await rows()).toEqual([]);
  });

  test('the largest request of the contract passes, a larger one is too large', async () => {
    const flood = Array.from({ length: 200 }, () => randomUUID());
    const largest = Array.from({ length: 200 }, () => traceOf({ flux: flood }));
    expect(await send('directeur', ...largest)).toHaveLength(200);
    const response = await server.post('directeur', '/v1/traces', { traces: [], bruit: 'x'.repeat(3 * 1024 * 1024) });
    expect(response.status).toBe(413);
  });

  test('without identity it is refused', async () => {
    expect((await server.post(null, '/v1/traces', { traces: [traceOf()] })).status).toBe(401);
    expect(await rows()).toEqual([]);
  });

  test('the operator asks from an instant on, which the server stamped', async () => {
    await send('directeur', traceOf({ fait_le: '2020-01-01T00:00:00.000Z' }));
    expect(await listerTraces(server.db, new Date('2026-06-08T08:00:00.000Z'))).toHaveLength(1);
    expect(await listerTraces(server.db, new Date('2026-06-08T08:00:00.001Z'))).toEqual([]);
  });
});

test('while an import holds the lock the answer is 503, and the same request succeeds later', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-traces-'));
  const url = `sqlite:${join(folder, 'base.sqlite')}`;
  const server = await startFluxServer(url);
  const importer = await openTestDatabase(url);
  try {
    const compte = await createCompte(server.db, 'responsable', 'directeur');
    server.allow('directeur', compte.acces);
    const body = { traces: [traceOf()] };
    await sql`begin immediate`.execute(importer);
    const busy = await server.post('directeur', '/v1/traces', body);
    expect([busy.status, Number(busy.headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect(httpError.parse(await busy.json()).code).toBe('OCCUPE');
    await sql`commit`.execute(importer);
    expect((await server.post('directeur', '/v1/traces', body)).status).toBe(200);
    expect(await server.db.selectFrom('trace').selectAll().execute()).toHaveLength(1);
  } finally {
    await importer.destroy();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('behind the real sign-in: a token with its proof, never without', async () => {
  const server = await startTestServer();
  try {
    const poste = await signInPoste(server, await createResponsable(server, '13002526500013'));
    const body = JSON.stringify({ traces: [traceOf()] });
    expect((await poste.fetch('/v1/traces', { method: 'POST', body })).status).toBe(200);
    const headers = { 'content-type': 'application/json', authorization: `DPoP ${poste.tokens.access_token}` };
    const bare = await fetch(`${server.url}/v1/traces`, { method: 'POST', body, headers });
    expect(bare.status).toBe(401);
    expect(server.logs.join('')).not.toContain('ypareo');
  } finally {
    await server.stop();
  }
});
