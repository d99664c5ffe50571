import type { Issue } from '../../../shared/domain/actes/appel.ts';
import { dispositionTextes } from '../../textes/appel.ts';
import { minuscule } from '../../textes/pluriel.ts';
import type { CallLogging } from '../candidats/saisie/use-call.ts';
import { filTexte } from '../candidats/sheet/fil-textes.ts';

/** What a digit chose, for whoever hears the page: the focus does not move, so nothing else would tell it. */
export const phraseDuChoix = (
  { call, prochaine }: Pick<CallLogging, 'call' | 'prochaine'>,
  issueTextes: Readonly<Record<Issue, string>>,
  now: number,
): string => {
  const { disposition, issue, rien } = call;
  // The other questions are alerts, which are heard by themselves.
  if (disposition === null || disposition === 'OPPOSITION') return '';
  const choix = dispositionTextes[disposition];
  if (disposition === 'JOINT' && issue === null && !rien) return `${choix}. Choisir ce qu’il en ressort, de 1 à 9.`;
  const ressort = issue === null ? (rien ? ', rien encore' : '') : `, ${issueTextes[issue]}`;
  const suite =
    prochaine == null
      ? ''
      : ` Ensuite : ${minuscule(filTexte({ genre: 'acte', type: 'prochaine-action', contenu: prochaine }, { now, nom: () => null }).titre)}.`;
  return `${choix}${ressort}.${suite} Entrée pour enregistrer.`;
};
