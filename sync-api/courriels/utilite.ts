import type { Kysely } from 'kysely';
import { empreinteJeton } from '../demandes/cles.ts';
import { estARappeler, estOpposee } from '../demandes/opposee.ts';
import { resteARepondre } from '../demandes/ouverte.ts';
import type { Tables } from '../store/tables.ts';
import type { Donnees, Resume } from './donnees.ts';
import { estUtile } from './utilite-reservation.ts';

/** Those that somebody still has to answer. */
export const encoreOuvertes = async (trx: Kysely<Tables>, resumes: readonly Resume[]): Promise<Resume[]> => {
  const ouvertes: Resume[] = [];
  for (const resume of resumes) if (await resteARepondre(trx, resume.demandeId)) ouvertes.push(resume);
  return ouvertes;
};

/** The form that a confirmation mail speaks of: its link leads nowhere once it was confirmed, or forgotten after 24 h. */
const attendUnePreuve = async (trx: Kysely<Tables>, jeton: string): Promise<boolean> =>
  (await trx
    .selectFrom('depot_a_confirmer')
    .select('expire_le')
    .where('empreinte_jeton', '=', empreinteJeton(jeton))
    .executeTakeFirst()) !== undefined;

/**
 * What a mail says at the moment it leaves; null when it is of no more use. A notice or a reminder of a demande that was
 * answered meanwhile is not sent, nor of a réservation that is no more what it was, nor anything to somebody who said that
 * she does not want to be contacted.
 *
 * @param maintenant ISO 8601 UTC
 */
export const encoreUtile = async (trx: Kysely<Tables>, lues: Donnees, maintenant: string): Promise<Donnees | null> => {
  switch (lues.genre) {
    case 'candidat-a-confirmer':
      return (await attendUnePreuve(trx, lues.jeton)) ? lues : null;
    case 'cfa-changement':
    case 'cfa-candidat-injoignable':
    case 'cfa-changements':
    case 'cfa-candidats-injoignables':
      return lues;
    case 'candidat-reservation':
    case 'candidat-veille':
    case 'cfa-reservation':
      return (await estUtile(trx, lues, maintenant)) ? lues : null;
    case 'cfa-reservations': {
      // Each was true when they were gathered, and the page says what they have become since.
      const reservations = lues.reservations.filter(({ fin }) => fin > maintenant);
      return reservations.length === 0 ? null : { ...lues, reservations };
    }
    case 'cfa-relance':
      return (await estARappeler(trx, lues.demande.id)) ? lues : null;
    case 'cfa-nouvelle':
      return (await resteARepondre(trx, lues.demande.id)) ? lues : null;
    case 'cfa-relances': {
      const resumes: Resume[] = [];
      for (const resume of lues.resumes) if (await estARappeler(trx, resume.demandeId)) resumes.push(resume);
      return resumes.length === 0 ? null : { ...lues, resumes };
    }
    case 'cfa-nouvelles': {
      const resumes = await encoreOuvertes(trx, lues.resumes);
      return resumes.length === 0 ? null : { ...lues, resumes };
    }
    default: {
      const { fluxId, dossierId } = lues.demande;
      return (await estOpposee({ trx }, { flux_id: fluxId, dossier_id: dossierId })) ? null : lues;
    }
  }
};
