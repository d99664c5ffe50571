import { type DossierEtat, foldDossier } from '../../../shared/domain/dossier.ts';
import { fuseauDuCodePostal, fuseauParDefaut } from '../../../shared/domain/fuseau.ts';
import { lireRelation } from '../store/relation-entree.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type DossierRows, readDossier } from './rows.ts';
import { type LastTransmission, lastTransmission, type Nouveaute, nouveauteOf } from './transmissions.ts';

/** One dossier read and folded: all that a list row, a sheet or a new acte needs of it. */
export interface FoldedDossier {
  rows: DossierRows;
  etat: DossierEtat;
  /** IANA zone of the formateur's site. */
  fuseau: string;
  nouveaute: Nouveaute | null;
}

const queries = perDatabase((db) => ({
  flux: db.prepare<[string], { entree: string }>('SELECT entree FROM flux WHERE id = ?'),
}));

/** Zone of the formateur's site of a flux; metropolitan France until the list of flux said otherwise. */
export function fuseauOfFlux(db: Sqlite, flux: string): string {
  const row = queries(db).flux.get(flux);
  const relation = row === undefined ? null : lireRelation(row.entree);
  return relation?.formateur.fuseau ?? fuseauParDefaut;
}

/** What every dossier of one flux is folded with. */
export interface FluxContext {
  fuseau: string;
  last: LastTransmission | null;
}

export const contextOf = (db: Sqlite, flux: string): FluxContext => ({
  fuseau: fuseauOfFlux(db, flux),
  last: lastTransmission(db, flux),
});

export function foldRows(rows: DossierRows, { fuseau, last }: FluxContext): FoldedDossier {
  const codePostal = rows.ligne?.adresse.code_postal ?? null;
  const etat = foldDossier({
    id: rows.id,
    actes: rows.actes,
    demandes: rows.demandes.map(({ id, corps }) => ({
      id,
      etat: corps.etat,
      recue_le: corps.recue_le,
      echeance: corps.echeance,
      repondue_le: corps.repondue_le,
    })),
    reservations: rows.reservations.map(({ id, corps }) => ({ id, ligne: corps })),
    voeux: rows.voeux.map(({ corps }) => ({ etat: corps.etat })),
    telephones: rows.ligne?.telephones ?? [],
    fuseau,
    fuseauFamille: codePostal === null ? null : fuseauDuCodePostal(codePostal),
    refuses: rows.refus,
  });
  return { rows, etat, fuseau, nouveaute: nouveauteOf(rows, last) };
}

/** null when this poste holds nothing about that dossier. */
export function readFolded(db: Sqlite, dossier: string): FoldedDossier | null {
  const rows = readDossier(db, dossier);
  return rows === null ? null : foldRows(rows, contextOf(db, rows.flux));
}
