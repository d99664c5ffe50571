import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recusResponse } from '../../shared/contract/sync.ts';
import { type Compte, createCompte, createRelation, writeRows } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

describe('POST /v1/recus', () => {
  let server: FluxServer;
  let compte: Compte;
  let flux: string;
  let proof: { flux: string; tete: number; nombre: number; empreinte: string };
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    flux = (await createRelation(server.db, compte)).flux;
    await writeRows(server.db, flux, 3);
    const row = await server.db.selectFrom('flux').selectAll().where('id', '=', flux).executeTakeFirstOrThrow();
    proof = { flux, tete: row.tete, nombre: row.nombre, empreinte: row.empreinte };
  });
  afterEach(() => server.close());

  const send = async (name: string, ...recus: unknown[]) => {
    const response = await server.post(name, '/v1/recus', { recus });
    expect(response.status).toBe(200);
    return recusResponse.parse(await response.json()).resultats.map(({ verdict }) => verdict);
  };

  test('an equal file is received, and the proof is kept for this poste', async () => {
    expect(await send('a', proof)).toEqual(['egal']);
    expect(await send('a', proof)).toEqual(['egal']);
    expect(await server.db.selectFrom('recu').selectAll().execute()).toMatchObject([
      { poste_id: compte.acces.poste.id, flux_id: flux, tete: 3, nombre: 3, verdict: 'egal' },
    ]);
  });

  test('another empreinte, another count or a head we never gave are different', async () => {
    expect(await send('a', { ...proof, empreinte: 'f'.repeat(64) })).toEqual(['different']);
    expect(await send('a', { ...proof, nombre: 4 })).toEqual(['different']);
    expect(await send('a', { ...proof, tete: 9 })).toEqual(['different']);
  });

  test('a proof behind the head is late, not wrong', async () => {
    await writeRows(server.db, flux, 1);
    expect(await send('a', proof)).toEqual(['perime']);
    expect(await server.db.selectFrom('recu').selectAll().execute()).toEqual([]);
  });

  test('the flux of another compte is unknown', async () => {
    const other = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', other.acces);
    expect(await send('b', proof)).toEqual(['inconnu']);
  });

  test('a bad body and a missing identity are refused', async () => {
    for (const body of [{ recus: [] }, { recus: [{ ...proof, empreinte: 'x' }] }, {}, 'not json'])
      expect((await server.post('a', '/v1/recus', body)).status).toBe(400);
    expect((await server.post(null, '/v1/recus', { recus: [proof] })).status).toBe(401);
  });
});
