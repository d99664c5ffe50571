import Papa from 'papaparse';
import type { OrigineTelephone } from '../../../shared/contract/lignes.ts';
import { nationalDe } from '../../../shared/domain/plan-francais.ts';
import { identiteOf } from '../candidats/identite.ts';
import type { Encodeur } from './encodeur.ts';
import type { LigneExport } from './personnes.ts';

/**
 * « Import Ypareo / iGesti »: the 27 columns that the software of the CFA reads (facts/voeux-affelnet 5.2). Names, order
 * and values are a contract with it, so a cell is what the list gave, whatever was corrected here, and a value that
 * begins like a formula stays exact: no spreadsheet is meant to open this file.
 */
type Source = LigneExport & { voeu: NonNullable<LigneExport['voeu']> };

const listed = ({ dossier }: Source) => dossier.rows.ligne;

/** The value that stood in the n-th of several columns of the list (from 1). */
const placed = (values: readonly string[], columns: readonly number[] | undefined, n: number): string | null =>
  values[columns === undefined ? n - 1 : columns.indexOf(n)] ?? null;

const adresse =
  (n: number) =>
  (source: Source): string | null =>
    placed(listed(source)?.adresse.lignes ?? [], listed(source)?.colonnes_source?.adresse, n);
const email =
  (n: number) =>
  (source: Source): string | null =>
    placed(listed(source)?.emails ?? [], listed(source)?.colonnes_source?.emails, n);

/**
 * Digits only: ten of them as dialled inside France, overseas included, 00 and the country elsewhere. What cannot be
 * read loses its separators when digits are all that is left, else it stays as received: a family's only number is
 * worth an anomaly in the other software, a silent hole is not.
 */
export function chiffresExport(telephone: { brut: string; e164: string | null }): string {
  const { brut, e164 } = telephone;
  if (e164 !== null) return nationalDe(e164) ?? `00${e164.slice(1)}`;
  const compact = brut.replace(/[\s.\-‐-―/_()\u200b-\u200f\u2060\ufeff]/gu, '');
  return /^[0-9]+$/.test(compact) ? compact : brut;
}

const telephone =
  (origine: OrigineTelephone) =>
  (source: Source): string | null => {
    const found = listed(source)?.telephones.find((known) => known.origine === origine);
    return found === undefined ? null : chiffresExport(found);
  };

const nom = (source: Source): string => listed(source)?.nom ?? identiteOf(source.dossier).nom;

export const colonnesYpareo: readonly (readonly [nom: string, lire: (source: Source) => string | null])[] = [
  ['INE_APPRENANT', (source) => listed(source)?.ine ?? null],
  ['NOM_APPRENANT', nom],
  ['PRENOM_APPRENANT', (source) => listed(source)?.prenom ?? identiteOf(source.dossier).prenom],
  ['ADRESSE1_APPR', adresse(1)],
  ['ADRESSE2_APPR', adresse(2)],
  ['ADRESSE3_APPR', adresse(3)],
  ['ADRESSE4_APPR', adresse(4)],
  ['CP_APPR', (source) => listed(source)?.adresse.code_postal ?? null],
  ['VILLE_APPR', (source) => listed(source)?.adresse.ville ?? null],
  ['ID_PAYS', (source) => listed(source)?.adresse.pays ?? null],
  ['TEL1_APPR', telephone('personnel')],
  ['TEL2_APPR', telephone('portable')],
  // The lists name no responsable légal: the contract puts the pupil's own surname here.
  ['NOM_REP_LEGAL', nom],
  ['TEL1_REP_LEGAL', telephone('responsable_1')],
  ['TEL2_REP_LEGAL', telephone('responsable_2')],
  ['EMAIL1_REP_LEGAL', email(1)],
  ['EMAIL2_REP_LEGAL', email(2)],
  ['ID_FORMATION_SOUHAIT1', ({ voeu }) => voeu.formation.code_formation_diplome],
  ['LIBELLE_FORMATION_SOUHAIT1', ({ voeu }) => voeu.formation.libelle],
  ['CODE_MEF_10_FORMATION_SOUHAIT1', ({ voeu }) => voeu.formation.mef],
  ['CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1', ({ voeu }) => voeu.formation.cle_ministere_educatif],
  ['ID_ETABLISSEMENT_ORIGINE', (source) => listed(source)?.etablissement_origine?.uai ?? null],
  ['NOM_ETAB_ORIGINE', (source) => listed(source)?.etablissement_origine?.nom ?? null],
  ['VILLE_ETAB_ORIGINE', (source) => listed(source)?.etablissement_origine?.ville ?? null],
  ['ID_ETAB_ACCUEIL', ({ voeu }) => voeu.etablissement_accueil.uai],
  ['NOM_ETAB_ACCUEIL', ({ voeu }) => voeu.etablissement_accueil.nom],
  ['VILLE_ETAB_ACCUEIL', ({ voeu }) => voeu.etablissement_accueil.ville],
];

/**
 * The official file is the current list: who has no vœu in it has no line. Nor has whoever asked not to be contacted:
 * its columns have no place for that word, so the other software would call and write.
 */
const isListed = (line: LigneExport): line is Source => line.voeu?.etat === 'actif' && !line.personne.opposition;

const format = { delimiter: ';', newline: '\r\n', quotes: true, header: false } as const;
const text = (rows: string[][]): Uint8Array =>
  Buffer.from(rows.length === 0 ? '' : `${Papa.unparse(rows, format)}\r\n`, 'utf8');

export const createYpareo = (): Encodeur => ({
  retient: isListed,
  debut: () => text([colonnesYpareo.map(([titre]) => titre)]),
  lignes: (lines) => text(lines.filter(isListed).map((line) => colonnesYpareo.map(([, lire]) => lire(line) ?? ''))),
  fin: () => new Uint8Array(),
});
