import { z } from 'zod';
import { appelCorps } from '../../../shared/domain/actes/appel.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import type { CounterMoves } from '../candidats/compteurs.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { compteursFrom } from '../store/compteur.ts';
import type { Sqlite } from '../store/sqlite.ts';

/** The calls of one day: those that reached somebody, and the others. */
export interface AppelsDuJour {
  joints: number;
  autres: number;
}

const jours = z.record(z.string(), z.tuple([z.number(), z.number()]));

export const aucunAppel = '{}';

/**
 * The calls noted in one dossier, by the day they were made at its site: JSON, {day: [reached, others]}. What was taken
 * back counts no more, what was corrected counts as it stands.
 */
export function appelsJoursDe({ etat, fuseau }: FoldedDossier): string {
  const parJour = new Map<string, [number, number]>();
  for (const { type, corps, le, annulePar } of etat.fil) {
    const appel = type === 'appel' && annulePar === null ? appelCorps.safeParse(corps) : null;
    if (appel?.success !== true) continue;
    const { jour } = heureCivile(le, fuseau);
    const [joints, autres] = parJour.get(jour) ?? [0, 0];
    parJour.set(jour, appel.data.disposition === 'JOINT' ? [joints + 1, autres] : [joints, autres + 1]);
  }
  if (parJour.size === 0) return aucunAppel;
  return JSON.stringify(Object.fromEntries([...parJour].sort(([a], [b]) => (a < b ? -1 : 1))));
}

const prefix = 'appels:';
/** By day first: a screen looks at some days of every list. */
const keyOf = (jour: string, flux: string, genre: keyof AppelsDuJour): string => `${prefix}${jour}:${flux}:${genre}`;

/** Moves the counters of the days by the calls of one dossier. */
export function moveAppels(moves: CounterMoves, flux: string, appels: string, sign: 1 | -1): void {
  if (appels === aucunAppel) return;
  const add = (key: string, count: number): void => {
    if (count > 0) moves.set(key, (moves.get(key) ?? 0) + sign * count);
  };
  for (const [jour, [joints, autres]] of Object.entries(jours.parse(JSON.parse(appels)))) {
    add(keyOf(jour, flux, 'joints'), joints);
    add(keyOf(jour, flux, 'autres'), autres);
  }
}

/** The calls of the days `du`..`au`, both included (YYYY-MM-DD), of one list or of all; days without any are absent. */
export function readAppels(db: Sqlite, du: string, au: string, flux: string | null): Map<string, AppelsDuJour> {
  const found = new Map<string, AppelsDuJour>();
  for (const { cle, nombre } of compteursFrom(db, `${prefix}${du}`, `${prefix}${au}`)) {
    const jour = cle.slice(prefix.length, prefix.length + 10);
    const at = cle.lastIndexOf(':');
    if (flux !== null && cle.slice(prefix.length + 11, at) !== flux) continue;
    const known = found.get(jour) ?? { joints: 0, autres: 0 };
    if (cle.slice(at + 1) === 'joints') known.joints += nombre;
    else known.autres += nombre;
    found.set(jour, known);
  }
  return found;
}
