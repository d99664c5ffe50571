import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../sync-api/context.ts';
import { Defis, digestsMax } from '../../../sync-api/public/defi.ts';
import type { Defi } from '../../../sync-api/public/pages/champs.ts';
import { TestClock } from '../../support/server.ts';

const hourMs = 3_600_000;
const clock = new TestClock();
const defis = new Defis({ clock, random: systemRandom });

const resoudre = ({ sel, empreinte, max }: Defi): string => {
  for (let n = 0; n < max; n += 1) if (hash('sha256', `${sel}${n}`, 'hex') === empreinte) return String(n);
  throw new Error('no answer');
};

describe('a challenge', () => {
  test('has an answer below its maximum, that is accepted once', () => {
    const defi = defis.emettre('cle');
    expect(defi.max).toBe(digestsMax);
    const preuve = resoudre(defi);
    expect(defis.accepter('cle', defi.jeton, preuve)).toBe(true);
    expect(defis.accepter('cle', defi.jeton, preuve)).toBe(false);
  });

  test('is of no use for another training, another answer, another server, or later', () => {
    const defi = defis.emettre('cle');
    const preuve = resoudre(defi);
    expect(defis.accepter('autre', defi.jeton, preuve)).toBe(false);
    expect(defis.accepter('cle', defi.jeton, String(Number(preuve) + 1))).toBe(false);
    for (const other of ['', ` ${preuve}`, `0${preuve}`, `+${preuve}`, `${preuve}.0`, '1e3']) {
      expect(defis.accepter('cle', defi.jeton, other)).toBe(false);
    }
    expect(new Defis({ clock, random: systemRandom }).accepter('cle', defi.jeton, preuve)).toBe(false);
    clock.advance(hourMs);
    expect(defis.accepter('cle', defi.jeton, preuve)).toBe(false);
  });

  test('that was not signed here is refused', () => {
    const defi = defis.emettre('cle');
    const [fin = '', , , signature = ''] = defi.jeton.split('.');
    const facile = hash('sha256', 'sel0', 'hex');
    for (const jeton of [
      '',
      '...',
      `${fin}.sel.${facile}.${signature}`,
      `zzzzzzzzzz.sel.${facile}.${signature}`,
      `${defi.jeton}.x`,
      `${defi.jeton}x`,
    ]) {
      expect(defis.accepter('cle', jeton, '0')).toBe(false);
    }
    // The same, put off.
    const later = (Number.parseInt(fin, 36) + hourMs).toString(36);
    expect(defis.accepter('cle', defi.jeton.replace(fin, later), resoudre(defi))).toBe(false);
  });
});
