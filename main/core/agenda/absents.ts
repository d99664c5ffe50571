import { type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { readCreneau } from './creneau-etat.ts';
import { dernier, ecrireCurseur, fusionner, lireCurseur } from './curseur.ts';
import { type InscriptionRow, inscriptionOf, inscriptionSql } from './inscriptions.ts';
import { createVues } from './vue.ts';

const sql = (flux: string): string =>
  inscriptionSql(
    `r.a_rappeler = 1 ${flux} AND (r.debut, r.id) < (@tri, @id) AND EXISTS (SELECT 1 FROM creneau_etat k WHERE k.id = r.creneau)
     ORDER BY r.debut DESC, r.id DESC LIMIT @limite`,
  );

const queries = perDatabase((db) => ({
  tous: db.prepare<[Record<string, string | number>], InscriptionRow>(sql('')),
  duFlux: db.prepare<[Record<string, string | number>], InscriptionRow>(sql('AND r.flux = @flux')),
}));

const vueDesAbsents = 'absents';

/** Absent or excused people nobody has called since, newest meeting first. Failure: REQUETE_INVALIDE. */
export function listerAbsents(
  db: Sqlite,
  { flux, apres, limite }: RequestOf<'agenda:absents'>,
): Result<ResponseOf<'agenda:absents'>> {
  const from = lireCurseur(apres, vueDesAbsents, dernier);
  if (!from.ok) return from;
  const params = { ...from.value, limite: limite + 1 };
  const rows =
    flux === undefined
      ? queries(db).tous.all(params)
      : fusionner(
          [...new Set(flux)].map((one) => queries(db).duFlux.all({ ...params, flux: one })),
          -1,
          limite + 1,
        );
  const page = rows.slice(0, limite);
  const last = page.at(-1);
  const vue = createVues(db);
  return success({
    lignes: page.flatMap((row) => {
      const creneau = readCreneau(db, row.creneau);
      return creneau === null ? [] : [{ ...inscriptionOf(row), creneau: vue(creneau) }];
    }),
    suite: rows.length <= limite || last === undefined ? null : ecrireCurseur(vueDesAbsents, last),
  });
}
