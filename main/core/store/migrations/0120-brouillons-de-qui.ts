/**
 * Who writes a message: what it became is asked of that opérateur alone, and noted as hers. null: nobody knows, of what
 * was begun before.
 */
export const version = 120;

export const tables = `
ALTER TABLE brouillon_message ADD COLUMN operateur TEXT;
`;
