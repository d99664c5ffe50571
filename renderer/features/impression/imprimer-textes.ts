import { impressionMax, personnesParFeuille } from '../../../shared/contract/ipc/impressions.ts';
import type { ReplyError } from '../../../shared/contract/ipc/index.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

export interface Combien {
  total: number;
  plus: boolean;
}

/** « 43 personnes, 3 pages »; a count that was capped says so. */
export const phraseCombien = ({ total, plus }: Combien): string => {
  if (plus) return `Plus de ${nombre(total)} personnes`;
  const pages = Math.ceil(total / personnesParFeuille);
  return `${compte(total, 'personne', 'personnes')}, ${compte(pages, 'page', 'pages')}`;
};

export const isTooMany = ({ total, plus }: Combien): boolean => plus || total > impressionMax;

export const tropDeMonde = `Une feuille d’appel compte au plus ${nombre(impressionMax)} personnes. Filtrer la liste, ou choisir des personnes, puis recommencer.`;

export const phraseEchec = ({ code }: ReplyError): string =>
  code === 'TROP_VOLUMINEUX' ? tropDeMonde : phraseErreur(code);

export const avertissement =
  'Noms et téléphones sortent de l’application : détruire les feuilles après ressaisie. Qui imprime, quand et combien de personnes est noté pour l’assistance ; les noms ne le sont pas.';
