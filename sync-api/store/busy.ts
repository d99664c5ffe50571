/** Another process holds the writer lock: an import, for its one short transaction (PROTOCOL 7). */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
