import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reservationLigne } from '../../../shared/contract/lignes.ts';
import { pushResponse } from '../../../shared/contract/sync.ts';
import { reserver } from '../../../sync-api/agenda/reserver.ts';
import { lockFlux } from '../../../sync-api/store/flux.ts';
import {
  corpsDeCreneau,
  creer,
  debut,
  demanderPlace,
  ouvrirPersonne,
  ouvrirRelation,
} from '../../support/agenda-serveur.ts';
import { type Compte, createCompte, createPoste } from '../../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer, testRandom } from '../../support/flux-server.ts';

/** 200 at once for 10 places, on a real file: 10 have one, 190 wait, nobody reads an error. */
describe('many at once', () => {
  const places = 10;
  const nombre = 200;
  let dossierTemp: string;
  let server: FluxServer;
  let compte: Compte;
  let flux: string;
  beforeEach(async () => {
    dossierTemp = await mkdtemp(join(tmpdir(), 'rappel-agenda-'));
    server = await startFluxServer(`sqlite:${join(dossierTemp, 'base.db')}`);
    compte = await createCompte(server.db, 'responsable', 'a');
    flux = await ouvrirRelation(server.db, { siret: compte.acces.compte.siret ?? '' });
  });
  afterEach(async () => {
    await server.close();
    await rm(dossierTemp, { recursive: true });
  });

  const push = async (poste: string, acte: unknown) => {
    const response = await server.post(poste, '/v1/actes', { dernier_echange_le: null, actes: [acte] });
    return { status: response.status, resultats: pushResponse.parse(await response.json()).resultats };
  };
  const personnes = async (): Promise<string[]> => {
    const ids = [];
    for (let index = 0; index < nombre; index += 1) ids.push(await ouvrirPersonne(server.db, flux));
    return ids;
  };
  const compter = async (creneau: string) => {
    const rows = await server.db
      .selectFrom('reservation')
      .select(['etat', 'rang'])
      .where('creneau_id', '=', creneau)
      .orderBy('rang')
      .execute();
    expect(rows.map(({ rang }) => rang)).toEqual(Array.from({ length: nombre }, (_, index) => index + 1));
    // Whoever came first has a place.
    expect(rows.slice(0, places).every(({ etat }) => etat === 'confirmee')).toBe(true);
    expect(rows.slice(places).every(({ etat }) => etat === 'attente')).toBe(true);
  };

  test('from several postes, over HTTP', async () => {
    const postes = ['p0', 'p1', 'p2', 'p3'];
    for (const name of postes)
      server.allow(name, { ...compte.acces, poste: await createPoste(server.db, compte.acces.compte.id, name) });
    const corps = corpsDeCreneau(randomUUID(), { capacite: places });
    await push('p0', creer(flux, corps));
    const dossiers = await personnes();
    const reponses = await Promise.all(
      dossiers.map((dossier, index) => push(postes[index % postes.length] ?? '', demanderPlace(flux, dossier, corps))),
    );
    expect(reponses.every(({ status }) => status === 200)).toBe(true);
    expect(reponses.every(({ resultats }) => resultats.length === 1 && resultats[0]?.etat === 'accepte')).toBe(true);
    await compter(corps.creneau);
    const lignes = await server.db.selectFrom('ligne').select('corps').where('type', '=', 'reservation').execute();
    const lues = lignes.map((ligne) => reservationLigne.parse(JSON.parse(ligne.corps)));
    expect(lues.filter(({ etat }) => etat === 'confirmee')).toHaveLength(places);
    const courriels = await server.db
      .selectFrom('courriel')
      .select('id')
      .where('genre', '=', 'candidat-reservation')
      .execute();
    expect(courriels).toHaveLength(nombre);
  });

  const enLigne = (creneauId: string, dossierId: string) =>
    server.db.transaction().execute(async (trx) => {
      await lockFlux(trx, [flux]);
      return reserver(
        { trx, clock: server.clock, random: testRandom, tetes: new Map() },
        {
          id: randomUUID(),
          fluxId: flux,
          dossierId,
          creneauId,
          demandeId: null,
          debutVu: debut,
          source: 'public',
          remplaceId: null,
        },
      );
    });

  test('from the public pages, each in a transaction of its own', async () => {
    const corps = corpsDeCreneau(randomUUID(), { capacite: places });
    server.allow('a', compte.acces);
    await push('a', creer(flux, corps));
    const rows = await Promise.all((await personnes()).map((dossier) => enLigne(corps.creneau, dossier)));
    expect(rows.filter((row) => row?.etat === 'confirmee')).toHaveLength(places);
    expect(rows.filter((row) => row?.etat === 'attente')).toHaveLength(nombre - places);
    await compter(corps.creneau);
  });

  test('half by a poste and half by the public pages, one from each for everybody: one booking a person', async () => {
    const corps = corpsDeCreneau(randomUUID(), { capacite: places });
    server.allow('a', compte.acces);
    await push('a', creer(flux, corps));
    const dossiers = (await personnes()).slice(0, nombre / 2);
    const [reponses, rows] = await Promise.all([
      Promise.all(dossiers.map((dossier) => push('a', demanderPlace(flux, dossier, corps)))),
      Promise.all(dossiers.map((dossier) => enLigne(corps.creneau, dossier))),
    ]);
    expect(reponses.every(({ status, resultats }) => status === 200 && resultats[0]?.etat === 'accepte')).toBe(true);
    expect(new Set(rows.map((row) => row?.dossier_id)).size).toBe(dossiers.length);
    const vivantes = await server.db
      .selectFrom('reservation')
      .select(['dossier_id', 'etat'])
      .where('creneau_id', '=', corps.creneau)
      .where('etat', 'in', ['confirmee', 'attente'])
      .execute();
    expect(new Set(vivantes.map(({ dossier_id }) => dossier_id)).size).toBe(dossiers.length);
    expect(vivantes).toHaveLength(dossiers.length);
    expect(vivantes.filter(({ etat }) => etat === 'confirmee')).toHaveLength(places);
  });

  test('in one push of one poste, and the same push again books nothing more', async () => {
    const corps = corpsDeCreneau(randomUUID(), { capacite: places });
    server.allow('a', compte.acces);
    await push('a', creer(flux, corps));
    const actes = (await personnes()).map((dossier) => demanderPlace(flux, dossier, corps));
    const envoyer = async () => {
      const response = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes });
      return pushResponse.parse(await response.json()).resultats.map(({ etat }) => etat);
    };
    expect(new Set(await envoyer())).toEqual(new Set(['accepte']));
    expect(new Set(await envoyer())).toEqual(new Set(['deja_recu']));
    await compter(corps.creneau);
  });
});
