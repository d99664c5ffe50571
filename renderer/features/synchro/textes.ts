import type { Epreuve, Passage, SaisieEnAttente } from '../../../shared/contract/ipc/synchro.ts';
import { compte } from '../../textes/pluriel.ts';

export const etatSaisieTextes: Readonly<Record<SaisieEnAttente['etat'], string>> = {
  a_envoyer: 'à envoyer',
  en_vol: 'en cours d’envoi',
  accepte: 'reçue par le serveur',
  a_revoir: 'à revoir',
};

export const issueTextes: Readonly<Record<Passage['issue'], string>> = {
  reussie: 'réussi',
  interrompue: 'interrompu',
  echec: 'échec',
};

/** « 12 lignes reçues, 3 saisies envoyées », « rien de nouveau ». */
export const bilanPassage = ({ recues, envoyees }: Pick<Passage, 'recues' | 'envoyees'>): string => {
  if (recues === 0 && envoyees === 0) return 'rien de nouveau';
  return [
    ...(recues > 0 ? [compte(recues, 'ligne reçue', 'lignes reçues')] : []),
    ...(envoyees > 0 ? [compte(envoyees, 'saisie envoyée', 'saisies envoyées')] : []),
  ].join(', ');
};

export const epreuveTextes: Readonly<Record<Epreuve['epreuve'], string>> = {
  adresse: 'Adresse du serveur',
  serveur: 'Réponse du serveur',
  session: 'Session de ce poste',
  horloge: 'Horloge de cet ordinateur',
};
export const resultatTextes: Readonly<Record<Epreuve['resultat'], string>> = {
  bon: 'bon',
  mauvais: 'à corriger',
  'non-fait': 'non vérifié',
};

export const genreFluxTextes = {
  relation: 'Liste',
  organisme: 'Organisme',
  compte: 'Compte',
} as const;

/** What giving up means, said before it is done. */
export const phraseAbandon = ({ nom, resume }: Pick<SaisieEnAttente, 'nom' | 'resume'>): string =>
  `« ${resume} » pour ${nom} ne sera jamais envoyée et disparaîtra de ce poste. Les autres saisies restent.`;
