import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { directHint, presenceResponse } from '../../shared/contract/sync.ts';
import {
  type Compte,
  createCompte,
  createDossier,
  createPoste,
  createRelation,
  makeActe,
} from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

/** Reads hints from a stream until one is about this flux and head; null when the stream ends first. */
const waitFor = async (reader: ReadableStreamDefaultReader<Uint8Array>, flux: string, tete: number) => {
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return null;
    rest += decoder.decode(value, { stream: true });
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      if (!event.startsWith('data: ')) continue;
      const hint = directHint.parse(JSON.parse(event.slice('data: '.length)));
      if (hint.flux === flux && hint.tete === tete) return hint;
    }
  }
};

describe('GET /v1/direct and POST /v1/presence', () => {
  let server: FluxServer;
  let compte: Compte;
  let flux: string;
  let dossier: string;
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    flux = (await createRelation(server.db, compte)).flux;
    dossier = await createDossier(server.db, flux);
  });
  afterEach(() => server.close());

  const listen = async () => {
    const response = await server.fetch('a', '/v1/direct');
    const reader = response.body?.getReader();
    if (reader === undefined) throw new Error('a stream has a body');
    return { response, reader };
  };
  const push = (acte = makeActe({ flux, dossier })) =>
    server.post('a', '/v1/actes', { dernier_echange_le: null, actes: [acte] });

  test('a push is heard by whoever listens', async () => {
    const { response, reader } = await listen();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('x-rappel-epoque')).toBe(server.deps.serveur.epoque);
    expect(await waitFor(reader, flux, 1)).toEqual({ flux, tete: 1 });
    await push();
    expect(await waitFor(reader, flux, 2)).toEqual({ flux, tete: 2 });
  });

  test('a refused push moves nothing and is not heard', async () => {
    const { reader } = await listen();
    await waitFor(reader, flux, 1);
    await push(makeActe({ flux, dossier, corps: {} }));
    await push();
    expect(await waitFor(reader, flux, 2)).not.toBeNull();
  });

  test('closing the server ends the streams', async () => {
    const { reader } = await listen();
    await waitFor(reader, flux, 1);
    const [ended] = await Promise.all([waitFor(reader, flux, 99).catch(() => null), server.app.close()]);
    expect(ended).toBeNull();
  });

  test('a client that leaves is forgotten', async () => {
    const { reader } = await listen();
    await waitFor(reader, flux, 1);
    expect(server.direct.nombre).toBe(1);
    await reader.cancel();
    await expect.poll(() => server.direct.nombre).toBe(0);
  });

  test('nobody listens without a session', async () => {
    const response = await server.fetch(null, '/v1/direct');
    expect([response.status, httpError.parse(await response.json()).code]).toEqual([401, 'SESSION_EXPIREE']);
  });

  const present = (name: string | null, body: unknown) => server.post(name, '/v1/presence', body);

  test('two postes on the same dossier see each other', async () => {
    const poste = await createPoste(server.db, compte.acces.compte.id, 'Accueil');
    server.allow('accueil', { ...compte.acces, poste });
    const operateur = randomUUID();
    const first = await present('accueil', { dossier, operateur });
    expect(presenceResponse.parse(await first.json())).toEqual({ autres: [] });
    const second = await present('a', { dossier, operateur: null });
    expect(presenceResponse.parse(await second.json())).toEqual({ autres: [{ operateur, poste_nom: 'Accueil' }] });
  });

  test('a dossier that one may not read, that is not there or was erased is unknown alike', async () => {
    const other = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', other.acces);
    const foreign = await present('b', { dossier, operateur: null });
    const unknown = await present('a', { dossier: randomUUID(), operateur: null });
    await push(makeActe({ flux, dossier, type: 'effacement', corps: {} }));
    const erased = await present('a', { dossier, operateur: null });
    for (const response of [foreign, unknown, erased])
      expect([response.status, httpError.parse(await response.json()).code]).toEqual([404, 'DOSSIER_INCONNU']);
  });

  test('a bad body and a missing session are refused', async () => {
    expect((await present('a', { dossier: 'x', operateur: null })).status).toBe(400);
    expect((await present(null, { dossier, operateur: null })).status).toBe(401);
  });
});
