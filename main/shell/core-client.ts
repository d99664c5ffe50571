import { failure } from '../../shared/contract/errors.ts';
import type { Reply } from '../../shared/contract/ipc/index.ts';
import type { Clock, CoreEvent, CoreSignal, Host } from '../core/deps.ts';
import type { SelfCheckStep } from '../core/diagnostic/self-check-step.ts';
import { type MessageFromCore, type MessageToCore, messageFromCore, type StartConfig } from './core-messages.ts';

/** A started core process, whichever kind. `post` to a dead one is silent: its exit is told by `onExit`, once. */
export interface CoreProcess {
  post(message: MessageToCore): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

export interface CoreClientOptions {
  launch(): CoreProcess;
  config: StartConfig;
  host: Host;
  clock: Clock;
  onEvent(event: CoreEvent): void;
  /** `arrete` at each death that was not asked for, `revenu` when a later one is ready, `pret` at the very first. */
  onState(state: 'pret' | 'arrete' | 'revenu'): void;
}

export interface CoreClient {
  call(channel: string, request: unknown): Promise<Reply<unknown>>;
  /** One step of what the installed application proves about itself, on files of its own in the data folder. */
  selfCheck(step: SelfCheckStep): Promise<Reply<unknown>>;
  signal(signal: CoreSignal): void;
  /** Asks the core to send what it may and to close; ends it when the bound is past. */
  stop(boundMs: number): Promise<void>;
}

export const firstRestartDelayMs = 250;
export const longestRestartDelayMs = 30_000;
/** A core that lived this long was healthy: its death starts the series again. */
export const healthyAfterMs = 60_000;

/** Doubles from the first delay up to the longest. */
export const restartDelayMs = (failuresInARow: number): number =>
  Math.min(longestRestartDelayMs, firstRestartDelayMs * 2 ** Math.min(failuresInARow, 16));

const stopped: Reply<never> = failure('NOYAU_ARRETE');
/** Beyond the bound that the core was given, for its own last write. */
const stopGraceMs = 1_000;

export const createCoreClient = (options: CoreClientOptions): CoreClient => {
  const { launch, config, host, clock, onEvent, onState } = options;
  const ended = new AbortController();
  const calls = new Map<number, (reply: Reply<unknown>) => void>();
  let lastId = 0;
  let failures = 0;
  let wasReady = false;
  let running: CoreProcess | null = null;
  let ready: Promise<boolean> = Promise.resolve(false);

  const answerHost = async (
    target: CoreProcess,
    call: Extract<MessageFromCore, { type: 'host-call' }>,
  ): Promise<void> => {
    try {
      const value =
        call.method === 'pathOfToken'
          ? await host.pathOfToken(call.argument)
          : await host.openExternal(call.argument).then(() => null);
      target.post({ type: 'host-reply', id: call.id, ok: true, value });
    } catch {
      target.post({ type: 'host-reply', id: call.id, ok: false, value: null });
    }
  };

  const start = (): void => {
    const child = launch();
    const startedAt = clock.monotonic();
    const readiness = Promise.withResolvers<boolean>();
    running = child;
    ready = readiness.promise;

    child.onMessage((raw) => {
      const parsed = messageFromCore.safeParse(raw);
      if (!parsed.success) return;
      const message = parsed.data;
      if (message.type === 'ready') {
        readiness.resolve(true);
        onState(wasReady || failures > 0 ? 'revenu' : 'pret');
        wasReady = true;
      } else if (message.type === 'reply') {
        calls.get(message.id)?.(message.reply);
        calls.delete(message.id);
      } else if (message.type === 'event') onEvent({ name: message.name, payload: message.payload });
      else if (message.type === 'host-call') void answerHost(child, message);
    });

    child.onExit(() => {
      running = null;
      readiness.resolve(false);
      for (const answer of calls.values()) answer(stopped);
      calls.clear();
      if (ended.signal.aborted) return;
      if (clock.monotonic() - startedAt >= healthyAfterMs) failures = 0;
      const delayMs = restartDelayMs(failures);
      failures += 1;
      onState('arrete');
      clock.sleep(delayMs, ended.signal).then(start, () => undefined);
    });

    child.post({ type: 'start', config });
  };

  const ask = async (message: (id: number) => MessageToCore): Promise<Reply<unknown>> => {
    // While a core starts, the page waits for it; while there is none, it is told at once.
    if (!(await ready) || running === null) return stopped;
    const target = running;
    lastId += 1;
    const id = lastId;
    return await new Promise((resolve) => {
      calls.set(id, resolve);
      target.post(message(id));
    });
  };

  start();

  return {
    call: (channel, request) => ask((id) => ({ type: 'call', id, channel, request })),
    selfCheck: (step) => ask((id) => ({ type: 'self-check', id, step })),
    signal(signal) {
      running?.post({ type: 'signal', signal });
    },
    async stop(boundMs) {
      const child = running;
      ended.abort();
      if (child === null) return;
      const gone = new Promise<void>((resolve) => child.onExit(() => resolve()));
      child.post({ type: 'stop', boundMs });
      const tooLate = new AbortController();
      const bound = clock.sleep(boundMs + stopGraceMs, tooLate.signal).then(
        () => child.kill(),
        () => undefined,
      );
      await Promise.race([gone, bound]);
      tooLate.abort();
    },
  };
};
