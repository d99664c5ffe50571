import { z } from 'zod';
import { regrouper } from '../../../shared/domain/candidat.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { dossiersOf, neighbourhood, readKnown } from '../candidats/groups.ts';
import { type LienOfDossier, liensOf } from '../candidats/liens.ts';
import { readDossier } from '../candidats/rows.ts';
import { readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { dataVersion } from '../sync/replay.ts';

/**
 * Who a dossier belongs to: what somebody asked of us (not to be contacted, to be forgotten) and what she was told hold
 * for her, in whichever of her dossiers it was written.
 */
const queries = perDatabase((db) => ({
  // What follows goes through the rows of the lists: asked only while the projection is being made again.
  sameIne: db
    .prepare<[string], string>(
      `SELECT l.id FROM ligne l JOIN ligne_corps c USING (rang)
       WHERE l.flux IN (SELECT id FROM flux) AND l.type = 'dossier' AND l.lecture = 'lue' AND c.corps ->> '$.ine' = ?`,
    )
    .pluck(),
  naming: db
    .prepare<[string, string], string>(
      `SELECT l.dossier FROM ligne l JOIN ligne_corps c USING (rang)
       WHERE l.flux IN (SELECT id FROM flux) AND l.type = 'acte' AND l.dossier IS NOT NULL AND instr(c.corps, ?) > 0
       UNION SELECT dossier FROM saisie WHERE instr(corps, ?) > 0`,
    )
    .pluck(),
}));

/** After an update everybody is drawn again, from nobody: until that ends the projection does not know who is who. */
export function isFolding(db: Sqlite): boolean {
  const version = readLocal(db, 'version-donnees', z.string());
  return version !== null && version !== dataVersion;
}

interface Voisin {
  id: string;
  ine: string | null;
  liens: readonly LienOfDossier[];
}

/** Every dossier that an INE or a merge, undone or not, leads to, from the rows themselves. */
function voisinsDesLignes(db: Sqlite, seed: string): Voisin[] {
  const sql = queries(db);
  const found = new Map<string, Voisin | null>();
  const queue = [seed];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    const rows = readDossier(db, id);
    found.set(id, null);
    if (rows === null) continue;
    const voisin = { id, ine: rows.ligne?.ine ?? null, liens: liensOf(rows) };
    found.set(id, voisin);
    if (voisin.ine !== null) queue.push(...sql.sameIne.all(voisin.ine));
    for (const { lienId } of voisin.liens) queue.push(...sql.naming.all(lienId, lienId));
  }
  return [...found.values()].flatMap((voisin) => voisin ?? []);
}

function membresDesLignes(db: Sqlite, dossier: string): string[] {
  const voisins = voisinsDesLignes(db, dossier);
  const groupes = regrouper(
    voisins,
    voisins.flatMap(({ id, liens }) => liens.map(({ lienId, annule }) => ({ lienId, dossier: id, annule }))),
  );
  return voisins.map(({ id }) => id).filter((id) => groupes.get(id) === groupes.get(dossier));
}

/** The dossiers of the person of this one, itself included, sorted. Costs the person, but for the minute of an update. */
export function dossiersDeLaPersonne(db: Sqlite, dossier: string): string[] {
  if (isFolding(db)) return [...new Set([dossier, ...membresDesLignes(db, dossier)])].sort();
  const known = readKnown(db, dossier);
  return known === null ? [dossier] : dossiersOf(db, known.candidat);
}

/** Those, and the ones that a merge bound to her once: what was written for both is undone in both. */
export function dossiersQuiFurentLies(db: Sqlite, dossier: string): string[] {
  const ids = isFolding(db)
    ? voisinsDesLignes(db, dossier).map(({ id }) => id)
    : neighbourhood(db, [dossier]).dossiers.map((known) => known.dossier);
  return [...new Set([dossier, ...ids])].sort();
}

/** What is known of her in her other dossiers. */
export const autresDossiers = (db: Sqlite, dossier: string): FoldedDossier[] =>
  dossiersDeLaPersonne(db, dossier).flatMap((one) => (one === dossier ? [] : (readFolded(db, one) ?? [])));
