import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core, CoreConfig, CoreEvent, Random } from '../../main/core/deps.ts';
import { startCore } from '../../main/core/index.ts';
import type { FileSystemProbe } from '../../main/core/session/network-share.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import { type SessionEtat, sessionEtat } from '../../shared/contract/ipc/session.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryKeychain } from './memory-keychain.ts';

export const testRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
  fraction: () => 0.5,
};

const localDisk: FileSystemProbe = { platform: 'linux', realpath: (path) => path, type: () => 0xef53 };

export interface PosteCoreOptions {
  serveur: string | null;
  /** What the system browser does with the page it is asked to open. */
  browser?: (url: string) => Promise<void> | void;
  fetch?: typeof globalThis.fetch;
  config?: Partial<CoreConfig>;
  probe?: FileSystemProbe;
  tokens?: { get(token: string): string | undefined };
}

/** One PC: its folder, keychain and clock outlive the programs that run on it. */
export class PosteMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'rappel-poste-'));
  readonly keychain = new MemoryKeychain();
  readonly clock = new ManualClock();
  readonly #running: Core[] = [];

  async start(options: PosteCoreOptions): Promise<PosteCore> {
    const core = await startCore(
      {
        dataFolder: this.folder,
        fetch: options.fetch ?? globalThis.fetch,
        clock: this.clock,
        random: testRandom,
        keychain: this.keychain,
        host: {
          openExternal: async (url) => {
            await options.browser?.(url);
          },
          pathOfToken: async (token) => options.tokens?.get(token) ?? null,
        },
        config: {
          version: '0.1.0',
          serveur: options.serveur,
          codeEnrolement: null,
          lockAfterMs: 600_000,
          ...options.config,
        },
      },
      options.probe ?? localDisk,
    );
    this.#running.push(core);
    return new PosteCore(core);
  }

  async remove(): Promise<void> {
    for (const core of this.#running) await core.stop(0);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class PosteCore {
  readonly core: Core;
  readonly events: CoreEvent[] = [];
  #waiting: { until(): boolean; done(): void }[] = [];

  constructor(core: Core) {
    this.core = core;
    core.onEvent((event) => {
      this.events.push(event);
      for (const waiter of this.#waiting.filter(({ until }) => until())) {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        waiter.done();
      }
    });
  }

  /** The value of a request that is expected to succeed. */
  async ask(channel: string, request: unknown = {}): Promise<unknown> {
    const reply = await this.core.handle(channel, request);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return reply.value;
  }

  async refusal(channel: string, request: unknown = {}): Promise<ErrorCode | 'ok'> {
    const reply = await this.core.handle(channel, request);
    return reply.ok ? 'ok' : reply.error.code;
  }

  async session(channel = 'session:etat', request: unknown = {}): Promise<SessionEtat> {
    return sessionEtat.parse(await this.ask(channel, request));
  }

  /** Resolves at the first event after which the condition holds, at once when it already does. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((done) => this.#waiting.push({ until: condition, done }));
  }

  /** Resolves once the session stands at this step. */
  async reach(etape: SessionEtat['etape']): Promise<SessionEtat> {
    const from = this.events.length;
    const now = await this.session();
    if (now.etape === etape) return now;
    await this.until(() =>
      this.events.slice(from).some(({ name, payload }) => {
        const parsed = sessionEtat.safeParse(payload);
        return name === 'session:change' && parsed.success && parsed.data.etape === etape;
      }),
    );
    return this.session();
  }
}
