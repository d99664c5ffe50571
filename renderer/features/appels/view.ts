import { useMemo } from 'react';

/** What Appels is showing; kept while another screen is open. */
export type AppelsView = Record<string, never>;

export const useAppelsView = (): AppelsView => useMemo(() => ({}), []);
