import type { Account } from './account.ts';
import type { AccountFolder } from './account-folder.ts';
import { isFileProblem, type Problem } from './problem.ts';
import type { SessionDeps } from './session-deps.ts';
import type { UnsentNote } from './unsent-note.ts';
import { eraseSecrets } from './vault.ts';

/** The two ways a file leaves its place, each counted in the journal. */
export type LeavingDeps = Pick<SessionDeps, 'core' | 'journal'>;

/** Renames what no key opens any more, and only that: other troubles are waited out. */
export async function setAsideUnreadable(
  deps: LeavingDeps,
  problem: Problem,
  { folder, note }: { folder: AccountFolder; note: UnsentNote },
): Promise<void> {
  if (!isFileProblem(problem.code)) return;
  const stamp = new Date(deps.core.clock.now()).toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  await folder.setAside(stamp, { base: true, coffre: problem.code === 'CLE_ABSENTE' });
  deps.journal.write('BASE_MISE_DE_COTE', { id: folder.id, nombre: note.current().non_envoyes });
  note.put({ non_envoyes: 0, dernier_envoi: null });
  await note.settled();
}

/** The director said that this PC is lost or stolen: nothing is pushed, everything goes (PROTOCOL 5). */
export async function eraseAccount(deps: LeavingDeps, account: Account): Promise<void> {
  const { id } = account.folder;
  const unsent = account.services.countUnsent();
  await eraseSecrets(deps.core.keychain, id);
  await account.close();
  await account.folder.erase();
  deps.journal.write('POSTE_EFFACE', { id, nombre: unsent });
}
