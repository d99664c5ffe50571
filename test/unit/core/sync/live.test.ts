import { describe, expect, test } from 'vitest';
import { listen } from '../../../../main/core/sync/live.ts';
import { failure, success } from '../../../../shared/contract/errors.ts';
import { fluxId, scriptedApi } from './fixtures.ts';

const random = { uuid: () => '', bytes: () => new Uint8Array(), fraction: () => 0 };

function streamOf(texts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}

function harness(bodies: (string[] | null)[]) {
  const told: unknown[] = [];
  let opened = 0;
  let nowMs = 0;
  const { api } = scriptedApi([]);
  api.openLive = async () => {
    const body = bodies[opened++] ?? null;
    return body === null ? failure('HORS_LIGNE') : success(streamOf(body));
  };
  const clock = {
    now: () => nowMs,
    monotonic: () => nowMs,
    sleep: async (delayMs: number) => {
      nowMs += delayMs;
    },
  };
  const deps = {
    api,
    clock,
    random,
    onHint: (flux: string, tete: number) => told.push([flux, tete]),
    onCut: () => told.push('cut'),
  };
  return { deps, told, opened: () => opened };
}

const hint = `data: ${JSON.stringify({ flux: fluxId, tete: 7 })}\n\n`;

describe('live', () => {
  test('hints come whole however the line cuts them; comments and nonsense say nothing', async () => {
    const { deps, told } = harness([
      [': bonjour\n\n', hint.slice(0, 9), hint.slice(9), 'data: {"x":1}\n\ndata: {\n\n'],
    ]);
    await listen(deps, new AbortController().signal);
    expect(told).toEqual([[fluxId, 7], 'cut']);
  });

  test('after two early cuts the poll takes over, and each cut asks the server at once', async () => {
    const { deps, told, opened } = harness([[], [], [hint]]);
    await listen(deps, new AbortController().signal);
    expect(opened()).toBe(2);
    expect(told).toEqual(['cut', 'cut']);
  });

  test('nothing is told once the engine stops', async () => {
    const { deps, told } = harness([[hint]]);
    const stopped = new AbortController();
    stopped.abort();
    await listen(deps, stopped.signal);
    expect(told).toEqual([]);
  });
});
