import { type ErrorCode, failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { type Account, openAccount } from './account.ts';
import { folderIdOf, folderIdSansServeur, openAccountFolder } from './account-folder.ts';
import type { Admission } from './admission.ts';
import { prepareAdoption } from './adoption.ts';
import type { SessionRefusal, Verdict } from './authorized-fetch.ts';
import { describeSession, type SessionFacts, stepFrom } from './describe.ts';
import { readRefusal, writeRefusal } from './identity.ts';
import { eraseAccount, setAsideUnreadable } from './leaving.ts';
import { refuseNetworkShare } from './network-share.ts';
import { PosteWays } from './poste-ways.ts';
import type { Problem } from './problem.ts';
import { type Entree, isAdmission, type SansServeur } from './sans-serveur.ts';
import type { SessionDeps, Waiting } from './session-deps.ts';
import type { Step } from './step.ts';
import { openUnsentNote, putUnsent, type UnsentNote } from './unsent-note.ts';
import { findVault, type Vault } from './vault.ts';
import { createPhraseVault, openPhraseVault } from './vault-phrase.ts';
import { Verrou } from './verrou.ts';

/** Which account is open, and what stands between the person and it. Commands are run one at a time by the caller. */
export class Session {
  readonly #deps: SessionDeps;
  readonly #ways: PosteWays;
  #account: Account | null = null;
  #note: UnsentNote | null = null;
  #problem: (Problem & { waiting: Waiting | null }) | null = null;
  #phrase: (Waiting & { mode: 'a-choisir' | 'a-donner' }) | null = null;
  readonly verrou: Verrou;
  #refusal: SessionRefusal | null = null;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#ways = new PosteWays(deps.settings, deps.saveSettings);
    this.verrou = new Verrou(deps.core.clock, deps.journal);
  }

  get account(): Account | null {
    return this.#account;
  }

  /** The open account's own; before one is open, the one to sign in at. */
  get serveur(): string | null {
    return this.#account?.identity.compte.serveur ?? this.#serveurNomme;
  }

  get #serveurNomme(): string | null {
    return this.#deps.core.config.serveur ?? this.#ways.serveur;
  }

  /** What must be settled before anyone signs in; null when nothing. */
  get problem(): ErrorCode | null {
    return this.#problem?.code ?? null;
  }

  /** The server refused this poste's key: the next sign-in makes another one. */
  get needsNewKey(): boolean {
    return this.#refusal === 'POSTE_REVOQUE';
  }

  /** Where no sign-in opens the lock, a locked desk takes none: anybody's account would open it, and take the file. */
  get isClosedToSignIn(): boolean {
    return this.#account?.identity.compte.serveur === null && this.step() !== 'pret';
  }

  step(): Step {
    return stepFrom(this.#facts());
  }

  etat(): Omit<SessionEtat, 'codePropose'> {
    return describeSession(this.#facts());
  }

  /** At start: opens the account of this poste, if there is one with a file. */
  async start(): Promise<void> {
    const local = refuseNetworkShare(this.#deps.core.dataFolder, this.#deps.probe);
    if (!local.ok) {
      this.#problem = { code: local.error.code, waiting: null };
      return;
    }
    const id = this.#ways.compte;
    if (id === null) return;
    await this.#hold(id, null);
  }

  /** Goes on with a sign-in that the server confirmed. */
  async enter(admission: Admission): Promise<Result<null>> {
    const own = folderIdOf(admission.serveur, admission.session.compte.id);
    const id = this.#ways.folderOf(own);
    const account = this.#account;
    if (account !== null && account.identity.compte.serveur === null) return this.#adopt(account, admission, own);
    if (account !== null && account.folder.id === id) return this.#renew(account, admission);
    await this.close();
    return this.#hold(id, admission);
  }

  /** Works without any server, in the one file of this poste that knows none. */
  async enterSansServeur(entree: SansServeur): Promise<Result<null>> {
    if (this.step() !== 'connexion') return failure('NON_AUTORISE');
    return this.#hold(folderIdSansServeur, entree);
  }

  async givePhrase(phrase: string): Promise<Result<null>> {
    const waiting = this.#phrase;
    if (waiting === null) return failure('NON_AUTORISE');
    const { coffre } = waiting.folder;
    const open = waiting.mode === 'a-donner' ? openPhraseVault : createPhraseVault;
    const vault = await open(coffre, phrase, this.#deps.core.random);
    if (!vault.ok) {
      if (vault.error.code !== 'CLE_ABSENTE') return vault;
      this.#phrase = null;
      this.#problem = { code: 'CLE_ABSENTE', waiting };
      return success(null);
    }
    this.#phrase = null;
    return this.#open(waiting, vault.value);
  }

  /** Starts again: sets aside what cannot be opened, and only that; another kind of trouble is tried once more. */
  async startAgain(): Promise<Result<null>> {
    this.#giveUpPhrase();
    const problem = this.#problem;
    if (problem === null) return failure('NON_AUTORISE');
    this.#problem = null;
    const waiting = problem.waiting;
    if (waiting === null) {
      await this.start();
      return success(null);
    }
    await setAsideUnreadable(this.#deps, problem, waiting);
    await this.#ways.forget(waiting.folder.id, false);
    return this.#look(waiting);
  }

  /** A forgotten passphrase is a lost key: its file is set aside like any other that nothing opens. */
  #giveUpPhrase(): void {
    const waiting = this.#phrase;
    if (waiting?.mode !== 'a-donner') return;
    this.#phrase = null;
    this.#problem = { code: 'CLE_ABSENTE', waiting };
  }

  async defineServeur(serveur: string): Promise<Result<null>> {
    // Policy wins, and a file belongs to the server it came from.
    const account = this.#account;
    const holdsFile =
      (account !== null && account.identity.compte.serveur !== null) ||
      this.#phrase !== null ||
      (this.#problem?.waiting ?? null) !== null;
    if (this.#deps.core.config.serveur !== null || holdsFile) return failure('NON_AUTORISE');
    if (this.isClosedToSignIn) return failure('VERROUILLE');
    await this.#ways.nameServeur(serveur);
    return success(null);
  }

  verdict(verdict: Verdict | null): void {
    const account = this.#account;
    const refusal = verdict?.code ?? null;
    if (verdict?.isLost === true && account !== null) this.#deps.onLost();
    if (account === null || refusal === this.#refusal) return;
    // A revoked poste may still push: what the server takes from it does not undo the revocation.
    if (this.#refusal === 'POSTE_REVOQUE') return;
    this.#refusal = refusal;
    if (refusal !== null) this.#deps.journal.write(refusal);
    writeRefusal(account.store, refusal);
    this.#deps.onChange();
  }

  /** The order of a lost or stolen poste. */
  async erase(): Promise<void> {
    const account = this.#account;
    if (account === null) return;
    this.#account = null;
    this.verrou.detach();
    await this.#note?.settled();
    this.#note = null;
    await eraseAccount(this.#deps, account);
    await this.#ways.forget(account.folder.id, true);
  }

  noteUnsent(): void {
    if (this.#account !== null && this.#note !== null) putUnsent(this.#note, this.#account.services);
  }

  async close(): Promise<void> {
    const account = this.#account;
    const held = account?.folder ?? this.#phrase?.folder ?? this.#problem?.waiting?.folder;
    if (account !== null) {
      this.noteUnsent();
      this.#account = null;
      await account.close();
    }
    await this.#note?.settled();
    this.#note = null;
    this.#phrase = null;
    this.#problem = null;
    this.#refusal = null;
    this.verrou.detach();
    held?.release();
  }

  async #hold(id: string, entree: Entree | null): Promise<Result<null>> {
    const folder = await openAccountFolder(this.#deps.core.dataFolder, id);
    if (!folder.ok) {
      this.#problem = { code: folder.error.code, waiting: null };
      return success(null);
    }
    const note = await openUnsentNote(folder.value.resume, () => this.#deps.journal.write('RESUME_NON_ECRIT'));
    this.#note = note;
    return this.#look({ folder: folder.value, entree, note });
  }

  async #look(waiting: Waiting): Promise<Result<null>> {
    if (waiting.entree === null && !waiting.folder.hasBase()) {
      waiting.folder.release();
      this.#note = null;
      return success(null);
    }
    const found = await findVault(waiting.folder, this.#deps.core.keychain);
    if (found.etat === 'ouvert') return this.#open(waiting, found.vault);
    if (found.etat === 'refuse') this.#problem = { code: found.error.code, waiting };
    else this.#phrase = { ...waiting, mode: found.etat === 'phrase-a-donner' ? 'a-donner' : 'a-choisir' };
    return success(null);
  }

  async #open(waiting: Waiting, vault: Vault): Promise<Result<null>> {
    const deps = { ...this.#deps.account, serveurNomme: () => this.#serveurNomme, onVerdict: this.verdict.bind(this) };
    const opened = await openAccount(deps, waiting.folder, vault, waiting.entree);
    if (!opened.ok) {
      const { code } = opened.error;
      this.#deps.journal.write(code, { id: waiting.folder.id });
      if (code === 'INTROUVABLE') {
        waiting.folder.release();
        this.#note = null;
        return success(null);
      }
      // A keychain that reads and does not write is none: nothing was made with it yet.
      if (code === 'COFFRE_ABSENT' && !waiting.folder.hasBase()) this.#phrase = { ...waiting, mode: 'a-choisir' };
      else this.#problem = { code, waiting };
      return success(null);
    }
    const account = opened.value;
    this.#account = account;
    this.#refusal = readRefusal(account.store);
    this.verrou.attach(account.operateurs, account.identity.compte.serveur !== null);
    if (isAdmission(waiting.entree)) this.verrou.signedIn();
    account.services.engine.start();
    await this.#ways.use(account.folder.id, this.serveur);
    return success(null);
  }

  /** The same account signed in again: a server that made another poste of it needs another engine. */
  async #renew(account: Account, admission: Admission): Promise<Result<null>> {
    if (admission.session.poste.id !== account.identity.poste.id) {
      this.#account = null;
      await account.close();
      const note = this.#note ?? (await openUnsentNote(account.folder.resume, () => undefined));
      return this.#open({ folder: account.folder, entree: admission, note }, account.vault);
    }
    const kept = await account.tokens.replace(admission.tokens, admission.key);
    if (!kept.ok) return kept;
    account.renew(admission);
    this.#refusal = null;
    this.verrou.signedIn();
    account.services.engine.wake();
    return success(null);
  }

  /** A poste that knew no server signs in: its file becomes the account's, with all that was written in it. */
  async #adopt(account: Account, admission: Admission, own: string): Promise<Result<null>> {
    // The desk may have been locked while the person was in the browser.
    if (this.isClosedToSignIn) return failure('VERROUILLE');
    const prepared = await prepareAdoption(this.#deps, account, admission, this.#ways.folderOf(own));
    if (!prepared.ok) return prepared;
    await this.#ways.give(account.folder.id, own);
    const note = this.#note ?? (await openUnsentNote(account.folder.resume, () => undefined));
    this.#account = null;
    await account.close();
    const opened = await this.#open({ folder: account.folder, entree: admission, note }, account.vault);
    this.verrou.keepOpen();
    return opened;
  }

  #facts(): SessionFacts {
    return {
      account: this.#account,
      problem: this.#problem?.code ?? null,
      phrase: this.#phrase?.mode ?? null,
      refusal: this.#refusal,
      isLocked: this.verrou.isLocked,
      bailExpired: this.#deps.serverTime.bailExpired(),
      lastTried: this.verrou.lastTried,
      serveur: this.serveur,
      note: this.#note?.current() ?? null,
    };
  }
}
