import { z } from 'zod';
import type { Result } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { type DocumentImprime, documentsImprimes } from '../../../shared/contract/ipc/systeme.ts';
import type { Bridge } from '../../bridge.ts';

export type Feuille = ResponseOf<'impressions:feuille'>;

export type FeuilleEmargement = ResponseOf<'agenda:feuille'>;

const adresse = z.templateLiteral([z.enum(documentsImprimes), '-', z.uuid()]);

/** The prepared sheet that the address of the page names, and what it is of; null when it names none. */
export const impressionOf = (hash: string): { document: DocumentImprime; impression: string } | null => {
  const parsed = adresse.safeParse(hash.replace(/^#/, ''));
  if (!parsed.success) return null;
  const document = documentsImprimes.find((one) => parsed.data.startsWith(`${one}-`));
  return document === undefined ? null : { document, impression: parsed.data.slice(document.length + 1) };
};

const readAll = async <F extends { feuilles: number }>(
  readOne: (feuille: number) => Promise<Result<F>>,
): Promise<F[] | null> => {
  const feuilles: F[] = [];
  for (let feuille = 1, total = 1; feuille <= total; feuille += 1) {
    const read = await readOne(feuille);
    if (!read.ok) return null;
    feuilles.push(read.value);
    total = read.value.feuilles;
  }
  return feuilles;
};

/** Every page, in order; null as soon as one cannot be read: half a list on paper would pass for the whole. */
export const readSheets = (bridge: Bridge, impression: string): Promise<Feuille[] | null> =>
  readAll((feuille) => bridge.invoke('impressions:feuille', { impression, feuille }));

/** The same of a sign-in sheet. */
export const readEmargement = (bridge: Bridge, impression: string): Promise<FeuilleEmargement[] | null> =>
  readAll((feuille) => bridge.invoke('agenda:feuille', { impression, feuille }));
