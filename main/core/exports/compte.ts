import type { FormatExport, Portee } from '../../../shared/contract/ipc/exports.ts';
import { fluxGardes } from '../candidats/membres.ts';
import { countListed, countPortee } from '../candidats/portee.ts';
import type { Sqlite } from '../store/sqlite.ts';

/**
 * How many people the file would hold, counted no further than the bound plus one: whoever left the lists has no line
 * in the official format, nor has whoever asked not to be contacted, and a window that counts them announces people whom
 * nobody finds in the file. Somebody whose data are frozen is still counted: only the walk of the export knows.
 */
export function countExport(
  db: Sqlite,
  { portee, format }: { portee: Portee; format: FormatExport },
  { now, bound }: { now: string; bound: number },
): number {
  if (format !== 'ypareo') return countPortee(db, portee, now, bound);
  const gardes = fluxGardes(portee);
  return countListed(db, portee, gardes === null ? null : [...gardes], { now, bound });
}
