import { type Result, success } from '../../../shared/contract/errors.ts';
import { creneauxMax } from '../../../shared/contract/ipc/agenda.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { CreneauRow } from './creneau-etat.ts';
import { type Cle, dernier, ecrireCurseur, fusionner, lireCurseur, premier } from './curseur.ts';
import { createVues } from './vue.ts';

type Ligne = CreneauRow & Cle;

const columns = 'id, flux, etat, debut, fin, en_attente, a_departager, corps';

/** The longest créneau is refused beyond twelve hours (shared/domain/agenda/creneaux.ts): one that runs began since then. */
const dureeMaxMs = 12 * 3_600_000;

/** Walked by the key of an index, in one flux or in all. */
const walk = (db: Sqlite, tri: 'debut' | 'fin', where: string, sens: 'ASC' | 'DESC') => {
  const sign = sens === 'ASC' ? '>' : '<';
  const sql = (flux: string) =>
    `SELECT ${columns}, ${tri} AS tri FROM creneau_etat
     WHERE ${flux} ${where} AND (${tri}, id) ${sign} (@tri, @id) ORDER BY ${tri} ${sens}, id ${sens} LIMIT @limite`;
  return {
    tous: db.prepare<[Record<string, string | number>], Ligne>(sql('')),
    duFlux: db.prepare<[Record<string, string | number>], Ligne>(sql('flux = @flux AND')),
  };
};

const queries = perDatabase((db) => ({
  periode: walk(db, 'debut', 'montre = 1 AND debut >= @du AND debut < @au', 'ASC'),
  a_venir: walk(db, 'debut', "montre = 1 AND etat = 'prevu' AND debut > @depuis AND fin > @maintenant", 'ASC'),
  passes: walk(db, 'debut', 'montre = 1 AND debut < @maintenant AND fin <= @maintenant', 'DESC'),
  a_noter: walk(db, 'fin', 'a_noter = 1 AND fin <= @maintenant', 'DESC'),
}));

type Walk = ReturnType<typeof walk>;

function rowsOf(
  { tous, duFlux }: Walk,
  flux: readonly string[] | undefined,
  sens: 1 | -1,
  params: Record<string, string | number> & { limite: number },
): Ligne[] {
  if (flux === undefined) return tous.all(params);
  return fusionner(
    [...new Set(flux)].map((one) => duFlux.all({ ...params, flux: one })),
    sens,
    params.limite,
  );
}

export function listerPeriode(db: Sqlite, { du, au, flux }: RequestOf<'agenda:periode'>): ResponseOf<'agenda:periode'> {
  const rows = rowsOf(queries(db).periode, flux, 1, { du, au, ...premier, limite: creneauxMax + 1 });
  return { creneaux: rows.slice(0, creneauxMax).map(createVues(db)), plus: rows.length > creneauxMax };
}

/** Soonest first of those to come and of a person's choice; the others go back in time. */
export function listerCreneaux(
  db: Sqlite,
  { vue, flux, apres, limite }: RequestOf<'agenda:liste'>,
  now: string,
): Result<ResponseOf<'agenda:liste'>> {
  const sens = vue === 'a_venir' ? 1 : -1;
  const from = lireCurseur(apres, vue, sens === 1 ? premier : dernier);
  if (!from.ok) return from;
  const depuis = new Date(Date.parse(now) - dureeMaxMs).toISOString();
  const params = { ...from.value, maintenant: now, limite: limite + 1, ...(vue === 'a_venir' ? { depuis } : {}) };
  const rows = rowsOf(queries(db)[vue], flux, sens, params);
  const page = rows.slice(0, limite);
  const last = page.at(-1);
  return success({
    lignes: page.map(createVues(db)),
    suite: rows.length <= limite || last === undefined ? null : ecrireCurseur(vue, last),
  });
}

/** Those to come, of these flux, for somebody to choose from. */
export const rowsAVenir = (db: Sqlite, flux: readonly string[], from: Cle, now: string, limite: number): Ligne[] =>
  rowsOf(queries(db).a_venir, flux, 1, {
    ...from,
    depuis: new Date(Date.parse(now) - dureeMaxMs).toISOString(),
    maintenant: now,
    limite,
  });
