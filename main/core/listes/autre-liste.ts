import { type VoeuLigne, voeuLigne } from '../../../shared/contract/lignes.ts';
import { readTransmission } from '../candidats/rows.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  elsewhere: db.prepare<[string, string], { dossier: string; flux: string; nom: string }>(
    `SELECT e.dossier, e.flux, f.nom FROM dossier_etat e JOIN flux f ON f.id = e.flux
     WHERE e.ine = ? AND e.flux <> ? ORDER BY e.flux, e.dossier`,
  ),
  voeux: db.prepare<[string], { corps: string }>(
    `SELECT corps FROM ligne JOIN ligne_corps USING (rang)
     WHERE dossier = ? AND type = 'voeu' AND lecture = 'lue' ORDER BY seq, id`,
  ),
}));

export interface Deplacement {
  flux: string;
  ine: string | null;
  voeu: VoeuLigne;
  sens: 'arrive' | 'parti';
  /** Instant of the extraction that moved it: the same on both sides. */
  recueLe: string;
}

/**
 * The name of the list on the other side of a move, found in this poste's own file: same person, same offer, moved by
 * the same extraction. null when this poste may not read that list.
 */
export function autreListe(db: Sqlite, { flux, ine, voeu, sens, recueLe }: Deplacement): string | null {
  if (ine === null) return null;
  const sql = queries(db);
  for (const other of sql.elsewhere.all(ine, flux)) {
    for (const { corps } of sql.voeux.all(other.dossier)) {
      const parsed = voeuLigne.safeParse(JSON.parse(corps));
      if (!parsed.success) continue;
      const isSameOffer =
        parsed.data.code_offre === voeu.code_offre && parsed.data.academie.code === voeu.academie.code;
      if (!isSameOffer) continue;
      const movedBy = moverOf(parsed.data, sens);
      if (movedBy !== null && readTransmission(db, movedBy, other.flux)?.recue_le === recueLe) return other.nom;
    }
  }
  return null;
}

/** The transmission that made the other half: a vœu arrives as a new row, and leaves for good. */
function moverOf(other: VoeuLigne, sens: 'arrive' | 'parti'): string | null {
  if (sens === 'parti') return other.premiere_transmission;
  return other.deplace === 'parti' ? other.retire_par : null;
}
