import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { epochHeader, pushResponse } from '../../../shared/contract/sync.ts';
import { Postes } from '../../../sync-api/identite/postes.ts';
import { ensureFlux } from '../../../sync-api/store/flux.ts';
import { createDossier, makeActe } from '../../support/flux-fixtures.ts';
import { authorize, PosteKey, refresh, requestToken, type SignedPoste, tokenResponse } from '../../support/poste.ts';
import {
  createRelation,
  createResponsable,
  signInPoste,
  startTestServer,
  TestClock,
  type TestCompte,
  type TestServer,
} from '../../support/server.ts';

let server: TestServer;
let clock: TestClock;
let compte: TestCompte;
let poste: SignedPoste;

beforeEach(async () => {
  clock = new TestClock();
  server = await startTestServer({ clock });
  compte = await createResponsable(server, '12345678901234');
  poste = await signInPoste(server, compte);
});
afterEach(() => server.stop());

const codeOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : body;
};

describe('refresh', () => {
  test('rotates: the new token works, the access token changes', async () => {
    const before = poste.tokens;
    await poste.refresh();
    expect(poste.tokens.refresh_token).not.toBe(before.refresh_token);
    expect((await poste.fetch('/v1/session')).status).toBe(200);
  });

  test('whose answer was lost works again within a minute', async () => {
    const lost = await refresh(server, poste.key, poste.tokens.refresh_token);
    const lostTokens = tokenResponse.parse(await lost.json());
    clock.advance(30_000);
    const again = await refresh(server, poste.key, poste.tokens.refresh_token);
    expect(again.status).toBe(200);
    expect((await refresh(server, poste.key, lostTokens.refresh_token)).status).toBe(400);
  });

  test('reused after a minute ends the whole family', async () => {
    const first = tokenResponse.parse(await (await refresh(server, poste.key, poste.tokens.refresh_token)).json());
    clock.advance(61_000);
    expect((await refresh(server, poste.key, poste.tokens.refresh_token)).status).toBe(400);
    expect((await refresh(server, poste.key, first.refresh_token)).status).toBe(400);
    expect(await codeOf(await poste.fetch('/v1/session'))).toBe('SESSION_EXPIREE');
  });

  test('reused after its successor was used ends the whole family at once', async () => {
    const first = tokenResponse.parse(await (await refresh(server, poste.key, poste.tokens.refresh_token)).json());
    const second = tokenResponse.parse(await (await refresh(server, poste.key, first.refresh_token)).json());
    expect((await refresh(server, poste.key, poste.tokens.refresh_token)).status).toBe(400);
    expect((await refresh(server, poste.key, second.refresh_token)).status).toBe(400);
  });

  test('with the key of another poste is refused and takes nothing', async () => {
    expect((await refresh(server, await PosteKey.create(), poste.tokens.refresh_token)).status).toBe(400);
    expect((await refresh(server, poste.key, poste.tokens.refresh_token)).status).toBe(200);
  });

  test('of a suspended account is refused', async () => {
    await server.comptes.setSuspendu(compte.identifiant, true);
    expect((await refresh(server, poste.key, poste.tokens.refresh_token)).status).toBe(400);
  });
});

describe('the instant of the last sign-in', () => {
  const connecteLe = async () =>
    (await server.db.selectFrom('poste').select('connecte_le').executeTakeFirstOrThrow()).connecte_le;

  test('is kept from a refresh, and moved by the browser', async () => {
    const first = clock.now().toISOString();
    expect(await connecteLe()).toBe(first);
    clock.advance(60_000);
    await poste.refresh();
    expect(await connecteLe()).toBe(first);
    await signInPoste(server, compte, { key: poste.key });
    expect(await connecteLe()).toBe(clock.now().toISOString());
  });

  test('reaches the routes: an old one takes no erasure', async () => {
    const flux = await ensureFlux(server.db, server.deps.random, {
      genre: 'relation',
      relationId: await createRelation(server, '12345678901234'),
      campagne: 2026,
    });
    const dossier = await createDossier(server.db, flux);
    const erase = async () => {
      const acte = makeActe({ flux, dossier, type: 'effacement', corps: {} });
      const body = JSON.stringify({ dernier_echange_le: null, actes: [acte] });
      const response = await poste.fetch('/v1/actes', { method: 'POST', body });
      return pushResponse.parse(await response.json()).resultats;
    };
    clock.advance(16 * 60_000);
    await poste.refresh();
    expect(await erase()).toMatchObject([{ etat: 'refuse', code: 'CONNEXION_RECENTE_REQUISE' }]);
    poste = await signInPoste(server, compte, { key: poste.key });
    expect(await erase()).toMatchObject([{ etat: 'accepte' }]);
  });
});

describe('an authenticated request', () => {
  test('carries the epoch, refused or not', async () => {
    expect((await poste.fetch('/v1/session')).headers.get(epochHeader)).toBe(server.deps.serveur.epoque);
    expect((await fetch(`${server.url}/v1/session`)).headers.get(epochHeader)).toBe(server.deps.serveur.epoque);
  });

  test('without a token, with another scheme or with an invented token is SESSION_EXPIREE', async () => {
    const url = `${server.url}/v1/session`;
    const bearer = await fetch(url, { headers: { authorization: `Bearer ${poste.tokens.access_token}` } });
    expect([(await fetch(url)).status, bearer.status]).toEqual([401, 401]);
    expect(await codeOf(bearer)).toBe('SESSION_EXPIREE');
    const token = `invente-${'x'.repeat(40)}`;
    const invented = await fetch(url, {
      headers: { authorization: `DPoP ${token}`, dpop: await poste.key.prove('GET', url, clock.now(), token) },
    });
    expect([invented.status, await codeOf(invented)]).toEqual([401, 'SESSION_EXPIREE']);
  });

  test('with a replayed proof, no proof, or the proof of another key is PREUVE_INVALIDE', async () => {
    const url = `${server.url}/v1/session`;
    const token = poste.tokens.access_token;
    const send = (dpop: string) => fetch(url, { headers: { authorization: `DPoP ${token}`, dpop } });
    const proof = await poste.key.prove('GET', url, clock.now(), token);
    expect((await send(proof)).status).toBe(200);
    const replayed = await send(proof);
    expect([replayed.status, await replayed.json()]).toMatchObject([
      401,
      { code: 'PREUVE_INVALIDE', details: { raison: 'REJOUEE' } },
    ]);
    expect(await codeOf(await send(''))).toBe('PREUVE_INVALIDE');
    const stranger = await PosteKey.create();
    const foreign = await send(await stranger.prove('GET', url, clock.now(), token));
    expect(await foreign.json()).toMatchObject({ code: 'PREUVE_INVALIDE', details: { raison: 'CLE' } });
  });

  test('of an old proof tells the clock, and its Date is the time to use', async () => {
    const url = `${server.url}/v1/session`;
    const token = poste.tokens.access_token;
    const dpop = await poste.key.prove('GET', url, new Date(clock.now().getTime() - 600_000), token);
    const response = await fetch(url, { headers: { authorization: `DPoP ${token}`, dpop } });
    expect(await response.json()).toMatchObject({ code: 'PREUVE_INVALIDE', details: { raison: 'HORLOGE' } });
    expect(response.headers.get('date')).toBe(clock.now().toUTCString());
  });

  test('after ten minutes is SESSION_EXPIREE until it refreshes', async () => {
    clock.advance(600_000);
    expect(await codeOf(await poste.fetch('/v1/session'))).toBe('SESSION_EXPIREE');
    await poste.refresh();
    expect((await poste.fetch('/v1/session')).status).toBe(200);
  });

  test('of a suspended account is COMPTE_SUSPENDU, and its pages refuse too', async () => {
    await server.comptes.setSuspendu(compte.identifiant, true);
    const response = await poste.fetch('/v1/session');
    expect([response.status, await codeOf(response)]).toEqual([403, 'COMPTE_SUSPENDU']);
    await expect(authorize(server, compte)).rejects.toThrow('403');
  });
});

describe('a revoked poste', () => {
  const revoke = (how: 'rendu' | 'perdu') => new Postes(server.deps).revoke(poste.posteId, how);
  const hold = () =>
    server.db
      .insertInto('recu')
      .values({
        poste_id: poste.posteId,
        flux_id: '00000000-0000-4000-8000-000000000001',
        compte_id: compte.id,
        tete: 1,
        nombre: 1,
        verdict: 'egal',
        recu_le: clock.now().toISOString(),
      })
      .execute();

  test('that was lost is out at once and is told to erase', async () => {
    await revoke('perdu');
    const response = await poste.fetch('/v1/session');
    expect([response.status, await response.json()]).toMatchObject([
      403,
      { code: 'POSTE_REVOQUE', details: { revocation: 'perdu' } },
    ]);
    expect((await refresh(server, poste.key, poste.tokens.refresh_token)).status).toBe(400);
  });

  test('that was handed back may still speak of what it holds for 30 days, and nothing else', async () => {
    await hold();
    await revoke('rendu');
    expect((await poste.fetch('/v1/session')).status).toBe(200);
    const operateur = { id: '00000000-0000-4000-8000-00000000000a', nom_affiche: 'Karim' };
    const other = await poste.fetch('/v1/operateurs', { method: 'POST', body: JSON.stringify(operateur) });
    expect([other.status, await codeOf(other)]).toEqual([403, 'POSTE_REVOQUE']);
    await poste.refresh();
    const ordres = await server.db.selectFrom('ordre').selectAll().where('poste_id', '=', poste.posteId).execute();
    expect(ordres).toMatchObject([{ raison: 'poste_retire', accuse_le: null }]);
    clock.advance(30 * 86_400_000 + 1_000);
    expect(await codeOf(await poste.fetch('/v1/session'))).toBe('POSTE_REVOQUE');
  });

  test('never comes back with the same key', async () => {
    await revoke('rendu');
    const from = await authorize(server, compte);
    const response = await requestToken(server, poste.key, {
      grant_type: 'authorization_code',
      code: from.code,
      code_verifier: from.verifier,
      redirect_uri: from.redirectUri,
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: 'access_denied', error_description: 'POSTE_REVOQUE' },
    ]);
  });

  test('is revoked once', async () => {
    await expect(revoke('rendu')).resolves.toBe(true);
    await expect(revoke('perdu')).resolves.toBe(false);
  });
});
