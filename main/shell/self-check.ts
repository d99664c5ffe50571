import type { Clock } from '../core/deps.ts';
import { type SelfCheckFacts, selfCheckStep } from '../core/diagnostic/self-check-step.ts';

/** In this order: each one needs those before it. */
export const etapes = ['noyau', ...selfCheckStep.options, 'page'] as const;
export type Etape = (typeof etapes)[number];

export type Outcome = { ok: true; facts: SelfCheckFacts } | { ok: false; cause: string };

export interface StepResult {
  etape: Etape;
  resultat: 'bon' | 'mauvais' | 'non-fait';
  dureeMs: number;
  cause: string | null;
}

export interface SelfCheckResult {
  ok: boolean;
  etapes: StepResult[];
  facts: SelfCheckFacts;
}

export interface SelfCheckOptions {
  run(etape: Etape): Promise<Outcome>;
  clock: Clock;
  /** For all the steps together: whoever deploys in silence has nobody to wait for. */
  limitMs: number;
}

/** Runs the steps one after the other and stops at the first that fails or does not end in time. */
export const runSelfCheck = async ({ run, clock, limitMs }: SelfCheckOptions): Promise<SelfCheckResult> => {
  const done = new AbortController();
  const tooLate = clock.sleep(limitMs, done.signal).then(
    (): Outcome => ({ ok: false, cause: 'DELAI_DEPASSE' }),
    (): Outcome => ({ ok: false, cause: 'ANNULE' }),
  );
  const results: StepResult[] = [];
  let facts: SelfCheckFacts = {};
  let isStopped = false;
  for (const etape of etapes) {
    if (isStopped) {
      results.push({ etape, resultat: 'non-fait', dureeMs: 0, cause: null });
      continue;
    }
    const startedAt = clock.monotonic();
    const outcome = await Promise.race([run(etape), tooLate]);
    const dureeMs = Math.round(clock.monotonic() - startedAt);
    if (outcome.ok) facts = { ...facts, ...outcome.facts };
    isStopped = !outcome.ok;
    results.push({
      etape,
      resultat: outcome.ok ? 'bon' : 'mauvais',
      dureeMs,
      cause: outcome.ok ? null : outcome.cause,
    });
  }
  done.abort();
  return { ok: !isStopped, etapes: results, facts };
};
