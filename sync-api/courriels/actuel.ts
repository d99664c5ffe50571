import type { Kysely } from 'kysely';
import { type Ecrite, lireEcrite } from '../demandes/ecrite.ts';
import { findDemande } from '../demandes/etat.ts';
import type { Tables } from '../store/tables.ts';
import { actualiserReservation, adresseDeReservation } from './actuel-reservation.ts';
import { type Donnees, demandeEcrite, pourLeCfa } from './donnees.ts';

/** What a mail says and whom it goes to may have changed while it waited: both are read again when it leaves. */

const lireActuelle = async (trx: Kysely<Tables>, demandeId: string): Promise<Ecrite | null> => {
  const row = await findDemande(trx, demandeId);
  return row === undefined ? null : lireEcrite(trx, row);
};

/** A notice or a reminder of a demande as it is now; what its row keeps when the demande is gone. */
export const actualiser = async (trx: Kysely<Tables>, lues: Donnees): Promise<Donnees> => {
  switch (lues.genre) {
    case 'cfa-nouvelle':
    case 'cfa-relance':
    case 'cfa-changement':
    case 'cfa-candidat-injoignable': {
      const ecrite = await lireActuelle(trx, lues.demande.id);
      return ecrite === null ? lues : { ...lues, demande: demandeEcrite.parse(pourLeCfa(ecrite.demande)) };
    }
    case 'candidat-reservation':
    case 'candidat-veille':
    case 'cfa-reservation':
      return actualiserReservation(trx, lues);
    default:
      return lues;
  }
};

/**
 * Where a mail to whoever asked goes now: staff may have written another address since, or removed it. What holds the
 * personal link goes to its holder only (ecrite.ts).
 *
 * @param connue where it was to go when it was written
 * @returns null when no address is known any more
 */
export const adresseActuelle = async (trx: Kysely<Tables>, lues: Donnees, connue: string): Promise<string | null> => {
  switch (lues.genre) {
    case 'candidat-reponse':
    case 'candidat-cfa-injoignable': {
      const ecrite = await lireActuelle(trx, lues.demande.id);
      return ecrite === null ? connue : ecrite.destinataire;
    }
    case 'candidat-confirmation':
    case 'candidat-changement':
    case 'candidat-annulation': {
      const ecrite = await lireActuelle(trx, lues.demande.id);
      return ecrite === null ? connue : ecrite.titulaire;
    }
    case 'candidat-doublon': {
      const ecrite = await lireActuelle(trx, lues.demande.id);
      if (ecrite === null) return connue;
      // Without a link it was for an address beside the holder's, unless staff chose one for all since.
      return lues.jeton !== null || ecrite.destinataire === ecrite.titulaire ? ecrite.titulaire : connue;
    }
    case 'candidat-reservation':
    case 'candidat-veille': {
      const sue = await adresseDeReservation(trx, lues.reservation.id);
      if (sue !== undefined) return sue;
      const { demandeId } = lues.reservation;
      const ecrite = demandeId === null ? null : await lireActuelle(trx, demandeId);
      return ecrite === null ? connue : ecrite.titulaire;
    }
    default:
      return connue;
  }
};
