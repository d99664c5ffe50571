import type { Kysely, Selectable } from 'kysely';
import { siret as siretShape, uai as uaiShape } from '../../shared/contract/primitives.ts';
import { lireCleMinistereEducatif } from '../../shared/domain/identifiants.ts';
import { pertesInhabituelles } from '../../shared/domain/listes/seuils.ts';
import { refuse } from '../errors.ts';
import type { Tables } from '../store/tables.ts';
import { academieDuNom } from './academies.ts';
import { type BilanReferentiel, bilanVide, noterChangement, type OptionsReferentiel } from './bilan.ts';
import { cleOffre, plierCodeOffre } from './cle-offre.ts';
import { lireRemplacements, type Remplacement, Remplacements } from './remplacements.ts';
import { lireTable } from './texte-csv.ts';
import { ecrireOuSimuler } from './transaction.ts';

/** Columns of the offre de formation that are read, separated by `;`; its other thirty-five are ignored. */
export const colonnesFormation = [
  'ACADEMIE',
  'CODE_OFFRE',
  'UAI',
  'CLE_MINISTERE_EDUCATIF',
  'SIRET_UAI_GESTIONNAIRE',
  'SIRET_UAI_FORMATEUR',
  'UAI_RESPONSABLE',
  'UAI_FORMATEUR',
  'LIBELLE_TYPE_ETABLISSEMENT',
  'CAPACITE_AFFECTATION',
] as const;

export interface BilanFormations extends BilanReferentiel {
  /** Known offers that the file no longer holds: gone. */
  retires: number;
  /** `Affelnet_id` of the overwrites that no offer asked for. */
  remplacements_inutiles: string[];
}

export interface DemandeFormations extends OptionsReferentiel {
  source: AsyncIterable<Uint8Array>;
  /** The operator's overwrite file, the same as for the vœux. */
  remplacements?: AsyncIterable<Uint8Array>;
  /** The operator accepts that many offers disappear. */
  confirmerRetraits?: boolean;
}

type Formation = Selectable<Tables['formation']>;
type Colonne = (typeof colonnesFormation)[number];
type Note = (champ: Colonne, type: 'absent' | 'format' | 'doublon' | 'inconnu') => void;

const rowsAtOnce = 200;

const orNull = (value: string): string | null => (value === '' || value === '-' ? null : value);

/** 0 for `0`, ` 0 ` and `00`; a capacity that is no number says nothing of the places. */
function readCapacite(raw: string | null, note: Note): number | null {
  if (raw === null) return null;
  if (/^[0-9]{1,6}$/.test(raw)) return Number(raw);
  note('CAPACITE_AFFECTATION', 'format');
  return null;
}

function readOffre(
  value: (name: Colonne) => string | null,
  { cle, academieCode, codeOffre }: { cle: string; academieCode: string; codeOffre: string },
  remplacements: Remplacements,
  note: Note,
): Formation {
  const shaped = (champ: Colonne, shape: typeof siretShape | typeof uaiShape): string | null => {
    const text = value(champ)?.toUpperCase() ?? null;
    if (text === null || shape.safeParse(text).success) return text;
    note(champ, 'format');
    return null;
  };
  const remplacement: Remplacement | null = remplacements.pour(cle);
  const cleEducatif = value('CLE_MINISTERE_EDUCATIF')?.toUpperCase() ?? null;
  const lue = cleEducatif === null ? null : lireCleMinistereEducatif(cleEducatif);
  if (cleEducatif !== null && lue === null) note('CLE_MINISTERE_EDUCATIF', 'format');
  const gestionnaire = shaped('SIRET_UAI_GESTIONNAIRE', siretShape);
  const formateur = shaped('SIRET_UAI_FORMATEUR', siretShape);
  return {
    academie_code: academieCode,
    code_offre: codeOffre,
    cle_ministere_educatif: cleEducatif,
    uai: remplacement?.uaiAccueil ?? shaped('UAI', uaiShape),
    siret_responsable: remplacement?.siret.responsable ?? lue?.siretResponsable ?? gestionnaire,
    siret_formateur: remplacement?.siret.formateur ?? lue?.siretFormateur ?? formateur,
    uai_responsable: remplacement?.uai.responsable ?? shaped('UAI_RESPONSABLE', uaiShape),
    uai_formateur: remplacement?.uai.formateur ?? shaped('UAI_FORMATEUR', uaiShape),
    type_etablissement: value('LIBELLE_TYPE_ETABLISSEMENT'),
    capacite: readCapacite(value('CAPACITE_AFFECTATION'), note),
  };
}

async function readFile(
  source: AsyncIterable<Uint8Array>,
  remplacements: Remplacements,
  bilan: BilanFormations,
): Promise<Map<string, Formation>> {
  const read = new Map<string, Formation>();
  bilan.total = await lireTable(source, colonnesFormation, { separateur: ';' }, ({ ligne }, value) => {
    const note: Note = (champ, type) => bilan.anomalies.push({ ligne, champ, type });
    const academieNom = value('ACADEMIE');
    const academie = academieDuNom(academieNom);
    const codeOffre = plierCodeOffre(value('CODE_OFFRE'));
    if (academie === null) note('ACADEMIE', academieNom === '' ? 'absent' : 'inconnu');
    if (codeOffre === '') note('CODE_OFFRE', 'absent');
    if (academie === null || codeOffre === '') {
      bilan.invalides += 1;
      return;
    }
    const cle = cleOffre(academie.code, codeOffre);
    if (read.has(cle)) {
      bilan.invalides += 1;
      note('CODE_OFFRE', 'doublon');
      return;
    }
    const id = { cle, academieCode: academie.code, codeOffre };
    read.set(
      cle,
      readOffre((name) => orNull(value(name)), id, remplacements, note),
    );
  });
  return read;
}

const flat = (row: Formation): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The thresholds of a list (PROTOCOL 7): a truncated file would lift the rule of the offers without places and every
 * completion, in silence.
 */
const isReduit = (avant: number, retires: number): boolean =>
  pertesInhabituelles([{ avant, retires, deplaces: 0 }]).length > 0;

async function replaceAll(
  trx: Kysely<Tables>,
  read: ReadonlyMap<string, Formation>,
  bilan: BilanFormations,
  confirmed: boolean,
): Promise<void> {
  // A write first: SQLite then gives the writer lock at once.
  await trx.deleteFrom('formation').where('academie_code', '=', '').execute();
  const rows = await trx.selectFrom('formation').selectAll().execute();
  const known = new Map(rows.map((row) => [cleOffre(row.academie_code, row.code_offre), row]));
  const gone = [...known].filter(([cle]) => !read.has(cle));
  if (!confirmed && isReduit(known.size, gone.length)) {
    throw refuse('TROP_DE_RETRAITS', 409, { formations: { avant: known.size, retirees: gone.length } });
  }
  const changed: Formation[] = [];
  for (const [cle, row] of read) {
    const former = known.get(cle);
    if (former !== undefined && flat(former) === flat(row)) {
      bilan.inchanges += 1;
      continue;
    }
    noterChangement(bilan, cle, former === undefined ? 'ajout' : 'modification');
    changed.push(row);
  }
  bilan.retires = gone.length;
  if (bilan.simulation) bilan.changements.push(...gone.map(([cle]) => ({ cle, genre: 'retrait' as const })));
  const stale = [...gone.map(([, row]) => row), ...changed.filter((row) => known.has(cleOf(row)))];
  for (const row of stale) {
    await trx
      .deleteFrom('formation')
      .where('academie_code', '=', row.academie_code)
      .where('code_offre', '=', row.code_offre)
      .execute();
  }
  for (let start = 0; start < changed.length; start += rowsAtOnce) {
    await trx
      .insertInto('formation')
      .values(changed.slice(start, start + rowsAtOnce))
      .execute();
  }
}

const cleOf = (row: Formation): string => cleOffre(row.academie_code, row.code_offre);

/**
 * Imports the offre de formation: the table becomes what the file says, in one transaction. The existing service empties
 * it first, so that a truncated file leaves it half empty.
 *
 * @throws Refusal of the file readers, REMPLACEMENT_INVALIDE, or TROP_DE_RETRAITS (`formations`: `avant`, `retirees`)
 * when too many known offers are missing and nobody confirmed; nothing changed
 */
export async function importerFormations(db: Kysely<Tables>, demande: DemandeFormations): Promise<BilanFormations> {
  const { source, remplacements: file, confirmerRetraits = false } = demande;
  const bilan: BilanFormations = { ...bilanVide(demande), retires: 0, remplacements_inutiles: [] };
  const remplacements = file === undefined ? new Remplacements() : await lireRemplacements(file);
  const read = await readFile(source, remplacements, bilan);
  bilan.remplacements_inutiles = remplacements.inutiles();
  await ecrireOuSimuler(db, demande, (trx) => replaceAll(trx, read, bilan, confirmerRetraits));
  return bilan;
}
