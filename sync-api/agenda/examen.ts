import type { Kysely } from 'kysely';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { ActeConnu } from '../../shared/domain/actes/catalogue.ts';
import { refusHoraire } from '../../shared/domain/agenda/creneaux.ts';
import type { Tables } from '../store/tables.ts';
import { siteDuFlux } from './ecrite.ts';
import { findCreneau, findReservation } from './ligne.ts';

/** Why an acte of the agenda is not taken; `attendre`: what it names may still come (PROTOCOL 3). */
export interface RefusAgenda {
  code: ErrorCode;
  attendre: boolean;
}

type ActeDeCreneau = Extract<ActeConnu, { type: `creneau-${string}` }>;
type ActeDeReservation = Extract<ActeConnu, { type: `reservation-${string}` | 'assiduite' }>;

const refuse = (code: ErrorCode): RefusAgenda => ({ code, attendre: false });
const attendre: RefusAgenda = { code: 'DEPENDANCE_INCONNUE', attendre: true };

const examinerExistence = async (trx: Kysely<Tables>, fluxId: string, creneauId: string) => {
  const creneau = await findCreneau(trx, creneauId);
  if (creneau === undefined) return attendre;
  return creneau.flux_id === fluxId ? null : refuse('ACTE_INVALIDE');
};

const examinerNouveau = async (trx: Kysely<Tables>, id: string): Promise<RefusAgenda | null> => {
  const dossier = await trx.selectFrom('dossier').select('id').where('id', '=', id).executeTakeFirst();
  return dossier === undefined && (await findCreneau(trx, id)) === undefined ? null : refuse('ACTE_INVALIDE');
};

const examinerCreneau = async (trx: Kysely<Tables>, acte: ActeDeCreneau): Promise<RefusAgenda | null> => {
  if (acte.dossier !== acte.corps.creneau) return refuse('ACTE_INVALIDE');
  const refus =
    acte.type === 'creneau-cree'
      ? await examinerNouveau(trx, acte.corps.creneau)
      : await examinerExistence(trx, acte.flux, acte.corps.creneau);
  if (refus !== null || acte.type === 'creneau-annule') return refus;
  const site = await siteDuFlux(trx, acte.flux);
  const { debut, fin } = acte.corps;
  return site === null || refusHoraire(debut, fin, site.fuseau) !== null ? refuse('CRENEAU_INVALIDE') : null;
};

/** The line of a booking would take the place of any other of the flux that has its id. */
const estLibre = async (
  trx: Kysely<Tables>,
  { id, flux, corps }: Extract<ActeConnu, { type: 'reservation-demandee' }>,
): Promise<boolean> => {
  if (corps.reservation === id) return false;
  const ligne = await trx
    .selectFrom('ligne')
    .select('id')
    .where('flux_id', '=', flux)
    .where('id', '=', corps.reservation)
    .executeTakeFirst();
  return ligne === undefined;
};

const examinerReservation = async (trx: Kysely<Tables>, acte: ActeDeReservation): Promise<RefusAgenda | null> => {
  const row = await findReservation(trx, acte.corps.reservation);
  // The number of a booking of somebody else: nothing of hers moves.
  if (row !== undefined && row.dossier_id !== acte.dossier) return refuse('ACTE_INVALIDE');
  if (acte.type === 'assiduite') return null;
  if (row === undefined && acte.type === 'reservation-demandee' && !(await estLibre(trx, acte)))
    return refuse('ACTE_INVALIDE');
  if (row !== undefined && row.creneau_id !== acte.corps.creneau) return refuse('ACTE_INVALIDE');
  if (acte.type === 'reservation-demandee' && acte.corps.demande !== null) {
    const demande = await trx
      .selectFrom('demande')
      .select('dossier_id')
      .where('id', '=', acte.corps.demande)
      .executeTakeFirst();
    // As an answer: it is mailed, and must not reach somebody whom this flux does not show.
    if (demande !== undefined && demande.dossier_id !== acte.dossier) return refuse('ACTE_INVALIDE');
  }
  return examinerExistence(trx, acte.flux, acte.corps.creneau);
};

/** Actes on a créneau have no dossier but the créneau itself. */
export const estActeDeCreneau = (acte: ActeConnu): acte is ActeDeCreneau =>
  acte.type === 'creneau-cree' || acte.type === 'creneau-modifie' || acte.type === 'creneau-annule';

/** What the agenda alone can say against an acte; null when nothing. Writes nothing. */
export const examinerAgenda = async (trx: Kysely<Tables>, acte: ActeConnu): Promise<RefusAgenda | null> => {
  if (estActeDeCreneau(acte)) return examinerCreneau(trx, acte);
  switch (acte.type) {
    case 'reservation-demandee':
    case 'reservation-annulee':
    case 'reservation-reconfirmee':
    case 'assiduite':
      return examinerReservation(trx, acte);
    case 'dossier-cree':
      // Its rows would be taken for those of a créneau.
      return (await findCreneau(trx, acte.dossier)) === undefined ? null : refuse('ACTE_INVALIDE');
    default:
      return null;
  }
};
