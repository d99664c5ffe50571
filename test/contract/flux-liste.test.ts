import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { fluxResponse } from '../../shared/contract/sync.ts';
import { finirDelegation, purgerFlux, restaurer, sautRestauration } from '../../sync-api/flux/fins.ts';
import {
  type Compte,
  createCompte,
  createDelegation,
  createDossier,
  createPoste,
  createRelation,
  makeActe,
  writeRows,
} from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

const jourMs = 86_400_000;

describe('GET /v1/flux and the ends of rights', () => {
  let server: FluxServer;
  let responsable: Compte;
  let delegue: Compte;
  let one: { relation: string; flux: string };
  let two: { relation: string; flux: string };
  beforeEach(async () => {
    server = await startFluxServer();
    responsable = await createCompte(server.db, 'responsable', 'r');
    delegue = await createCompte(server.db, 'delegue', 'd');
    server.allow('r', responsable.acces);
    server.allow('d', delegue.acces);
    one = await createRelation(server.db, responsable);
    two = await createRelation(server.db, responsable);
  });
  afterEach(() => server.close());

  const list = async (name: string) => {
    const response = await server.fetch(name, '/v1/flux');
    expect(response.status).toBe(200);
    return fluxResponse.parse(await response.json());
  };
  const organismeDe = async (compte: Compte) =>
    (
      await server.db
        .selectFrom('flux')
        .select('id')
        .where('siret_responsable', '=', compte.porteur.siret)
        .executeTakeFirstOrThrow()
    ).id;
  const ids = (entries: { id: string }[]) => entries.map(({ id }) => id).sort();
  const accuse = (name: string, id: string, body: unknown = { lignes: 3, actes_non_envoyes: 1 }) =>
    server.post(name, `/v1/ordres/${id}/accuse`, body);

  test('a responsable has its relations, its organisme and its compte, and nothing of another', async () => {
    const other = await createCompte(server.db, 'responsable', 'other');
    await createRelation(server.db, other);
    const { flux, ordres, epoque } = await list('r');
    const organisme = await organismeDe(responsable);
    expect(ids(flux)).toEqual([one.flux, two.flux, organisme, responsable.acces.compte.fluxCompte].sort());
    expect(ordres).toEqual([]);
    expect(epoque).toBe(server.deps.serveur.epoque);
    const entry = flux.find(({ id }) => id === one.flux);
    expect(entry).toMatchObject({ genre: 'relation', campagne: 2026, droits: 'complets', fin_le: null });
    expect(entry?.relation?.responsable.siret).toBe(responsable.porteur.siret);
  });

  test('names come from the établissements, with the zone of the site', async () => {
    const { siret_formateur: siret } = await server.db
      .selectFrom('relation')
      .select('siret_formateur')
      .where('id', '=', one.relation)
      .executeTakeFirstOrThrow();
    await server.db
      .insertInto('etablissement')
      .values({
        siret,
        uai: null,
        raison_sociale: 'CFA DU SUD',
        enseigne: null,
        adresse: null,
        code_postal: '97410',
        ville: 'Saint-Pierre',
        academie_code: null,
      })
      .execute();
    const entry = (await list('r')).flux.find(({ id }) => id === one.flux);
    expect(entry?.relation?.formateur).toEqual({
      siret,
      nom: 'CFA DU SUD',
      ville: 'Saint-Pierre',
      fuseau: 'Indian/Reunion',
    });
  });

  test('a délégué has the relations delegated to it, their organisme and its own compte', async () => {
    expect(ids((await list('d')).flux)).toEqual([delegue.acces.compte.fluxCompte]);
    await createDelegation(server.db, delegue, one.relation);
    const expected = [one.flux, await organismeDe(responsable), delegue.acces.compte.fluxCompte].sort();
    expect(ids((await list('d')).flux)).toEqual(expected);
  });

  test('a délégation that ends leaves push-only for 30 days, with its order at once', async () => {
    const delegation = await createDelegation(server.db, delegue, one.relation);
    expect(await finirDelegation(server.db, server.deps, delegation)).toBe(true);
    expect(await finirDelegation(server.db, server.deps, delegation)).toBe(false);
    const finLe = server.clock.now().toISOString();
    const first = await list('d');
    const organisme = await organismeDe(responsable);
    for (const id of [one.flux, organisme])
      expect(first.flux.find((entry) => entry.id === id)).toMatchObject({ droits: 'envoi_seul', fin_le: finLe });
    expect(first.ordres.map(({ flux, raison, des_le }) => [flux, raison, des_le]).sort()).toEqual(
      [
        [one.flux, 'fin_de_delegation', finLe],
        [organisme, 'fin_de_delegation', finLe],
      ].sort(),
    );
    server.clock.advance(30 * jourMs + 1);
    const later = await list('d');
    expect(ids(later.flux)).toEqual([delegue.acces.compte.fluxCompte]);
    expect(later.ordres).toEqual(first.ordres);
  });

  test('the organisme stays while another délégation of the same responsable lasts', async () => {
    const ended = await createDelegation(server.db, delegue, one.relation);
    await createDelegation(server.db, delegue, two.relation);
    await finirDelegation(server.db, server.deps, ended);
    const { flux, ordres } = await list('d');
    const organisme = await organismeDe(responsable);
    expect(flux.find(({ id }) => id === organisme)?.droits).toBe('complets');
    expect(flux.find(({ id }) => id === two.flux)?.droits).toBe('complets');
    expect(ordres.map(({ flux: id }) => id)).toEqual([one.flux]);
  });

  test('a délégation that ends by its own date writes the order at the next visit, once', async () => {
    await createDelegation(server.db, delegue, one.relation, '2026-06-07T00:00:00.000Z');
    const first = await list('d');
    expect(first.ordres.map(({ raison }) => raison)).toEqual(['fin_de_delegation', 'fin_de_delegation']);
    expect((await list('d')).ordres).toEqual(first.ordres);
  });

  test('a right given back suspends the order of its former end', async () => {
    await createDelegation(server.db, delegue, one.relation, '2026-06-07T00:00:00.000Z');
    expect((await list('d')).ordres).toHaveLength(2);
    await createDelegation(server.db, delegue, one.relation);
    const { ordres, flux } = await list('d');
    expect(ordres).toEqual([]);
    expect(flux.find(({ id }) => id === one.flux)?.droits).toBe('complets');
  });

  test('a poste enrolled after the end is told too: the same PC may hold the file of its former sign-in', async () => {
    await createDelegation(server.db, delegue, one.relation, '2026-05-02T00:00:00.000Z');
    const poste = await createPoste(server.db, delegue.acces.compte.id, 'neuf');
    await server.db
      .updateTable('poste')
      .set({ cree_le: '2026-06-01T00:00:00.000Z' })
      .where('id', '=', poste.id)
      .execute();
    server.allow('neuf', { ...delegue.acces, poste });
    expect((await list('neuf')).ordres.map(({ raison }) => raison)).toEqual(['fin_de_delegation', 'fin_de_delegation']);
  });

  test('what ended cannot be pulled, seen or proved any more', async () => {
    const delegation = await createDelegation(server.db, delegue, one.relation);
    const dossier = await createDossier(server.db, one.flux);
    await finirDelegation(server.db, server.deps, delegation);
    const pull = await server.fetch('d', `/v1/flux/${one.flux}/changements?apres=0`);
    expect([pull.status, httpError.parse(await pull.json()).code]).toEqual([403, 'FLUX_RETIRE']);
    const presence = await server.post('d', '/v1/presence', { dossier, operateur: null });
    expect(presence.status).toBe(404);
    const recu = { flux: one.flux, tete: 1, nombre: 1, empreinte: '0'.repeat(64) };
    const recus = await server.post('d', '/v1/recus', { recus: [recu] });
    expect(await recus.json()).toEqual({ resultats: [{ flux: one.flux, verdict: 'inconnu' }] });
  });

  test('a poste handed back may still list and push what was done before, and has an order for each flux', async () => {
    const dossier = await createDossier(server.db, one.flux);
    const now = server.clock.now().toISOString();
    await server.db
      .updateTable('poste')
      .set({ revoque_le: now, revocation: 'rendu' })
      .where('id', '=', responsable.acces.poste.id)
      .execute();
    server.allow('r', { ...responsable.acces, droits: 'envoi_seul' });
    server.clock.advance(jourMs);
    const { flux, ordres } = await list('r');
    expect(new Set(flux.map(({ droits }) => droits))).toEqual(new Set(['envoi_seul']));
    expect(ids(ordres.map(({ flux: id }) => ({ id })))).toEqual(ids(flux));
    expect(new Set(ordres.map(({ raison }) => raison))).toEqual(new Set(['poste_retire']));
    const before = makeActe({ flux: one.flux, dossier });
    const after = makeActe({ flux: one.flux, dossier, fait_le: '2026-06-08T10:00:00.000Z' });
    const push = await server.post('r', '/v1/actes', { dernier_echange_le: null, actes: [before, after] });
    expect(await push.json()).toMatchObject({
      resultats: [{ etat: 'accepte' }, { etat: 'refuse', code: 'FLUX_RETIRE' }],
    });
    expect((await server.fetch('r', `/v1/flux/${one.flux}/changements?apres=0`)).status).toBe(403);
  });

  test('an order is acknowledged once, with its counts, by its poste only', async () => {
    await createDelegation(server.db, delegue, one.relation, '2026-06-07T00:00:00.000Z');
    const [ordre] = (await list('d')).ordres;
    const id = ordre?.ordre_id ?? '';
    expect((await accuse('r', id)).status).toBe(404);
    expect((await accuse('d', id, { lignes: -1, actes_non_envoyes: 0 })).status).toBe(400);
    expect((await accuse('d', 'x')).status).toBe(400);
    expect((await server.post(null, `/v1/ordres/${id}/accuse`, { lignes: 0, actes_non_envoyes: 0 })).status).toBe(401);
    expect((await accuse('d', id)).status).toBe(204);
    expect((await accuse('d', id, { lignes: 9, actes_non_envoyes: 9 })).status).toBe(204);
    const row = await server.db.selectFrom('ordre').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ lignes: 3, actes_non_envoyes: 1 });
    expect((await list('d')).ordres.map(({ ordre_id }) => ordre_id)).not.toContain(id);
  });

  test('a purge empties the flux, orders every poste that may hold it, and closes it', async () => {
    await createDelegation(server.db, delegue, one.relation);
    const dossier = await createDossier(server.db, one.flux, 'ine');
    await writeRows(server.db, one.flux, 4);
    await server.post('r', '/v1/actes', { dernier_echange_le: null, actes: [makeActe({ flux: one.flux, dossier })] });
    expect(await purgerFlux(server.db, server.deps, one.flux)).toBe(6);
    expect(await purgerFlux(server.db, server.deps, one.flux)).toBeNull();
    for (const table of ['ligne', 'acte', 'dossier'] as const)
      expect(await server.db.selectFrom(table).select('id').where('flux_id', '=', one.flux).execute()).toEqual([]);
    for (const name of ['r', 'd']) {
      const { flux, ordres } = await list(name);
      expect(ids(flux)).not.toContain(one.flux);
      expect(ordres.map(({ flux: id, raison }) => [id, raison])).toEqual([[one.flux, 'purge']]);
      expect((await server.fetch(name, `/v1/flux/${one.flux}/changements?apres=0`)).status).toBe(403);
    }
    const push = await server.post('r', '/v1/actes', {
      dernier_echange_le: null,
      actes: [makeActe({ flux: one.flux, dossier })],
    });
    expect(await push.json()).toMatchObject({ resultats: [{ etat: 'refuse', code: 'FLUX_RETIRE' }] });
  });

  test('a restore changes the epoch and never gives a number again', async () => {
    await writeRows(server.db, one.flux, 3);
    const epoque = await restaurer(server.db, server.deps);
    expect(epoque).not.toBe(server.deps.serveur.epoque);
    await writeRows(server.db, one.flux, 1);
    const rows = await server.db
      .selectFrom('ligne')
      .select('seq')
      .where('flux_id', '=', one.flux)
      .orderBy('seq')
      .execute();
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 3 + sautRestauration + 1]);
  });

  test('nobody is told nothing', async () => {
    const response = await server.fetch(null, '/v1/flux');
    expect([response.status, httpError.parse(await response.json()).code]).toEqual([401, 'SESSION_EXPIREE']);
  });
});
