import { type OperateurLigne, operateurLigne } from '../../../shared/contract/lignes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  all: db.prepare<[], { id: string; corps: string }>(
    `SELECT l.id, t.corps FROM flux f CROSS JOIN ligne l ON l.flux = f.id AND l.type = 'operateur'
     JOIN ligne_corps t ON t.rang = l.rang
     WHERE f.genre = 'organisme' AND l.lecture = 'lue'`,
  ),
  local: db.prepare<[], { id: string; nom: string }>('SELECT id, nom FROM operateur_local'),
}));

/** The team, by id: tens of rows. One person may stand in the flux of several responsables. */
export function readOperateurs(db: Sqlite): Map<string, OperateurLigne> {
  const known = new Map<string, OperateurLigne>();
  for (const { id, corps } of queries(db).all.iterate()) {
    const parsed = operateurLigne.safeParse(JSON.parse(corps));
    if (parsed.success) known.set(id, parsed.data);
  }
  // Made on this poste and not pulled back yet.
  for (const { id, nom } of queries(db).local.all()) {
    if (!known.has(id)) known.set(id, { nom_affiche: nom, actif: true });
  }
  return known;
}

/** Display name of an opérateur; the id itself when the name has not come yet. */
export const nameOf = (operateurs: ReadonlyMap<string, OperateurLigne>, id: string | null): string | null =>
  id === null ? null : (operateurs.get(id)?.nom_affiche ?? id);
