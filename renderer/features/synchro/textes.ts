import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Epreuve, Passage, SaisieEnAttente } from '../../../shared/contract/ipc/synchro.ts';
import type { Issue } from '../../../shared/domain/actes/appel.ts';
import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import { debutDuSite } from '../../textes/agenda.ts';
import { dispositionTextes, isDisposition, isIssue, issueTextes as issuesParDefaut } from '../../textes/appel.ts';
import { heure, isNear, jourRelatif } from '../../textes/dates.ts';
import { compte, minuscule } from '../../textes/pluriel.ts';

type Retrait = ResponseOf<'synchro:detail'>['retraits'][number];

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

/** What a flux is called: one relation has the names of its place, the two others are everybody's. */
export const nomFluxTextes = { organisme: 'Opérateurs du CFA', compte: 'Votre compte' } as const;

/** « effacée de ce poste demain », « effacée de ce poste le jeu. 1er juil. 2027 ». */
export const phrasePurge = (le: string, now: number): string =>
  `effacée de ce poste ${isNear(le, now) ? '' : 'le '}${jourRelatif(le, now)}`;

export const raisonTextes: Readonly<Record<string, string>> & { autre: string } = {
  fin_de_delegation: 'La délégation est terminée : cet accès a pris fin.',
  poste_retire: 'Ce poste a été retiré du compte.',
  purge: 'La date de fin de cette campagne est passée.',
  effacement: 'Effacement demandé.',
  autre: 'Cet accès a pris fin.',
};

/** « 143 personnes effacées de ce poste aujourd’hui à 9 h 12. Toutes les saisies avaient été envoyées. » */
export const phraseRetrait = (
  { le, personnes, nonEnvoyees }: Pick<Retrait, 'le' | 'personnes' | 'nonEnvoyees'>,
  now: number,
): string => {
  const quoi = compte(personnes, 'personne effacée', 'personnes effacées');
  const quand = `${isNear(le, now) ? '' : 'le '}${jourRelatif(le, now)} à ${heure(le)}`;
  const reste =
    nonEnvoyees === 0
      ? 'Toutes les saisies avaient été envoyées.'
      : `${compte(nonEnvoyees, 'saisie n’a', 'saisies n’ont')} pas pu être ${nonEnvoyees === 1 ? 'envoyée' : 'envoyées'}.`;
  return `${quoi} de ce poste ${quand}. ${reste}`;
};

const prochaines: Readonly<Record<string, string>> = {
  rappeler: 'Rappel prévu',
  relancer: 'Relance prévue',
  attendre: 'Attente prévue',
  aucune: 'Plus rien de prévu',
};
const types: Readonly<Record<string, string>> = {
  note: 'Note',
  numero: 'État d’un numéro',
  affectation: 'Affectation',
  rectification: 'Correction d’une donnée',
  informe: 'Famille informée',
  message: 'Message à la famille',
  annule: 'Annulation',
  correction: 'Correction d’une saisie',
  opposition: 'Ne plus contacter',
  limitation: 'Limitation',
  effacement: 'Effacement de ses données',
  lien: 'Deux dossiers réunis',
  'reservation-demandee': 'Créneau donné',
  'reservation-annulee': 'Place rendue',
  'reservation-reconfirmee': 'Venue confirmée',
  assiduite: 'Présence notée',
  'creneau-cree': 'Nouveau créneau',
  'creneau-modifie': 'Créneau modifié',
  'creneau-annule': 'Créneau annulé',
};

const appelMots = (codes: string, issuesDAppel: Readonly<Record<Issue, string>>): string => {
  const [disposition = '', issue = ''] = codes.split(' ');
  const mot = isDisposition(disposition) ? dispositionTextes[disposition].replace(' le…', '') : 'Appel';
  return isIssue(issue) ? `${mot}, ${minuscule(issuesDAppel[issue])}` : mot;
};

/** The core tells codes, or the beginning of what was written; a person reads words. */
export const resumeSaisie = (
  { type, resume }: Pick<SaisieEnAttente, 'type' | 'resume'>,
  issuesDAppel: Readonly<Record<Issue, string>> = issuesParDefaut,
): string => {
  if (type === 'appel') return appelMots(resume, issuesDAppel);
  if (type === 'prochaine-action') return prochaines[resume] ?? 'Prochaine action';
  const mot = types[type] ?? 'Saisie';
  return resume === '' ? mot : `${mot} : ${resume}`;
};

/** It is about a créneau, and nobody in particular. */
export const estDeCreneau = ({ type }: Pick<SaisieEnAttente, 'type'>): boolean => type.startsWith('creneau-');

/** Whose it is, or which créneau it is about. Whoever asked to be forgotten is named nowhere. */
export const sujetSaisie = (
  { nom, creneau, type, efface }: Pick<SaisieEnAttente, 'nom' | 'creneau' | 'type' | 'efface'>,
  now: number,
): string => {
  if (efface === true) return 'Une personne à effacer';
  if (!estDeCreneau({ type })) return nom;
  return creneau == null ? 'Un créneau' : `${libelleGenre[creneau.genre]}, ${debutDuSite(creneau, now)}`;
};

/** What giving up means, said before it is done. */
export const phraseAbandon = ({ nom, resume }: Pick<SaisieEnAttente, 'nom' | 'resume'>): string =>
  `« ${resume} » pour ${nom} ne sera jamais envoyée et disparaîtra de ce poste. Les autres saisies restent.`;

/** Her dossiers are erased one by one and asked for at once: people count one. */
export const effacementsDistincts = (saisies: readonly SaisieEnAttente[]): SaisieEnAttente[] => [
  ...new Map(saisies.filter(({ type }) => type === 'effacement').map((une) => [une.faitLe, une])).values(),
];

export const effacementTextes = {
  /** « 1 effacement à envoyer ». */
  titre: (n: number): string => compte(n, 'effacement à envoyer', 'effacements à envoyer'),
  cachee:
    'La personne n’apparaît plus nulle part sur ce poste. Le serveur effacera ses données dès qu’il sera joint ; plus de quinze minutes après la connexion, il demande d’abord de se reconnecter, et « Renvoyer » le fait.',
  partie: 'Un envoi a déjà commencé : cet effacement ne se reprend plus.',
  reprendre: 'Ne plus effacer',
  refuse:
    'La personne reste cachée sur ce poste. « Renvoyer » redemande l’effacement, après une connexion de moins de quinze minutes ; « Abandonner » la fait revenir.',
  abandon:
    'L’effacement ne sera pas demandé au serveur : la personne et tout ce qui est noté d’elle reviennent sur ce poste.',
} as const;

/** A créneau that never was takes along the places that were given of it. */
export const phraseAbandonCreneau = ({ sujet, resume }: { sujet: string; resume: string }): string =>
  `« ${resume} » (${sujet}) ne sera jamais envoyé et disparaîtra de ce poste, avec ce qui en dépend : une place donnée sur un créneau refusé. Les autres saisies restent.`;

export const sansServeurTextes = {
  titre: 'Ce poste travaille sans serveur',
  ici: 'Les listes importées, les appels et les notes sont dans un fichier chiffré de cet ordinateur, et nulle part ailleurs.',
  connecter:
    'Se connecter à un serveur garde tout : les listes et les saisies restent, puis l’écran Listes propose de rattacher chaque liste importée à celles du serveur. Le code PIN est redemandé à la fin.',
  bouton: 'Se connecter à un serveur',
  rester: 'Rester sans serveur',
  navigateur: 'La suite est dans le navigateur. Cette fenêtre continuera toute seule.',
} as const;

/** What would be lost with this computer. */
export const phraseGardees = (gardees: number): string =>
  gardees === 0
    ? 'Aucune saisie n’a encore été faite sur ce poste.'
    : `${compte(gardees, 'saisie est gardée', 'saisies sont gardées')} sur ce poste seulement : penser à sauvegarder cet ordinateur.`;
