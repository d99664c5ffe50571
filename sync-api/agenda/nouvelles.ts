import { heureCivile, instantCivil } from '../../shared/domain/fuseau.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { CourrielAEcrire, NouvelleReservation, ReservationEcrite } from '../courriels/genres.ts';
import { jetonDeReservation } from '../demandes/cles.ts';
import { lireReservationEcrite } from './ecrite.ts';
import type { CreneauRow, ReservationRow } from './ligne.ts';

/** What families and the CFA are told of bookings. Written in the transaction that settles them, and never about the past. */

type NouvelleCfa = Extract<CourrielAEcrire, { genre: 'cfa-reservation' }>['quoi'];

/** News after which nothing can be done with the link any more. */
const sansLien: readonly NouvelleReservation[] = ['annulee', 'creneau_annule', 'complet', 'expiree'];

const heureDeLaVeille = 9;

/** 9:00 at the site on the day before. @returns ISO 8601 UTC */
export const momentDeLaVeille = (debut: string, fuseau: string): string => {
  const { jour } = heureCivile(debut, fuseau);
  const veille = new Date(`${jour}T00:00:00Z`);
  veille.setUTCDate(veille.getUTCDate() - 1);
  const civil = { jour: veille.toISOString().slice(0, 'YYYY-MM-DD'.length), heure: heureDeLaVeille, minute: 0 };
  return instantCivil(civil, fuseau);
};

export const estPasse = ({ clock }: Pick<Ecriture, 'clock'>, { fin }: Pick<CreneauRow, 'fin'>): boolean =>
  clock.now().toISOString() >= fin;

const jetonDe = async ({ trx }: Pick<Ecriture, 'trx'>, id: string): Promise<string> => {
  const { secret_ine } = await trx.selectFrom('serveur').select('secret_ine').executeTakeFirstOrThrow();
  return jetonDeReservation(secret_ine, id);
};

/** A reminder is of one hour: whatever changes the booking takes it back, and another confirmation writes another one. */
const retirerVeille = async ({ trx }: Ecriture, { id }: ReservationRow): Promise<void> => {
  await trx
    .deleteFrom('courriel')
    .where('reservation_id', '=', id)
    .where('genre', '=', 'candidat-veille')
    .where('etat', '=', 'a_envoyer')
    .execute();
};

const ecrireVeille = async (
  ecriture: Ecriture,
  reservation: ReservationEcrite,
  { destinataire, jeton }: { destinataire: string; jeton: string },
): Promise<void> => {
  const envoyableLe = momentDeLaVeille(reservation.debut, reservation.fuseau);
  if (envoyableLe <= ecriture.clock.now().toISOString()) return;
  await ecrireCourriel(ecriture.trx, ecriture, {
    genre: 'candidat-veille',
    reservation,
    destinataire,
    jeton,
    envoyableLe,
  });
};

export interface Nouvelle {
  /** What she is told; null for what only the CFA is. */
  candidat: NouvelleReservation | null;
  /** What the CFA is told; null for what it did itself. */
  cfa: NouvelleCfa | null;
  /** Words of staff on a change of the créneau. */
  mot?: string | null;
}

/** Writes the mails of one piece of news. Nobody is written to when she is opposed, has no address, or the meeting is over. */
export const annoncer = async (
  ecriture: Ecriture,
  creneau: CreneauRow,
  row: ReservationRow,
  { candidat, cfa, mot = null }: Nouvelle,
): Promise<void> => {
  if (candidat !== null && candidat !== 'inchangee') await retirerVeille(ecriture, row);
  if (estPasse(ecriture, creneau)) return;
  const ecrite = await lireReservationEcrite(ecriture.trx, row);
  if (ecrite === null) return;
  const { reservation, destinataire } = ecrite;
  if (candidat !== null && destinataire !== null) {
    const jeton = await jetonDe(ecriture, row.id);
    await ecrireCourriel(ecriture.trx, ecriture, {
      genre: 'candidat-reservation',
      reservation,
      quoi: candidat,
      mot,
      destinataire,
      jeton: sansLien.includes(candidat) ? null : jeton,
    });
    if (candidat === 'confirmee') await ecrireVeille(ecriture, reservation, { destinataire, jeton });
    if (candidat === 'changee' && row.etat === 'confirmee')
      await ecrireVeille(ecriture, reservation, { destinataire, jeton });
  }
  if (cfa !== null) await ecrireCourriel(ecriture.trx, ecriture, { genre: 'cfa-reservation', reservation, quoi: cfa });
};
