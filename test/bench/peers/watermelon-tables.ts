import { z } from 'zod';
import type { Row } from '../rows.ts';

/** The tables a WatermelonDB application would have for our rows: fields as columns, nested things as JSON text. */

const columnTypes = z.enum(['string', 'number', 'boolean']);
type ColumnType = z.infer<typeof columnTypes>;
interface Column {
  name: string;
  type: ColumnType;
  isOptional: boolean;
}

const columns = (type: ColumnType, names: readonly string[], isOptional = false): Column[] =>
  names.map((name) => ({ name, type, isOptional }));

export const tables = {
  transmissions: [
    ...columns('string', ['genre', 'recue_le']),
    ...columns('number', ['v', 'numero', 'total', 'ajoutes', 'modifies', 'retires']),
  ],
  dossiers: [
    ...columns('string', ['ine', 'nom', 'prenom', 'prenoms_autres', 'adresse', 'telephones', 'emails']),
    ...columns('string', ['etablissement_origine']),
    ...columns('number', ['v', 'campagne']),
  ],
  voeux: [
    ...columns('string', ['dossier', 'etat', 'code_offre', 'academie', 'formation', 'etablissement_accueil']),
    ...columns('string', ['anomalies', 'premiere_transmission', 'derniere_transmission']),
    ...columns('string', ['retire_par', 'deplace'], true),
    ...columns('number', ['v', 'rang']),
  ],
} as const;

export type TableName = keyof typeof tables;
export const tableNames = ['transmissions', 'dossiers', 'voeux'] as const;
const tableOf = { transmission: 'transmissions', dossier: 'dossiers', voeu: 'voeux' } as const;

const rawRecord = z.looseObject({ id: z.string() });
export type RawRecord = z.infer<typeof rawRecord>;

/** What `pullChanges` receives: https://watermelondb.dev/docs/Sync/Backend */
const changeSet = z.object({
  created: z.array(rawRecord),
  updated: z.array(rawRecord),
  deleted: z.array(z.string()),
});
export interface Pulled {
  changes: Record<TableName, z.infer<typeof changeSet>>;
  timestamp: number;
}

const corps = z.record(z.string(), z.unknown());

/** @returns the row as a raw record: a nested thing becomes JSON text, as the manual's `@json` fields keep it. */
export const recordOf = (row: Row): { table: TableName; record: RawRecord } => {
  const record: RawRecord = { id: row.id, v: row.v };
  for (const [name, value] of Object.entries(corps.parse(JSON.parse(row.corps))))
    record[name] = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  return { table: tableOf[row.type], record };
};
