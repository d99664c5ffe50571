import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { operateurRequest } from '../../../shared/contract/sync.ts';
import type { Admission } from './admission.ts';
import type { AuthorizedFetch } from './authorized-fetch.ts';
import type { SessionTokens } from './session-tokens.ts';

/**
 * A poste that knows no server: an office that only has the CSV file of its lists. It has the same encrypted file, the
 * same lock and no bail, since nothing was ever lent to it. Signing in later turns this very file into the account's.
 */
export interface SansServeur {
  /** How the CFA is called on screen. */
  nom: string;
  nomPoste: string;
}

/** What a person comes in with: a sign-in that the server confirmed, or nothing but a name. */
export type Entree = Admission | SansServeur;
export const isAdmission = (entree: Entree | null): entree is Admission => entree !== null && 'tokens' in entree;

/** No request leaves. */
export const noServer: AuthorizedFetch = async () => failure('SERVEUR_NON_CONFIGURE');

export const noTokens: SessionTokens = {
  access: async () => failure('SERVEUR_NON_CONFIGURE'),
  discard: () => undefined,
  deviceKey: async () => null,
  adopt: () => undefined,
  replace: async () => failure('SERVEUR_NON_CONFIGURE'),
};

/**
 * Tells the server of an opérateur; idempotent by id.
 * Failures: NON_AUTORISE, SERVEUR_INJOIGNABLE and those of the exchange.
 */
export async function tellOperateur(
  fetch: AuthorizedFetch,
  { id, nom }: { id: string; nom: string },
): Promise<Result<null>> {
  const sent = await fetch('/v1/operateurs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operateurRequest.parse({ id, nom_affiche: nom })),
  });
  if (!sent.ok) return sent;
  if (!sent.value.ok) return failure(sent.value.status === 403 ? 'NON_AUTORISE' : 'SERVEUR_INJOIGNABLE');
  return success(null);
}
