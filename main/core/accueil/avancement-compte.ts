import { type EtapeAvancement, etapesAvancement } from '../../../shared/domain/avancement.ts';
import { hourOf } from '../appels/file-compte.ts';
import { compteursFrom, readCompteur } from '../store/compteur.ts';
import type { Sqlite } from '../store/sqlite.ts';

/** The columns that the bars of Accueil look at, and the counts that it shows list by list. */
export interface CountedInAvancement {
  situation: string;
  nouveaute: string | null;
  etape: string | null;
  /** null for whoever has no place in the queue. */
  a_appeler_des: string | null;
  /** The flux of her dossiers. */
  flux: readonly string[];
  /** What her trainings are called. */
  formations: readonly string[];
  /** [flux, training] where she has several flux; of one flux every training is its own. */
  paires: readonly (readonly [string, string])[];
}

/** By the flux and the training themselves: the rang of a value depends on the order in which rows came. */
const prefixes = {
  flux: 'avancement:flux:',
  formation: 'avancement:formation:',
  paire: 'avancement:paire:',
  injoignable: 'accueil:injoignable:',
  file: 'accueil:file:',
} as const;

/** Who left every list before anybody tried is nobody's to bring further. */
const isSansObjet = ({ nouveaute, etape }: CountedInAvancement): boolean => nouveaute === 'retire' && etape === null;

const jamais = 'aucune';

/** Some counters for each list and each training of one person, whatever the number of people. */
export function avancementKeys(row: CountedInAvancement): string[] {
  const etape = row.etape ?? jamais;
  const flux = [...new Set(row.flux)];
  const keys: string[] = [];
  for (const un of flux) {
    if (row.situation === 'INJOIGNABLE') keys.push(`${prefixes.injoignable}${un}`);
    if (row.a_appeler_des !== null) keys.push(`${fileDuFlux(un)}${hourOf(row.a_appeler_des)}`);
  }
  if (isSansObjet(row)) return keys;
  const [seul] = flux;
  const paires =
    flux.length === 1 && seul !== undefined ? row.formations.map((nom) => [seul, nom] as const) : row.paires;
  keys.push(
    ...flux.map((un) => `${prefixes.flux}${un}:${etape}`),
    ...row.formations.map((nom) => `${prefixes.formation}${etape}:${nom}`),
    ...paires.map(([un, nom]) => `${prefixes.paire}${un}:${etape}:${nom}`),
  );
  return keys;
}

/** The counters of the queue of one list begin with it; what follows is the hour they are due from. */
export const fileDuFlux = (flux: string): string => `${prefixes.file}${flux}:`;

/** How many people each step reached, by flux or by training. */
export type ParEtape = ReadonlyMap<EtapeAvancement | null, number>;

const etapes = new Map<string, EtapeAvancement | null>([
  [jamais, null],
  ...etapesAvancement.map((un) => [un, un] as const),
]);

function parCle(rows: Iterable<{ etape: string; cle: string; nombre: number }>): Map<string, ParEtape> {
  const sums = new Map<string, Map<EtapeAvancement | null, number>>();
  for (const { etape, cle, nombre } of rows) {
    const known = etapes.get(etape);
    if (known === undefined) continue;
    const one = sums.get(cle) ?? new Map<EtapeAvancement | null, number>();
    one.set(known, (one.get(known) ?? 0) + nombre);
    sums.set(cle, one);
  }
  return sums;
}

/** @returns by flux. Costs six counters a list. */
export function readParFlux(db: Sqlite, flux: string | null): Map<string, ParEtape> {
  const debut = flux === null ? prefixes.flux : `${prefixes.flux}${flux}:`;
  return parCle(
    compteursFrom(db, debut).map(({ cle, nombre }) => {
      const at = cle.lastIndexOf(':');
      return { cle: cle.slice(prefixes.flux.length, at), etape: cle.slice(at + 1), nombre };
    }),
  );
}

/** @returns by the name of the training. Costs six counters a training. */
export function readParFormation(db: Sqlite, flux: string | null): Map<string, ParEtape> {
  const debut = flux === null ? prefixes.formation : `${prefixes.paire}${flux}:`;
  return parCle(
    compteursFrom(db, debut).map(({ cle, nombre }) => {
      const reste = cle.slice(debut.length);
      const at = reste.indexOf(':');
      return { etape: reste.slice(0, at), cle: reste.slice(at + 1), nombre };
    }),
  );
}

/** Those of the whole poste stand with the situations. */
export const readInjoignables = (db: Sqlite, flux: string | null): number =>
  readCompteur(db, flux === null ? 'situation:INJOIGNABLE' : `${prefixes.injoignable}${flux}`);
