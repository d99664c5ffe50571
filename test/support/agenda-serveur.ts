import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type ReservationLigne, reservationLigne } from '../../shared/contract/lignes.ts';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import type { Ecriture } from '../../sync-api/actes/ecriture.ts';
import type { CreneauRow, ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { type ReservationADemander, reserver } from '../../sync-api/agenda/reserver.ts';
import { ensureFlux, lockFlux, writeLignes } from '../../sync-api/store/flux.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { formateur, type Guichets } from './demandes.ts';
import { makeActe } from './flux-fixtures.ts';
import { testRandom } from './flux-server.ts';

/** Créneaux and bookings of one relation of the fictional CFA, written as a poste and as the public pages do. */

export const debut = '2026-06-16T08:00:00.000Z';
export const fin = '2026-06-16T10:00:00.000Z';

export const corpsDeCreneau = (creneau: string, changes: Partial<CreneauCorps> = {}): CreneauCorps => ({
  creneau,
  genre: 'reunion',
  debut,
  fin,
  capacite: 2,
  liste_attente: true,
  lieu: '14 rue des Maîtres-Queux',
  offre: { formations: [], origines: ['PARCOURSUP'] },
  ...changes,
});

/** A relation of the responsable with its site and its flux of 2026. @returns the id of the flux */
export const ouvrirRelation = async (
  db: Kysely<Tables>,
  { siret = '99998000600012', codePostal = '69100', site = formateur } = {},
): Promise<string> => {
  const id = randomUUID();
  await db
    .insertInto('relation')
    .values({
      id,
      siret_responsable: siret,
      siret_formateur: site,
      cree_le: '2026-05-01T00:00:00.000Z',
      retiree_le: null,
    })
    .execute();
  await db
    .insertInto('etablissement')
    .values({
      siret: site,
      uai: null,
      raison_sociale: 'CFA des Trois Fourneaux',
      enseigne: null,
      adresse: '14 rue des Maîtres-Queux',
      code_postal: codePostal,
      ville: 'VILLEURBANNE',
      academie_code: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ensureFlux(db, testRandom, { genre: 'relation', relationId: id, campagne: 2026 });
};

/** The row of a dossier, as an import or a form leaves it. */
export const dossierComplet = (prenom: string, emails: readonly string[]): string =>
  JSON.stringify({
    ine: null,
    nom: 'Vauquelin',
    prenom,
    prenoms_autres: [],
    adresse: { lignes: [], code_postal: null, ville: null, pays: null },
    telephones: [],
    emails,
    etablissement_origine: null,
    campagne: 2026,
  });

/** Somebody whom the flux knows, with an address. @returns the id of the dossier */
export const ouvrirPersonne = async (
  db: Kysely<Tables>,
  flux: string,
  prenom = 'Inès',
  emails: readonly string[] = [`${randomUUID()}@example.org`],
): Promise<string> => {
  const id = randomUUID();
  await db.insertInto('dossier').values({ id, flux_id: flux, cle_ine: null, efface_le: null }).execute();
  const corps = dossierComplet(prenom, emails);
  await writeLignes(db, { fluxId: flux, lignes: [{ id, type: 'dossier', v: 1, dossierId: id, corps }] });
  return id;
};

export const creer = (flux: string, corps: CreneauCorps): Acte =>
  makeActe({ flux, dossier: corps.creneau, type: 'creneau-cree', corps });

/** A change by somebody who saw `tetes`. */
export const modifier = (flux: string, corps: CreneauCorps & { mot?: string }, tetes: readonly string[]): Acte =>
  makeActe({
    flux,
    dossier: corps.creneau,
    type: 'creneau-modifie',
    corps,
    remplace: { [`creneau:${corps.creneau}`]: [...tetes] },
  });

export const annulerCreneau = (flux: string, creneau: string, tetes: readonly string[], mot?: string): Acte =>
  makeActe({
    flux,
    dossier: creneau,
    type: 'creneau-annule',
    corps: { creneau, ...(mot === undefined ? {} : { mot }) },
    remplace: { [`creneau:${creneau}`]: [...tetes] },
  });

export const demanderPlace = (
  flux: string,
  dossier: string,
  creneau: Pick<CreneauCorps, 'creneau'> & Partial<CreneauCorps>,
  corps: { reservation?: string; demande?: string; remplace?: string } = {},
): Acte =>
  makeActe({
    flux,
    dossier,
    type: 'reservation-demandee',
    corps: {
      reservation: corps.reservation ?? randomUUID(),
      creneau: creneau.creneau,
      demande: corps.demande ?? null,
      genre: creneau.genre ?? 'reunion',
      debut: creneau.debut ?? debut,
      fin: creneau.fin ?? fin,
      remplace: corps.remplace ?? null,
    },
  });

export const annulerPlace = (flux: string, dossier: string, reservation: string, creneau: string): Acte =>
  makeActe({ flux, dossier, type: 'reservation-annulee', corps: { reservation, creneau } });

export const reconfirmer = (
  flux: string,
  dossier: string,
  { reservation, creneau, le = debut }: { reservation: string; creneau: string; le?: string },
  parts: Partial<Acte> = {},
): Acte =>
  makeActe({
    flux,
    dossier,
    type: 'reservation-reconfirmee',
    corps: { reservation, creneau, debut: le },
    ...parts,
  });

export interface Agenda {
  flux: string;
  /** A créneau of this flux, taken by the server. */
  creneau(changes?: Partial<CreneauCorps>): Promise<{ corps: CreneauCorps; acte: Acte }>;
  personne(prenom?: string, emails?: readonly string[]): Promise<string>;
  /** A créneau that so many people booked one after the other. @returns its head with it */
  remplir(
    capacite: number,
    nombre: number,
    changes?: Partial<CreneauCorps>,
  ): Promise<{ corps: CreneauCorps; tete: string; dossiers: string[]; ids: string[] }>;
  /** As staff do. @returns the id of the réservation */
  reserver(dossier: string, creneau: CreneauCorps, corps?: Parameters<typeof demanderPlace>[3]): Promise<string>;
  /** As the public pages do. */
  reserverEnLigne(
    r: Partial<ReservationADemander> & { dossierId: string; creneauId: string },
  ): Promise<ReservationRow | null>;
  /** One transaction of the server, under the lock of the flux. */
  ecrire<T>(action: (ecriture: Ecriture) => Promise<T>): Promise<T>;
  ligneDe(creneau: string): Promise<CreneauRow>;
  /** `etat` of every booking of a créneau, by rank. */
  etats(creneau: string): Promise<string[]>;
  lire(id: string): Promise<ReservationRow>;
  /** What postes read. */
  lu(id: string): Promise<ReservationLigne>;
  /** « quoi » of the mails about bookings of one person, in the order they were written; her own, then the CFA's. */
  courriels(dossier: string): Promise<{ elle: string[]; cfa: string[] }>;
}

const quoiDe = (donnees: string): string => {
  const lues: unknown = JSON.parse(donnees);
  return typeof lues === 'object' && lues !== null && 'quoi' in lues ? String(lues.quoi) : '';
};

export const ouvrirAgenda = async (guichets: Pick<Guichets, 'db' | 'clock' | 'pousser'>): Promise<Agenda> => {
  const { db, clock, pousser } = guichets;
  const flux = await ouvrirRelation(db);
  const accepter = async (acte: Acte): Promise<void> => {
    const [resultat] = await pousser(acte);
    if (resultat?.etat !== 'accepte') throw new Error(`not taken: ${JSON.stringify(resultat)}`);
  };
  const ecrire: Agenda['ecrire'] = (action) =>
    db.transaction().execute(async (trx) => {
      await lockFlux(trx, [flux]);
      return action({ trx, clock, random: testRandom, tetes: new Map() });
    });
  const lire = (id: string) => db.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const creneau: Agenda['creneau'] = async (changes) => {
    const corps = corpsDeCreneau(randomUUID(), changes);
    const acte = creer(flux, corps);
    await accepter(acte);
    return { corps, acte };
  };
  const personne: Agenda['personne'] = (prenom, emails) => ouvrirPersonne(db, flux, prenom, emails);
  const reserverPlace: Agenda['reserver'] = async (dossier, pris, corps) => {
    const reservation = corps?.reservation ?? randomUUID();
    await accepter(demanderPlace(flux, dossier, pris, { ...corps, reservation }));
    return reservation;
  };
  return {
    flux,
    creneau,
    personne,
    reserver: reserverPlace,
    remplir: async (capacite, nombre, changes) => {
      const { corps, acte } = await creneau({ capacite, ...changes });
      const dossiers: string[] = [];
      const ids: string[] = [];
      for (let rang = 0; rang < nombre; rang += 1) {
        const dossier = await personne();
        dossiers.push(dossier);
        ids.push(await reserverPlace(dossier, corps));
      }
      return { corps, tete: acte.id, dossiers, ids };
    },
    reserverEnLigne: (r) =>
      ecrire((ecriture) =>
        reserver(ecriture, {
          id: randomUUID(),
          fluxId: flux,
          demandeId: null,
          debutVu: debut,
          source: 'public',
          remplaceId: null,
          ...r,
        }),
      ),
    ecrire,
    ligneDe: (id) => db.selectFrom('creneau').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    etats: async (creneau) =>
      (
        await db.selectFrom('reservation').select('etat').where('creneau_id', '=', creneau).orderBy('rang').execute()
      ).map(({ etat }) => etat),
    lire,
    lu: async (id) => {
      const { corps } = await db.selectFrom('ligne').select('corps').where('id', '=', id).executeTakeFirstOrThrow();
      return reservationLigne.parse(JSON.parse(corps));
    },
    courriels: async (dossier) => {
      const rows = await db
        .selectFrom('courriel')
        .select(['genre', 'donnees'])
        .where('dossier_id', '=', dossier)
        // Several are written at one instant of the test's clock.
        .orderBy(sql`rowid`)
        .execute();
      const de = (genre: string) => rows.filter((row) => row.genre === genre).map(({ donnees }) => quoiDe(donnees));
      return { elle: de('candidat-reservation'), cfa: de('cfa-reservation') };
    },
  };
};
