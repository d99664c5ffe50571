import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { contextOf, type FluxContext, type FoldedDossier, foldRows, readFolded } from './fold.ts';
import { dossiersOf } from './groups.ts';
import { readDossier } from './rows.ts';

/**
 * The lists that a file or a sheet may speak of; null for all. A filter on lists keeps what the other lists say out of
 * it: it may be handed to one of the formateurs.
 */
export function fluxGardes(portee: Portee): ReadonlySet<string> | null {
  if (portee.genre === 'flux') return new Set([portee.flux]);
  return portee.genre === 'question' && portee.filtres.flux !== undefined ? new Set(portee.filtres.flux) : null;
}

/** Erasure asked, or use limited (RGPD art. 17, 18): nothing of that dossier leaves the file, its words included. */
const isUsable = ({ etat }: FoldedDossier): boolean => !etat.efface && !etat.limitation;

/** Every dossier that the poste holds of a person. */
export const membresDe = (db: Sqlite, candidat: string): FoldedDossier[] =>
  dossiersOf(db, candidat).flatMap((dossier) => readFolded(db, dossier) ?? []);

/** Reads, in one view of the file, the dossiers of a person that may be spoken of outside; none: nothing is said of her. */
export function createMembres(db: Sqlite, gardes: ReadonlySet<string> | null): (candidat: string) => FoldedDossier[] {
  const contexts = new Map<string, FluxContext>();
  const contextFor = (flux: string): FluxContext => {
    const context = contexts.get(flux) ?? contextOf(db, flux);
    contexts.set(flux, context);
    return context;
  };
  return (candidat) =>
    dossiersOf(db, candidat).flatMap((dossier) => {
      const rows = readDossier(db, dossier);
      if (rows === null || (gardes !== null && !gardes.has(rows.flux))) return [];
      const folded = foldRows(rows, contextFor(rows.flux));
      return isUsable(folded) ? [folded] : [];
    });
}
