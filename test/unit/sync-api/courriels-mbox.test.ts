import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decouper } from '../../../sync-api/courriels/retours/mbox.ts';

const separateur = 'From someone@example.org  Mon Jun  8 08:00:05 2026\n';
const message = (corps: string): string => `${separateur}Subject: x\n\n${corps}\n\n`;
const lus = (texte: string, estFin = true) => {
  const { messages, consommes } = decouper(Buffer.from(texte, 'latin1'), 0, estFin);
  return { textes: messages.map(({ octets }) => octets.toString('latin1')), consommes };
};

test('messages are cut at their separators, the last one included when it is all there', () => {
  const texte = message('un') + message('deux');
  expect(lus(texte)).toEqual({ textes: ['Subject: x\n\nun\n\n', 'Subject: x\n\ndeux\n\n'], consommes: texte.length });
});

test('CRLF makes no difference', () => {
  const texte = (message('un') + message('deux')).replaceAll('\n', '\r\n');
  expect(lus(texte).textes).toHaveLength(2);
});

test('a line that begins with From inside a message cuts nothing', () => {
  expect(lus(message('il a dit\nFrom ici 2026\n\nFrom the sea')).textes).toHaveLength(1);
});

test('a last message without its empty line, or without its last boundary, is left for later', () => {
  const debut = message('un');
  const coupe = `${separateur}Content-Type: multipart/report; boundary="b"\n\n--b\nContent-Type: text/plain\n\n`;
  expect(lus(`${debut}${separateur}Subject: y\n\nla su`)).toEqual({
    textes: ['Subject: x\n\nun\n\n'],
    consommes: debut.length,
  });
  expect(lus(debut + coupe).consommes).toBe(debut.length);
  expect(lus(`${debut + coupe}--b--\n\n`).textes).toHaveLength(2);
});

test('what stands before the first separator is skipped, but for what may begin one', () => {
  const texte = `${'n'.repeat(5_000)}\n\n${message('un')}`;
  expect(lus(texte).textes).toEqual(['Subject: x\n\nun\n\n']);
  expect(lus('n'.repeat(5_000)).consommes).toBe(5_000 - 512);
  expect(lus('')).toEqual({ textes: [], consommes: 0 });
});

test('a message longer than a reading is taken as far as it goes, one behind another waits for the next reading', () => {
  const long = `${separateur}Subject: x\n\n${'a'.repeat(9_000)}`;
  expect(lus(long, false).consommes).toBe(long.length);
  const deux = message('un') + long;
  expect(lus(deux, false)).toEqual({ textes: ['Subject: x\n\nun\n\n'], consommes: message('un').length });
});

test('however a file grows, each message is read once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z\n]{0,40}$/), { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(200), { maxLength: 20 }),
      (corps, pas) => {
        const avis = (texte: string, rang: number): string =>
          `${separateur}Content-Type: multipart/report; boundary=b\n\n--b\n\nn${rang} ${texte}\n--b--\n\n${texte}`;
        const tout = Buffer.from(corps.map((texte, rang) => `${avis(texte, rang)}\n\n`).join(''), 'latin1');
        const vus: string[] = [];
        let position = 0;
        let ecrits = 0;
        for (const octets of [...pas, tout.length]) {
          ecrits = Math.min(tout.length, ecrits + octets);
          const { messages, consommes } = decouper(tout.subarray(position, ecrits), position, true);
          for (const { octets: lu, fin } of messages) {
            expect(fin).toBeGreaterThan(position);
            vus.push(/n\d/.exec(lu.toString('latin1'))?.[0] ?? '');
          }
          position += consommes;
        }
        expect(vus).toEqual(corps.map((_texte, rang) => `n${rang}`));
      },
    ),
    { numRuns: 200 },
  );
});

test('any bytes at all are gone through', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.boolean(), (octets, estFin) => {
      const { messages, consommes } = decouper(Buffer.from(octets), 0, estFin);
      expect(consommes).toBeLessThanOrEqual(octets.length);
      expect(messages.length).toBeLessThan(200);
    }),
    { numRuns: 200 },
  );
});
