import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { colonnesYpareo } from '../../../../main/core/exports/ypareo.ts';
import { importerMef } from '../../../../sync-api/referentiels/mef.ts';
import { bytes, importText, openTestBase } from '../../../support/extraction.ts';
import { extraction112, liste16, liste20 } from '../../../support/reference-11.ts';
import { phone, putLigne, transmissionId } from '../candidats/poste.ts';
import { type Banc, openBanc } from './banc.ts';
import { act, putPerson } from './personne.ts';

let banc: Banc;
beforeEach(() => {
  banc = openBanc();
});
afterEach(() => banc.close());

const tout = { genre: 'tout' } as const;
const cells = (text: string): string[][] => Papa.parse<string[]>(text, { delimiter: ';', skipEmptyLines: true }).data;
const column = (name: string): number => colonnesYpareo.findIndex(([known]) => known === name);
const cell = (text: string, line: number, name: string): string | undefined => cells(text)[line]?.[column(name)];

const mefs = 'MEF|LIBELLE_LONG|FORMATION_DIPLOME\n2212213431|CUISINE|50022137\n2413340421|SERVICE|50033445\n';

/** The rows that the real import writes for the sample, taken by the poste as the pull stores them. */
async function receiveSample(): Promise<Map<string, string>> {
  const base = await openTestBase();
  try {
    await importerMef(base.db, bytes(mefs));
    await importText(base, extraction112);
    const flux = await base.db
      .selectFrom('flux')
      .innerJoin('relation', 'relation.id', 'flux.relation_id')
      .select(['flux.id', 'relation.siret_formateur', 'relation.siret_responsable'])
      .execute();
    for (const { id, siret_formateur, siret_responsable } of flux) {
      const relation = {
        responsable: { siret: siret_responsable, nom: 'R' },
        formateur: { siret: siret_formateur, nom: 'F', ville: null, fuseau: 'Europe/Paris' },
      };
      banc.store.bulk
        .prepare(
          "INSERT INTO flux (id, genre, nom, entree, campagne, droits) VALUES (?, 'relation', ?, ?, 2026, 'complets')",
        )
        .run(id, `Liste de ${siret_formateur}`, JSON.stringify({ relation }));
    }
    const lignes = await base.db.selectFrom('ligne').selectAll().orderBy('seq').execute();
    for (const { id, flux_id, type, dossier_id, corps } of lignes) {
      putLigne(banc.store, {
        id,
        flux: flux_id,
        type,
        ...(dossier_id === null ? {} : { dossier: dossier_id }),
        corps: JSON.parse(corps),
      });
    }
    banc.project([...new Set(lignes.flatMap(({ dossier_id }) => dossier_id ?? []))]);
    return new Map(flux.map(({ id, siret_formateur }) => [siret_formateur, id]));
  } finally {
    await base.close();
  }
}

const flux = (id: string | undefined) => ({ genre: 'flux', flux: id ?? '' }) as const;

/** The two files of 11.3 with the improvements that the issue names, and no other. */
function improved(reference: string): string {
  const [header = '', ...lines] = reference.trimEnd().split('\n');
  const sorted = lines
    .map((line) => line.replace('0639 98 13 01', '0639981301'))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  return [header, ...sorted, ''].join('\r\n');
}
const nameOf = (line: string): string => line.split(';')[1] ?? '';

describe('the sample of the specification, imported by the server', () => {
  test('gives the two files of 11.3 byte for byte, improvements apart: CRLF, sorted by name, 10-digit phones', async () => {
    const lists = await receiveSample();
    await banc.export(flux(lists.get('99998000600020')), 'ypareo', '20.csv');
    await banc.export(flux(lists.get('99998100400016')), 'ypareo', '16.csv');
    expect(banc.read('20.csv')).toBe(improved(liste20));
    expect(banc.read('16.csv')).toBe(improved(liste16));
  });

  test('improvement: the phone of row 3, 0639 98 13 01, has ten digits and no space', async () => {
    const lists = await receiveSample();
    await banc.export(flux(lists.get('99998000600020')), 'ypareo');
    expect(liste20).toContain('"0639 98 13 01"');
    expect(cell(banc.read(), 1, 'TEL2_APPR')).toBe('0639981301');
  });

  test('improvement: lines end by CRLF, the last one too', async () => {
    const lists = await receiveSample();
    await banc.export(flux(lists.get('99998100400016')), 'ypareo');
    expect(banc.read().match(/\r\n/g)).toHaveLength(2);
    expect(banc.read().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(banc.read()).toMatch(/\r\n$/);
  });

  test('improvement: people are sorted by name, their vœux by rank', async () => {
    const lists = await receiveSample();
    await banc.export(flux(lists.get('99998000600020')), 'ypareo');
    const found = cells(banc.read()).slice(1);
    expect(found.map((line) => line[column('NOM_APPRENANT')])).toEqual([
      'BELKHADRA-NOUVEL',
      'QUERREC',
      'TARDIVEL',
      'TARDIVEL',
    ]);
    expect(found.slice(2).map((line) => line[column('LIBELLE_FORMATION_SOUHAIT1')])).toEqual([
      '1CAP2  CUISINE',
      '1CAP2  COM. SERV. HOTEL-CAFE-REST.',
    ]);
  });

  test('no BOM, ; between cells, everything quoted, 27 columns in every line', async () => {
    await receiveSample();
    await banc.export(tout, 'ypareo');
    expect(banc.read().startsWith('"INE_APPRENANT";"NOM_APPRENANT"')).toBe(true);
    expect(cells(banc.read()).map((line) => line.length)).toEqual(Array.from({ length: 6 }, () => 27));
  });

  test('one relation is named as the service of the State names it', async () => {
    const lists = await receiveSample();
    const prepared = await banc.handlers['exports:preparer']({
      portee: flux(lists.get('99998100400016')),
      format: 'ypareo',
    });
    expect(prepared).toMatchObject({
      ok: true,
      value: { nom: '99998000600012-99998100400016', extension: 'csv', candidats: 1, plus: false },
    });
  });
});

describe('lines', () => {
  test('improvement: the header is there even when no vœu is left in the list', async () => {
    putPerson(banc, 1, {}, [{ etat: 'retire', retire_par: transmissionId(1) }]);
    expect(await banc.export(tout, 'ypareo')).toMatchObject({ etat: 'fini', resultat: { nombre: 0 } });
    expect(cells(banc.read())).toEqual([colonnesYpareo.map(([name]) => name)]);
  });

  test('improvement: quotes are doubled, so a name with quotes, ; or a line break reads back identical', async () => {
    const nom = 'L’"HARDI"; dit\r\nLe Grand 🎓';
    putPerson(banc, 1, { nom });
    await banc.export(tout, 'ypareo');
    expect(banc.read()).toContain('"L’""HARDI""; dit\r\nLe Grand 🎓"');
    expect(cell(banc.read(), 1, 'NOM_APPRENANT')).toBe(nom);
    expect(cell(banc.read(), 1, 'NOM_REP_LEGAL')).toBe(nom);
  });

  test('a cell that begins like a formula stays exact: a program reads this file', async () => {
    putPerson(banc, 1, { nom: '=HYPERLINK("https://example.org";"clic")' });
    await banc.export(tout, 'ypareo');
    expect(cell(banc.read(), 1, 'NOM_APPRENANT')).toBe('=HYPERLINK("https://example.org";"clic")');
  });

  test('removed vœux have no line, nor has whoever is known only by a demande or by hand', async () => {
    putPerson(banc, 1, { nom: 'ALPHA' }, [{}, { etat: 'retire', retire_par: transmissionId(1) }]);
    putPerson(banc, 2, { nom: 'BETA' }, []);
    await banc.export(tout, 'ypareo');
    expect(cells(banc.read()).map((line) => line[column('NOM_APPRENANT')])).toEqual(['NOM_APPRENANT', 'ALPHA']);
  });

  test('whoever asked not to be contacted has no line: no column could say so', async () => {
    putPerson(banc, 1, { nom: 'ALPHA' });
    putPerson(banc, 2, { nom: 'BETA' });
    act(banc, 1, 'opposition', {});
    expect(await banc.export(tout, 'ypareo')).toMatchObject({ etat: 'fini', resultat: { nombre: 1 } });
    expect(cells(banc.read()).map((line) => line[column('NOM_APPRENANT')])).toEqual(['NOM_APPRENANT', 'BETA']);
  });

  test('addresses and e-mails return to the columns they came from', async () => {
    putPerson(banc, 1, {
      adresse: { lignes: ['7 chemin', 'Lieu-dit'], code_postal: '01330', ville: 'V', pays: 'FRANCE' },
      emails: ['b@example.org'],
      colonnes_source: { adresse: [3, 4], emails: [2] },
    });
    await banc.export(tout, 'ypareo');
    const line = cells(banc.read())[1] ?? [];
    expect(line.slice(column('ADRESSE1_APPR'), column('CP_APPR') + 1)).toEqual([
      '',
      '',
      '7 chemin',
      'Lieu-dit',
      '01330',
    ]);
    expect(line.slice(column('EMAIL1_REP_LEGAL'), column('EMAIL2_REP_LEGAL') + 1)).toEqual(['', 'b@example.org']);
  });

  test('values are those of the list, whatever was corrected here', async () => {
    putPerson(banc, 1, { nom: 'DUPOND', telephones: [phone('+33639980001')] });
    act(banc, 1, 'rectification', { champ: 'nom', valeur: 'DUPONT', ancienne: null });
    await banc.export(tout, 'ypareo');
    expect(cell(banc.read(), 1, 'NOM_APPRENANT')).toBe('DUPOND');
    expect(cell(banc.read(), 1, 'TEL1_REP_LEGAL')).toBe('0639980001');
  });
});
