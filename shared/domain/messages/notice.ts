import { blancPour } from './blancs.ts';
import { simplifierSms } from './sms.ts';
import { variableMots } from './variables.ts';

/** Where the CFA has a family's data from (RGPD, art. 14). */
export type SourceDesDonnees = 'voeux' | 'demande' | 'appel';

export interface ContexteNotice {
  /** Who answers for the data; null: a blank says that it is missing. */
  cfa: string | null;
  telephone: string | null;
  sources: readonly SourceDesDonnees[];
  /** Year of the campagne: the data are kept until its 31 December. */
  campagne: number;
}

type Nommee = ContexteNotice & { cfa: string };

const origines: Readonly<Record<SourceDesDonnees, string>> = {
  voeux: 'du téléservice « Choisir son affectation après la 3e », où un vœu a été fait pour notre CFA',
  demande: 'du formulaire de demande que vous avez rempli',
  appel: 'de ce que vous nous avez dit au téléphone',
};
const ordre: readonly SourceDesDonnees[] = ['voeux', 'demande', 'appel'];

const enListe = (parties: readonly string[]): string =>
  parties.length < 2 ? parties.join('') : `${parties.slice(0, -1).join(', ')} et ${parties.at(-1)}`;

/**
 * What a family is told of its data, at the foot of a mail or a letter (users-and-rules 2.3; RGPD, art. 13 and 14): who
 * answers for them, where they come from, which ones, why, how long, the rights and whom to write to. The text of 2017 is
 * repealed: no arrêté is cited.
 */
const noticeRgpd = ({ cfa, telephone, sources, campagne }: Nommee): string => {
  const connues = ordre.filter((source) => sources.includes(source)).map((source) => origines[source]);
  const origine = connues.length === 0 ? '' : ` Elles viennent ${enListe(connues)}.`;
  const ou = telephone === null ? 'répondez à ce message' : `répondez à ce message ou appelez le ${telephone}`;
  return [
    'Vos données personnelles',
    `${cfa} est responsable de l’utilisation de vos données : identité, coordonnées, vœux ou demandes, suivi de nos échanges.${origine} Elles servent uniquement à vous recontacter au sujet de l’entrée en apprentissage, et sont effacées au plus tard après le 31 décembre ${campagne}.`,
    `Vous pouvez à tout moment les consulter, les faire corriger ou effacer, en limiter l’usage, ou ne plus vouloir être contacté·e, sans motif à donner : ${ou}. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (www.cnil.fr).`,
  ].join('\n');
};

const originesBreves: Readonly<Record<SourceDesDonnees, string>> = {
  voeux: '« Choisir son affectation après la 3e »',
  demande: 'votre demande en ligne',
  appel: 'votre appel',
};

/**
 * The same at the foot of a mail, in few enough words for the whole of it to fit in a link (`mailtoMax`): a space counts
 * three there, an accent six.
 */
const noticeCourriel = ({ cfa, telephone, sources, campagne }: Nommee): string => {
  const connues = ordre.filter((source) => sources.includes(source)).map((source) => originesBreves[source]);
  const origine = connues.length === 0 ? '' : ` (source : ${enListe(connues)})`;
  const ou = telephone === null ? 'répondez à ce message' : `répondez ici ou au ${telephone}`;
  return `Vos données : ${cfa}, responsable, garde identité, coordonnées, vœux ou demandes et échanges${origine}, pour vous recontacter, jusqu’au 31/12/${campagne}. Accès, correction, effacement, limitation, opposition : ${ou}. Recours : cnil.fr`;
};

const originesCourtes: Readonly<Record<SourceDesDonnees, string>> = {
  voeux: 'vos voeux après la 3e',
  demande: 'votre demande',
  appel: 'votre appel',
};

/** The same in an SMS, in its own alphabet, with where to ask for the rest. */
const noticeSms = ({ cfa, telephone, sources, campagne }: Nommee): string => {
  const connues = ordre.filter((source) => sources.includes(source)).map((source) => originesCourtes[source]);
  const origine = connues.length === 0 ? '' : ` issues de ${enListe(connues)},`;
  const ou = telephone === null ? `auprès de ${cfa}` : `au ${telephone}`;
  return `Vos données :${origine} gardées par ${cfa} jusqu'au 31/12/${campagne}. Infos, correction, effacement : ${ou}.`;
};

/**
 * The notice as each way of writing needs it: whole on paper, brief in a mail, in one breath in an SMS. It names who
 * answers for the data, or leaves a blank (`blancs.ts`) where nobody knows it.
 */
export const noticeDe = (canal: 'courriel' | 'sms' | 'courrier', contexte: ContexteNotice): string => {
  const blanc = blancPour(variableMots.cfa);
  const nommee = { ...contexte, cfa: contexte.cfa ?? blanc };
  if (canal === 'courrier') return noticeRgpd(nommee);
  if (canal === 'courriel') return noticeCourriel(nommee);
  // Its own « … » is what makes it a blank: it is not put in the alphabet of the rest.
  return noticeSms(nommee).split(blanc).map(simplifierSms).join(blanc);
};
