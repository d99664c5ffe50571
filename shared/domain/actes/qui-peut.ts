import type { ActeDefinition } from './definition.ts';

/** Role of an account: the director of a responsable, or a person designated for some of its relations. */
export type CompteRole = 'responsable' | 'delegue';

/**
 * Whether an account of this role may write an acte of this definition (SECURITY, Qui); the poste and the server ask
 * the same question. Null is a poste that does not know its account: it has an opérateur's rights.
 * Both roles may do what is the director's: the relations each of them reaches are told by the rights per flux
 * (PROTOCOL 1), and how recent the sign-in must be is for the server to ask.
 */
export const peutEcrire = (role: CompteRole | null, { quiPeut }: Pick<ActeDefinition, 'quiPeut'>): boolean => {
  switch (quiPeut) {
    case 'operateur':
      return true;
    case 'directeur':
      return role !== null;
    case 'serveur':
      return false;
  }
};
