import type { DemiJournee } from './jours-ouvres.ts';

/**
 * Hours of canvassing, in the zone of whoever is called, from Monday to Friday (code de la consommation D223-9): kept as
 * a habit, for a call about a vœu answers a request (users-and-rules 1.3). `a` is when they end.
 */
export const plagesDAppel = {
  matin: { de: 10, a: 13 },
  'apres-midi': { de: 14, a: 20 },
} as const satisfies Readonly<Record<DemiJournee, { de: number; a: number }>>;
