import { powerMonitor, type WebContents } from 'electron';
import type { Clock, CoreSignal } from '../core/deps.ts';

/** Often enough for a ten-minute lock, rare enough to cost nothing while someone types. */
const activityEveryMs = 15_000;

export interface SystemSignalsOptions {
  clock: Clock;
  signal(signal: CoreSignal): void;
}

/** Forwards what the operating system tells: its own lock, suspend and resume. */
export const forwardPower = (signal: (signal: CoreSignal) => void): void => {
  powerMonitor.on('lock-screen', () => signal('verrouillage'));
  powerMonitor.on('suspend', () => signal('veille'));
  powerMonitor.on('resume', () => signal('reprise'));
};

/** Keys and pointer, seen by the shell: a page that misbehaves cannot keep the desk open. */
export const forwardActivity = (page: WebContents, { clock, signal }: SystemSignalsOptions): void => {
  let last = Number.NEGATIVE_INFINITY;
  page.on('input-event', () => {
    const now = clock.monotonic();
    if (now - last < activityEveryMs) return;
    last = now;
    signal('activite');
  });
};
