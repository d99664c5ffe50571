import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lireEnregistrements, lireEntete, lireTable } from '../../../sync-api/referentiels/texte-csv.ts';
import { bytes, refusalOf } from '../../support/extraction.ts';

const format = { separateur: ';' } as const;

const read = async (text: string | Uint8Array, chunk = 7): Promise<string[][]> => {
  const records: string[][] = [];
  for await (const { valeurs } of lireEnregistrements(bytes(text, chunk), format)) records.push(valeurs);
  return records;
};

describe('reading a delimited file', () => {
  it('reads what was written, whatever the quotes, line ends, BOM and chunks', async () => {
    const value = fc.stringMatching(/^[a-zé€"; -]{0,8}$/);
    const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (list, crlf, bom, chunk) => {
          const quoted = list.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';'));
          const text = `${bom ? '\uFEFF' : ''}${quoted.join(crlf ? '\r\n' : '\n')}${crlf ? '\r\n' : '\n'}`;
          expect(await read(text, chunk)).toEqual(list);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('accepts a last line without a line end and skips empty lines', async () => {
    expect(await read('a;b\n\n1;2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it.each([
    ['an empty file', '', 'FICHIER_VIDE', undefined],
    ['a short line', 'a;b;c\n1;2;3\n4;5\n', 'LIGNE_TRONQUEE', 3],
    ['a quote left open', 'a;b\n1;"2', 'LIGNE_TRONQUEE', 2],
    ['a long line', 'a;b\n1;2;3\n', 'LIGNE_MALFORMEE', 2],
    ['text after a closing quote', '"a";"b"\n"1" x;"2"\n', 'LIGNE_MALFORMEE', 2],
  ])('refuses %s', async (_name, text, code, ligne) => {
    const refusal = await refusalOf(read(text, 100));
    expect(refusal.code).toBe(code);
    expect(refusal.details?.ligne).toBe(ligne);
  });

  it.each([
    ['Latin 1', Buffer.from('a;é\n', 'latin1')],
    ['UTF-16', Buffer.from('\uFEFFa;b\n', 'utf16le')],
    ['a character cut at the end', Buffer.from('a;é').subarray(0, 3)],
  ])('refuses %s', async (_name, buffer) => {
    expect((await refusalOf(read(buffer))).code).toBe('ENCODAGE_INVALIDE');
  });

  it('stops at a quote that is never closed instead of holding the file', async () => {
    const refusal = await refusalOf(read(`a;b\n1;"${'x;y\n'.repeat(400_000)}`, 65_536));
    expect(refusal.code).toBe('LIGNE_TRONQUEE');
  });
});

describe('checking a header', () => {
  it('finds columns in any order', () => {
    expect(lireEntete(['b', ' a '], ['a', 'b'], format).get('a')).toBe(1);
  });

  it('names what is missing and what stands twice', () => {
    try {
      lireEntete(['a', 'a', 'c'], ['a', 'b'], format);
      expect.unreachable();
    } catch (error: unknown) {
      expect(error).toMatchObject({ code: 'ENTETE_INATTENDU', details: { manquantes: ['b'], doubles: ['a'] } });
    }
  });

  it.each(['a,b', 'a\tb', 'a|b', '"a","b"'])('says that %s has another separator', async (header) => {
    const refusal = await refusalOf(lireTable(bytes(`${header}\n1\n`), ['a', 'b'], format, () => {}));
    expect(refusal.code).toBe('SEPARATEUR_INATTENDU');
  });

  it('refuses a header alone', async () => {
    expect((await refusalOf(lireTable(bytes('a;b\n'), ['a'], format, () => {}))).code).toBe('FICHIER_SANS_LIGNE');
  });
});
