import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Account } from './account.ts';
import { hasAccountFile } from './account-folder.ts';
import { type Admission, fetchAs } from './admission.ts';
import { tellOperateur } from './sans-serveur.ts';
import type { SessionDeps } from './session-deps.ts';

/**
 * Before the file of a poste that knew no server becomes the account's: its opérateurs are told to the server, so that
 * what they wrote has a name everywhere. Changes nothing on this poste.
 *
 * Failures: COMPTE_DEJA_SUR_CE_POSTE when that account has another file here (`folder`), and those of the exchange.
 */
export async function prepareAdoption(
  deps: SessionDeps,
  account: Account,
  admission: Admission,
  folder: string,
): Promise<Result<null>> {
  if (folder !== account.folder.id && hasAccountFile(deps.core.dataFolder, folder))
    return failure('COMPTE_DEJA_SUR_CE_POSTE');
  const fetch = fetchAs({ ...deps.account, serveur: admission.serveur }, admission.tokens, admission.key);
  for (const operateur of account.operateurs.listLocal()) {
    const told = await tellOperateur(fetch, operateur);
    if (!told.ok) return told;
  }
  return success(null);
}
