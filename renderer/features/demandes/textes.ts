import type { DemandeEntree, DemandeFiche, DemandeSuite, ReponseVue } from '../../../shared/contract/ipc/demandes.ts';
import { libelleMotif, motif } from '../../../shared/domain/demandes/motifs.ts';
import { libelleOrigine, lireOrigine } from '../../../shared/domain/demandes/origines.ts';
import type { Souhait } from '../../../shared/domain/demandes/souhaits.ts';
import { compte, nombre, ordinal } from '../../textes/pluriel.ts';

export const modeTextes: Readonly<Record<DemandeEntree['mode'], string>> = {
  rappel: 'Rappel',
  message: 'Message',
  creneau: 'Créneau',
};

export const auteurTextes: Readonly<Record<DemandeEntree['auteur'], string>> = {
  parent: 'Parent',
  etudiant: 'Étudiant·e',
};

export const suiteTextes: Readonly<Record<DemandeSuite, string>> = {
  a_repondre: 'À répondre',
  suivie: 'Suivie',
  repondue: 'Répondue',
  annulee: 'Annulée par la personne',
};

export const genreTextes: Readonly<Record<ReponseVue['genre'], string>> = {
  personnalisee: 'Réponse par courriel',
  autre_canal: 'Répondu autrement',
  sans_reponse: 'Injoignable',
};

/** A reason of a newer version of the intake is shown by its key rather than hidden. */
export const motifMot = (code: string): string => {
  const connu = motif.safeParse(code);
  return connu.success ? libelleMotif[connu.data] : code;
};

export const origineMot = (code: string): string => {
  const connue = lireOrigine(code);
  return connue === null ? code : libelleOrigine[connue];
};

export const rejetTextes: Readonly<Record<NonNullable<DemandeEntree['courrielRejete']>, string>> = {
  candidat: 'adresse électronique rejetée',
  cfa: 'avis au CFA rejetés',
  les_deux: 'adresses électroniques rejetées',
};

/** Whether a mail to the person would come back. */
export const estAdresseRejetee = (rejet: DemandeEntree['courrielRejete']): boolean =>
  rejet === 'candidat' || rejet === 'les_deux';

/** « 3e essai » : the call that comes next. Nothing before a first one. */
export const essaiMot = (essais: number): string | null => (essais === 0 ? null : `${ordinal(essais + 1)} essai`);

const demiJournees = { matin: 'matin', 'apres-midi': 'après-midi' } as const;
const semaine: readonly Souhait['jour'][] = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'];

/** « lundi, mardi matin, jeudi après-midi »; both halves of a day are that day. */
export const phraseSouhaits = (souhaits: readonly Souhait[]): string => {
  if (souhaits.length === 0) return 'à tout moment';
  return semaine
    .flatMap((jour) => {
      const moities = souhaits.filter((un) => un.jour === jour).map((un) => un.demi_journee);
      if (moities.length === 0) return [];
      const [une] = moities;
      return [new Set(moities).size > 1 || une === undefined ? jour : `${jour} ${demiJournees[une]}`];
    })
    .join(', ');
};

/** « Yann Le Dantec, parent », or who the person is when she asked herself. */
export const phraseAuteur = ({ auteur, demandeur }: Pick<DemandeFiche, 'auteur' | 'demandeur'>): string =>
  demandeur === null
    ? auteurTextes[auteur]
    : `${demandeur.prenom} ${demandeur.nom}, ${auteurTextes[auteur].toLowerCase()}`;

/** « BOULANGER (CAP), Rennes ». */
export const formationMots = ({ formation, ville }: Pick<DemandeEntree, 'formation' | 'ville'>): string =>
  [formation ?? 'Formation non précisée', ...(ville === null ? [] : [ville])].join(', ');

/** « 5 demandes ouvertes, 2 avant ce soir, 1 en retard ». */
export const sousTitre = (
  compteurs: { ouvertes: number; avantCeSoir: number; depassees: number } | undefined,
): string => {
  if (compteurs === undefined) return '';
  const { ouvertes, avantCeSoir, depassees } = compteurs;
  return [
    compte(ouvertes, 'demande ouverte', 'demandes ouvertes'),
    ...(avantCeSoir > 0 ? [`${nombre(avantCeSoir)} à répondre avant ce soir`] : []),
    ...(depassees > 0 ? [`${nombre(depassees)} en retard`] : []),
  ].join(', ');
};
