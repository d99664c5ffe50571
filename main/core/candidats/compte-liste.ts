import { z } from 'zod';
import { appelsJoursDe, moveAppels } from '../accueil/appels-jours.ts';
import { compteursFrom } from '../store/compteur.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { accueilKey } from './candidat-row.ts';
import type { CounterMoves } from './compteurs.ts';
import type { FoldedDossier } from './fold.ts';
import type { Nouveaute } from './transmissions.ts';

/**
 * What one dossier weighs in the counts of its list. Kept beside the dossier, so that the counts of a list move by what
 * changed and are read per list. It is about the dossier, not the candidat: a person who left one list and stays on
 * another is *retiré* of the first.
 */
export interface ListeFacts {
  /** '' when no list brought this dossier (created by hand). */
  marque: '' | 'inchange' | Nouveaute;
  /** Active vœux. */
  voeux: number;
  /** JSON array of the keys of her places of training: those of the active vœux, of all when none is left. */
  accueils: string;
  /** JSON array of the trainings that her vœux and demandes name by a clé ministère éducatif, [clé, name] each. */
  formations: string;
  /** JSON, {day: [reached, others]}: the calls noted in it, by the day they were made at its site. */
  appels_jours: string;
}

const none = '[]';
const accueilList = z.array(z.string());
const formationList = z.array(z.tuple([z.string(), z.string()]));

function formationsOf({ rows }: FoldedDossier): string {
  const named = [
    ...rows.voeux.map(({ corps: { formation } }) => [formation.cle_ministere_educatif, formation.libelle]),
    ...rows.demandes.map(({ corps: { formation } }) => [formation?.cle_ministere_educatif, formation?.intitule]),
  ];
  const known = named.filter(([cle]) => typeof cle === 'string' && cle !== '');
  return known.length === 0 ? none : `[${[...new Set(known.map((one) => JSON.stringify(one)))].sort().join(',')}]`;
}

export function listeFactsOf(folded: FoldedDossier): ListeFacts {
  const { rows, nouveaute } = folded;
  const formations = formationsOf(folded);
  const appels_jours = appelsJoursDe(folded);
  if (rows.voeux.length === 0) return { marque: '', voeux: 0, accueils: none, formations, appels_jours };
  const actifs = rows.voeux.filter(({ corps }) => corps.etat === 'actif');
  const shown = actifs.length > 0 ? actifs : rows.voeux;
  const accueils = new Set(shown.map(({ corps }) => accueilKey(corps.etablissement_accueil)));
  return {
    marque: nouveaute ?? 'inchange',
    voeux: actifs.length,
    accueils: JSON.stringify([...accueils].sort()),
    formations,
    appels_jours,
  };
}

const prefix = 'liste:';
/** Apart: the trainings of one list are asked for alone. */
const formationPrefix = (flux: string): string => `formation:${flux}:`;

function weigh(
  moves: CounterMoves,
  flux: string,
  { marque, voeux, accueils, formations, appels_jours }: ListeFacts,
  sign: 1 | -1,
): void {
  moveAppels(moves, flux, appels_jours, sign);
  if (formations !== none) {
    for (const named of formationList.parse(JSON.parse(formations))) {
      const key = `${formationPrefix(flux)}${JSON.stringify(named)}`;
      moves.set(key, (moves.get(key) ?? 0) + sign);
    }
  }
  const add = (what: string, count: number): void => {
    const key = `${prefix}${flux}:${what}`;
    moves.set(key, (moves.get(key) ?? 0) + sign * count);
  };
  if (marque === 'nouveau' || marque === 'modifie' || marque === 'retire') add(marque, 1);
  if (voeux === 0) return;
  add('voeux', voeux);
  add('candidats', 1);
  for (const cle of accueilList.parse(JSON.parse(accueils))) add(`accueil:${cle}`, 1);
}

export interface InListe {
  flux: string;
  liste: ListeFacts;
}

/** Moves the counters of the lists from what a dossier was to what it is; null for one that was not or is no more. */
export function moveListe(moves: CounterMoves, before: InListe | null, after: InListe | null): void {
  if (before !== null) weigh(moves, before.flux, before.liste, -1);
  if (after !== null) weigh(moves, after.flux, after.liste, 1);
}

export interface CompteListe {
  voeux: number;
  /** People who still have an active vœu here. */
  candidats: number;
  nouveaux: number;
  modifies: number;
  /** People whose every vœu left this list, whichever transmission said so. */
  retires: number;
  accueils: { cle: string; candidats: number }[];
}

export const emptyCompte = (): CompteListe => ({
  voeux: 0,
  candidats: 0,
  nouveaux: 0,
  modifies: 0,
  retires: 0,
  accueils: [],
});

const shape = /^liste:((?:local:)?[0-9a-f-]{36}):([a-z]+)(?::(.*))?$/s;

/** The counts of every list, by flux. Costs a few counters per list. */
export function readComptes(db: Sqlite): Map<string, CompteListe> {
  const comptes = new Map<string, CompteListe>();
  for (const { cle, nombre } of compteursFrom(db, prefix)) {
    const [, flux = '', what = '', accueil = ''] = shape.exec(cle) ?? [];
    const compte = comptes.get(flux) ?? emptyCompte();
    comptes.set(flux, compte);
    if (what === 'voeux') compte.voeux = nombre;
    else if (what === 'candidats') compte.candidats = nombre;
    else if (what === 'nouveau') compte.nouveaux = nombre;
    else if (what === 'modifie') compte.modifies = nombre;
    else if (what === 'retire') compte.retires = nombre;
    else if (what === 'accueil') compte.accueils.push({ cle: accueil, candidats: nombre });
  }
  return comptes;
}

export interface FormationDeListe {
  cle: string;
  intitule: string;
}

/** The trainings that one list names, by name; one that has several is called as it is most often. */
export function readFormations(db: Sqlite, flux: string): FormationDeListe[] {
  const debut = formationPrefix(flux);
  const known = new Map<string, { intitule: string; nombre: number }>();
  for (const { cle: key, nombre } of compteursFrom(db, debut)) {
    const [cle, intitule] = formationList.element.parse(JSON.parse(key.slice(debut.length)));
    if (nombre > (known.get(cle)?.nombre ?? 0)) known.set(cle, { intitule, nombre });
  }
  return [...known]
    .map(([cle, { intitule }]) => ({ cle, intitule }))
    .sort((a, b) => (a.intitule === b.intitule ? (a.cle < b.cle ? -1 : 1) : a.intitule < b.intitule ? -1 : 1));
}
