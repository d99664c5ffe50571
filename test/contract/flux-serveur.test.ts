import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { fluxResponse, pullFin, pushResponse, recusResponse } from '../../shared/contract/sync.ts';
import { Postes } from '../../sync-api/identite/postes.ts';
import { ensureFlux } from '../../sync-api/store/flux.ts';
import { createDossier, makeActe } from '../support/flux-fixtures.ts';
import {
  createResponsable,
  type SignedPoste,
  signInPoste,
  startTestServer,
  type TestServer,
} from '../support/server.ts';

/** The same API behind the real sign-in: tokens, proofs, postes, revocation. */
describe('the flux API of a signed-in poste', () => {
  const siret = '13002526500013';
  let server: TestServer;
  let poste: SignedPoste;
  let flux: string;
  let dossier: string;
  beforeEach(async () => {
    server = await startTestServer();
    poste = await signInPoste(server, await createResponsable(server, siret));
    const relationId = server.deps.random.uuid();
    await server.db
      .insertInto('relation')
      .values({
        id: relationId,
        siret_responsable: siret,
        siret_formateur: '13002526500021',
        cree_le: '2026-05-01T00:00:00.000Z',
        retiree_le: null,
      })
      .execute();
    flux = await ensureFlux(server.db, server.deps.random, { genre: 'relation', relationId, campagne: 2026 });
    dossier = await createDossier(server.db, flux, 'ine');
  });
  afterEach(() => server.stop());

  const json = async (path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await poste.fetch(path, init)).json();
  };
  const pull = async (apres: number) => (await poste.fetch(`/v1/flux/${flux}/changements?apres=${apres}`)).text();
  const note = () => makeActe({ flux, dossier, fait_le: server.clock.now().toISOString() });

  test('lists, pushes, pulls what it pushed and proves it', async () => {
    const listed = fluxResponse.parse(await json('/v1/flux'));
    expect(listed.flux.find(({ id }) => id === flux)).toMatchObject({ tete: 1, droits: 'complets' });
    const acte = note();
    const pushed = pushResponse.parse(await json('/v1/actes', { dernier_echange_le: null, actes: [acte] }));
    expect(pushed).toMatchObject({ epoque: listed.epoque, resultats: [{ etat: 'accepte', seq: 2 }] });
    const text = await pull(1);
    expect(text).toContain(acte.id);
    expect(text).toContain(poste.posteId);
    const fin: unknown = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
    const { fin: proof } = pullFin.parse(fin);
    const recus = recusResponse.parse(await json('/v1/recus', { recus: [{ flux, ...proof }] }));
    expect(recus.resultats).toEqual([{ flux, verdict: 'egal' }]);
  });

  test('an old poste may push, not pull', async () => {
    const old = { headers: { 'x-rappel-version': '0.0.1' } };
    const pulled = await poste.fetch(`/v1/flux/${flux}/changements?apres=0`, old);
    expect([pulled.status, httpError.parse(await pulled.json()).code]).toEqual([426, 'VERSION_TROP_ANCIENNE']);
    const body = JSON.stringify({ dernier_echange_le: null, actes: [note()] });
    expect((await poste.fetch('/v1/actes', { method: 'POST', body, ...old })).status).toBe(200);
  });

  test('a poste handed back still pushes what it had, and gets its orders; a lost one gets nothing', async () => {
    const acte = note();
    const postes = new Postes(server.deps);
    await postes.revoke(poste.posteId, 'rendu');
    const pulled = await poste.fetch(`/v1/flux/${flux}/changements?apres=0`);
    expect([pulled.status, httpError.parse(await pulled.json()).code]).toEqual([403, 'POSTE_REVOQUE']);
    const pushed = pushResponse.parse(await json('/v1/actes', { dernier_echange_le: null, actes: [acte] }));
    expect(pushed.resultats).toMatchObject([{ etat: 'accepte' }]);
    const { ordres } = fluxResponse.parse(await json('/v1/flux'));
    expect(ordres.find((ordre) => ordre.flux === flux)).toMatchObject({ raison: 'poste_retire' });

    const lost = await signInPoste(server, { identifiant: siret, motDePasse: 'quatre mots sans rapport' });
    await postes.revoke(lost.posteId, 'perdu');
    const refused = await lost.fetch('/v1/actes', {
      method: 'POST',
      body: JSON.stringify({ dernier_echange_le: null, actes: [note()] }),
    });
    expect([refused.status, httpError.parse(await refused.json()).code]).toEqual([403, 'POSTE_REVOQUE']);
  });

  test('a request without token or proof is refused on every route', async () => {
    const id = server.deps.random.uuid();
    const routes: [string, string][] = [
      ['GET', '/v1/flux'],
      ['GET', `/v1/flux/${id}/changements?apres=0`],
      ['POST', '/v1/actes'],
      ['POST', '/v1/recus'],
      ['POST', `/v1/ordres/${id}/accuse`],
      ['GET', '/v1/direct'],
      ['POST', '/v1/presence'],
      ['PUT', `/v1/partages/${id}`],
    ];
    for (const [method, path] of routes) {
      const response = await fetch(`${server.url}${path}`, { method });
      expect([path, response.status, httpError.parse(await response.json()).code]).toEqual([
        path,
        401,
        'SESSION_EXPIREE',
      ]);
    }
  });
});
