import { describe, expect, test } from 'vitest';
import { chiffresExport } from '../../../../main/core/exports/ypareo.ts';
import { lireTelephone } from '../../../../shared/domain/telephone.ts';

describe('phones are digits', () => {
  const written = (brut: string): string => chiffresExport(lireTelephone(brut));

  test.each([
    ['+33639981201', '0639981201'],
    ['+33 639 98 13 01', '0639981301'],
    ['06.39.98.13.01', '0639981301'],
    ['639981301', '0639981301'],
    ['+262692123456', '0692123456'],
    ['02692123456', '0692123456'],
    ['0262123456', '0262123456'],
    ['+508412345', '0508412345'],
    ['0639981301 ou 0639981302', '0639981301'],
  ])('%s is written %s, ten digits', (brut, expected) => {
    expect(written(brut)).toBe(expected);
    expect(written(brut)).toMatch(/^0[0-9]{9}$/);
  });

  test('a foreign number keeps its country, as it is dialled from here', () => {
    expect(written('+32 470 12 34 56')).toBe('0032470123456');
  });

  test('what cannot be read loses its separators when digits are all that is left', () => {
    expect(written('06 39 98')).toBe('063998');
  });

  test('what cannot be read otherwise stays as received: no digit of it is lost', () => {
    expect(written('6.12E+08')).toBe('6.12E+08');
    expect(written('poste 12')).toBe('poste 12');
  });
});
