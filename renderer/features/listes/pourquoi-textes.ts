import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { CarteListe, ConstatListe } from '../../../shared/contract/ipc/listes.ts';
import { deNom } from '../../textes/elision.ts';
import { compte } from '../../textes/pluriel.ts';

export type Pourquoi = ResponseOf<'listes:pourquoi'>;
type Etablissement = Pick<Pourquoi['etablissements'][number], 'nom' | 'ville' | 'siret' | 'uai'>;

/** Where the campaign stands; the days move by a week from one year to the next. */
export type Periode = 'avant' | 'premieres-listes' | 'entre' | 'mise-a-jour' | 'apres';

export const calendrier: readonly { periode: Periode; quand: string; quoi: string }[] = [
  {
    periode: 'avant',
    quand: 'De janvier à fin mai',
    quoi: 'Aucune liste : les familles et les collèges saisissent les vœux.',
  },
  { periode: 'premieres-listes', quand: 'Première semaine de juin', quoi: 'Envoi des premières listes de vœux.' },
  { periode: 'entre', quand: 'Milieu de juin', quoi: 'Rien de prévu, sauf correction d’une première liste.' },
  {
    periode: 'mise-a-jour',
    quand: 'Dernière semaine de juin',
    quoi: 'Envoi des listes mises à jour : vœux ajoutés, modifiés, retirés.',
  },
  { periode: 'apres', quand: 'Juillet et août', quoi: 'Dernières corrections possibles.' },
];

/** `mois` from 0, `jour` from 1; a campaign begins again with each civil year. null once summer is over: nothing is due. */
export const periodeDe = (mois: number, jour: number): Periode | null => {
  if (mois < 5) return 'avant';
  if (mois > 7) return null;
  if (mois > 5) return 'apres';
  if (jour <= 7) return 'premieres-listes';
  return jour < 24 ? 'entre' : 'mise-a-jour';
};

export type Destinataire = 'carif-oref' | 'referentiel' | 'saio' | 'assistance';

export interface Recours {
  cle: Destinataire;
  cause: string;
  qui: string;
  pourquoi: string;
  objet: string;
}

export const recours: readonly Recours[] = [
  {
    cle: 'carif-oref',
    cause: 'Un établissement formateur manque, ou n’est pas le bon',
    qui: 'Le Carif-Oref de la région',
    pourquoi:
      'Les relations entre responsable et formateurs viennent du catalogue national des formations en apprentissage.',
    objet: 'Relation absente ou fausse dans le catalogue des formations en apprentissage',
  },
  {
    cle: 'referentiel',
    cause: 'Un SIRET ou un UAI n’est pas le bon',
    qui: 'Le référentiel Siret-UAI des organismes de formation',
    pourquoi: 'Un numéro se corrige à la source, dans ce référentiel : tous les services le reprennent ensuite.',
    objet: 'SIRET ou UAI à corriger dans le référentiel',
  },
  {
    cle: 'saio',
    cause: 'Tout est juste, mais la liste est vide ou incomplète',
    qui: 'Le SAIO du rectorat',
    pourquoi:
      'Les vœux sont saisis dans Affelnet et extraits par les services académiques d’information et d’orientation.',
    objet: 'Vœux en apprentissage non reçus',
  },
  {
    cle: 'assistance',
    cause: 'La réception ne se termine pas, ou un écran se trompe',
    qui: 'L’assistance de Rappel CFA',
    pourquoi: 'C’est elle qui a donné l’adresse du serveur. Un diagnostic s’exporte depuis « Synchronisation ».',
    objet: 'Rappel CFA : réception d’une liste',
  },
];

/** « SAIO du rectorat de l’académie de Lyon », « … des académies de Lyon et de La Réunion ». */
export const quiPour = ({ cle, qui }: Pick<Recours, 'cle' | 'qui'>, academies: readonly string[]): string => {
  const noms = academies.map(deNom);
  const derniere = noms.at(-1);
  if (cle !== 'saio' || derniere === undefined) return qui;
  if (noms.length === 1) return `${qui} de l’académie ${derniere}`;
  return `${qui} des académies ${noms.slice(0, -1).join(', ')} et ${derniere}`;
};

const byConstat: Readonly<Record<ConstatListe, Destinataire>> = {
  JAMAIS_TRANSMISE: 'saio',
  LISTE_VIDE: 'saio',
  TOUS_RETIRES: 'saio',
  INDISPONIBLE: 'carif-oref',
  LIGNES_ILLISIBLES: 'assistance',
  RECEPTION_EN_COURS: 'assistance',
};

/** What is said under the calendar: out of season no step of it is the present one. */
export const phraseCalendrier = (periode: Periode | null): string =>
  periode === null
    ? 'La campagne de cette année est finie. Les dates bougent de quelques jours d’une année à l’autre.'
    : 'Les dates bougent de quelques jours d’une année à l’autre.';

/** Whom to write to first: without any relation the catalogue is asked; before June nobody, one waits. */
export const premierRecours = (
  cartes: readonly Pick<CarteListe, 'local' | 'constats'>[],
  periode: Periode | null,
): Destinataire | null => {
  const duServeur = cartes.filter(({ local }) => !local);
  if (duServeur.length === 0) return 'carif-oref';
  const constats = duServeur.flatMap((carte) => carte.constats);
  const order: readonly ConstatListe[] = [
    'LIGNES_ILLISIBLES',
    'RECEPTION_EN_COURS',
    'INDISPONIBLE',
    'TOUS_RETIRES',
    'LISTE_VIDE',
    'JAMAIS_TRANSMISE',
  ];
  const worst = order.find((constat) => constats.includes(constat));
  if (worst === undefined || (worst === 'JAMAIS_TRANSMISE' && periode === 'avant')) return null;
  return byConstat[worst];
};

const identifiants = ({ siret, uai }: Pick<Etablissement, 'siret' | 'uai'>): string =>
  `SIRET ${siret ?? 'non connu'}, UAI ${uai ?? 'non connu'}`;

const ligne = (etablissement: Etablissement & { role: 'responsable' | 'formateur' }): string => {
  const ville = etablissement.ville === null ? '' : ` (${etablissement.ville})`;
  return `- ${etablissement.role} : ${etablissement.nom}${ville}, ${identifiants(etablissement)}`;
};

const demandes: Readonly<Record<Destinataire, readonly string[]>> = {
  'carif-oref': [
    'Les listes de vœux en apprentissage (Affelnet) de notre CFA ne correspondent pas à nos établissements formateurs.',
    'Établissement manquant ou en trop : (à compléter : nom, SIRET, UAI)',
    'Pouvez-vous vérifier ces relations dans le catalogue des formations en apprentissage ?',
  ],
  referentiel: [
    'Un identifiant de notre CFA semble faux, et nos listes de vœux en apprentissage (Affelnet) ne nous parviennent pas.',
    'Identifiant à corriger : (à compléter : valeur affichée, valeur exacte)',
    'Pouvez-vous le corriger dans le référentiel Siret-UAI, ou me dire qui le peut ?',
  ],
  saio: [
    'Notre CFA n’a pas reçu les vœux en apprentissage (Affelnet) attendus pour ses formations.',
    'Formations concernées : (à compléter)',
    'Pouvez-vous vérifier que des vœux ont été saisis pour ces formations, et qu’ils ont été transmis ?',
  ],
  assistance: [
    'La réception d’une liste de vœux pose problème dans Rappel CFA.',
    'Ce que je vois : (à compléter)',
    'Le diagnostic exporté depuis l’écran « Synchronisation » est joint à ce message.',
  ],
};

/** A message ready to be pasted: what is asked, who asks, and the numbers that the addressee will need. */
export const textePret = (cle: Destinataire, { compte: moi, etablissements }: Pourquoi): string => {
  const role = moi.role === 'delegue' ? 'délégué' : 'responsable';
  const vus =
    etablissements.length === 0
      ? ['Aucun établissement n’est rattaché à ce compte.']
      : [
          `${compte(etablissements.length, 'établissement visible', 'établissements visibles')} depuis ce compte :`,
          ...etablissements.map(ligne),
        ];
  const siret = moi.siret === null ? '' : `, SIRET ${moi.siret}`;
  return [
    'Bonjour,',
    '',
    ...demandes[cle],
    '',
    ...vus,
    '',
    `Compte ${role} : ${moi.nom}${siret}`,
    '',
    'Cordialement',
  ].join('\n');
};
