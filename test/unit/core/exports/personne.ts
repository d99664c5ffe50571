import { parseActe } from '../../../../shared/domain/actes/catalogue.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  putActe,
  putFlux,
  putLigne,
  voeuCorps,
} from '../candidats/poste.ts';
import type { Banc } from './banc.ts';

/** One person with vœux in one list, drawn. */
export function putPerson(
  banc: Banc,
  n: number,
  dossier: Record<string, unknown>,
  voeux: readonly Record<string, unknown>[] = [{}],
  list = 1,
): string {
  const id = dossierId(n);
  putFlux(banc.store, list);
  putLigne(banc.store, { id, flux: fluxId(list), type: 'dossier', corps: dossierCorps(dossier) });
  for (const [index, voeu] of voeux.entries()) {
    const corps = voeuCorps(id, { rang: index + 1, ...voeu });
    putLigne(banc.store, { id: idOf(50 + index, n), flux: fluxId(list), type: 'voeu', dossier: id, corps });
  }
  banc.project([id]);
  return id;
}

let actes = 0;
/** @throws when no version of the application would have written that body */
export function act(banc: Banc, n: number, type: string, corps: Record<string, unknown>, list = 1): void {
  actes += 1;
  const acte = acteCorps({ id: idOf(8, actes), flux: fluxId(list), dossier: dossierId(n), type, corps });
  if (!parseActe(acte).ok) throw new Error(`no such ${type}`);
  putActe(banc.store, acte, '2026-06-05T09:00:01.000Z');
  banc.project([dossierId(n)]);
}
