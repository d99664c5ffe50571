import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** The little of the DevTools protocol that tells when a page is there: the same few messages for whoever is measured. */
const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
  params: z.unknown().optional(),
});
const target = z.object({ targetInfo: z.object({ targetId: z.string(), type: z.string(), url: z.string() }) });
const attached = z.object({ sessionId: z.string() });
const evaluated = z.object({ result: z.object({ value: z.unknown() }) });

/** Chromium writes it on its standard error, whatever else is said there. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('the application has no standard error');
  for await (const line of createInterface(child.stderr)) {
    const address = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
    // Whatever follows is let through unread, or the application would wait for a reader.
    if (address !== undefined) {
      child.stderr.resume();
      return address;
    }
  }
  throw new Error('the application ended before it opened a window');
}

export class Devtools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  readonly #pages = new Map<string, string>();
  #onPage: () => void = () => undefined;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(String(data)));
    socket.addEventListener('close', () => {
      for (const { fail } of this.#waiting.values()) fail(new Error('the application closed its window'));
      this.#waiting.clear();
    });
  }

  static async open(child: ChildProcess): Promise<Devtools> {
    const socket = new WebSocket(await addressOf(child));
    await new Promise<void>((done, fail) => {
      socket.addEventListener('open', () => done(), { once: true });
      socket.addEventListener('error', () => fail(new Error('the application refused its DevTools')), { once: true });
    });
    const devtools = new Devtools(socket);
    await devtools.send('Target.setDiscoverTargets', { discover: true });
    return devtools;
  }

  #take(text: string): void {
    const { id, method, result, error, params } = message.parse(JSON.parse(text));
    if (method === 'Target.targetCreated' || method === 'Target.targetInfoChanged') {
      const { targetInfo } = target.parse(params);
      if (targetInfo.type === 'page') this.#pages.set(targetInfo.targetId, targetInfo.url);
      this.#onPage();
    }
    if (id === undefined) return;
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiter?.done(result);
    else waiter?.fail(new Error(error.message));
  }

  send(method: string, params: object, sessionId?: string): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  }

  /** @returns the session of the first page whose address begins so */
  async attach(urlStart: string): Promise<string> {
    const find = (): string | undefined => [...this.#pages].find(([, url]) => url.startsWith(urlStart))?.[0];
    const targetId = await new Promise<string>((done) => {
      this.#onPage = () => {
        const found = find();
        if (found !== undefined) done(found);
      };
      this.#onPage();
    });
    return attached.parse(await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
  }

  /** @returns what the expression's promise answers, in the page; asked again of the document that replaces another */
  async evaluate(sessionId: string, expression: string): Promise<unknown> {
    const params = { expression, awaitPromise: true, returnByValue: true };
    for (;;) {
      try {
        return evaluated.parse(await this.send('Runtime.evaluate', params, sessionId)).result.value;
      } catch (error) {
        if (this.#socket.readyState !== WebSocket.OPEN) throw error;
      }
    }
  }
}
