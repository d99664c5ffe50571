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
  /** A step that throws has failed; what it threw goes here. */
  onBug(error: unknown): void;
}

/** The report of a check that could not even begin. */
export const failedAtStart = (cause: string): SelfCheckResult => ({
  ok: false,
  etapes: etapes.map((etape, index) =>
    index === 0
      ? { etape, resultat: 'mauvais', dureeMs: 0, cause }
      : { etape, resultat: 'non-fait', dureeMs: 0, cause: null },
  ),
  facts: {},
});

/** Runs the steps one after the other and stops at the first that fails or does not end in time. */
export const runSelfCheck = async ({ run, clock, limitMs, onBug }: SelfCheckOptions): Promise<SelfCheckResult> => {
  const done = new AbortController();
  const tooLate = clock.sleep(limitMs, done.signal).then(
    (): Outcome => ({ ok: false, cause: 'DELAI_DEPASSE' }),
    (): Outcome => ({ ok: false, cause: 'ANNULE' }),
  );
  const attempt = async (etape: Etape): Promise<Outcome> => {
    try {
      return await run(etape);
    } catch (error) {
      onBug(error);
      return { ok: false, cause: 'INATTENDU' };
    }
  };
  const results: StepResult[] = [];
  let facts: SelfCheckFacts = {};
  let isStopped = false;
  for (const etape of etapes) {
    if (isStopped) {
      results.push({ etape, resultat: 'non-fait', dureeMs: 0, cause: null });
      continue;
    }
    const startedAt = clock.monotonic();
    const outcome = await Promise.race([attempt(etape), tooLate]);
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
