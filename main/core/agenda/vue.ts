import type { CreneauSaisi, CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import type { CreneauCorps } from '../../../shared/domain/actes/creneau.ts';
import { fuseauParDefaut } from '../../../shared/domain/fuseau.ts';
import { lireRelation } from '../store/relation-entree.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { readComptes } from './comptes.ts';
import { type CreneauRow, lireContenu } from './creneau-etat.ts';

const queries = perDatabase((db) => ({
  flux: db.prepare<[string], { nom: string; entree: string }>('SELECT nom, entree FROM flux WHERE id = ?'),
}));

/** A créneau as a person fills it in: absent texts are null. */
export const saisieDe = (corps: CreneauCorps): CreneauSaisi => ({
  genre: corps.genre,
  debut: corps.debut,
  fin: corps.fin,
  capacite: corps.capacite,
  listeAttente: corps.liste_attente,
  titre: corps.titre ?? null,
  lieu: corps.lieu ?? null,
  lien: corps.lien ?? null,
  consigne: corps.consigne ?? null,
  offre: corps.offre,
});

/** Heads beyond these are those of a forged flux. */
const vuesMax = 20;

export interface LieuDuFlux {
  nom: string;
  /** Of the formateur; null when the list of flux gives none. */
  siret: string | null;
  fuseau: string;
}

export function lieuDuFlux(db: Sqlite, flux: string): LieuDuFlux {
  const row = queries(db).flux.get(flux);
  const relation = row === undefined ? null : lireRelation(row.entree);
  const formateur = relation?.formateur;
  return { nom: row?.nom ?? '', siret: formateur?.siret ?? null, fuseau: formateur?.fuseau ?? fuseauParDefaut };
}

/** Draws créneaux from their rows: one page reads each of its flux once. */
export function createVues(db: Sqlite): (row: CreneauRow) => CreneauVu {
  const lieux = new Map<string, LieuDuFlux>();
  return (row) => {
    const lieu = lieux.get(row.flux) ?? lieuDuFlux(db, row.flux);
    lieux.set(row.flux, lieu);
    const { corps, sequence, vues, refuse, creationRefusee } = lireContenu(row.corps);
    return {
      ...saisieDe(corps),
      id: row.id,
      flux: row.flux,
      fluxNom: lieu.nom,
      fuseau: lieu.fuseau,
      etat: row.etat,
      sequence,
      comptes: readComptes(db, row.id),
      enAttente: row.en_attente === 1,
      aDepartager: row.a_departager === 1,
      refuse,
      creationRefusee,
      vues: vues.slice(-vuesMax),
    };
  };
}
