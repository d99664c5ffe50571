import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { presenceResponse } from '../../shared/contract/sync.ts';
import { presenceMs } from '../../sync-api/flux/presence.ts';
import { type Compte, createCompte, createDossier, createPoste, createRelation } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

describe('POST /v1/presence: who is on the line, and who is there no more', () => {
  let server: FluxServer;
  let compte: Compte;
  let flux: string;
  let dossier: string;
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    server.allow('b', {
      ...compte.acces,
      poste: await createPoste(server.db, compte.acces.compte.id, 'Accueil-2'),
    });
    flux = (await createRelation(server.db, compte)).flux;
    dossier = await createDossier(server.db, flux);
  });
  afterEach(() => server.close());

  const tell = (name: string, on: string | null) => server.post(name, '/v1/presence', { dossier: on, operateur: null });
  const seen = async (name: string, on: string | null): Promise<string[]> =>
    presenceResponse.parse(await (await tell(name, on)).json()).autres.map(({ poste_nom }) => poste_nom);

  test('a poste that has nobody open any more is seen no longer, and sees nobody', async () => {
    await tell('b', dossier);
    expect(await seen('a', dossier)).toEqual(['Accueil-2']);
    expect(await seen('b', null)).toEqual([]);
    expect(await seen('a', dossier)).toEqual([]);
  });

  test('leaving twice, or without having come, changes nothing for the others', async () => {
    await tell('a', dossier);
    for (let time = 0; time < 2; time++) expect((await tell('b', null)).status).toBe(200);
    expect(await seen('b', dossier)).toEqual(['poste de a']);
  });

  test('a poste is on one dossier at a time', async () => {
    const other = await createDossier(server.db, flux);
    await tell('b', dossier);
    await tell('b', other);
    expect(await seen('a', dossier)).toEqual([]);
    expect(await seen('a', other)).toEqual(['Accueil-2']);
  });

  test('a presence that is not told again ends by itself', async () => {
    await tell('b', dossier);
    server.clock.advance(presenceMs - 1);
    expect(await seen('a', dossier)).toEqual(['Accueil-2']);
    server.clock.advance(1);
    expect(await seen('a', dossier)).toEqual([]);
  });

  test('an account that may not read the dossier neither sees nor is seen there', async () => {
    server.allow('c', (await createCompte(server.db, 'responsable', 'c')).acces);
    await tell('a', dossier);
    const refused = await tell('c', dossier);
    expect([refused.status, httpError.parse(await refused.json()).code]).toEqual([404, 'DOSSIER_INCONNU']);
    expect(await seen('b', dossier)).toEqual(['poste de a']);
    expect((await tell('c', null)).status).toBe(200);
    expect(await seen('b', dossier)).toEqual(['poste de a']);
  });

  test('no dossier said at all, or leaving without a session, is refused', async () => {
    const unsaid = await server.post('a', '/v1/presence', { operateur: null });
    expect([unsaid.status, httpError.parse(await unsaid.json()).code]).toEqual([400, 'REQUETE_INVALIDE']);
    expect((await server.post(null, '/v1/presence', { dossier: null, operateur: null })).status).toBe(401);
  });
});
