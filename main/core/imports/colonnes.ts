import { failure, type Result, success } from '../../../shared/contract/errors.ts';

/**
 * The columns of the file that the CFA downloads, by their exact names (voeux-affelnet 5.2); their order is free. Until
 * June 2023 five of them did not exist. `NOM_REP_LEGAL` is the pupil's own surname: it names no parent and is not read.
 */
export const colonnes = [
  'INE_APPRENANT',
  'NOM_APPRENANT',
  'PRENOM_APPRENANT',
  'ADRESSE1_APPR',
  'ADRESSE2_APPR',
  'ADRESSE3_APPR',
  'ADRESSE4_APPR',
  'CP_APPR',
  'VILLE_APPR',
  'ID_PAYS',
  'TEL1_APPR',
  'TEL2_APPR',
  'NOM_REP_LEGAL',
  'TEL1_REP_LEGAL',
  'TEL2_REP_LEGAL',
  'EMAIL1_REP_LEGAL',
  'EMAIL2_REP_LEGAL',
  'ID_FORMATION_SOUHAIT1',
  'LIBELLE_FORMATION_SOUHAIT1',
  'CODE_MEF_10_FORMATION_SOUHAIT1',
  'CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1',
  'ID_ETABLISSEMENT_ORIGINE',
  'NOM_ETAB_ORIGINE',
  'VILLE_ETAB_ORIGINE',
  'ID_ETAB_ACCUEIL',
  'NOM_ETAB_ACCUEIL',
  'VILLE_ETAB_ACCUEIL',
] as const;
export type Colonne = (typeof colonnes)[number];

const absentesAvant2023: ReadonlySet<string> = new Set<Colonne>([
  'CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1',
  'VILLE_ETAB_ORIGINE',
  'ID_ETAB_ACCUEIL',
  'NOM_ETAB_ACCUEIL',
  'VILLE_ETAB_ACCUEIL',
]);

export type Separateur = ';' | ',' | '\t';
const separateurs: readonly Separateur[] = [';', ',', '\t'];

export interface Entete {
  format: '27' | '22';
  /** Where each column stands. */
  places: ReadonlyMap<Colonne, number>;
  nombre: number;
  /** The last column that is ours: a spreadsheet may leave out the empty cells that follow it. */
  derniere: number;
  /** Of the office's own: read over. */
  enTrop: string[];
}

const nameOf = (cell: string): string => cell.trim().normalize('NFC');
const known: ReadonlySet<string> = new Set(colonnes);

/** The separator that cuts the header into the most names that we know; null when none gives two. */
export function separateurDe(header: string): Separateur | null {
  const score = (separateur: Separateur): number =>
    header.split(separateur).filter((cell) => known.has(nameOf(cell.trim().replaceAll('"', '')))).length;
  const best = separateurs.toSorted((a, b) => score(b) - score(a))[0] ?? ';';
  return score(best) > 1 ? best : null;
}

const isNamed = (header: string, ...names: string[]): boolean => names.every((name) => header.includes(name));

/** Why a header is none of ours, so that the sentence says what to do. */
export function refuserEntete(header: string): ReturnType<typeof failure> {
  if (isNamed(header, 'INE_APPRENANT', 'NOM_APPRENANT')) return failure('SEPARATEUR_INATTENDU');
  const motif = isNamed(header, 'INE', "Nom de l'élève")
    ? 'extraction'
    : isNamed(header, 'INE', 'Nom', 'Prénom')
      ? 'excel-lisible'
      : 'inconnu';
  return failure('ENTETE_INATTENDU', { motif, manquantes: [...colonnes], doubles: [] });
}

/** Failures: ENTETE_INATTENDU with the names that are missing and those that stand twice, SEPARATEUR_INATTENDU. */
export function lireEntete(cells: readonly string[]): Result<Entete> {
  // A spreadsheet of another separator puts each line, quotes and all, into one cell.
  if (cells.length === 1) return refuserEntete(cells[0] ?? '');
  const names = cells.map(nameOf);
  const doubles = colonnes.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  const absentes = colonnes.filter((name) => !names.includes(name));
  const is22 = absentes.length === absentesAvant2023.size && absentes.every((name) => absentesAvant2023.has(name));
  if (doubles.length > 0 || (absentes.length > 0 && !is22)) {
    return failure('ENTETE_INATTENDU', { motif: 'colonnes', manquantes: absentes, doubles });
  }
  const places = new Map(
    colonnes.filter((name) => names.includes(name)).map((name) => [name, names.indexOf(name)] as const),
  );
  return success({
    format: is22 ? '22' : '27',
    places,
    nombre: names.length,
    derniere: Math.max(...places.values()),
    enTrop: names.filter((name) => name !== '' && !known.has(name)),
  });
}
