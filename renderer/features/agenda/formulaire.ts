import { z } from 'zod';
import type { CreneauSaisi, CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import {
  capaciteMax,
  type GenreCreneau,
  type HoraireRefuse,
  refusHoraire,
} from '../../../shared/domain/agenda/creneaux.ts';
import { type Origine, origines } from '../../../shared/domain/demandes/origines.ts';
import { heureCivile, instantCivil } from '../../../shared/domain/fuseau.ts';
import { ajouterJours } from '../../../shared/domain/jours-ouvres.ts';

/** What a créneau is, as it is typed; the generator asks the same. */
export interface Contenu {
  genre: GenreCreneau;
  /** As typed: empty while nothing is. */
  capacite: number | string;
  listeAttente: boolean;
  titre: string;
  lieu: string;
  lien: string;
  consigne: string;
  enLigne: boolean;
  /** Some trainings only. */
  certaines: boolean;
  formations: readonly string[];
  origines: readonly Origine[];
}

export interface Formulaire extends Contenu {
  /** YYYY-MM-DD, HH:MM: civil, at the site. */
  jour: string;
  debut: string;
  fin: string;
}

export type Champ = 'jour' | 'debut' | 'fin' | 'capacite' | 'lien' | 'formations' | 'origines';
export type Erreurs = Partial<Record<Champ, string>>;

interface Usuel {
  dureeMin: number;
  capacite: number;
  listeAttente: boolean;
}
/** What one most often makes of each: a person for half an hour, a room for an hour and a half, a house for a morning. */
export const usuels: Readonly<Record<GenreCreneau, Usuel>> = {
  entretien: { dureeMin: 30, capacite: 1, listeAttente: false },
  reunion: { dureeMin: 90, capacite: 12, listeAttente: true },
  portes_ouvertes: { dureeMin: 180, capacite: 100, listeAttente: false },
};

export const minutesDe = (heure: string): number | null => {
  const lu = /^(\d{1,2}):(\d{2})$/.exec(heure);
  if (lu === null) return null;
  const minutes = Number(lu[1]) * 60 + Number(lu[2]);
  return minutes < 24 * 60 && Number(lu[2]) < 60 ? minutes : null;
};

/** HH:MM; the midnight that closes the day is « 00:00 », as a clock shows it. */
export const heureDe = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export const contenuVide = (genre: GenreCreneau): Contenu => ({
  genre,
  capacite: usuels[genre].capacite,
  listeAttente: usuels[genre].listeAttente,
  titre: '',
  lieu: '',
  lien: '',
  consigne: '',
  enLigne: genre !== 'entretien',
  certaines: false,
  formations: [],
  origines,
});

export const formulaireVide = (jour: string, debutMin: number): Formulaire => ({
  ...contenuVide('entretien'),
  jour,
  debut: heureDe(debutMin),
  fin: heureDe(Math.min(1440, debutMin + usuels.entretien.dureeMin)),
});

/** Another genre brings what is usual with it, where nobody chose otherwise. */
export const avecGenre = <F extends Contenu>(forme: F, genre: GenreCreneau): F => {
  const avant = usuels[forme.genre];
  return {
    ...forme,
    genre,
    capacite: forme.capacite === avant.capacite ? usuels[genre].capacite : forme.capacite,
    listeAttente: forme.listeAttente === avant.listeAttente ? usuels[genre].listeAttente : forme.listeAttente,
    enLigne: forme.enLigne || genre !== 'entretien',
  };
};

/** The same, and its usual length while the former one is still there. */
export const avecGenreEtDuree = (forme: Formulaire, genre: GenreCreneau): Formulaire => {
  const debut = minutesDe(forme.debut);
  const fin = minutesDe(forme.fin);
  const isUsual = debut !== null && fin !== null && fin - debut === usuels[forme.genre].dureeMin;
  const suivante = avecGenre(forme, genre);
  return isUsual ? { ...suivante, fin: heureDe(Math.min(1440, debut + usuels[genre].dureeMin)) } : suivante;
};

/** The end follows the beginning: a créneau that moves keeps its length. */
export const avecDebut = (forme: Formulaire, debut: string): Formulaire => {
  const avant = minutesDe(forme.debut);
  const fin = minutesDe(forme.fin);
  const apres = minutesDe(debut);
  if (avant === null || fin === null || apres === null) return { ...forme, debut };
  const duree = (fin === 0 ? 1440 : fin) - avant;
  return duree <= 0 ? { ...forme, debut } : { ...forme, debut, fin: heureDe(Math.min(1440, apres + duree)) };
};

export const formulaireDe = (creneau: CreneauVu): Formulaire => {
  const debut = heureCivile(creneau.debut, creneau.fuseau);
  const fin = heureCivile(creneau.fin, creneau.fuseau);
  return {
    genre: creneau.genre,
    jour: debut.jour,
    debut: heureDe(debut.heure * 60 + debut.minute),
    fin: heureDe(fin.heure * 60 + fin.minute),
    capacite: creneau.capacite,
    listeAttente: creneau.listeAttente,
    titre: creneau.titre ?? '',
    lieu: creneau.lieu ?? '',
    lien: creneau.lien ?? '',
    consigne: creneau.consigne ?? '',
    enLigne: creneau.offre !== null,
    certaines: (creneau.offre?.formations.length ?? 0) > 0,
    formations: creneau.offre?.formations ?? [],
    origines: creneau.offre?.origines ?? origines,
  };
};

/** What a créneau says, without what only the core knows. */
export const saisieDe = (creneau: CreneauVu): CreneauSaisi => ({
  genre: creneau.genre,
  debut: creneau.debut,
  fin: creneau.fin,
  capacite: creneau.capacite,
  listeAttente: creneau.listeAttente,
  titre: creneau.titre,
  lieu: creneau.lieu,
  lien: creneau.lien,
  consigne: creneau.consigne,
  offre: creneau.offre,
});

const lienSur = z.url({ protocol: /^https$/ }).max(500);
const jourLu = /^\d{4}-\d{2}-\d{2}$/;
const horaires: Readonly<Record<HoraireRefuse, string>> = {
  FIN_AVANT_DEBUT: 'La fin vient après le début.',
  TROP_LONG: 'Un créneau dure douze heures au plus.',
  SUR_DEUX_JOURS: 'Un créneau finit le jour où il commence.',
};

const ouRien = (texte: string): string | null => (texte.trim() === '' ? null : texte.trim());

export type Contenus = Omit<CreneauSaisi, 'debut' | 'fin'>;
type Lu<T> = { ok: true; saisie: T } | { ok: false; erreurs: Erreurs };

/** What was typed, as it is written; or what is wrong, field by field. */
export const lireContenu = (forme: Contenu): Lu<Contenus> => {
  const erreurs: Erreurs = {};
  const capacite = typeof forme.capacite === 'number' ? forme.capacite : Number.NaN;
  if (!Number.isInteger(capacite) || capacite < 1 || capacite > capaciteMax)
    erreurs.capacite = `De 1 à ${capaciteMax} places.`;
  const lien = ouRien(forme.lien);
  if (lien !== null && !lienSur.safeParse(lien).success) erreurs.lien = 'Une adresse qui commence par https://.';
  if (forme.enLigne && forme.certaines && forme.formations.length === 0)
    erreurs.formations = 'Choisir au moins une formation, ou toutes.';
  if (forme.enLigne && forme.origines.length === 0) erreurs.origines = 'Choisir au moins un site.';
  if (Object.keys(erreurs).length > 0) return { ok: false, erreurs };
  return {
    ok: true,
    saisie: {
      genre: forme.genre,
      capacite,
      listeAttente: forme.listeAttente,
      titre: ouRien(forme.titre),
      lieu: ouRien(forme.lieu),
      lien,
      consigne: ouRien(forme.consigne),
      offre: forme.enLigne
        ? { formations: forme.certaines ? [...forme.formations] : [], origines: [...forme.origines] }
        : null,
    },
  };
};

/** @param fuseau IANA zone of the site: the hours are its own */
export const lireFormulaire = (forme: Formulaire, fuseau: string): Lu<CreneauSaisi> => {
  const contenu = lireContenu(forme);
  const erreurs: Erreurs = contenu.ok ? {} : { ...contenu.erreurs };
  const debutMin = minutesDe(forme.debut);
  const finMin = minutesDe(forme.fin);
  if (!jourLu.test(forme.jour)) erreurs.jour = 'Choisir un jour.';
  if (debutMin === null) erreurs.debut = 'Une heure, par exemple 09:30.';
  if (finMin === null) erreurs.fin = 'Une heure, par exemple 10:30.';
  if (erreurs.jour !== undefined || debutMin === null || finMin === null) return { ok: false, erreurs };
  // « 00:00 » as an end is the midnight that closes the day.
  const instant = (jour: string, minutes: number): string =>
    instantCivil({ jour, heure: Math.floor(minutes / 60), minute: minutes % 60 }, fuseau);
  const debut = instant(forme.jour, debutMin);
  const fin = finMin === 0 ? instant(ajouterJours(forme.jour, 1), 0) : instant(forme.jour, finMin);
  const refus = refusHoraire(debut, fin, fuseau);
  if (refus !== null) erreurs.fin = horaires[refus];
  if (!contenu.ok || refus !== null) return { ok: false, erreurs };
  return { ok: true, saisie: { ...contenu.saisie, debut, fin } };
};
