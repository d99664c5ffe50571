import { directHint } from '../../../shared/contract/sync.ts';
import type { Clock, Random } from '../deps.ts';
import type { SyncApi } from './api.ts';

/**
 * Listens to GET /v1/direct: hints that a head moved. A hint is never data: losing all of them only makes the
 * poste poll. After two early cuts the line is left alone (proxies that buffer) and the poll takes over.
 */
export interface LiveDeps {
  api: SyncApi;
  clock: Clock;
  random: Random;
  onHint: (flux: string, tete: number) => void;
  /** The line fell: what it says about the server is found out by an exchange, not guessed. */
  onCut: () => void;
}

const earlyMs = 60_000;
const maxEarlyCuts = 2;
const pauseMs = 5_000;

export async function listen(deps: LiveDeps, signal: AbortSignal): Promise<void> {
  let earlyCuts = 0;
  while (!signal.aborted && earlyCuts < maxEarlyCuts) {
    const openedAt = deps.clock.monotonic();
    const opened = await deps.api.openLive(signal);
    if (opened.ok) {
      await readHints(deps, opened.value, signal);
      if (!signal.aborted) deps.onCut();
    }
    if (deps.clock.monotonic() - openedAt < earlyMs) earlyCuts += 1;
    else earlyCuts = 0;
    if (signal.aborted) return;
    await deps.clock.sleep(pauseMs, signal).catch(() => undefined);
  }
}

async function readHints(deps: LiveDeps, body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const stop = (): void => {
    reader.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', stop, { once: true });
  let rest = '';
  try {
    for (;;) {
      const chunk = await reader.read();
      if (chunk.done) return;
      rest += decoder.decode(chunk.value, { stream: true });
      const events = rest.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) await giveHint(deps, event, signal);
    }
  } catch {
    // A cut line is the ordinary end of a live connection.
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function giveHint(deps: LiveDeps, event: string, signal: AbortSignal): Promise<void> {
  const data = event.split('\n').find((line) => line.startsWith('data:'));
  if (data === undefined) return;
  const hint = directHint.safeParse(safeJson(data.slice('data:'.length)));
  if (!hint.success) return;
  const spreadMs = (hint.data.etaler_s ?? 0) * 1000 * deps.random.fraction();
  if (spreadMs > 0) await deps.clock.sleep(spreadMs, signal);
  deps.onHint(hint.data.flux, hint.data.tete);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
