import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PullPart, readParts } from '../../../../main/core/sync/lines.ts';
import { pullColumns } from '../../../../shared/contract/sync.ts';

const flux = '11111111-1111-4111-8111-111111111111';
const header = { colonnes: [...pullColumns], flux, apres: 0, epoque: flux };
const corps = { nom: 'Maëlys "é"\n;}]\u2028' };
const row = (seq: number) => [seq, 'voeu', flux, 1, null, corps];
const held = (seq: number) => [seq, 'voeu', flux, 1, null, JSON.stringify(corps)];
const body = [header, row(1), row(2), row(3), { suite: 3 }].map((line) => `${JSON.stringify(line)}\n`).join('');

function streamOf(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function collect(bytes: Uint8Array, cuts: number[]): Promise<PullPart[]> {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const chunks = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
  const parts: PullPart[] = [];
  for await (const part of readParts(streamOf(chunks))) parts.push(part);
  return parts;
}

const rowsOf = (parts: PullPart[]) => parts.flatMap((part) => (part.genre === 'lignes' ? part.lignes : []));

describe('pull lines', () => {
  const bytes = new TextEncoder().encode(body);

  test('the same rows come out wherever the network cuts its chunks, inside a character included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const parts = await collect(bytes, cuts);
        expect(rowsOf(parts)).toEqual([held(1), held(2), held(3)]);
        expect(parts.at(-1)).toEqual({ genre: 'suite', apres: 3 });
      }),
    );
  });

  test('a response cut anywhere gives only whole rows and no end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        const parts = await collect(bytes.slice(0, length), []);
        const seqs = rowsOf(parts).map((line) => line[0]);
        expect(seqs).toEqual([1, 2, 3].slice(0, seqs.length));
        expect(parts.some((part) => part.genre === 'suite' || part.genre === 'fin')).toBe(false);
      }),
    );
  });

  test('columns are read where the first line declares them; those of a newer server are left alone', async () => {
    const newer = { ...header, colonnes: ['couleur', ...[...pullColumns].reverse()] };
    const text = [newer, ['bleu', ...row(7).reverse()], { suite: 7 }]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
    const parts = await collect(new TextEncoder().encode(text), []);
    expect(rowsOf(parts)).toEqual([held(7)]);
  });

  test('a column more at the end, and a type of tomorrow, are read all the same', async () => {
    const newer = { ...header, colonnes: [...pullColumns, 'couleur'] };
    const tomorrow = [8, 'voeu2', flux, 1, null, corps];
    const text = [newer, [...row(7), { teinte: 'bleu' }], header, tomorrow, { suite: 8 }]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
    const parts = await collect(new TextEncoder().encode(text), []);
    expect(rowsOf(parts)).toEqual([held(7), [8, 'voeu2', flux, 1, null, JSON.stringify(corps)]]);
  });

  test.each([
    ['a page of a proxy', '<html>Connexion au réseau</html>\n'],
    ['rows without the header', `${JSON.stringify(row(1))}\n`],
    ['a column missing', `${JSON.stringify({ ...header, colonnes: ['id'] })}\n`],
    ['a row of another shape', `${JSON.stringify(header)}\n[1,"voeu"]\n`],
    ['a body that is no object', `${JSON.stringify(header)}\n${JSON.stringify([1, 'voeu', flux, 1, null, '{}'])}\n`],
    ['an id that is none', `${JSON.stringify(header)}\n${JSON.stringify([1, 'voeu', 'x', 1, null, {}])}\n`],
  ])('%s is refused, not guessed', async (_, text) => {
    const parts = await collect(new TextEncoder().encode(text), []);
    expect(parts.at(-1)).toEqual({ genre: 'illisible' });
    expect(rowsOf(parts)).toEqual([]);
  });
});
