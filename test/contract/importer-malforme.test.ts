import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOfImport } from '../../sync-api/cli/phrases-import.ts';
import { type Ligne, texteExtraction } from '../../tools/demo/entete.ts';
import { dump, importLignes, importText, ligneDe, openTestBase, refusalOf } from '../support/extraction.ts';

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

describe('the malformed extractions of the existing service (voeux-affelnet 4.1)', () => {
  const list = (count: number): Ligne[] =>
    Array.from({ length: count }, (_, index) => ligneDe({ ine: `2400${String(index).padStart(5, '0')}AB` }));
  const good = texteExtraction(list(6));
  const [first = '', second = '', ...others] = good.split('\n');
  const rebuilt = (line: string): string => [first, line, ...others].join('\n');

  it.each<[string, string | Uint8Array]>([
    ['a BOM before a quoted header', `\uFEFF${good}`],
    [
      'a BOM before a header without quotes',
      `\uFEFF${first.replaceAll('"', '')}\n${good.split('\n').slice(1).join('\n')}`,
    ],
    ['CRLF line ends', good.replaceAll('\n', '\r\n')],
    [
      'its columns in another order',
      good
        .split('\n')
        .map((line) => line.split(';').reverse().join(';'))
        .join('\n'),
    ],
    ['no line end at its last line', good.trimEnd()],
  ])('reads as usual a file with %s', async (_name, content) => {
    await importLignes(base, list(6));
    const before = await dump(base.db);
    expect(await importText(base, content)).toMatchObject({ total: 6, inchanges: 6, invalides: 0, extraction: null });
    expect(await dump(base.db)).toBe(before);
  });

  const academie = "Académie possédant le dossier élève et l'offre de formation";
  it.each<[string, () => string | Uint8Array, string, string]>([
    ['of zero byte', () => '', 'FICHIER_VIDE', 'Le fichier est vide.'],
    ['of blank lines', () => '\n\n \n', 'FICHIER_VIDE', 'Le fichier est vide.'],
    ['with its header only', () => texteExtraction([]), 'FICHIER_SANS_LIGNE', 'Le fichier ne contient que l’en-tête.'],
    [
      'of a previous year',
      () => good.replace(" et l'offre de formation", ''),
      'ENTETE_INATTENDU',
      `Il manque la colonne « ${academie} ». Vérifiez que c’est bien le fichier de cette année.`,
    ],
    [
      'of 2022, without the relation columns',
      () =>
        good
          .split('\n')
          .map((line) => line.split(';').slice(0, 55).join(';'))
          .join('\n'),
      'ENTETE_INATTENDU',
      'Il manque 6 colonnes : « clé ministère éducatif »',
    ],
    [
      'with a column twice',
      () => good.replace('"INE";', '"VILLE";"INE";'),
      'ENTETE_INATTENDU',
      'En double : « VILLE »',
    ],
    [
      'with a column too many on one line',
      () => rebuilt(`${second};"x"`),
      'LIGNE_MALFORMEE',
      'La ligne 2 est mal formée',
    ],
    [
      'with a column missing on one line',
      () => rebuilt(second.slice(0, second.lastIndexOf(';'))),
      'LIGNE_TRONQUEE',
      'La ligne 2 est coupée',
    ],
    ['with a quote left open', () => `${good.trimEnd().slice(0, -1)}\n`, 'LIGNE_TRONQUEE', 'La ligne 7 est coupée'],
    ['cut in the middle of a line', () => good.slice(0, -300), 'LIGNE_TRONQUEE', 'La ligne 7 est coupée'],
    ['saved again in Windows-1252', () => Buffer.from(good, 'latin1'), 'ENCODAGE_INVALIDE', 'n’est pas en UTF-8'],
    ['saved again in UTF-16', () => Buffer.from(`\uFEFF${good}`, 'utf16le'), 'ENCODAGE_INVALIDE', 'n’est pas en UTF-8'],
    ['separated by commas', () => good.replaceAll(';', ','), 'SEPARATEUR_INATTENDU', 'séparées par « ; »'],
    ['separated by tabs', () => good.replaceAll(';', '\t'), 'SEPARATEUR_INATTENDU', 'séparées par « ; »'],
    ['that is a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'ENCODAGE_INVALIDE', 'UTF-8'],
  ])('refuses a file %s: says why, changes no byte of any table', async (_name, content, code, words) => {
    await importLignes(base, list(6));
    const before = await dump(base.db);
    const refusal = await refusalOf(importText(base, content()));
    expect(refusal.code).toBe(code);
    const sentence = sentenceOfImport(refusal.code, refusal.details);
    expect(sentence).toContain(words);
    expect(sentence).toContain('Rien n’a été modifié.');
    expect(sentence).not.toContain('DUCHEMIN');
    expect(await dump(base.db)).toBe(before);
  });
});
