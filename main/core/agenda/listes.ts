import { type Result, success } from '../../../shared/contract/errors.ts';
import { creneauxMax } from '../../../shared/contract/ipc/agenda.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { CreneauRow } from './creneau-etat.ts';
import { type Cle, dernier, ecrireCurseur, fusionner, lireCurseur } from './curseur.ts';
import { createVues } from './vue.ts';

type Ligne = CreneauRow & Cle;

const columns = 'id, flux, etat, debut, fin, en_attente, a_departager, corps';

/** The longest créneau is refused beyond twelve hours (shared/domain/agenda/creneaux.ts): one that runs began since then. */
const dureeMaxMs = 12 * 3_600_000;

type Params = Record<string, string | number> & { limite: number };

const walk = (db: Sqlite, where: string, tri: 'debut' | 'fin', sens: 'ASC' | 'DESC') => {
  const sql = (flux: string) =>
    `SELECT ${columns}, ${tri} AS tri FROM creneau_etat
     WHERE ${flux} ${where} ORDER BY ${tri} ${sens}, id ${sens} LIMIT @limite`;
  return {
    tous: db.prepare<[Params], Ligne>(sql('')),
    duFlux: db.prepare<[Params], Ligne>(sql('flux = @flux AND')),
    sens: sens === 'ASC' ? (1 as const) : (-1 as const),
  };
};

/**
 * Walked by the key of an index, in one flux or in all. The key alone bounds each page: beside another bound of the same
 * column it would be left to the planner where to begin, and the past of an office is long.
 */
const queries = perDatabase((db) => ({
  periode: walk(db, 'montre = 1 AND debut >= @du AND debut < @au', 'debut', 'ASC'),
  a_venir: walk(db, "montre = 1 AND etat = 'prevu' AND fin > @now AND (debut, id) > (@tri, @id)", 'debut', 'ASC'),
  passes: walk(db, 'montre = 1 AND fin <= @now AND (debut, id) < (@tri, @id)', 'debut', 'DESC'),
  a_noter: walk(db, 'a_noter = 1 AND (fin, id) < (@tri, @id)', 'fin', 'DESC'),
}));

function rowsOf(
  { tous, duFlux, sens }: ReturnType<typeof walk>,
  flux: readonly string[] | undefined,
  params: Params,
): Ligne[] {
  if (flux === undefined) return tous.all(params);
  return fusionner(
    [...new Set(flux)].map((one) => duFlux.all({ ...params, flux: one })),
    sens,
    params.limite,
  );
}

export function listerPeriode(db: Sqlite, { du, au, flux }: RequestOf<'agenda:periode'>): ResponseOf<'agenda:periode'> {
  const rows = rowsOf(queries(db).periode, flux, { du, au, limite: creneauxMax + 1 });
  return { creneaux: rows.slice(0, creneauxMax).map(createVues(db)), plus: rows.length > creneauxMax };
}

/** Where each list begins when no page came before: what runs began less than the longest créneau ago. */
const debutDe = (vue: RequestOf<'agenda:liste'>['vue'], now: string): Cle => {
  if (vue === 'a_venir') return { tri: new Date(Date.parse(now) - dureeMaxMs).toISOString(), id: '' };
  return vue === 'passes' ? { tri: now, id: '' } : { tri: now, id: dernier.id };
};

/** Soonest first of those to come; the others go back in time. Failure: REQUETE_INVALIDE. */
export function listerCreneaux(
  db: Sqlite,
  { vue, flux, apres, limite }: RequestOf<'agenda:liste'>,
  now: string,
): Result<ResponseOf<'agenda:liste'>> {
  const from = lireCurseur(apres, vue, debutDe(vue, now));
  if (!from.ok) return from;
  const rows = rowsOf(queries(db)[vue], flux, { ...from.value, now, limite: limite + 1 });
  const page = rows.slice(0, limite);
  const last = page.at(-1);
  return success({
    lignes: page.map(createVues(db)),
    suite: rows.length <= limite || last === undefined ? null : ecrireCurseur(vue, last),
  });
}

/** Those to come, of these flux, for somebody to choose from; null begins. */
export const rowsAVenir = (
  db: Sqlite,
  flux: readonly string[],
  { from, now, limite }: { from: Cle | null; now: string; limite: number },
): Ligne[] => rowsOf(queries(db).a_venir, flux, { ...(from ?? debutDe('a_venir', now)), now, limite });
