import { contextOf, type FoldedDossier, foldRows } from '../candidats/fold.ts';
import { readKnown } from '../candidats/groups.ts';
import { readDossier } from '../candidats/rows.ts';
import { isOuverte, suivisOf } from '../demandes/etat.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { dossiersDeLaPersonne, isFolding } from './personne-entiere.ts';

export interface DemandeOuverte {
  dossier: string;
  id: string;
}

const queries = perDatabase((db) => ({
  ouvertes: db.prepare<[string], DemandeOuverte>(
    `SELECT d.dossier, d.id FROM dossier_etat e CROSS JOIN demande_etat d ON d.dossier = e.dossier
     WHERE e.candidat = ? AND d.ouverte = 1 ORDER BY d.echeance, d.id`,
  ),
}));

/** That dossier as it stood before `acte` was written in it. */
function foldWithout(db: Sqlite, dossier: string, acte: string): FoldedDossier[] {
  const rows = readDossier(db, dossier);
  if (rows === null) return [];
  const actes = rows.actes.filter(({ acte: un }) => un.id !== acte);
  return [foldRows({ ...rows, actes }, contextOf(db, rows.flux))];
}

/**
 * What the person of that dossier still waits for, as it was before the call `appel`, which was just written and is not
 * drawn yet. A call is never refused because everybody is being drawn again: her rows are read instead of the inbox.
 */
export function demandesOuvertes(db: Sqlite, dossier: string, appel: string): DemandeOuverte[] {
  if (!isFolding(db)) {
    const known = readKnown(db, dossier);
    return known === null ? [] : queries(db).ouvertes.all(known.candidat);
  }
  const members = dossiersDeLaPersonne(db, dossier).flatMap((one) => foldWithout(db, one, appel));
  return members.flatMap((member) =>
    suivisOf(member, members)
      .filter((suivi) => isOuverte(suivi) && !member.etat.efface)
      .map(({ id }) => ({ dossier: member.rows.id, id })),
  );
}
