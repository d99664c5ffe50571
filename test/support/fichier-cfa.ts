import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { type Colonne, colonnes } from '../../main/core/imports/colonnes.ts';

/** Couple of the demo whose lists the server has too: its name is that of the downloaded file. */
export const coupleDemo = '99998000600012-99998000600020';
export type LigneCfa = ReadonlyMap<Colonne, string>;

const formateur = 'SIRET UAI formateur';
/** Where each column of the office's file comes from in the demo's extraction. */
const sources: Partial<Record<Colonne, string>> = {
  INE_APPRENANT: 'INE',
  NOM_APPRENANT: "Nom de l'élève",
  PRENOM_APPRENANT: 'Prénom 1',
  ADRESSE1_APPR: "Adresse de l'élève - Ligne 1",
  CP_APPR: 'Code postal',
  VILLE_APPR: 'VILLE',
  ID_PAYS: 'PAYS',
  TEL1_REP_LEGAL: 'Téléphone responsable 1',
  TEL2_REP_LEGAL: 'Téléphone responsable 2',
  EMAIL1_REP_LEGAL: 'Mail responsable 1',
  LIBELLE_FORMATION_SOUHAIT1: 'Libellé formation',
  CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: 'clé ministère éducatif',
  ID_ETAB_ACCUEIL: 'Code UAI étab. Accueil',
  NOM_ETAB_ACCUEIL: 'Libellé établissement Accueil',
  VILLE_ETAB_ACCUEIL: 'Ville étab. Accueil',
};

const extraction = new URL('../../resources/demo/extraction-1.csv', import.meta.url);

/** The file that the office downloads, of the first vœux of the demo: fictional, and known to its server. */
export const lignesDemo = (nombre: number): LigneCfa[] => {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(extraction, 'utf8'), {
    delimiter: ';',
    header: true,
  });
  const [, siret] = coupleDemo.split('-');
  const cellule = (ligne: Record<string, string>, colonne: Colonne): string => {
    const lue = ligne[sources[colonne] ?? ''] ?? '';
    return (lue === '-' ? '' : lue).replace(/^\+33/, '0');
  };
  return data
    .filter((ligne) => ligne[formateur] === siret && ligne['clé ministère éducatif'] !== '')
    .slice(0, nombre)
    .map((ligne) => new Map(colonnes.map((colonne) => [colonne, cellule(ligne, colonne)])));
};

const entre = (cellule: string): string => `"${cellule.replaceAll('"', '""')}"`;

/** As the State's server writes it: 27 columns, quoted, separated by semicolons. */
export const fichierCfa = (lignes: readonly LigneCfa[]): string =>
  [colonnes, ...lignes.map((ligne) => colonnes.map((colonne) => ligne.get(colonne) ?? ''))]
    .map((cellules) => `${cellules.map(entre).join(';')}\r\n`)
    .join('');

const depuis2023: readonly Colonne[] = [
  'CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1',
  'VILLE_ETAB_ORIGINE',
  'ID_ETAB_ACCUEIL',
  'NOM_ETAB_ACCUEIL',
  'VILLE_ETAB_ACCUEIL',
];

/** The same people as a spreadsheet of 2022 gives them back: 22 columns, Windows-1252, numbers without their zeros. */
export const fichierAbime = (lignes: readonly LigneCfa[]): Buffer => {
  const kept = colonnes.filter((colonne) => !depuis2023.includes(colonne));
  const cellule = (ligne: LigneCfa, colonne: Colonne): string => {
    const lue = ligne.get(colonne) ?? '';
    return /^(TEL|CP_)/.test(colonne) ? lue.replace(/^0/, '') : lue;
  };
  const text = [kept, ...lignes.map((ligne) => kept.map((colonne) => cellule(ligne, colonne)))]
    .map((cellules) => `${cellules.join(';')}\r\n`)
    .join('');
  return Buffer.from(text, 'latin1');
};
