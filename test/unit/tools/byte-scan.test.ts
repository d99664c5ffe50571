import { describe, expect, it } from 'vitest';
import { ByteScan, secretsOf } from '../../support/byte-scan.ts';

const header = ['INE', "Nom de l'élève", "Adresse de l'élève - Ligne 1", 'Téléphone portable', 'Mail responsable 1'];
const csv = `\uFEFF${header.join(';')}\r\n240000001AB;FONTÉVILLE;12 rue Fictive;+33639981202;f@example.org\r\n`;

describe('the byte scan', () => {
  const scan = new ByteScan(secretsOf(csv));

  it.each(['utf8', 'latin1', 'utf16le'] as const)('sees a name between other bytes in %s', (encoding) => {
    const content = Buffer.concat([Buffer.from([0, 255]), Buffer.from('xFontévilleY', encoding), Buffer.from([1])]);
    expect(scan.findIn(content)).toContain('Fontéville');
  });

  it.each([
    '06 39 98 12 02',
    '06.39.98.12.02',
    '+33639981202',
    '0639981202',
    '240000001ab',
    'fonteville',
    '12 rue Fictive',
  ])('sees %s', (text) => {
    expect(scan.findIn(Buffer.from(text)).length).toBeGreaterThan(0);
  });

  it('sees nothing where nothing stands', () => {
    expect(scan.findIn(Buffer.from('Candidats, 290 personnes, 06 39 98 12 03'))).toEqual([]);
  });
});
