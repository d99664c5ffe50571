import { failure } from '../../shared/contract/errors.ts';
import type { Reply } from '../../shared/contract/ipc/index.ts';
import type { Core, CoreDeps, Host } from '../core/deps.ts';
import { createSelfCheck } from '../core/diagnostic/self-check.ts';
import type { SelfCheckStep } from '../core/diagnostic/self-check-step.ts';
import { type MessageFromCore, type MessageToCore, messageToCore, type StartConfig } from './core-messages.ts';

/** The core's end of the message port, whichever process it lives in. */
export interface CorePort {
  post(message: MessageFromCore): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface CoreEndpointOptions {
  port: CorePort;
  makeDeps(config: StartConfig, host: Host): CoreDeps;
  startCore(deps: CoreDeps): Promise<Core>;
  /** Ends the process: 0 after an asked stop, 1 when the core could not start. */
  exit(code: number): void;
  onBug(error: unknown): void;
}

type HostMethod = 'openExternal' | 'pathOfToken';

const createHost = (port: CorePort) => {
  let lastId = 0;
  const waiting = new Map<number, { resolve(value: string | null): void; reject(reason: Error): void }>();
  const ask = (method: HostMethod, argument: string): Promise<string | null> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      port.post({ type: 'host-call', id: lastId, method, argument });
    });
  const host: Host = {
    openExternal: async (url) => {
      await ask('openExternal', url);
    },
    pathOfToken: (token) => ask('pathOfToken', token),
  };
  const settle = (answer: Extract<MessageToCore, { type: 'host-reply' }>): void => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(new Error('the shell refused'));
  };
  return { host, settle };
};

/** Serves one core over one port: starts it on the first message, answers until it is asked to stop. */
export const serveCore = ({ port, makeDeps, startCore, exit, onBug }: CoreEndpointOptions): void => {
  const { host, settle } = createHost(port);
  let core: Core | null = null;
  let selfCheck: (step: SelfCheckStep) => Promise<Reply<unknown>> = async () => failure('NOYAU_ARRETE');

  // The shell starts another core, later each time.
  const giveUp = (error: unknown): void => {
    onBug(error);
    exit(1);
  };

  const start = async (config: StartConfig): Promise<void> => {
    const deps = makeDeps(config, host);
    core = await startCore(deps);
    selfCheck = createSelfCheck(deps);
    core.onEvent(({ name, payload }) => port.post({ type: 'event', name, payload }));
    port.post({ type: 'ready' });
  };

  const call = async (running: Core, message: Extract<MessageToCore, { type: 'call' }>): Promise<void> => {
    let reply: Reply<unknown>;
    try {
      reply = await running.handle(message.channel, message.request);
    } catch (error) {
      // A bug in one request does not take the person's other work down.
      onBug(error);
      reply = failure('ERREUR_INTERNE');
    }
    port.post({ type: 'reply', id: message.id, reply });
  };

  const check = async (id: number, step: SelfCheckStep): Promise<void> =>
    port.post({ type: 'reply', id, reply: await selfCheck(step) });

  const stop = async (running: Core | null, boundMs: number): Promise<void> => {
    await running?.stop(boundMs);
    port.post({ type: 'stopped' });
    exit(0);
  };

  port.onMessage((raw) => {
    const parsed = messageToCore.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'start') start(message.config).catch(giveUp);
    else if (message.type === 'host-reply') settle(message);
    else if (message.type === 'stop') stop(core, message.boundMs).catch(giveUp);
    else if (core === null) return;
    else if (message.type === 'self-check') check(message.id, message.step).catch(giveUp);
    else if (message.type === 'call') void call(core, message);
    else core.signal(message.signal).catch(onBug);
  });
};
