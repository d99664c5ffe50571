import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import type { OperateurLigne, VoeuLigne } from '../../../shared/contract/lignes.ts';
import { byRang } from '../candidats/candidat-row.ts';
import { contextOf, type FluxContext, type FoldedDossier, foldRows } from '../candidats/fold.ts';
import { leading } from '../candidats/identite.ts';
import { lineOf } from '../candidats/list.ts';
import { readOperateurs } from '../candidats/operateurs.ts';
import { walkPortee } from '../candidats/portee.ts';
import { readDossier } from '../candidats/rows.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** One line of an export: a vœu with its person, or a person without any. */
export interface LigneExport {
  personne: CandidatLigne;
  /** The dossier that the vœu belongs to: what its own list says of the person. */
  dossier: FoldedDossier;
  voeu: VoeuLigne | null;
  /** Name of the list. */
  liste: string;
}

const queries = perDatabase((db) => ({
  corps: db
    .prepare<[string], string>('SELECT t.corps FROM candidat c JOIN candidat_corps t ON t.rang = c.rang WHERE c.id = ?')
    .pluck(),
  dossiers: db
    .prepare<[string], string>('SELECT dossier FROM dossier_etat WHERE candidat = ? ORDER BY dossier')
    .pluck(),
  noms: db.prepare<[], { id: string; nom: string }>('SELECT id, nom FROM flux'),
  // In the order of every list of people.
  tries: db
    .prepare<[string], string>(
      'SELECT c.id FROM json_each(?) k CROSS JOIN candidat c ON c.id = k.value ORDER BY c.nom_tri, c.rang',
    )
    .pluck(),
}));

/** A filter on lists keeps what the other lists say out of the file: it may be handed to one of the formateurs. */
function fluxGardes(portee: Portee): ReadonlySet<string> | null {
  if (portee.genre === 'flux') return new Set([portee.flux]);
  return portee.genre === 'question' && portee.filtres.flux !== undefined ? new Set(portee.filtres.flux) : null;
}

/** People of a portée by name, some hundreds at a time. */
export function* pagesOf(db: Sqlite, portee: Portee, now: string): Generator<string[], void, undefined> {
  if (portee.genre !== 'selection') yield* walkPortee(db, portee, now);
  else yield queries(db).tries.all(JSON.stringify([...new Set(portee.candidats)]));
}

/** Reads people of one portée in one view of the file. */
export interface Lecteur {
  /** Nothing of somebody whose data may not be used any more: erasure asked, or use limited (RGPD art. 17, 18). */
  lignes(candidat: string): LigneExport[];
}

export function createLecteur(db: Sqlite, portee: Portee): Lecteur {
  const sql = queries(db);
  const gardes = fluxGardes(portee);
  const operateurs: ReadonlyMap<string, OperateurLigne> = readOperateurs(db);
  const noms = new Map(sql.noms.all().map(({ id, nom }) => [id, nom]));
  const contexts = new Map<string, FluxContext>();

  const contextFor = (flux: string): FluxContext => {
    const context = contexts.get(flux) ?? contextOf(db, flux);
    contexts.set(flux, context);
    return context;
  };
  const membersOf = (candidat: string): FoldedDossier[] =>
    sql.dossiers.all(candidat).flatMap((dossier) => {
      const rows = readDossier(db, dossier);
      if (rows === null || (gardes !== null && !gardes.has(rows.flux))) return [];
      const folded = foldRows(rows, contextFor(rows.flux));
      return folded.etat.efface || folded.etat.limitation ? [] : [folded];
    });

  return {
    lignes(candidat) {
      const corps = sql.corps.get(candidat);
      const members = corps === undefined ? [] : membersOf(candidat);
      const lead = leading(members);
      if (corps === undefined || lead === null) return [];
      const personne = lineOf(corps, operateurs);
      const line = (dossier: FoldedDossier, voeu: VoeuLigne | null): LigneExport => ({
        personne,
        dossier,
        voeu,
        liste: noms.get(dossier.rows.flux) ?? '',
      });
      const voeux = members.flatMap((dossier) => dossier.rows.voeux.map((row) => ({ ...row, dossier }))).sort(byRang);
      return voeux.length === 0 ? [line(lead, null)] : voeux.map(({ dossier, corps: voeu }) => line(dossier, voeu));
    },
  };
}
