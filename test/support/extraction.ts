import { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import { Refusal } from '../../sync-api/errors.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import type { AnomalieDeLigne, Anomalies } from '../../sync-api/voeux/anomalies-lues.ts';
import { type BilanImport, type BilanSimulation, importerVoeux, simulerVoeux } from '../../sync-api/voeux/import.ts';
import type { ImportDeps } from '../../sync-api/voeux/plan.ts';
import type { Confirmation } from '../../sync-api/voeux/seuils.ts';
import { entete, type Ligne, texteExtraction } from '../../tools/demo/entete.ts';
import { saintEtienne, villeurbanne } from '../../tools/demo/lieux.ts';
import { ligneVide, remplirOffre } from '../../tools/demo/ligne.ts';

export const juin = new Date('2026-06-08T06:00:00.000Z');

/** Ids in order, so that a dump can be compared. */
export const countingRandom = (seed = 0) => {
  let count = seed;
  return {
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
    bytes: (size: number) => new Uint8Array(size).fill(7),
  };
};

export const openTestBase = async (): Promise<ImportDeps & { close(): Promise<void> }> => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  await migrate(db);
  const clock = { now: () => new Date('2026-06-08T07:00:00.000Z') };
  const random = countingRandom();
  const serveur = await ensureServeur(db, clock, random);
  return { db, clock, random, serveur, config: { retentionMois: 12 }, close: () => db.destroy() };
};

export const bytes = (text: string | Uint8Array, chunk = 4096): Readable => {
  const buffer = Buffer.from(text);
  const parts: Buffer[] = [];
  for (let start = 0; start < buffer.length; start += chunk) parts.push(buffer.subarray(start, start + chunk));
  return Readable.from(parts);
};

export type BilanReleve = BilanImport & { anomalies: AnomalieDeLigne[] };

/** An import and its anomalies, all of them. */
export const releverTout = async <T>(
  run: (relever: (anomalies: Anomalies) => Promise<void>) => Promise<T>,
): Promise<T & { anomalies: AnomalieDeLigne[] }> => {
  const anomalies: AnomalieDeLigne[] = [];
  const bilan = await run(async (all) => {
    for await (const anomalie of all) anomalies.push(anomalie);
  });
  return { ...bilan, anomalies };
};

export const importText = (
  deps: ImportDeps,
  text: string | Uint8Array,
  { date = juin, confirmation = [] }: { date?: Date; confirmation?: Confirmation } = {},
): Promise<BilanReleve> =>
  releverTout((relever) => importerVoeux(deps, { source: bytes(text), date, confirmation, relever }));

export const importLignes = (deps: ImportDeps, lignes: readonly Ligne[], options = {}): Promise<BilanReleve> =>
  importText(deps, texteExtraction(lignes), options);

export const simulerLignes = (deps: ImportDeps, lignes: readonly Ligne[]): Promise<BilanSimulation> =>
  simulerVoeux(deps, { source: bytes(texteExtraction(lignes)), date: juin, confirmation: [] });

/** Every row of every table, in a stable order. */
export const dump = async (db: Kysely<Tables>): Promise<string> => {
  const tables = await db.introspection.getTables();
  const content: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await db.withTables<Record<string, Record<string, unknown>>>().selectFrom(name).selectAll().execute();
    content[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return JSON.stringify(content, null, 1);
};

export interface Voeu {
  ine: string;
  nom?: string;
  formateur?: 'villeurbanne' | 'saintEtienne';
  offre?: string;
  telephone?: string;
  ville?: string;
  rang?: number;
}

/** A line with everything in order. */
export const ligneDe = ({
  ine,
  nom = 'DUCHEMIN',
  formateur = 'villeurbanne',
  offre = '69A00101',
  telephone = '0639980001',
  ville = 'LYON',
  rang = 1,
}: Voeu): Ligne =>
  remplirOffre(
    {
      ...ligneVide(),
      INE: ine,
      "Nom de l'élève": nom,
      'Prénom 1': 'Zoé',
      "Adresse de l'élève - Ligne 1": '1 rue des Essais',
      'Code postal': '69001',
      VILLE: ville,
      'Téléphone responsable 1': telephone,
      'Mail responsable 1': 'famille@example.org',
      'Code UAI étab. origine': '0699911Y',
      'Libellé étab. origine': 'HONORE FICTIF',
      'Ville étab. origine': 'LYON 4E',
    },
    formateur === 'villeurbanne' ? villeurbanne : saintEtienne,
    { ...villeurbanne.formations[0], code: offre },
    rang,
    'L01',
  );

export const columnCount = entete.length;

/** The refusal that a piece of work ends with. */
export const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw new Error('expected a refusal');
  return error;
};
