import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { maxOperateurs, type SessionEtat } from '../../../shared/contract/ipc/session.ts';
import type { Account } from './account.ts';
import type { SessionRefusal } from './authorized-fetch.ts';
import type { SideFile } from './side-file.ts';
import { type Step, stepOf } from './step.ts';

/** What the session holds at one moment. */
export interface SessionFacts {
  account: Account | null;
  problem: ErrorCode | null;
  phrase: 'a-choisir' | 'a-donner' | null;
  refusal: SessionRefusal | null;
  isLocked: boolean;
  bailExpired: boolean;
  /** The opérateur whose PIN was last missed. */
  lastTried: string | null;
  serveur: string | null;
  note: SideFile | null;
}

const triesLeft = ({ account, lastTried }: SessionFacts): number | null =>
  lastTried === null ? null : (account?.operateurs.essaisRestants(lastTried) ?? null);

const isAlone = ({ account }: SessionFacts): boolean => account !== null && account.identity.compte.serveur === null;

export function stepFrom(facts: SessionFacts): Step {
  const { account, refusal } = facts;
  return stepOf({
    hasProblem: facts.problem !== null,
    waitsForPhrase: facts.phrase !== null,
    hasAccount: account !== null,
    bailExpired: facts.bailExpired,
    mustSignIn:
      // There is nowhere to sign in: the lock waits (verrou.ts).
      !isAlone(facts) &&
      ((refusal !== null && refusal !== 'SESSION_EXPIREE') ||
        triesLeft(facts) === 0 ||
        (facts.isLocked && account?.operateurs.canUnlock() === false)),
    isLocked: facts.isLocked,
    hasOperateur: account?.operateurs.current() != null,
    isFirstSyncDone: account?.store.mode === 'normal',
  });
}

export function describeSession(facts: SessionFacts): Omit<SessionEtat, 'codePropose'> {
  const { account, note } = facts;
  const essaisRestants = triesLeft(facts);
  const etape = stepFrom(facts);
  // Past the bail nothing that was received is read any more, the names of colleagues included.
  const operateurs = etape === 'bail-expire' ? null : account?.operateurs;
  return {
    etape,
    serveur: facts.serveur,
    sansServeur: isAlone(facts),
    phrase: facts.phrase,
    etablissement: account?.identity.compte.nom ?? null,
    poste: account?.identity.poste.nom ?? null,
    operateur: operateurs?.current() ?? null,
    operateurs: (operateurs?.list() ?? []).slice(0, maxOperateurs),
    nonEnvoyes: account?.services.countUnsent() ?? note?.non_envoyes ?? 0,
    dernierEnvoiLe: account?.services.lastSuccess() ?? note?.dernier_envoi ?? null,
    raison: facts.problem ?? (essaisRestants === 0 ? 'PIN_BLOQUE' : facts.refusal),
    essaisRestants,
  };
}
