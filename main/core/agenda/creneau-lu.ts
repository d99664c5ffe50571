import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { nameOf, readOperateurs } from '../candidats/operateurs.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { lireContenu, readCreneau } from './creneau-etat.ts';
import { inscriptionsDe } from './inscriptions.ts';
import { createVues, saisieDe } from './vue.ts';

const versionsMax = 20;

/** One créneau, with everybody it concerns. INTROUVABLE when it is not here. */
export function lireCreneau(db: Sqlite, creneau: string): Result<ResponseOf<'agenda:creneau'>> {
  const row = readCreneau(db, creneau);
  if (row === null) return failure('INTROUVABLE');
  const lu = { creneau: createVues(db)(row), inscriptions: inscriptionsDe(db, creneau) };
  const { versions } = lireContenu(row.corps);
  if (versions.length === 0) return success(lu);
  const operateurs = readOperateurs(db);
  return success({
    ...lu,
    versions: versions.slice(-versionsMax).map(({ acte, operateur, le, corps }) => ({
      acte,
      operateur: nameOf(operateurs, operateur),
      le,
      saisie: saisieDe(corps),
    })),
  });
}
