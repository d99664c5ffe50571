import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { LigneRattachement } from '../../../shared/contract/ipc/rattachement.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

export type ListeARattacher = ResponseOf<'rattachement:etat'>['listes'][number];
type Comptes = Pick<ListeARattacher, 'candidats' | 'retrouves' | 'limites' | 'sansSuite' | 'saisies'>;

/** « 31 des 34 personnes de cette liste sont aussi dans les listes du serveur. » */
export const phraseRetrouves = ({ candidats, retrouves }: Pick<Comptes, 'candidats' | 'retrouves'>): string => {
  if (candidats === 0) return 'Cette liste ne contient personne.';
  if (candidats === 1) {
    return retrouves === 1
      ? 'La seule personne de cette liste est aussi dans les listes du serveur.'
      : 'La seule personne de cette liste n’est pas dans les listes du serveur.';
  }
  if (retrouves === 0)
    return `Aucune des ${nombre(candidats)} personnes de cette liste n’est dans les listes du serveur.`;
  if (retrouves === candidats) {
    return `Les ${nombre(candidats)} personnes de cette liste sont toutes dans les listes du serveur.`;
  }
  const verbe = retrouves === 1 ? 'est aussi' : 'sont aussi';
  return `${nombre(retrouves)} des ${nombre(candidats)} personnes de cette liste ${verbe} dans les listes du serveur.`;
};

/** What becomes of what was noted for those who were found; '' when nobody was. */
export const phraseRejoint = ({ retrouves }: Pick<Comptes, 'retrouves'>): string => {
  if (retrouves === 0) return '';
  return retrouves === 1
    ? ' Ce qui a été noté pour elle rejoint sa fiche.'
    : ' Ce qui a été noté pour elles rejoint leur fiche.';
};

/** What becomes of what the office wrote. */
export const phraseSaisies = (saisies: number): string => {
  if (saisies === 0) return 'Aucune saisie n’a été faite sur cette liste : il n’y en a pas à envoyer.';
  return saisies === 1
    ? 'La saisie faite sur cette liste sera envoyée au serveur.'
    : `Les ${nombre(saisies)} saisies faites sur cette liste seront envoyées au serveur.`;
};

/** For how many people a dossier is opened. */
export const nouveauxDe = ({ candidats, retrouves, limites, sansSuite }: Omit<Comptes, 'saisies'>): number =>
  candidats - retrouves - limites - sansSuite;

/** Who is not opened on the server, and why; null when there is nobody. */
export const phraseRestes = ({ limites, sansSuite }: Pick<Comptes, 'limites' | 'sansSuite'>): string | null => {
  const phrases = [
    limites === 0
      ? null
      : `${compte(limites, 'personne dont les données sont gelées reste', 'personnes dont les données sont gelées restent')} dans la liste de ce poste : ces données ne partent pas au serveur.`,
    sansSuite === 0
      ? null
      : `${compte(sansSuite, 'personne retirée de la liste ou effacée n’est', 'personnes retirées de la liste ou effacées ne sont')} pas rattachée${sansSuite === 1 ? '' : 's'} : rien n’a été noté pour ${sansSuite === 1 ? 'elle' : 'elles'}.`,
  ].filter((phrase) => phrase !== null);
  return phrases.length === 0 ? null : phrases.join(' ');
};

export const phraseAttente =
  'Les listes du serveur arrivent encore : le rattachement sera possible dès qu’elles seront toutes là.';

/** What becomes of the people whom no list of the server names; null when everybody was found. */
export const phraseNouveaux = (liste: Omit<Comptes, 'saisies'>): string | null => {
  const reste = nouveauxDe(liste);
  if (reste <= 0) return null;
  return reste === 1
    ? '1 personne n’y est pas : un nouveau dossier est ouvert pour elle, avec ce que disait le fichier en note.'
    : `${nombre(reste)} personnes n’y sont pas : un nouveau dossier est ouvert pour chacune, avec ce que disait le fichier en note.`;
};

export const phraseDisparition = (nom: string, limites: number): string =>
  limites > 0
    ? `La liste « ${nom} », importée sur ce poste, ne garde ensuite que les données gelées. Rien n’est perdu.`
    : `La liste « ${nom} », importée sur ce poste, est ensuite retirée : ses personnes sont dans les listes du serveur. Rien n’est perdu.`;

const preuves: Readonly<Record<NonNullable<LigneRattachement['preuve']>, string>> = {
  'deja-rattache': 'Déjà rattachée depuis ce poste',
  'ine-cle': 'Même INE et même clé ministère éducatif',
  'ine-mef-uai': 'Même INE, même formation (MEF) et même établissement d’accueil (UAI)',
};

export const phrasePreuve = (preuve: LigneRattachement['preuve']): string =>
  preuve === null ? 'Non retrouvée avec certitude' : preuves[preuve];

/** Where one person goes; `destination` is the list chosen for those who were not found. */
export const phraseCible = ({ cible }: Pick<LigneRattachement, 'cible'>, destination: string | null): string => {
  if (cible !== null) return cible.nomListe;
  return destination === null ? 'nouveau dossier' : `nouveau dossier dans ${destination}`;
};

/** What leaves once it is done: what was written here, and the people whom the server did not know. */
const partants = (saisies: number, nouveaux: number): string | null => {
  const parts = [
    ...(saisies > 0 ? [compte(saisies, 'saisie', 'saisies')] : []),
    ...(nouveaux > 0 ? [compte(nouveaux, 'nouveau dossier', 'nouveaux dossiers')] : []),
  ];
  if (parts.length === 0) return null;
  return `${parts.join(' et ')} ${saisies + nouveaux === 1 ? 'part' : 'partent'} au serveur dès que possible.`;
};

/** The last sentence, once it is done. */
export const phraseFin = (personnes: number, saisies: number, nouveaux: number): string => {
  const qui = `${compte(personnes, 'personne est', 'personnes sont')} maintenant dans les listes du serveur.`;
  const suite = partants(saisies, nouveaux);
  return suite === null ? qui : `${qui} ${suite}`;
};

/** Only what may be given to the server is offered: a poste that knows no list of it has nowhere to give. */
export const aProposer = (listes: readonly ListeARattacher[]): ListeARattacher[] =>
  listes.filter(({ destinations, candidats, limites }) => destinations.length > 0 && candidats > limites);
