import type { Clock, CoreSignal } from '../core/deps.ts';

const lookEveryMs = 5_000;
/** Electron wants an idle threshold; only « locked » is read, which does not depend on it. */
const idleThresholdS = 600;

export interface SystemWatchOptions {
  clock: Clock;
  platform: string;
  net: { isOnline(): boolean };
  monitor: { getSystemIdleState(idleThresholdS: number): string };
  signal(signal: CoreSignal): void;
}

/**
 * What Electron has no event for is seen by asking: the network everywhere, and on Linux the lock of the screen, which
 * `lock-screen` tells on macOS and Windows only.
 */
export const watchSystem = async (
  { clock, platform, net, monitor, signal }: SystemWatchOptions,
  until: AbortSignal,
): Promise<void> => {
  const isLocked = (): boolean => platform === 'linux' && monitor.getSystemIdleState(idleThresholdS) === 'locked';
  let wasOnline = net.isOnline();
  let wasLocked = false;
  while (!until.aborted) {
    try {
      await clock.sleep(lookEveryMs, until);
    } catch {
      return;
    }
    const isOnline = net.isOnline();
    if (isOnline !== wasOnline) signal('reseau');
    wasOnline = isOnline;
    const locked = isLocked();
    if (locked && !wasLocked) signal('verrouillage');
    wasLocked = locked;
  }
};
