import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { z } from 'zod';
import { synchroChannels } from '../../shared/contract/ipc/synchro.ts';
import { ask } from './bridge.ts';
import { verify } from './verify.ts';

// What a poste itself says of its exchanges. Its screen draws what it knew a moment ago, then what it learns.

const etat = z.object({ ok: z.literal(true), value: synchroChannels['synchro:etat'].response });
const detail = z.object({ ok: z.literal(true), value: synchroChannels['synchro:detail'].response });

/** Saisies that the server does not have. */
export const countWaiting = async (page: Page): Promise<number> => {
  const { aEnvoyer, enVol } = etat.parse(await ask(page, 'synchro:etat', {})).value;
  return aEnvoyer + enVol;
};

/** Whether a whole exchange began after this moment and went through: what the server had then is here. */
export const hasExchangedSince = async (page: Page, ms: number): Promise<boolean> => {
  const { passages } = detail.parse(await ask(page, 'synchro:detail', {})).value;
  return passages.some(({ le, dureeMs, issue }) => issue === 'reussie' && Date.parse(le) - dureeMs >= ms);
};

const lookAgainMs = 100;

/** Waits for what the poste will say sooner or later. */
export const until = async (what: string, isSo: () => Promise<boolean>, patienceMs: number): Promise<void> => {
  const end = performance.now() + patienceMs;
  while (!(await isSo())) {
    verify(performance.now() < end, what);
    await sleep(lookAgainMs);
  }
};
