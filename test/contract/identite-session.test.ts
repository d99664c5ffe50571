import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureFlux, writeLignes } from '../../sync-api/store/flux.ts';
import { createDossier } from '../support/flux-fixtures.ts';
import {
  createDelegue,
  createRelation,
  createResponsable,
  type SignedPoste,
  signInPoste,
  startTestServer,
  type TestServer,
} from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ config: { versionMinimale: '1.2.0' } });
});
afterAll(() => server.stop());

const id = '00000000-0000-4000-8000-00000000000a';
const declare = (nom: string, operateur = id) => ({
  method: 'POST',
  body: JSON.stringify({ id: operateur, nom_affiche: nom }),
});
const operateurs = async (siret: string) => {
  const rows = await server.db
    .selectFrom('ligne')
    .innerJoin('flux', 'flux.id', 'ligne.flux_id')
    .select(['ligne.id', 'ligne.seq', 'ligne.corps'])
    .where('flux.siret_responsable', '=', siret)
    .where('ligne.type', '=', 'operateur')
    .orderBy('ligne.seq')
    .execute();
  return rows.map(({ corps, ...row }) => ({ ...row, corps: JSON.parse(corps) }));
};

describe('opérateurs', () => {
  test('are rows of the organisme; the same again changes nothing, another name renames', async () => {
    const poste = await signInPoste(server, await createResponsable(server, '12345678901234'));
    expect(await (await poste.fetch('/v1/operateurs', declare(' Karim '))).json()).toEqual({ id, organismes: 1 });
    expect(await (await poste.fetch('/v1/operateurs', declare('Karim'))).json()).toEqual({ id, organismes: 0 });
    expect(await operateurs('12345678901234')).toEqual([{ id, seq: 1, corps: { nom_affiche: 'Karim', actif: true } }]);
    await poste.fetch('/v1/operateurs', declare('Karim B.'));
    expect(await operateurs('12345678901234')).toMatchObject([{ id, seq: 2, corps: { nom_affiche: 'Karim B.' } }]);
  });

  test('of a délégué land with each responsable it serves now, and with no other', async () => {
    const relation = (responsable: string) => createRelation(server, responsable);
    const served = [await relation('22222222222222'), await relation('33333333333333')];
    const ended = await relation('44444444444444');
    const delegue = await createDelegue(server, 'delegue@cfa.fr', [...served, ended]);
    await server.db
      .updateTable('delegation')
      .set({ fin_le: server.clock.now().toISOString() })
      .where('relation_id', '=', ended)
      .execute();
    const lina = server.deps.random.uuid();
    const poste = await signInPoste(server, delegue);
    expect(await (await poste.fetch('/v1/operateurs', declare('Lina', lina))).json()).toMatchObject({ organismes: 2 });
    expect(await operateurs('22222222222222')).toHaveLength(1);
    expect(await operateurs('44444444444444')).toHaveLength(0);
  });

  test('are renamed by the responsable and by the compte that made them, by no other délégué', async () => {
    const siret = '88888888888888';
    const relation = await createRelation(server, siret);
    const directeur = await signInPoste(server, await createResponsable(server, siret));
    const author = await signInPoste(server, await createDelegue(server, 'auteur@cfa.fr', [relation]));
    const other = await signInPoste(server, await createDelegue(server, 'autre@cfa.fr', [relation]));
    const made = server.deps.random.uuid();
    const rename = async (by: SignedPoste, nom: string) => {
      const response = await by.fetch('/v1/operateurs', declare(nom, made));
      return [response.status, await response.json()];
    };
    expect(await rename(author, 'Lina')).toMatchObject([200, { organismes: 1 }]);
    for (const nom of ['Personne', 'Lina'])
      expect(await rename(other, nom)).toMatchObject([403, { code: 'NON_AUTORISE' }]);
    expect(await operateurs(siret)).toMatchObject([{ id: made, corps: { nom_affiche: 'Lina' } }]);
    expect(await rename(author, 'Lina B.')).toMatchObject([200, { organismes: 1 }]);
    expect(await rename(directeur, 'Lina Bernard')).toMatchObject([200, { organismes: 1 }]);
    expect(await operateurs(siret)).toMatchObject([{ corps: { nom_affiche: 'Lina Bernard' } }]);
    const stranger = await signInPoste(server, await createResponsable(server, '88888888888889'));
    expect(await rename(stranger, 'Pris')).toMatchObject([403, { code: 'NON_AUTORISE' }]);
  });

  test('that were put aside stay so when renamed', async () => {
    const siret = '88888888888887';
    const poste = await signInPoste(server, await createResponsable(server, siret));
    const made = server.deps.random.uuid();
    await poste.fetch('/v1/operateurs', declare('Karim', made));
    const [row] = await operateurs(siret);
    const flux = await ensureFlux(server.db, server.deps.random, { genre: 'organisme', siretResponsable: siret });
    const aside = { ...row?.corps, actif: false };
    await writeLignes(server.db, {
      fluxId: flux,
      lignes: [{ id: made, type: 'operateur', v: 1, dossierId: null, corps: JSON.stringify(aside) }],
    });
    await poste.fetch('/v1/operateurs', declare('Karim B.', made));
    expect(await operateurs(siret)).toMatchObject([{ corps: { nom_affiche: 'Karim B.', actif: false } }]);
  });

  test('never take the place of a row of another type', async () => {
    const siret = '88888888888886';
    const poste = await signInPoste(server, await createResponsable(server, siret));
    const relation = await createRelation(server, siret);
    const flux = await ensureFlux(server.db, server.deps.random, {
      genre: 'relation',
      relationId: relation,
      campagne: 2026,
    });
    const dossier = await createDossier(server.db, flux);
    const response = await poste.fetch('/v1/operateurs', declare('Karim', dossier));
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'REQUETE_INVALIDE' }]);
    expect(await operateurs(siret)).toEqual([]);
  });

  test.each([
    [{ id: 'pas-un-uuid', nom_affiche: 'Karim' }],
    [{ id, nom_affiche: '   ' }],
    [{ id, nom_affiche: 'x'.repeat(41) }],
    [{}],
  ])('%j is refused', async (body) => {
    const poste = await signInPoste(server, await createResponsable(server, server.deps.random.uuid()));
    const response = await poste.fetch('/v1/operateurs', { method: 'POST', body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'REQUETE_INVALIDE' });
  });

  test('a stranger declares nobody', async () => {
    const response = await fetch(`${server.url}/v1/operateurs`, {
      ...declare('Karim'),
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'SESSION_EXPIREE' }]);
  });
});

describe('versions', () => {
  test('an old poste may do everything but pull', async () => {
    const poste = await signInPoste(server, await createResponsable(server, '55555555555555'));
    const { flux } = await (await poste.fetch('/v1/flux')).json();
    const pull = (version: string) =>
      poste.fetch(`/v1/flux/${flux[0].id}/changements?apres=0`, { headers: { 'x-rappel-version': version } });
    expect((await pull('1.2.0')).status).toBe(200);
    expect((await pull('1.10.0-beta.1')).status).toBe(200);
    for (const version of ['1.1.9', '0.9.0', 'inconnue']) {
      const response = await pull(version);
      expect([response.status, await response.json()]).toMatchObject([
        426,
        { code: 'VERSION_TROP_ANCIENNE', details: { minimale: '1.2.0' } },
      ]);
    }
    const old = { headers: { 'x-rappel-version': '0.1.0' } };
    expect((await poste.fetch('/v1/session', old)).status).toBe(200);
  });
});

describe('around the API', () => {
  test('health says no more than that it lives', async () => {
    const response = await fetch(`${server.url}/v1/sante`);
    expect(await response.json()).toEqual({ etat: 'ok', heure: server.clock.now().toISOString() });
  });

  test('the contract is published, without the pages', async () => {
    const document = await (await fetch(`${server.url}/v1/openapi.json`)).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/session', '/v1/operateurs', '/v1/flux', '/v1/actes', '/v1/sante']),
    );
    expect(Object.keys(document.paths).every((path) => path.startsWith('/v1/'))).toBe(true);
  });

  test('a body that is too large or is no JSON is refused with a code', async () => {
    const headers = { 'content-type': 'application/json' };
    const poste = await signInPoste(server, await createResponsable(server, '66666666666666'));
    const large = await poste.fetch('/v1/operateurs', { method: 'POST', body: `"${'x'.repeat(2_000_000)}"`, headers });
    expect([large.status, await large.json()]).toMatchObject([413, { code: 'TROP_VOLUMINEUX' }]);
    const broken = await poste.fetch('/v1/operateurs', { method: 'POST', body: '{', headers });
    expect([broken.status, await broken.json()]).toMatchObject([400, { code: 'REQUETE_INVALIDE' }]);
  });

  test('the log holds routes, codes and ids: no name, token, code, password or address', async () => {
    const compte = await createResponsable(server, '77777777777777', 'CFA de Saint-Exupéry');
    const poste = await signInPoste(server, compte, { posteNom: 'Poste de Marguerite' });
    await poste.fetch('/v1/operateurs', declare('Marguerite'));
    await poste.fetch('/v1/session?nom=Marguerite');
    await poste.refresh();
    const logs = server.logs.join('');
    expect(logs).toContain('"code":"POST /v1/operateurs 200"');
    for (const secret of [
      'Marguerite',
      'Saint-Exup',
      compte.identifiant,
      compte.motDePasse,
      poste.tokens.access_token,
      poste.tokens.refresh_token,
      '127.0.0.1',
    ]) {
      expect(logs).not.toContain(secret);
    }
    for (const line of server.logs) expect(Object.keys(JSON.parse(line)).every((key) => allowed.has(key))).toBe(true);
  });
});

const allowed = new Set(['le', 'code', 'id', 'nombre', 'duree_ms']);
