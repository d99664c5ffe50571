import { z } from 'zod';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Bridge } from '../../bridge.ts';

export type Feuille = ResponseOf<'impressions:feuille'>;

/** The prepared call sheet that the address of the page names; null when it names none. */
export const impressionOf = (hash: string): string | null => {
  const parsed = z.uuid().safeParse(hash.replace(/^#/, ''));
  return parsed.success ? parsed.data : null;
};

/** Every page, in order; null as soon as one cannot be read: half a list on paper would pass for the whole. */
export async function readSheets(bridge: Bridge, impression: string): Promise<Feuille[] | null> {
  const feuilles: Feuille[] = [];
  for (let feuille = 1, total = 1; feuille <= total; feuille += 1) {
    const read = await bridge.invoke('impressions:feuille', { impression, feuille });
    if (!read.ok) return null;
    feuilles.push(read.value);
    total = read.value.feuilles;
  }
  return feuilles;
}
