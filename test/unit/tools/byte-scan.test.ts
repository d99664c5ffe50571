import { describe, expect, it } from 'vitest';
import { ByteScan, secretsOf, secretsOfDemandes } from '../../support/byte-scan.ts';

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

describe('the byte scan of demandes', () => {
  const depot = {
    nom: 'Sow',
    prenom: 'Aminata',
    telephone: '+33639980171',
    courriel: 'aminata.sow@example.org',
    jeune: { nom: 'Fontéville', prenom: 'Lou' },
    message: 'Bonjour, est-ce possible en cours d’année ? Oui ?',
  };
  const scan = new ByteScan(secretsOfDemandes(JSON.stringify([{ depot }])));

  it.each([
    'Sow Aminata',
    'AMINATA SOW',
    'fonteville',
    '06 39 98 01 71',
    '+33639980171',
    'aminata.sow@example.org',
    'est-ce possible en cours d’année ?',
  ])('sees %s', (text) => {
    expect(scan.findIn(Buffer.from(text)).length).toBeGreaterThan(0);
  });

  it('takes no short name, nor a word of anybody, for a person', () => {
    expect(scan.findIn(Buffer.from('Sow, Lou, Bonjour, Oui ?'))).toEqual([]);
  });
});
