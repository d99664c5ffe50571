import { join } from 'node:path';
import { app } from 'electron';
import type { Reply } from '../../shared/contract/ipc/index.ts';
import { selfCheckFacts } from '../core/diagnostic/self-check-step.ts';
import { logBug } from './bug-log.ts';
import { type CoreClient, createCoreClient } from './core-client.ts';
import { createCoreLauncher, readCoreHost } from './core-process.ts';
import { guardContents } from './guards.ts';
import { type Etape, failedAtStart, type Outcome, runSelfCheck, type SelfCheckResult } from './self-check.ts';
import { checkPage } from './self-check-page.ts';
import { removeSelfCheckProfile } from './self-check-profile.ts';
import { jsonReport, type Surroundings, textReport } from './self-check-report.ts';
import { systemClock } from './system-clock.ts';

const limitMs = 60_000;
const stopBoundMs = 1_000;

export const isSelfCheckAsked = (): boolean => app.commandLine.hasSwitch('self-check');

const outcomeOf = (reply: Reply<unknown>): Outcome => {
  if (reply.ok) {
    const facts = selfCheckFacts.safeParse(reply.value);
    return facts.success ? { ok: true, facts: facts.data } : { ok: false, cause: 'REPONSE_INVALIDE' };
  }
  const cause = reply.error.details?.cause;
  return { ok: false, cause: typeof cause === 'string' ? cause : reply.error.code };
};

/** The core as the product starts it; its first death is the end, where the product would start it again. */
const startCore = (distFolder: string, profile: string) => {
  const ready = Promise.withResolvers<Outcome>();
  const died = Promise.withResolvers<Outcome>();
  const core = createCoreClient({
    launch: createCoreLauncher(distFolder),
    config: {
      dataFolder: join(profile, 'donnees'),
      version: app.getVersion(),
      serveur: null,
      codeEnrolement: null,
      lockAfterMs: limitMs,
    },
    host: { openExternal: () => Promise.reject(new Error('refused')), pathOfToken: async () => null },
    clock: systemClock,
    onEvent: () => undefined,
    onState: (state) => {
      if (state === 'arrete') died.resolve({ ok: false, cause: 'NOYAU_ARRETE' });
      else ready.resolve({ ok: true, facts: {} });
    },
  });
  return { core, ready: ready.promise, died: died.promise };
};

const runStep = (etape: Etape, core: CoreClient, ready: Promise<Outcome>, distFolder: string): Promise<Outcome> => {
  if (etape === 'noyau') return ready;
  return etape === 'page' ? checkPage({ distFolder, core }) : core.selfCheck(etape).then(outcomeOf);
};

const check = async (distFolder: string, profile: string): Promise<SelfCheckResult> => {
  // The window of the last step closes before the report is written.
  app.on('window-all-closed', () => undefined);
  guardContents();
  const { core, ready, died } = startCore(distFolder, profile);
  try {
    return await runSelfCheck({
      run: (etape) => Promise.race([runStep(etape, core, ready, distFolder), died]),
      clock: systemClock,
      limitMs,
      onBug: logBug,
    });
  } finally {
    await core.stop(stopBoundMs);
  }
};

const hostOf = (distFolder: string): Surroundings['hote'] => {
  try {
    return readCoreHost(distFolder).kind === 'node' ? 'node' : 'utilitaire';
  } catch {
    return null;
  }
};

/** `--self-check`: says on standard output what works, and ends with 0, or 1 when a step failed. */
export const startSelfCheck = async (distFolder: string): Promise<void> => {
  const profile = app.getPath('userData');
  let isSound = false;
  try {
    const result = await check(distFolder, profile).catch((error: unknown) => {
      logBug(error);
      return failedAtStart('INATTENDU');
    });
    const report = app.commandLine.hasSwitch('json') ? jsonReport : textReport;
    const text = report(result, {
      version: app.getVersion(),
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      hote: hostOf(distFolder),
      plateforme: `${process.platform} ${process.arch}`,
    });
    await new Promise<void>((written) => process.stdout.write(text, () => written()));
    isSound = result.ok;
  } finally {
    removeSelfCheckProfile(profile);
  }
  app.exit(isSound ? 0 : 1);
};
