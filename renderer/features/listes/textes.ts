import {
  type CarteListe,
  type ChangementListe,
  type ConstatListe,
  type GenreComparaison,
  genreComparaison,
  type LigneComparaison,
  type TransmissionListe,
} from '../../../shared/contract/ipc/listes.ts';
import { dispositionMot } from '../../textes/appel.ts';
import { echeance, estEnRetard, heure, isNear, jourLong, jourRelatif } from '../../textes/dates.ts';
import { auSite, precisionFuseau } from '../../textes/echeances.ts';
import { compte, minuscule, nombre, pluriel } from '../../textes/pluriel.ts';

export type Ton = 'bon' | 'attente' | 'mauvais' | 'local';

export interface Reception {
  ton: Ton;
  phrase: string;
}

/** Only a receipt that the server confirmed says « vérifiée » (PROTOCOL 4). */
export const phraseReception = (
  { local, transmissions, constats }: Pick<CarteListe, 'local' | 'transmissions' | 'constats'>,
  now: number,
): Reception => {
  if (local) return { ton: 'local', phrase: 'Importée sur ce poste' };
  if (constats.includes('INDISPONIBLE')) {
    return { ton: 'attente', phrase: 'Accès terminé : cette liste ne reçoit plus rien' };
  }
  if (constats.includes('LIGNES_ILLISIBLES')) {
    return { ton: 'mauvais', phrase: 'Réception non confirmée : des lignes demandent une version plus récente' };
  }
  const [derniere] = transmissions;
  if (derniere === undefined) return { ton: 'attente', phrase: 'Aucune liste transmise pour l’instant' };
  if (derniere.receptionLe === null) {
    const enCours = constats.includes('RECEPTION_EN_COURS');
    return { ton: 'attente', phrase: enCours ? 'Réception en cours' : 'Reçue, vérification en cours' };
  }
  const le = `${jourLong(derniere.receptionLe, now)} à ${heure(derniere.receptionLe)}`;
  return { ton: 'bon', phrase: `Reçue et vérifiée le ${le}` };
};

/** « 9 vœux ajoutés, 4 modifiés, 6 retirés »; what is zero is left out, and vœux are said: a card counts people too. */
export const phraseChangements = ({
  ajoutes,
  modifies,
  retires,
}: Pick<TransmissionListe, 'ajoutes' | 'modifies' | 'retires'>): string => {
  const parts = [
    [ajoutes, 'ajouté', 'ajoutés'],
    [modifies, 'modifié', 'modifiés'],
    [retires, 'retiré', 'retirés'],
  ] as const;
  const said = parts
    .filter(([n]) => n > 0)
    .map(([n, un, plusieurs], index) =>
      index === 0 ? `${compte(n, 'vœu', 'vœux')} ${pluriel(n, un, plusieurs)}` : compte(n, un, plusieurs),
    );
  return said.length === 0 ? 'aucun changement' : said.join(', ');
};

/** What one transmission brought: « première liste », or the changes. */
export const phraseTransmission = (transmission: TransmissionListe, local: boolean): string => {
  if (transmission.genre === 'mise_a_jour') return phraseChangements(transmission);
  return local ? 'premier fichier' : 'première liste';
};

/** « Liste 2 », or « Import 2 » for what was read from a file here. */
export const nomTransmission = ({ numero }: Pick<TransmissionListe, 'numero'>, local: boolean): string =>
  `${local ? 'Import' : 'Liste'} ${nombre(numero)}`;

/** « 143 candidats, 187 vœux ». */
export const phraseContenu = ({ candidats, voeux }: Pick<CarteListe, 'candidats' | 'voeux'>): string =>
  `${compte(candidats, 'candidat', 'candidats')}, ${compte(voeux, 'vœu', 'vœux')}`;

/** « première liste le 5 juin, dernière le 26 juin »; null before any. The history is cut: its oldest may not be the first. */
export const phraseDates = (
  { local, transmissions }: Pick<CarteListe, 'local' | 'transmissions'>,
  now: number,
): string | null => {
  const derniere = transmissions[0];
  const premiere = transmissions.at(-1);
  if (derniere === undefined || premiere === undefined) return null;
  if (transmissions.length === 1) return `${local ? 'importée' : 'transmise'} le ${jourLong(derniere.recueLe, now)}`;
  const debut =
    premiere.genre === 'premiere' ? phraseTransmission(premiere, local) : minuscule(nomTransmission(premiere, local));
  const fin = local ? 'dernier' : 'dernière';
  return `${debut} le ${jourLong(premiere.recueLe, now)}, ${fin} le ${jourLong(derniere.recueLe, now)}`;
};

const folded = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()
    .trim();

/** « CFA des Trois Fourneaux, Lyon », the town only when the name does not say it already, in whichever spelling. */
export const lieu = ({ nom, ville }: Pick<CarteListe['formateur'], 'nom' | 'ville'>): string =>
  ville === null || folded(nom).includes(folded(ville)) ? nom : `${nom}, ${ville}`;

/** Why a card shows nothing or may be out of date, in one sentence of a colleague. */
export const constatTextes: Readonly<Record<ConstatListe, string>> = {
  JAMAIS_TRANSMISE: 'Aucune liste de cette campagne n’est encore arrivée.',
  LISTE_VIDE: 'Une liste est arrivée, et elle ne contient personne.',
  TOUS_RETIRES: 'Tous les vœux de cette liste ont été retirés par la dernière mise à jour.',
  INDISPONIBLE: 'Le serveur ne cite plus cette relation pour ce compte. Ce qui avait été reçu reste sur ce poste.',
  LIGNES_ILLISIBLES: 'Certaines lignes demandent une version plus récente de l’application. La mettre à jour suffit.',
  RECEPTION_EN_COURS: 'La réception de cette liste n’est pas terminée sur ce poste.',
};

/** The word of a genre for so many people; « déplacé » is said on both lists of a move. */
const genreMots: Readonly<Record<GenreComparaison, readonly [un: string, plusieurs: string]>> = {
  ajoute: ['nouveau', 'nouveaux'],
  modifie: ['modifié', 'modifiés'],
  retire: ['retiré', 'retirés'],
  deplace: ['déplacé', 'déplacés'],
};

export interface CompteDit {
  genre: GenreComparaison;
  phrase: string;
}

/** What the newest list changed, one piece a genre: the very people that the comparison shows. Zeros are left out. */
export const comptesDits = (comptes: CarteListe['comptes']): CompteDit[] =>
  comptes === null
    ? []
    : genreComparaison.options
        .filter((genre) => comptes[genre] > 0)
        .map((genre) => ({ genre, phrase: compte(comptes[genre], ...genreMots[genre]) }));

/**
 * « 11 personnes n’y ont plus aucun vœu »; null while nobody left. Since the first list, and of whole people: neither
 * is what the last list removed.
 */
export const phrasePartis = (retires: number): string | null =>
  retires === 0 ? null : `${compte(retires, 'personne n’y a', 'personnes n’y ont')} plus aucun vœu`;

/** Beside the counts of the comparison, which are people: its vœux are told by the card. */
export const phraseConcernes = (tous: number): string => compte(tous, 'personne concernée', 'personnes concernées');

export const genreTextes: Readonly<Record<GenreComparaison, string>> = {
  ajoute: 'Nouveaux',
  modifie: 'Modifiés',
  retire: 'Retirés',
  deplace: 'Déplacés',
};

type GenreChangement = ChangementListe['genre'];

const changementMots: Readonly<Record<GenreChangement, string>> = {
  ajoute: 'nouveau',
  modifie: 'modifié',
  retire: 'retiré',
  arrive: 'arrivé',
  parti: 'parti',
};

/** The word of a change, and the other side of a move: « arrivé de UFA de l’Invention ». */
export const motChangement = ({ genre, autreListe }: Pick<ChangementListe, 'genre' | 'autreListe'>): string => {
  if (genre === 'arrive') return autreListe === null ? 'arrivé d’une autre liste' : `arrivé de ${autreListe}`;
  if (genre === 'parti') return autreListe === null ? 'parti vers une autre liste' : `parti vers ${autreListe}`;
  return changementMots[genre];
};

/** « 1CAP2 CUISINE, rang 1 »: the lists align their labels with spaces that mean nothing. */
export const phraseVoeu = ({ formation, rang }: Pick<ChangementListe, 'formation' | 'rang'>): string => {
  const libelle = formation.replace(/\s+/g, ' ').trim();
  if (libelle === '') return 'vœu effacé';
  return rang === null ? libelle : `${libelle}, rang ${nombre(rang)}`;
};

export const phraseAccueil = ({ accueil, ville }: Pick<ChangementListe, 'accueil' | 'ville'>): string =>
  accueil === '' ? '' : lieu({ nom: accueil, ville });

export type Travail = NonNullable<LigneComparaison['travail']>;

/** « 2 appels déjà faits, dernier hier : pas de réponse (Léa) ». */
export const phraseAppels = ({ essais, dernierAppel }: Travail, now: number): string => {
  if (dernierAppel === null)
    return essais > 0 ? compte(essais, 'appel déjà fait', 'appels déjà faits') : 'Jamais d’appel';
  const qui = dernierAppel.operateur === null ? '' : ` (${dernierAppel.operateur})`;
  const dernier = `${jourRelatif(dernierAppel.le, now)}, ${dispositionMot(dernierAppel.disposition)}${qui}`;
  if (essais < 2) return `1 appel déjà fait : ${dernier}`;
  return `${compte(essais, 'appel déjà fait', 'appels déjà faits')}, dernier : ${dernier}`;
};

const quoiMots: Readonly<Record<string, string>> = {
  rappeler: 'rappel prévu',
  relancer: 'relance prévue',
  attendre: 'réponse attendue',
  rencontrer: 'rendez-vous',
};

/** « rappel prévu demain 17 h »; null when nothing is planned. */
export const phrasePrevu = (
  { prochaineAction }: Travail,
  now: number,
  ici = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): string | null => {
  if (prochaineAction === null || prochaineAction.quoi === 'aucune') return null;
  const mot = quoiMots[prochaineAction.quoi] ?? 'suite prévue';
  const { le, precision } = prochaineAction;
  if (le === null) return prochaineAction.quoi === 'attendre' ? 'rendez-vous ou réponse attendus' : mot;
  const { fuseau } = prochaineAction;
  const zone = fuseau === undefined ? '' : precisionFuseau(le, fuseau, ici);
  const [la, maintenant] =
    fuseau === undefined || zone === '' ? [le, now] : [auSite(le, fuseau), Date.parse(auSite(now, fuseau))];
  const { jour, heure: a } = echeance(la, precision, maintenant);
  const proche = isNear(la, maintenant) ? '' : 'le ';
  const quand = `${proche}${minuscule(jour).replace('auj.', 'aujourd’hui')}${a === null ? '' : ` ${a}`}${zone}`;
  // Of a meeting, only the presence may be late, and the agenda says it.
  const enRetard = prochaineAction.quoi !== 'rencontrer' && estEnRetard(le, precision, now);
  return `${mot} ${quand}${enRetard ? ', en retard' : ''}`;
};

/** The rest of what was done: notes, who it is given to, what is not sent yet. */
export const phraseReste = ({ notes, affecteA, enAttente }: Travail): string =>
  [
    ...(notes > 0 ? [compte(notes, 'note', 'notes')] : []),
    ...(affecteA === null ? [] : [`confié à ${affecteA}`]),
    ...(enAttente ? ['saisies à envoyer'] : []),
  ].join(' · ');

const isGone = (genre: GenreChangement): boolean => genre === 'retire' || genre === 'parti';
const promesses: readonly string[] = ['rappeler', 'relancer'];
const acquis: readonly string[] = ['INSCRIT', 'DOSSIER_ENVOYE', 'RDV_FIXE', 'A_UNE_ENTREPRISE'];

export interface Consigne {
  texte: string;
  /** Somebody waits for something: it must stand out. */
  aFaire: boolean;
}

/** For somebody whom the list let go: what was promised to the family still holds. null for everybody else. */
export const consigne = ({
  changements,
  voeux,
  travail,
}: Pick<LigneComparaison, 'changements' | 'voeux' | 'travail'>): Consigne | null => {
  if (changements.length === 0 || !changements.every(({ genre }) => isGone(genre))) return null;
  if (voeux > 0) return { texte: 'Reste sur la liste par un autre vœu : rien ne change.', aFaire: false };
  // Read here too: whoever follows that list has the person, and what was promised, in front of them.
  if (changements.some(({ genre, autreListe }) => genre === 'parti' && autreListe !== null)) {
    return { texte: 'Le vœu continue dans l’autre liste.', aFaire: false };
  }
  if (travail === null) return { texte: 'Rien n’avait commencé : plus rien à faire.', aFaire: false };
  if (travail.situation === 'OPPOSITION') return { texte: 'Ne plus contacter : plus rien à faire.', aFaire: false };
  if (acquis.includes(travail.situation)) {
    return { texte: 'Le travail engagé continue : la fiche et son fil restent.', aFaire: true };
  }
  if (travail.prochaineAction !== null && promesses.includes(travail.prochaineAction.quoi)) {
    return { texte: 'La famille attend cet appel : le tenir, ou noter l’issue pour clore.', aFaire: true };
  }
  return travail.ouverte
    ? { texte: 'La fiche reste, grisée : noter l’issue si elle est connue.', aFaire: true }
    : { texte: 'Fiche close : plus rien à faire.', aFaire: false };
};

/** What erasing a list imported by hand takes away, said before it is done. */
export const phraseSuppression = ({
  candidats,
  saisiesLocales,
}: Pick<CarteListe, 'candidats' | 'saisiesLocales'>): string => {
  const personnes = compte(candidats, 'candidat', 'candidats');
  if (saisiesLocales === 0) {
    return `${personnes} ${candidats < 2 ? 'disparaîtra' : 'disparaîtront'} de ce poste. Aucune saisie n’a été faite sur cette liste.`;
  }
  const saisies = compte(saisiesLocales, 'saisie faite ici', 'saisies faites ici');
  return `${personnes} et ${saisies} disparaîtront de ce poste. Aucun serveur ne les a : rien ne pourra les faire revenir.`;
};

export const phraseSaisiesLocales = (n: number): string =>
  n === 0 ? 'aucune saisie gardée ici' : `${compte(n, 'saisie gardée ici', 'saisies gardées ici')}, sur aucun serveur`;

/** All that was transmitted to this poste: more than last time is news. A list imported here is none. */
export const transmissionsConnues = (cartes: readonly Pick<CarteListe, 'local' | 'transmissions'>[]): number =>
  cartes.reduce((somme, { local, transmissions }) => somme + (local ? 0 : (transmissions[0]?.numero ?? 0)), 0);
