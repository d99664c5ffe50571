import { type LigneType, lignes } from '../../../shared/contract/lignes.ts';
import type { PullRow } from '../../../shared/contract/sync.ts';
import { acteRecu } from '../../../shared/domain/actes/acte.ts';

/** What became of a pulled row (PROTOCOL 6): read, kept raw until an update knows it, or kept apart as broken. */
export type Lecture = 'lue' | 'inconnue' | 'quarantaine';

const isKnown = (type: string): type is keyof typeof lignes => type in lignes;

/**
 * Nothing is refused here: a row that this version cannot read is still stored and counted, so that the
 * empreinte holds and a later version replays it. A *known* row that fails is quarantined.
 */
export function readLine(row: PullRow): Lecture {
  const [, type, , v, , corps] = row;
  let body: unknown;
  try {
    body = JSON.parse(corps);
  } catch {
    return 'quarantaine';
  }
  if (type === ('acte' satisfies LigneType)) {
    if (v > 1) return 'inconnue';
    return acteRecu.safeParse(body).success ? 'lue' : 'quarantaine';
  }
  if (!isKnown(type)) return 'inconnue';
  const known = lignes[type];
  if (v > known.v) return 'inconnue';
  return known.corps.safeParse(body).success ? 'lue' : 'quarantaine';
}
