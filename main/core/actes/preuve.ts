import { type Failure, failure } from '../../../shared/contract/errors.ts';
import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { readFolded } from '../candidats/fold.ts';
import { isConnexionRecente } from '../session/connexion.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import type { ActesHandlers } from './handlers.ts';
import { dossiersDeLaPersonne } from './personne-entiere.ts';

export interface PreuveDeps {
  store: Store;
  /** How long ago the person last proved who they are, in milliseconds; null when nobody can say. */
  derniereConnexion(): number | null;
  /** Whether the last request found no server: nobody can sign in now. */
  isHorsLigne(): boolean;
  /** Refused: what is known of the network may be old, and whoever cannot sign in is to be let through next. */
  onRefus(): void;
}

const isLocale = (db: Sqlite, dossier: string): boolean =>
  dossiersDeLaPersonne(db, dossier).some((one) => estFluxLocal(readFolded(db, one)?.rows.flux ?? ''));

/**
 * Erasing somebody asks who is there, as an export does (SECURITY, Qui). Without a network the demand may be kept: the
 * server asks again before it carries it out. A list imported by hand has nobody else to ask, and is erased at once.
 */
function refusedWithoutProof(
  { store, derniereConnexion, isHorsLigne }: PreuveDeps,
  saisies: readonly Saisie[],
): { ok: false; error: Failure } | null {
  const effaces = saisies.filter(({ type }) => type === 'effacement').map(({ dossier }) => dossier);
  if (effaces.length === 0 || isConnexionRecente(derniereConnexion())) return null;
  if (isHorsLigne() && !effaces.some((dossier) => isLocale(store.persons, dossier))) return null;
  return failure('CONNEXION_RECENTE_REQUISE');
}

/** What people write, but for an erasure without a recent proof of who they are: CONNEXION_RECENTE_REQUISE. */
export const avecPreuve = (actes: ActesHandlers, deps: PreuveDeps): ActesHandlers => ({
  ...actes,
  'actes:enregistrer': (request) => {
    const refused = refusedWithoutProof(deps, request.saisies);
    if (refused === null) return actes['actes:enregistrer'](request);
    deps.onRefus();
    return refused;
  },
});
