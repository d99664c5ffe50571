import { z } from 'zod';
import { etatInscription, type Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { assiduiteEtat } from '../../../shared/domain/actes/reservation.ts';
import { attenteMax, capaciteMax } from '../../../shared/domain/agenda/creneaux.ts';
import { motifReservation } from '../../../shared/domain/agenda/places.ts';
import type { SuiviReservation } from '../../../shared/domain/agenda/reservations.ts';
import { replier } from '../../../shared/domain/recherche.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { compte } from './reservation-etat.ts';

const inscriptionKept = z.object({
  creneau: z.string(),
  /** As the établissement that receives her knows her: what she wants elsewhere is nothing to it. */
  nom: z.string(),
  prenom: z.string(),
  formation: z.string().nullable(),
  demande: z.string().nullable(),
  debut: z.string(),
  fin: z.string(),
  etat: etatInscription,
  motif: motifReservation.nullable(),
  rang: z.number().nullable(),
  etatLe: z.string(),
  expireLe: z.string().nullable(),
  source: z.enum(['public', 'poste']),
  assiduite: assiduiteEtat.nullable(),
  assiduiteVues: z.array(z.string()),
  enAttente: z.boolean(),
  refuse: z.string().nullable(),
  telephone: z.string().nullable(),
  aUneAdresse: z.boolean(),
  opposition: z.boolean(),
  /** Her data are kept and not used, or she asked to be forgotten: nothing of her goes on paper. */
  gelee: z.boolean(),
  rappelee: z.boolean(),
});
/** What a line of a créneau needs of a réservation, kept with it, so that a page folds nobody. */
export type InscriptionKept = z.infer<typeof inscriptionKept>;

/** A réservation with whose it is. */
export interface InscriptionRow {
  dossier: string;
  id: string;
  flux: string;
  creneau: string;
  /** Where it stands in a list: when the meeting begins. */
  tri: string;
  corps: string;
  candidat: string;
}

const from = `reservation_etat r
  CROSS JOIN dossier_etat e ON e.dossier = r.dossier
  CROSS JOIN candidat c ON c.id = e.candidat`;
export const inscriptionSql = (where: string): string =>
  `SELECT r.dossier, r.id, r.flux, r.creneau, r.debut AS tri, r.corps, c.id AS candidat FROM ${from} WHERE ${where}`;

const queries = perDatabase((db) => ({
  duCreneau: db.prepare<[string, number], InscriptionRow>(
    inscriptionSql("r.creneau = ? ORDER BY r.etat IN ('annulee', 'expiree', 'complet'), r.rang DESC LIMIT ?"),
  ),
  devant: db
    .prepare<[string, number], number>(
      "SELECT count(*) FROM reservation_etat WHERE creneau = ? AND etat = 'attente' AND rang < ?",
    )
    .pluck(),
}));

/** Place in the waiting list, from 1; null while the server has not given a rank. */
export const positionDans = (
  db: Sqlite,
  { creneau, etat, rang }: Pick<SuiviReservation, 'creneau' | 'etat' | 'rang'>,
): number | null => (etat !== 'attente' || rang === null ? null : 1 + (queries(db).devant.get(creneau, rang) ?? 0));

const vuesMax = 20;

/** Without its position in the waiting list, which its neighbours tell. */
export function inscriptionOf(row: InscriptionRow): Inscription {
  const lu = inscriptionKept.parse(JSON.parse(row.corps));
  return {
    reservation: row.id,
    dossier: row.dossier,
    demande: lu.demande,
    flux: row.flux,
    debut: lu.debut,
    fin: lu.fin,
    etat: lu.etat,
    motif: lu.motif,
    position: null,
    rang: lu.rang,
    expireLe: lu.expireLe,
    etatLe: lu.etatLe,
    source: lu.source,
    assiduite: lu.assiduite,
    assiduiteVues: lu.assiduiteVues.slice(-vuesMax),
    enAttente: lu.enAttente,
    refuse: lu.refuse,
    candidat: row.candidat,
    nom: lu.nom,
    prenom: lu.prenom,
    formation: lu.formation,
    telephone: lu.telephone,
    aUneAdresse: lu.aUneAdresse,
    opposition: lu.opposition,
    limitation: lu.gelee,
    places: 1,
    rappelee: lu.rappelee,
  };
}

/** Those who hold a place or asked for one, then those who wait, then those that are over. */
const groupe = (one: Inscription): number => (!compte(one) ? 2 : one.etat === 'attente' ? 1 : 0);

function comparer(a: Inscription, b: Inscription): number {
  const apart = groupe(a) - groupe(b);
  if (apart !== 0) return apart;
  if (groupe(a) === 1) return (a.rang ?? 0) - (b.rang ?? 0);
  const [nomA, nomB] = [replier(`${a.nom} ${a.prenom}`), replier(`${b.nom} ${b.prenom}`)];
  return nomA === nomB ? (a.reservation < b.reservation ? -1 : 1) : nomA < nomB ? -1 : 1;
}

/** Everybody of one créneau, in the order in which they are read. */
export function inscriptionsDe(db: Sqlite, creneau: string): Inscription[] {
  const rows = queries(db).duCreneau.all(creneau, capaciteMax + attenteMax);
  const all = rows.map(inscriptionOf).sort(comparer);
  const places = new Map<string, number>();
  for (const { candidat } of all.filter(compte)) places.set(candidat, 1 + (places.get(candidat) ?? 0));
  let position = 0;
  return all.map((seule) => {
    const one = compte(seule) ? { ...seule, places: places.get(seule.candidat) ?? 1 } : seule;
    if (one.etat !== 'attente' || one.rang === null) return one;
    position += 1;
    return { ...one, position };
  });
}
