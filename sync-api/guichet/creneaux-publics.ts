import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { fermetureMs, type GenreCreneau } from '../../shared/domain/agenda/creneaux.ts';
import type { EtatReservation } from '../../shared/domain/agenda/places.ts';
import { lireOrigine, type Origine } from '../../shared/domain/demandes/origines.ts';
import type { TablesGuichet } from './tables.ts';

/** A créneau that may be booked now, as the public pages show it. */
export interface CreneauOffert {
  id: string;
  genre: GenreCreneau;
  titre: string | null;
  /** ISO 8601 UTC. */
  debut: string;
  fin: string;
  /** IANA zone of the site. */
  fuseau: string;
  lieu: string | null;
  enLigne: boolean;
  /** Places that are left, those of deposits on their way taken off; never below 0. */
  libres: number;
  listeAttente: boolean;
}

/** Where a list goes on: after this créneau, in order of beginning. */
export interface ApresCreneau {
  debut: string;
  id: string;
}

/** For whom créneaux are listed, and the present instant. */
export interface Demandeur {
  cle: string;
  origine: Origine;
  maintenant: Date;
}

type Db = Kysely<TablesGuichet>;

/** Same expression as the index `depot_par_creneau`. */
const creneauDuDepot = sql<string | null>`case when json_valid(corps) then json_extract(corps, '$.creneau.id') end`;

/**
 * How many deposits on their way ask for a place of each. What still waits for a mail address to be proved asks for none.
 */
async function compterAttendus(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('depot')
    .select([creneauDuDepot.as('creneau_id'), (eb) => eb.fn.countAll<number>().as('n')])
    .where(creneauDuDepot, 'in', ids)
    .where(sql<boolean>`coalesce(json_extract(corps, '$.a_confirmer'), 0) = 0`)
    .groupBy(creneauDuDepot)
    .execute();
  return new Map(rows.map(({ creneau_id, n }) => [creneau_id ?? '', n]));
}

const creneauDe = (row: TablesGuichet['creneau_offert'], attendus: number): CreneauOffert => ({
  id: row.id,
  genre: row.genre,
  titre: row.titre,
  debut: row.debut,
  fin: row.fin,
  fuseau: row.fuseau,
  lieu: row.lieu,
  enLigne: row.en_ligne === 1,
  libres: Math.max(0, row.libres - attendus),
  listeAttente: row.liste_attente === 1,
});

type Offres = SelectQueryBuilder<
  TablesGuichet,
  'creneau_formation' | 'creneau_offert',
  TablesGuichet['creneau_offert']
>;

/** Open for this training and this origine, whoever still says so: the clock closes one before the server comes by. */
const offres = (db: Db, { cle, origine, maintenant }: Demandeur): Offres =>
  db
    .selectFrom('creneau_formation')
    .innerJoin('creneau_offert', (join) =>
      join
        .onRef('creneau_offert.id', '=', 'creneau_formation.creneau_id')
        .onRef('creneau_offert.debut', '=', 'creneau_formation.debut'),
    )
    .selectAll('creneau_offert')
    .where('creneau_formation.cle_ministere_educatif', '=', cle)
    .where('creneau_formation.debut', '>', new Date(maintenant.getTime() + fermetureMs).toISOString())
    .where(sql<boolean>`exists (select 1 from json_each(creneau_offert.origines) where json_each.value = ${origine})`);

const compter = async (db: Db, rows: readonly TablesGuichet['creneau_offert'][]): Promise<CreneauOffert[]> => {
  const attendus = await compterAttendus(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => creneauDe(row, attendus.get(row.id) ?? 0));
};

/** In order of beginning, by the key of `creneau_formation`. */
export const listerOffres = async (
  db: Db,
  demandeur: Demandeur,
  { apres, limite }: { apres?: ApresCreneau | undefined; limite: number },
): Promise<CreneauOffert[]> => {
  const toutes = offres(db, demandeur);
  const suite =
    apres === undefined
      ? toutes
      : toutes.where(
          sql<boolean>`(creneau_formation.debut, creneau_formation.creneau_id) > (${apres.debut}, ${apres.id})`,
        );
  const rows = await suite
    .orderBy('creneau_formation.debut')
    .orderBy('creneau_formation.creneau_id')
    .limit(limite)
    .execute();
  return compter(db, rows);
};

/** @returns null when it may not be booked, or no more */
export const lireOffre = async (db: Db, demandeur: Demandeur, id: string): Promise<CreneauOffert | null> => {
  const rows = await offres(db, demandeur).where('creneau_offert.id', '=', id).limit(1).execute();
  const [creneau] = await compter(db, rows);
  return creneau ?? null;
};

/** What the page of the link of a réservation shows: nothing of the person. */
export interface ReservationMontree {
  /** null when nothing else can be booked instead: staff gave it without a demande. */
  formation: { cle: string; origine: Origine } | null;
  intitule: string | null;
  raisonSociale: string;
  creneauId: string;
  genre: GenreCreneau;
  titre: string | null;
  debut: string;
  fin: string;
  fuseau: string;
  lieu: string | null;
  lien: string | null;
  consigne: string | null;
  etat: EtatReservation;
  motif: string | null;
  expireLe: string | null;
}

/** @returns null for a link that leads nowhere, or no more */
export const lireReservationMontree = async (db: Db, empreinteJeton: string): Promise<ReservationMontree | null> => {
  const row = await db
    .selectFrom('suivi_reservation')
    .selectAll()
    .where('empreinte_jeton', '=', empreinteJeton)
    .executeTakeFirst();
  if (row === undefined) return null;
  const cle = row.cle_ministere_educatif;
  const origine = row.origine === null ? null : lireOrigine(row.origine);
  return {
    formation: cle === null || origine === null ? null : { cle, origine },
    intitule: row.intitule,
    raisonSociale: row.raison_sociale,
    creneauId: row.creneau_id,
    genre: row.genre,
    titre: row.titre,
    debut: row.debut,
    fin: row.fin,
    fuseau: row.fuseau,
    lieu: row.lieu,
    lien: row.lien,
    consigne: row.consigne,
    etat: row.etat,
    motif: row.motif,
    expireLe: row.expire_le,
  };
};
