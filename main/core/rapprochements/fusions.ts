import type { Fusion } from '../../../shared/contract/ipc/rapprochements.ts';
import { lienCorps } from '../../../shared/domain/actes/lien.ts';
import type { FilEntree } from '../../../shared/domain/dossier.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { dossiersOf } from '../candidats/groups.ts';
import { identiteOf } from '../candidats/identite.ts';
import { nameOf, readOperateurs } from '../candidats/operateurs.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** The merges that stand, and the halves that undo them: a merge is two actes that share an id, one per dossier. */
const queries = perDatabase((db) => ({
  lienIds: db.prepare<[string], string>('SELECT lien_id FROM lien WHERE dossier = ? AND annule = 0').pluck(),
  halves: db.prepare<[string], { dossier: string; annule: number }>(
    'SELECT dossier, annule FROM lien WHERE lien_id = ? ORDER BY dossier',
  ),
  fluxNom: db.prepare<[string], string>('SELECT nom FROM flux WHERE id = ?').pluck(),
}));

const fusionsMax = 50;

/** The dossiers that this poste sees a live half of. */
const liveHalves = (db: Sqlite, lien: string): string[] => {
  const halves = queries(db).halves.all(lien);
  return halves.some(({ annule }) => annule === 1) ? [] : halves.map(({ dossier }) => dossier);
};

/** The dossiers that carry a half of this merge, live or not. */
export const dossiersDuLien = (db: Sqlite, lien: string): string[] =>
  queries(db)
    .halves.all(lien)
    .map(({ dossier }) => dossier);

const isHalf = ({ type, corps, annulePar }: FilEntree, lien: string): boolean => {
  const parsed = type === 'lien' && annulePar === null ? lienCorps.safeParse(corps) : null;
  return parsed?.success === true && parsed.data.lien_id === lien;
};

/** The live actes that are the half of one dossier: one, unless a half was written twice. */
export const moitiesVives = (db: Sqlite, dossier: string, lien: string): FilEntree[] =>
  readFolded(db, dossier)?.etat.fil.filter((entree) => isHalf(entree, lien)) ?? [];

/** The merge that binds exactly these two dossiers, null when none stands. */
export function lienEntre(db: Sqlite, dossier: string, autre: string): string | null {
  const found = queries(db)
    .lienIds.all(dossier)
    .find((lien) => {
      const halves = liveHalves(db, lien);
      return halves.length === 2 && halves.includes(autre);
    });
  return found ?? null;
}

/** What made this candidat one person, with what undoes it. */
export function fusionsOf(db: Sqlite, candidat: string): Fusion[] {
  const ids = new Set(dossiersOf(db, candidat).flatMap((dossier) => queries(db).lienIds.all(dossier)));
  const operateurs = readOperateurs(db);
  return [...ids]
    .flatMap((lien): Fusion[] => {
      const [a, b, ...others] = liveHalves(db, lien).flatMap((dossier) => readFolded(db, dossier) ?? []);
      if (a === undefined || b === undefined || others.length > 0) return [];
      const half = a.etat.fil.find((entree) => isHalf(entree, lien));
      const parsed = lienCorps.safeParse(half?.corps);
      if (half === undefined || !parsed.success) return [];
      return [
        {
          lien,
          dossiers: [sideOf(db, a), sideOf(db, b)],
          preuve: parsed.data.preuve,
          le: half.le,
          operateur: nameOf(operateurs, half.operateur),
          entreFlux: a.rows.flux !== b.rows.flux,
        },
      ];
    })
    .sort((a, b) => (a.le < b.le ? 1 : a.le > b.le ? -1 : 0) || (a.lien < b.lien ? -1 : 1))
    .slice(0, fusionsMax);
}

function sideOf(db: Sqlite, folded: FoldedDossier): Fusion['dossiers'][number] {
  const { nom, prenom } = identiteOf(folded);
  const { id, flux } = folded.rows;
  return { dossier: id, flux, fluxNom: queries(db).fluxNom.get(flux) ?? '', nom, prenom };
}
