import { z } from 'zod';
import { lireOrigine, type Origine } from '../../shared/domain/demandes/origines.ts';
import type { TablesGuichet } from './tables.ts';

/** What the intake may show of a training, and for whom it is open. */
export interface FormationOfferte {
  cleMinistereEducatif: string;
  parcoursupId: string | null;
  onisepId: string | null;
  intitule: string;
  cfd: string | null;
  siretFormateur: string;
  raisonSociale: string;
  adresse: string | null;
  codePostal: string | null;
  ville: string | null;
  /** Empty when it is closed for all. */
  origines: readonly Origine[];
}

type Row = TablesGuichet['formation'];

const textes = z.array(z.string());

/** An origine that this version does not know is left out: it is closed here. */
export const formationDe = (row: Row): FormationOfferte => ({
  cleMinistereEducatif: row.cle_ministere_educatif,
  parcoursupId: row.parcoursup_id,
  onisepId: row.onisep_id,
  intitule: row.intitule,
  cfd: row.cfd,
  siretFormateur: row.siret_formateur,
  raisonSociale: row.raison_sociale,
  adresse: row.adresse,
  codePostal: row.code_postal,
  ville: row.ville,
  origines: textes.parse(JSON.parse(row.origines)).flatMap((texte) => lireOrigine(texte) ?? []),
});

/** Same offer, same row: the origines are sorted, so that a difference is one of substance. */
export const rowDe = (formation: FormationOfferte): Row => ({
  cle_ministere_educatif: formation.cleMinistereEducatif,
  parcoursup_id: formation.parcoursupId,
  onisep_id: formation.onisepId,
  intitule: formation.intitule,
  cfd: formation.cfd,
  siret_formateur: formation.siretFormateur,
  raison_sociale: formation.raisonSociale,
  adresse: formation.adresse,
  code_postal: formation.codePostal,
  ville: formation.ville,
  origines: JSON.stringify([...new Set(formation.origines)].sort()),
});

/** Columns in one order: two rows are the same offer when these are equal. */
export const empreinteDeRow = (row: Row): string =>
  JSON.stringify([
    row.parcoursup_id,
    row.onisep_id,
    row.intitule,
    row.cfd,
    row.siret_formateur,
    row.raison_sociale,
    row.adresse,
    row.code_postal,
    row.ville,
    row.origines,
  ]);
