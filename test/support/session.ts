import type { SessionEtat } from '../../shared/contract/ipc/session.ts';

/** A session where nobody is and nothing waits, but for what is said of it. */
export const sessionFictive = (etape: SessionEtat['etape'], dite: Partial<SessionEtat> = {}): SessionEtat => ({
  etape,
  serveur: null,
  sansServeur: false,
  codePropose: null,
  phrase: null,
  etablissement: null,
  poste: null,
  operateur: null,
  operateurs: [],
  nonEnvoyes: 0,
  dernierEnvoiLe: null,
  raison: null,
  essaisRestants: null,
  ...dite,
});
