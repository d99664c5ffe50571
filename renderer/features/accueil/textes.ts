import type { Avancement } from '../../../shared/contract/ipc/accueil.ts';
import type { PorteeFile } from '../../../shared/contract/ipc/appels.ts';
import { nomsDesJours, nomsDesMois } from '../../../shared/domain/calendrier.ts';
import { compte, majuscule, nombre, pluriel } from '../../textes/pluriel.ts';

/** « rappel promis aujourd’hui », « rappels promis aujourd’hui »: beside its figure, which is drawn apart. */
export const compteTextes = {
  aAppeler: (portee: PorteeFile) => (portee === 'moi' ? 'À appeler maintenant (moi)' : 'À appeler maintenant'),
  rappels: (n: number) => pluriel(n, 'Rappel promis aujourd’hui', 'Rappels promis aujourd’hui'),
  demandes: (n: number) => pluriel(n, 'Demande à répondre avant ce soir', 'Demandes à répondre avant ce soir'),
  injoignables: (n: number) => pluriel(n, 'Injoignable', 'Injoignables'),
} as const;

export const retardMots = (n: number): string => `${nombre(n)} en retard`;

/** « 2 rappels et 1 demande en retard »; null when nothing is. */
export const retardPhrase = ({ rappels, demandes }: { rappels: number; demandes: number }): string | null => {
  const mots = [
    ...(rappels > 0 ? [compte(rappels, 'rappel', 'rappels')] : []),
    ...(demandes > 0 ? [compte(demandes, 'demande', 'demandes')] : []),
  ];
  return mots.length === 0 ? null : `${mots.join(' et ')} en retard`;
};

export const aDepartagerPhrase = (n: number): string =>
  `${compte(n, 'personne a', 'personnes ont')} deux réponses pour une même chose : à départager.`;

/** A whole percentage that is neither 0 nor 100 while some are done and some are not. */
export const pourcent = (part: number, total: number): number => {
  if (total === 0 || part === 0) return 0;
  if (part >= total) return 100;
  return Math.min(99, Math.max(1, Math.round((100 * part) / total)));
};

export const essayesMots = ({ essayes, total }: Avancement): string =>
  `${pourcent(essayes, total)}\u00a0% ${pluriel(essayes, 'essayé', 'essayés')}`;

export interface Etape {
  serie: 'essaye' | 'joint' | 'rendez_vous' | 'dossier' | 'inscrit';
  /** How many reached it. */
  nombre: number;
  mot: string;
  /** How many went no further: the part of the bar that is its own. */
  part: number;
}

/** The steps of one bar from the first to the last, each with its figure and its word. */
export const etapesDe = (un: Avancement): Etape[] => {
  const { essayes, joints, rendezVous, dossiers, inscrits } = un;
  return [
    { serie: 'essaye', nombre: essayes, mot: pluriel(essayes, 'essayé', 'essayés'), part: essayes - joints },
    { serie: 'joint', nombre: joints, mot: pluriel(joints, 'joint', 'joints'), part: joints - rendezVous },
    { serie: 'rendez_vous', nombre: rendezVous, mot: 'rendez-vous', part: rendezVous - dossiers },
    { serie: 'dossier', nombre: dossiers, mot: pluriel(dossiers, 'dossier', 'dossiers'), part: dossiers - inscrits },
    { serie: 'inscrit', nombre: inscrits, mot: pluriel(inscrits, 'inscrit', 'inscrits'), part: inscrits },
  ];
};

const quand = (jour: string): Date => new Date(`${jour}T00:00:00Z`);

/** « mer. 3 », under a column. @param jour YYYY-MM-DD */
export const jourCourt = (jour: string): string => {
  const le = quand(jour);
  return `${(nomsDesJours[le.getUTCDay()] ?? '').slice(0, 3)}. ${le.getUTCDate()}`;
};

/** « 5 juin », « 1er juillet », « 5 juin 2025 » of another year than `annee`. @param jour YYYY-MM-DD */
export const dateEnMots = (jour: string, annee: string): string => {
  const le = quand(jour);
  const date = le.getUTCDate() === 1 ? '1er' : String(le.getUTCDate());
  const base = `${date}\u00a0${nomsDesMois[le.getUTCMonth()] ?? ''}`;
  return jour.slice(0, 4) === annee ? base : `${base} ${jour.slice(0, 4)}`;
};

export interface JourAppels {
  jour: string;
  joints: number;
  autres: number;
}

/** « 42 appels, dont 18 joints »: the whole week in a sentence, and what the figures of each day are. */
export const semainePhrase = (semaine: readonly JourAppels[]): string => {
  const joints = semaine.reduce((somme, un) => somme + un.joints, 0);
  const appels = semaine.reduce((somme, un) => somme + un.joints + un.autres, 0);
  return appels === 0
    ? 'Aucun appel ces cinq derniers jours ouvrés.'
    : `${compte(appels, 'appel', 'appels')}, dont ${compte(joints, 'joint', 'joints')}`;
};

export const titreDuJour = (jourEnMots: string): string => majuscule(jourEnMots);

export const autresLignes = (n: number): string => (n === 1 ? 'Afficher l’autre' : `Afficher les ${nombre(n)} autres`);

export const avancementTextes = {
  etablissement: { mot: 'Par établissement', vide: 'Aucune liste ne compte encore personne.' },
  formation: { mot: 'Par formation', vide: 'Aucune formation n’est encore demandée.' },
} as const;
export type Decoupe = keyof typeof avancementTextes;
