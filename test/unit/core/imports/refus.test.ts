import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { colonnes } from '../../../../main/core/imports/colonnes.ts';
import { octetsMax } from '../../../../main/core/imports/fichier.ts';
import { tables } from '../../../../main/core/imports/scene.ts';
import { Bureau, colonnes22, couple, fichier, granted, voeu } from './bureau.ts';

let bureau: Bureau;
beforeEach(async () => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

const text = fichier([voeu('240000001AB'), voeu('240000002CD'), voeu('240000003EF')]);
const header = text.slice(0, text.indexOf('\n') + 1);
const latin = Buffer.from(text, 'latin1');

/** Every malformed file: what is said, and that nothing known changed and nothing of the file stays. */
const refused: readonly [string, string | Uint8Array, string, Record<string, unknown> | undefined][] = [
  ['an empty file', '', 'FICHIER_VIDE', undefined],
  ['a file of blank lines', '\r\n \r\n', 'FICHIER_VIDE', undefined],
  ['a byte order mark alone', '\ufeff', 'FICHIER_VIDE', undefined],
  ['a header alone', header, 'FICHIER_SANS_LIGNE', undefined],
  ['a header without an end of line', header.trimEnd(), 'FICHIER_SANS_LIGNE', undefined],
  ['a header and blank lines', `${header};;;\n\n`, 'FICHIER_SANS_LIGNE', undefined],
  [
    'an unknown header',
    'a;b;c\n1;2;3\n',
    'ENTETE_INATTENDU',
    { motif: 'inconnu', manquantes: [...colonnes], doubles: [] },
  ],
  [
    'the extraction of Affelnet',
    `"INE";"Nom de l'élève"\n"1";"2"\n`,
    'ENTETE_INATTENDU',
    { motif: 'extraction', manquantes: [...colonnes], doubles: [] },
  ],
  [
    'our own « Excel lisible »',
    'INE;Nom;Prénom\n1;2;3\n',
    'ENTETE_INATTENDU',
    { motif: 'excel-lisible', manquantes: [...colonnes], doubles: [] },
  ],
  [
    'a column that is missing',
    fichier([voeu('240000001AB')], { colonnes: colonnes.filter((name) => name !== 'CP_APPR') }),
    'ENTETE_INATTENDU',
    { motif: 'colonnes', manquantes: ['CP_APPR'], doubles: [] },
  ],
  [
    'part of the five columns of 2023',
    fichier([voeu('240000001AB')], { colonnes: [...colonnes22, 'ID_ETAB_ACCUEIL'] }),
    'ENTETE_INATTENDU',
    {
      motif: 'colonnes',
      manquantes: [
        'CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1',
        'VILLE_ETAB_ORIGINE',
        'NOM_ETAB_ACCUEIL',
        'VILLE_ETAB_ACCUEIL',
      ],
      doubles: [],
    },
  ],
  [
    'a column that stands twice',
    fichier([voeu('240000001AB')], { colonnes: [...colonnes, 'CP_APPR'] }),
    'ENTETE_INATTENDU',
    { motif: 'colonnes', manquantes: [], doubles: ['CP_APPR'] },
  ],
  [
    'a header in other letters',
    text.replace('INE_APPRENANT', 'ine_apprenant'),
    'ENTETE_INATTENDU',
    { motif: 'colonnes', manquantes: ['INE_APPRENANT'], doubles: [] },
  ],
  ['a truncated last line', text.slice(0, -60), 'LIGNE_TRONQUEE', { ligne: 4, motif: 'guillemet' }],
  [
    'a line without its last cells',
    text.replace(';"0699904R";"CFA LES TROIS FOURNEAUX";"VILLEURBANNE"\n"240000002CD', '\n"240000002CD'),
    'LIGNE_TRONQUEE',
    { ligne: 2 },
  ],
  [
    'a quote that is never closed',
    text.replace('"TARDIVEL"', '"TARDIVEL'),
    'LIGNE_MALFORMEE',
    { ligne: 2, motif: 'guillemets' },
  ],
  [
    'a quote left open for a megabyte',
    `${header}"240000001AB;${'x'.repeat(1024 * 1024)}`,
    'LIGNE_MALFORMEE',
    { ligne: 2, motif: 'trop-longue' },
  ],
  ['a line too long', `${header}${'x'.repeat(300_000)};a\n`, 'LIGNE_MALFORMEE', { ligne: 2, motif: 'trop-longue' }],
  [
    'a line with cells in excess',
    `${header}${fichier([voeu('240000001AB')], { colonnes: [...colonnes, ...colonnes] }).split('\n')[1]}\n`,
    'LIGNE_MALFORMEE',
    { ligne: 2, motif: 'colonnes' },
  ],
  ['columns separated by |', fichier([voeu('240000001AB')], { separateur: '|' }), 'SEPARATEUR_INATTENDU', undefined],
  [
    'a header that a spreadsheet put in one cell',
    `"${header.trimEnd().replaceAll('"', '')}"\n`,
    'SEPARATEUR_INATTENDU',
    undefined,
  ],
  [
    'lines separated otherwise than the header',
    `${header}${fichier([voeu('240000001AB')], { separateur: ',', quotes: false }).split('\n')[1]}\n`,
    'SEPARATEUR_INATTENDU',
    { ligne: 2 },
  ],
  ['a workbook (.xlsx)', Buffer.from('PK\x03\x04\x14\x00\x06\x00'), 'FICHIER_ILLISIBLE', { motif: 'classeur' }],
  ['a workbook (.xls)', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'FICHIER_ILLISIBLE', { motif: 'classeur' }],
  ['a photo', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'FICHIER_ILLISIBLE', { motif: 'binaire' }],
  ['UTF-16 of the other kind', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'ENCODAGE_INVALIDE', undefined],
  [
    'UTF-16 cut in a character',
    Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, -1),
    'ENCODAGE_INVALIDE',
    undefined,
  ],
  [
    'UTF-8 by its mark, Windows-1252 after',
    Buffer.concat([Buffer.from('\ufeff'), latin]),
    'ENCODAGE_INVALIDE',
    undefined,
  ],
  ['two encodings in one file', Buffer.concat([Buffer.from(text), latin]), 'ENCODAGE_INVALIDE', undefined],
  ['two encodings, the other way round', Buffer.concat([latin, Buffer.from(text)]), 'ENCODAGE_INVALIDE', undefined],
  ['an accent of another system', Buffer.concat([latin, Buffer.from([0x8f])]), 'ENCODAGE_INVALIDE', undefined],
];

describe('a file that cannot be used', () => {
  it.each(refused)('%s is refused and leaves everything as it was', async (_, content, code, details) => {
    await bureau.importer(`${couple}.csv`, fichier([voeu('240000007GH')]));
    const before = bureau.dump();
    expect(await bureau.refus('autre.csv', content)).toEqual({ code, details });
    expect(bureau.dump()).toBe(before);
    for (const table of tables) expect([table, bureau.count(table)]).toEqual([table, 0]);
    expect(await bureau.imports['imports:apercu']({})).toMatchObject({ ok: false, error: { code: 'APERCU_PERIME' } });
  });

  it('a folder, or a file that is gone: FICHIER_ILLISIBLE', async () => {
    mkdirSync(path.join(bureau.folder, 'dossier.csv'));
    for (const [jeton, motif] of [
      ['dossier.csv', 'autre-objet'],
      ['parti.csv', 'lecture'],
    ] as const) {
      const read = await bureau.lire(jeton);
      expect(read).toMatchObject({ etat: 'echec', code: 'FICHIER_ILLISIBLE', details: { motif } });
    }
  });

  it.skipIf(process.platform === 'win32')(
    'a pipe that nobody writes, a device without end: FICHIER_ILLISIBLE',
    async () => {
      execFileSync('mkfifo', [path.join(bureau.folder, 'tube.csv')]);
      symlinkSync('/dev/zero', path.join(bureau.folder, 'zero.csv'));
      for (const jeton of ['tube.csv', 'zero.csv']) {
        const read = await bureau.lire(jeton);
        expect(read).toMatchObject({ etat: 'echec', code: 'FICHIER_ILLISIBLE', details: { motif: 'autre-objet' } });
      }
    },
  );

  it('a file larger than any list: TROP_VOLUMINEUX, before it is read', async () => {
    writeFileSync(path.join(bureau.folder, 'film.csv'), 'x');
    truncateSync(path.join(bureau.folder, 'film.csv'), octetsMax + 1);
    const read = await bureau.lire('film.csv');
    expect(read).toMatchObject({ code: 'TROP_VOLUMINEUX', details: { octets: true, max: octetsMax } });
  });

  it('is counted, and can be cancelled, while its bytes are looked at', async () => {
    const lines = Array.from({ length: 2_000 }, (_, n) => voeu(`${String(240000000 + n)}AB`));
    const started = await bureau.imports['imports:lire']({ jeton: bureau.put('long.csv', fichier(lines)) });
    let breaths = 0;
    const seen: (number | null)[][] = [];
    bureau.onBreath = () => {
      breaths += 1;
      const [work] = granted(bureau.travaux.handlers['travaux:liste']({})).travaux;
      seen.push([work?.fait ?? null, work?.total ?? null]);
      // Two thirds of the first look at the file.
      if (breaths === 14) bureau.travaux.handlers['travaux:annuler']({ travail: granted(started).travail });
    };
    expect(await bureau.end(started)).toMatchObject({ etat: 'annule' });
    const [fait = null, total = null] = seen.at(-1) ?? [];
    expect(fait).toBeGreaterThan(100);
    expect(total).toBeGreaterThan(1_900);
    expect(total).toBeLessThan(2_200);
    expect(bureau.count('arrivee')).toBe(0);
  });

  it('a token that is unknown or used: JETON_INVALIDE', async () => {
    expect(await bureau.imports['imports:lire']({ jeton: '' })).toMatchObject({ error: { code: 'JETON_INVALIDE' } });
  });

  it('more lists than one office has: TROP_VOLUMINEUX', async () => {
    const many = Array.from({ length: 51 }, (_, n) =>
      voeu('240000001AB', {
        CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: `069001P013199998000600012${String(99_998_000_600_020 + n)}-69266#L01`,
      }),
    );
    expect(await bureau.refus('nationale.csv', fichier(many))).toMatchObject({ code: 'TROP_VOLUMINEUX' });
    expect(bureau.count('arrivee')).toBe(0);
  });

  it('while the first sync fills the file: TRAVAIL_EN_COURS, nothing written', async () => {
    const first = new Bureau('premiere');
    try {
      const jeton = first.put('liste.csv', text);
      expect(await first.imports['imports:lire']({ jeton })).toMatchObject({ error: { code: 'TRAVAIL_EN_COURS' } });
      expect(first.count('arrivee')).toBe(0);
    } finally {
      first.close();
    }
  });
});

describe('a reading that does not end', () => {
  const long = fichier(Array.from({ length: 2_000 }, (_, n) => voeu(`24000${String(n).padStart(4, '0')}AB`)));

  it('is cancelled on the way and leaves nothing', async () => {
    const started = await bureau.imports['imports:lire']({ jeton: bureau.put('liste.csv', long) });
    let breaths = 0;
    bureau.onBreath = () => {
      breaths += 1;
      if (bureau.count('arrivee') > 0)
        bureau.travaux.handlers['travaux:annuler']({ travail: granted(started).travail });
    };
    expect(await bureau.end(started)).toMatchObject({ etat: 'annule' });
    expect(breaths).toBeGreaterThan(1);
    for (const table of tables) expect(bureau.count(table)).toBe(0);
  });

  it('keeps a second one waiting', async () => {
    const jeton = bureau.put('liste.csv', long);
    const started = await bureau.imports['imports:lire']({ jeton });
    expect(await bureau.imports['imports:lire']({ jeton })).toMatchObject({ error: { code: 'TRAVAIL_EN_COURS' } });
    expect(await bureau.imports['imports:abandonner']({})).toMatchObject({ error: { code: 'TRAVAIL_EN_COURS' } });
    await bureau.end(started);
  });

  it('is dropped by « abandonner », and its lines with it', async () => {
    const apercu = await bureau.apercu('liste.csv', text);
    expect(bureau.count('arrivee')).toBe(3);
    granted(await bureau.imports['imports:abandonner']({}));
    for (const table of tables) expect(bureau.count(table)).toBe(0);
    const page = await bureau.imports['imports:anomalies']({ lecture: apercu.lecture, apres: null, limite: 10 });
    expect(page).toMatchObject({ ok: false, error: { code: 'APERCU_PERIME' } });
  });
});
