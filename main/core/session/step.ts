import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';

export type Step = SessionEtat['etape'];

/** Everything the step depends on, so that the order of precedence can be read in one place. */
export interface StepFacts {
  /** The file or its key cannot be used. */
  hasProblem: boolean;
  waitsForPhrase: boolean;
  hasAccount: boolean;
  bailExpired: boolean;
  /** The server ended this poste or this account, or a PIN was missed five times. */
  mustSignIn: boolean;
  isLocked: boolean;
  hasOperateur: boolean;
  isFirstSyncDone: boolean;
}

/**
 * What stands between the person and the desk. A session that merely expired is not here: work goes on offline until
 * the bail ends, and the status bar says « Reconnexion requise ».
 */
export function stepOf(facts: StepFacts): Step {
  if (facts.hasProblem) return 'base-illisible';
  if (facts.waitsForPhrase) return 'coffre';
  if (!facts.hasAccount) return 'connexion';
  if (facts.bailExpired) return 'bail-expire';
  if (facts.mustSignIn) return 'reconnexion';
  if (facts.isLocked) return 'verrouille';
  if (!facts.hasOperateur) return 'operateur';
  return facts.isFirstSyncDone ? 'pret' : 'premiere-synchro';
}

const duringFirstSync = ['session:', 'synchro:', 'reglages:'];

/** Whether the core answers a channel at this step (SECURITY, Verrou). `session:*` judges for itself. */
export function isAnswered(channel: string, step: Step): boolean {
  if (step === 'pret' || channel.startsWith('session:')) return true;
  return step === 'premiere-synchro' && duringFirstSync.some((prefix) => channel.startsWith(prefix));
}

/** A promise made to a family holds while the desk is closed; the event is a number and nothing else. */
const isRappelDu = (event: string, step: Step): boolean =>
  event === 'appels:rappel-du' && (step === 'verrouille' || step === 'operateur');

/** While the page is emptied no event may say which candidats exist. */
export const isTold = (event: string, step: Step): boolean =>
  step === 'pret' || event.startsWith('session:') || event.startsWith('synchro:') || isRappelDu(event, step);
