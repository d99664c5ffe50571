import type { Ecriture } from '../actes/ecriture.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { CourrielAEcrire, NouvelleReservation } from '../courriels/genres.ts';
import { jetonDeReservation } from '../demandes/cles.ts';
import { lireReservationEcrite } from './ecrite.ts';
import type { CreneauRow, ReservationRow } from './ligne.ts';

/** What families and the CFA are told of bookings. Written in the transaction that settles them, and never about the past. */

type NouvelleCfa = Extract<CourrielAEcrire, { genre: 'cfa-reservation' }>['quoi'];

/** Nothing is hers any more at this créneau: with a demande, its link still lets her choose another one. */
const finies: readonly NouvelleReservation[] = [
  'annulee',
  'attente_quittee',
  'creneau_annule',
  'complet',
  'limite',
  'expiree',
];

export const estPasse = ({ clock }: Pick<Ecriture, 'clock'>, { fin }: Pick<CreneauRow, 'fin'>): boolean =>
  clock.now().toISOString() >= fin;

const jetonDe = async ({ trx }: Pick<Ecriture, 'trx'>, id: string): Promise<string> => {
  const { secret_ine } = await trx.selectFrom('serveur').select('secret_ine').executeTakeFirstOrThrow();
  return jetonDeReservation(secret_ine, id);
};

export interface Nouvelle {
  /** What she is told; null for what only the CFA is. */
  candidat: NouvelleReservation | null;
  /** What the CFA is told; null for what it did itself. */
  cfa: NouvelleCfa | null;
  /** Words of staff on a change of the créneau. */
  mot?: string | null;
}

/**
 * Writes the mails of one piece of news. She is not written to when she is opposed, has no address, or the meeting has
 * begun: she is there, or is not. Nobody is, once it is over.
 */
export const annoncer = async (
  ecriture: Ecriture,
  creneau: CreneauRow,
  row: ReservationRow,
  { candidat: dite, cfa, mot = null }: Nouvelle,
): Promise<void> => {
  const candidat = ecriture.clock.now().toISOString() >= creneau.debut ? null : dite;
  if ((candidat === null && cfa === null) || estPasse(ecriture, creneau)) return;
  const ecrite = await lireReservationEcrite(ecriture.trx, row);
  if (ecrite === null) return;
  const { reservation, destinataire } = ecrite;
  if (candidat !== null && destinataire !== null) {
    const peutAgir = row.demande_id !== null || !finies.includes(candidat);
    const jeton = peutAgir ? await jetonDe(ecriture, row.id) : null;
    await ecrireCourriel(ecriture.trx, ecriture, {
      genre: 'candidat-reservation',
      reservation,
      quoi: candidat,
      mot,
      destinataire,
      jeton,
    });
  }
  if (cfa !== null) await ecrireCourriel(ecriture.trx, ecriture, { genre: 'cfa-reservation', reservation, quoi: cfa });
};
