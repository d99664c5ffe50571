import { type SituationCandidat, situationCandidat } from '../../../shared/domain/candidat.ts';
import { dossiersDeLaPersonne } from '../actes/personne-entiere.ts';
import { refusedByFlux } from '../actes/rules.ts';
import { principalOf } from '../candidats/fiche.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import type { Sqlite } from '../store/sqlite.ts';

/** Somebody that a gesture is about, as she stands at the moment it is written. */
export interface Personne {
  /** Every dossier that the poste holds of her. */
  members: readonly FoldedDossier[];
  /** Those that still take actes. */
  ouverts: readonly FoldedDossier[];
  /** Where actes go; null when no list takes any. */
  principal: FoldedDossier | null;
  state: SituationCandidat;
}

/** null when nothing of her is left. Costs the person. */
export function lirePersonne(db: Sqlite, candidat: string): Personne | null {
  const members = dossiersDeLaPersonne(db, candidat).flatMap((dossier) => readFolded(db, dossier) ?? []);
  const state = situationCandidat(members.map(({ etat }) => etat));
  if (state === null) return null;
  const ouverts = members.filter(({ rows }) => refusedByFlux(db, rows.flux) === null);
  return { members, ouverts, principal: principalOf(db, ouverts), state };
}
