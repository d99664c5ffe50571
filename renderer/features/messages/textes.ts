import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { blancsDe } from '../../../shared/domain/messages/blancs.ts';
import type { CompteSms } from '../../../shared/domain/messages/sms.ts';
import { variablesInconnues } from '../../../shared/domain/messages/variables.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte, nombre } from '../../textes/pluriel.ts';
import type { Canal, Refus } from './contexte.ts';

export const canalTextes: Readonly<Record<Canal, string>> = { courriel: 'Courriel', sms: 'SMS', courrier: 'Courrier' };

/** « Courriel écrit — TARDIVEL Maëlys », for the bar that takes it back. */
export const phraseEcrit = (canal: Canal, nom: string, informe: boolean): string =>
  `${canalTextes[canal]} écrit${informe ? ', famille informée' : ''} — ${nom}`;

export const refusTextes: Readonly<Record<Refus, string>> = {
  OPPOSITION: 'Cette personne ne souhaite plus être contactée, ou a demandé l’effacement : rien ne lui est écrit.',
  LIMITATION: 'Les données de cette personne sont gelées à sa demande : rien ne lui est écrit pour le moment.',
  FLUX_RETIRE: 'L’accès à cette liste a pris fin : rien ne peut plus être noté pour cette personne.',
};

/** « 143 caractères, 1 SMS ». */
export const phraseSms = ({ caracteres, parties }: CompteSms): string =>
  `${compte(caracteres, 'caractère', 'caractères')}, ${nombre(parties)} SMS`;

/** Why a short text takes several SMS; null when it does not. */
export const phraseHorsAlphabet = ({ horsAlphabet }: CompteSms): string | null => {
  if (horsAlphabet.length === 0) return null;
  const montres = horsAlphabet.slice(0, 6).map((un) => (un.trim() === '' ? 'espace insécable' : un));
  const suite = horsAlphabet.length > montres.length ? '…' : '';
  return `${montres.join(' ')}${suite} : avec ${horsAlphabet.length === 1 ? 'ce caractère' : 'ces caractères'}, un SMS ne compte que 70 signes au lieu de 160.`;
};

export const phraseBlancs = (n: number): string => compte(n, 'blanc à remplir', 'blancs à remplir');

/** What has to be done first, when a blank is left. */
export const phraseBlancsDAbord = (n: number): string =>
  n === 1 ? 'Un blanc reste à remplir avant l’envoi.' : `${nombre(n)} blancs restent à remplir avant l’envoi.`;

/** Words between braces that nothing will replace any more. */
export const phraseAccolades = (inconnues: readonly string[]): string =>
  `${inconnues.join(', ')} ${inconnues.length === 1 ? 'ne sera pas remplacé' : 'ne seront pas remplacés'} : écrire le mot lui-même, sans accolades.`;

/** What keeps the words on data from leaving; null when nothing does. */
export const phraseNotice = (notice: string): string | null => {
  const blancs = blancsDe(notice).length;
  if (blancs > 0) return phraseBlancsDAbord(blancs);
  const accolades = variablesInconnues(notice, []);
  return accolades.length > 0 ? phraseAccolades(accolades) : null;
};

/** Why no mail program opened; many PCs have none, and their mail is a page of the browser. */
export const phrasePasOuvert = (code: ErrorCode, genre: 'personne' | 'groupe'): string => {
  if (code !== 'INTROUVABLE') return phraseErreur(code);
  const dit = 'Cet ordinateur n’a pas ouvert de messagerie. Copier le texte, puis le coller dans un nouveau courriel.';
  return genre === 'groupe' ? `${dit} Copier aussi les adresses, à coller dans « Cci ».` : dit;
};

/** Somebody of a sending said no since the window opened: it is shown without them before it leaves. */
export const phraseEcartes = (n: number): string =>
  `${compte(n, 'personne ne doit plus recevoir ce message et vient d’être retirée', 'personnes ne doivent plus recevoir ce message et viennent d’être retirées')} de l’envoi. Rien n’est parti : relire, puis recommencer.`;

/** The same once it was opened or copied: nobody knows yet whether it left, and who it was for is not changed under it. */
export const phraseEcartesPartis = (n: number): string =>
  `${compte(n, 'personne de l’envoi ne doit plus recevoir ce message', 'personnes de l’envoi ne doivent plus recevoir ce message')} : aucune adresse n’est copiée. Si rien n’est parti, répondre « Pas envoyé » : l’envoi est alors revu sans ${n === 1 ? 'elle' : 'elles'}.`;

/** Beside the addresses of a mail to many, which any mail program takes. */
export const phraseCci = 'À coller dans « Cci » si la messagerie ne s’ouvre pas d’elle-même.';

export const phraseTropLong =
  'Avec ce texte, le lien dépasse 2 000 signes et bien des messageries le couperaient : le texte se copie, puis se colle dans un nouveau courriel.';

export const phraseSansAdresse =
  'Aucune adresse de courriel n’est connue pour cette famille. Écrire plutôt un SMS ou un courrier, ou demander une adresse au prochain appel.';
export const phraseSansNumero =
  'Aucun portable valable n’est connu pour cette famille. Écrire plutôt un courriel ou un courrier.';
export const phraseSansEnveloppe =
  'Aucune adresse postale n’est connue pour cette famille. Écrire plutôt un courriel ou un SMS.';

/** « Ce message est déjà noté pour 40 personnes… »: what some have received is what all receive. */
export const phraseDejaNotes = (n: number): string =>
  `Ce message est déjà noté pour ${compte(n, 'personne', 'personnes')} : il ne leur est pas envoyé une seconde fois, et son texte ne change plus.`;

/** « Envoi 1 sur 3 ». */
export const phraseEnvoi = (rang: number, total: number): string => `Envoi ${nombre(rang)} sur ${nombre(total)}`;

export const phraseGroupe = (candidats: number, adresses: number): string =>
  `${compte(candidats, 'personne', 'personnes')}, ${compte(adresses, 'adresse', 'adresses')}, toutes en copie cachée : aucune famille ne voit les autres.`;

export const phraseObjet = (objet: string): string =>
  objet.trim() === ''
    ? 'Un objet est nécessaire : la famille y reconnaît le CFA.'
    : 'Un blanc ou un mot entre accolades reste dans l’objet.';

export const phraseIllisibles = (n: number): string =>
  `${compte(n, 'adresse mal écrite dans la liste, laissée', 'adresses mal écrites dans la liste, laissées')} de côté.`;
