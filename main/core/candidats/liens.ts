import { actesEffectifs } from '../../../shared/domain/actes/effectifs.ts';
import { lienCorps } from '../../../shared/domain/actes/lien.ts';
import type { DossierRows } from './rows.ts';

export interface LienOfDossier {
  lienId: string;
  acte: string;
  annule: boolean;
}

/** The halves of merges that one dossier carries. Two actes of one `lien_id` are one half: live as soon as one is. */
export function liensOf(rows: DossierRows): LienOfDossier[] {
  const halves = new Map<string, LienOfDossier>();
  for (const { id, type, corps, annulePar } of actesEffectifs(rows.actes)) {
    if (type !== 'lien') continue;
    const parsed = lienCorps.safeParse(corps);
    if (!parsed.success) continue;
    const lienId = parsed.data.lien_id;
    const known = halves.get(lienId);
    if (known === undefined || known.annule) halves.set(lienId, { lienId, acte: id, annule: annulePar !== null });
  }
  return [...halves.values()];
}
