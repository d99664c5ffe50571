import { type Kysely, type Selectable, sql } from 'kysely';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import { pertesInhabituelles } from '../../shared/domain/listes/seuils.ts';
import { refuse } from '../errors.ts';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';
import { type BilanReferentiel, bilanVide, noterChangement, type OptionsReferentiel } from './bilan.ts';
import { colonnesCatalogue, type FormationLue, lireFormation, lireOrigines } from './catalogue-lu.ts';
import { type ChangementsOuvertures, comparerOuvertures, ecrireOuvertures } from './ouvertures-catalogue.ts';
import { lireTable } from './texte-csv.ts';
import { ecrireOuSimuler } from './transaction.ts';

export { colonnesCatalogue } from './catalogue-lu.ts';

export interface BilanCatalogue extends BilanReferentiel {
  /** Known trainings that the file no longer holds: closed, and kept with all their choices. */
  retirees: number;
  /** Trainings that had left and are there again. */
  revenues: number;
  /** Openings that the file changed. What the operator decided is never among them. */
  ouvertures: number;
}

export interface DemandeCatalogue extends OptionsReferentiel {
  source: AsyncIterable<Uint8Array>;
  /** The operator accepts that many trainings disappear. */
  confirmerRetraits?: boolean;
}

type Row = Selectable<Tables['formation_catalogue']>;

const insertFormations = new InsertMany<Row>((trx, rows) =>
  trx.insertInto('formation_catalogue').values(rows).compile(),
);

const dit = ({ vue_le: _seen, retiree_le: _gone, ...row }: Row): FormationLue => row;
const flat = (row: FormationLue): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

interface Lue {
  formation: FormationLue;
  origines: Origine[];
}

const lireFichier = async (source: AsyncIterable<Uint8Array>, bilan: BilanCatalogue): Promise<Map<string, Lue>> => {
  const lues = new Map<string, Lue>();
  bilan.total = await lireTable(source, colonnesCatalogue, { separateur: ';' }, ({ ligne }, value) => {
    const formation = lireFormation(value, (champ, type) => bilan.anomalies.push({ ligne, champ, type }));
    if (formation === null) {
      bilan.invalides += 1;
      return;
    }
    const cle = formation.cle_ministere_educatif;
    if (lues.has(cle)) {
      bilan.invalides += 1;
      bilan.anomalies.push({ ligne, champ: 'cle_ministere_educatif', type: 'doublon' });
      return;
    }
    const origines = lireOrigines(value('origines'), (champ, type) => bilan.anomalies.push({ ligne, champ, type }));
    lues.set(cle, { formation, origines });
  });
  return lues;
};

/** The thresholds of a list (PROTOCOL 7): a truncated catalogue would close the trainings of whole regions, in silence. */
const verifierPertes = (avant: number, retires: number, confirmed: boolean): void => {
  if (confirmed || pertesInhabituelles([{ avant, retires, deplaces: 0 }]).length === 0) return;
  throw refuse('TROP_DE_RETRAITS', 409, { formations: { avant, retirees: retires } });
};

/** What one file changes, told before anything is written. */
interface Plan {
  /** The catalogue it was compared with. */
  version: number;
  nouvelles: FormationLue[];
  changees: FormationLue[];
  revenues: number;
  parties: string[];
  ouvertures: ChangementsOuvertures;
}

const lireVersion = async (db: Kysely<Tables>): Promise<number> =>
  (await db.selectFrom('catalogue_version').select('version').executeTakeFirstOrThrow()).version;

/** Reads the whole catalogue, of which a night changes little: before the transaction, that nobody waits for it. */
const comparer = async (db: Kysely<Tables>, lues: ReadonlyMap<string, Lue>, confirmed: boolean): Promise<Plan> => {
  const version = await lireVersion(db);
  const rows = await db.selectFrom('formation_catalogue').selectAll().execute();
  const connues = new Map(rows.map((row) => [row.cle_ministere_educatif, row]));
  const actives = rows.filter(({ retiree_le }) => retiree_le === null);
  const parties = actives.map((row) => row.cle_ministere_educatif).filter((cle) => !lues.has(cle));
  verifierPertes(actives.length, parties.length, confirmed);
  const parCle = new Map([...lues].map(([cle, { origines }]) => [cle, origines]));
  const ouvertures = await comparerOuvertures(db, parCle);
  const plan: Plan = { version, parties, nouvelles: [], changees: [], revenues: 0, ouvertures };
  for (const [cle, { formation }] of lues) {
    const connue = connues.get(cle);
    const isBack = connue !== undefined && connue.retiree_le !== null;
    if (isBack) plan.revenues += 1;
    if (connue === undefined) plan.nouvelles.push(formation);
    else if (isBack || flat(dit(connue)) !== flat(formation)) plan.changees.push(formation);
  }
  return plan;
};

const compter = (bilan: BilanCatalogue, plan: Plan, lues: number): void => {
  for (const { cle_ministere_educatif: cle } of plan.nouvelles) noterChangement(bilan, cle, 'ajout');
  for (const { cle_ministere_educatif: cle } of plan.changees) noterChangement(bilan, cle, 'modification');
  if (bilan.simulation) bilan.changements.push(...plan.parties.map((cle) => ({ cle, genre: 'retrait' as const })));
  bilan.inchanges = lues - plan.nouvelles.length - plan.changees.length;
  bilan.revenues = plan.revenues;
  bilan.retirees = plan.parties.length;
  bilan.ouvertures = plan.ouvertures.nouvelles.length + plan.ouvertures.changees.length;
};

const ecrire = async (trx: Kysely<Tables>, plan: Plan, maintenant: string): Promise<void> => {
  await insertFormations.run(
    trx,
    plan.nouvelles.map((formation) => ({ ...formation, vue_le: maintenant, retiree_le: null })),
  );
  for (const formation of plan.changees) {
    await trx
      .updateTable('formation_catalogue')
      .set({ ...formation, vue_le: maintenant, retiree_le: null })
      .where('cle_ministere_educatif', '=', formation.cle_ministere_educatif)
      .execute();
  }
  for (const cle of plan.parties) {
    await trx
      .updateTable('formation_catalogue')
      .set({ retiree_le: maintenant })
      .where('cle_ministere_educatif', '=', cle)
      .execute();
  }
  await ecrireOuvertures(trx, plan.ouvertures, maintenant);
};

/** Says that the guichet is to be published again. */
export const compterVersion = async (trx: Kysely<Tables>): Promise<void> => {
  await trx.updateTable('catalogue_version').set({ version: sql<number>`version + 1` }).execute();
};

/**
 * Imports the catalogue of trainings: adds, corrects, and closes those that are gone without forgetting them: a training
 * that misses one night comes back with its openings and its own addresses (rdv-apprentissage 11.1, 9 and 15). Compared
 * first, written in one transaction.
 *
 * @throws Refusal of the file readers, or TROP_DE_RETRAITS (`formations`: `avant`, `retirees`) when too many known
 * trainings are missing and nobody confirmed; nothing changed
 */
export async function importerCatalogue(
  db: Kysely<Tables>,
  { clock }: { clock: { now(): Date } },
  demande: DemandeCatalogue,
): Promise<BilanCatalogue> {
  const bilan: BilanCatalogue = { ...bilanVide(demande), retirees: 0, revenues: 0, ouvertures: 0 };
  const lues = await lireFichier(demande.source, bilan);
  const confirmed = demande.confirmerRetraits === true;
  const avance = await comparer(db, lues, confirmed);
  await ecrireOuSimuler(db, demande, async (trx) => {
    // A write first: SQLite then gives the writer lock at once.
    await trx.deleteFrom('formation_catalogue').where('cle_ministere_educatif', '=', '').execute();
    // Somebody decided an opening, or imported, since it was compared: compared again, behind the lock.
    const plan = (await lireVersion(trx)) === avance.version ? avance : await comparer(trx, lues, confirmed);
    compter(bilan, plan, lues.size);
    if (bilan.crees + bilan.modifies + bilan.retirees + bilan.ouvertures === 0) return;
    await ecrire(trx, plan, clock.now().toISOString());
    await compterVersion(trx);
  });
  return bilan;
}
