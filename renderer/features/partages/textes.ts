import { variables } from '../../../shared/domain/messages/variables.ts';

/** Who will have it, and when. */
export const phrasePartage = (connexion: 'en-ligne' | 'hors-ligne' | 'seul'): string =>
  connexion === 'seul'
    ? 'Gardé sur ce poste.'
    : connexion === 'en-ligne'
      ? 'Partagé avec toute l’équipe.'
      : 'Sera partagé à la prochaine connexion.';

/** « {prénom} n’est pas connu. Les mots possibles : {prenom}… ». */
export const phraseInconnues = (inconnues: readonly string[]): string =>
  `${inconnues.join(', ')} ${inconnues.length === 1 ? 'n’est pas connu' : 'ne sont pas connus'} : rien ne les remplacerait. Les mots possibles sont ${variables.map((mot) => `{${mot}}`).join(', ')}.`;

/** « Relance (copie) », within the bound of a name. */
export const nomDeCopie = (nom: string): string => `${nom.slice(0, 52).trimEnd()} (copie)`;
