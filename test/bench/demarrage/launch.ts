import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { electronParameters } from '../../../tools/launch-parameters.ts';
import { Devtools } from './devtools.ts';

export interface Contender {
  appFolder: string;
  /** How the address of its page begins. */
  page: string;
  /** What is on the page once a person can do something there. */
  selector: string;
}

const lookEveryMs = 4;
const patienceMs = 20_000;

/** Answers, in the page, the instant after the paint that first showed what is waited for. */
const readiness = ({ page, selector }: Contender): string => `new Promise((done) => {
  const timer = setInterval(() => {
    if (!location.href.startsWith(${JSON.stringify(page)}) || document.readyState !== 'complete') return;
    if (document.querySelector(${JSON.stringify(selector)}) === null) return;
    clearInterval(timer);
    requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
  }, ${lookEveryMs});
})`;

/** Starts it as the tools do, waits for its page, stops it. @returns milliseconds from the start of the process */
export async function timeToReady(executable: string, contender: Contender, userDataFolder: string): Promise<number> {
  const { appFolder, page, selector } = contender;
  const parameters = ['--remote-debugging-port=0', ...electronParameters({ appFolder, userDataFolder })];
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(executable, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  try {
    const tooLate = sleep(patienceMs, undefined, { ref: false }).then(() => {
      throw new Error(`no page with ${selector} in ${patienceMs / 1000} s`);
    });
    const measured = Devtools.open(child).then(async (devtools) => {
      const session = await devtools.attach(page);
      const readyAt = await devtools.evaluate(session, readiness(contender));
      // Answered or not, the application leaves as when a person closes it.
      devtools.send('Browser.close', {}).catch(() => undefined);
      return Number(readyAt) - startedAt;
    });
    const time = await Promise.race([measured, tooLate]);
    await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })]);
    return time;
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
  }
}
