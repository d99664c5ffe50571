import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import readXlsxFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeLocal } from '../../../../main/core/store/local.ts';
import type { CandidatFiltres } from '../../../../shared/contract/ipc/candidats.ts';
import { exportEnMasse, exportsChannels, type Portee } from '../../../../shared/contract/ipc/exports.ts';
import { tracesRequest } from '../../../../shared/contract/sync.ts';
import { dossierId, fluxId, idOf, operateurId, putLigne, voeuCorps } from '../candidats/poste.ts';
import { type Banc, openBanc } from './banc.ts';
import { act, putPerson } from './personne.ts';

let banc: Banc;
beforeEach(() => {
  banc = openBanc();
});
afterEach(() => banc.close());

const tout = { genre: 'tout' } as const;
const minute = 60_000;
const selection = (...people: number[]): Portee => ({ genre: 'selection', candidats: people.map(dossierId) });
const noms = (text: string): string[] =>
  text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';')[1] ?? '');

describe('whose lines', () => {
  beforeEach(() => {
    putPerson(banc, 1, { nom: 'CHARLIE', ine: '111111111AA' }, [
      { etablissement_accueil: { uai: '0690002B', nom: 'CFA', ville: 'LYON' } },
    ]);
    putPerson(banc, 2, { nom: 'ALPHA' }, [{ etablissement_accueil: { uai: null, nom: 'UFA', ville: 'LYON' } }], 2);
    putPerson(banc, 3, { nom: 'BRAVO' });
    // CHARLIE is in the second list as well.
    putPerson(banc, 4, { nom: 'CHARLIE', ine: '111111111AA' }, [{}], 2);
    banc.project([1, 2, 3, 4].map(dossierId));
  });

  test('everybody, by name', async () => {
    await banc.export(tout, 'ypareo');
    expect(noms(banc.read())).toEqual(['"ALPHA"', '"BRAVO"', '"CHARLIE"', '"CHARLIE"']);
  });

  test('a selection, by name too; whoever left the file meanwhile is passed over', async () => {
    expect(await banc.export(selection(3, 2, 77), 'ypareo')).toMatchObject({ resultat: { nombre: 2 } });
    expect(noms(banc.read())).toEqual(['"ALPHA"', '"BRAVO"']);
  });

  test('one list: nothing of what the other lists say of the same person', async () => {
    await banc.export({ genre: 'flux', flux: fluxId(2) }, 'ypareo');
    expect(noms(banc.read())).toEqual(['"ALPHA"', '"CHARLIE"']);
  });

  test('a question, as the list is asked now', async () => {
    const ask = (filtres: CandidatFiltres, recherche = ''): Portee => ({ genre: 'question', filtres, recherche });
    await banc.export(ask({ accueil: ['UFA'] }), 'ypareo');
    expect(noms(banc.read())).toEqual(['"ALPHA"']);
    await banc.export(ask({}, 'brav'), 'ypareo');
    expect(noms(banc.read())).toEqual(['"BRAVO"']);
    await banc.export(ask({ flux: [fluxId(1)] }), 'ypareo');
    expect(noms(banc.read())).toEqual(['"BRAVO"', '"CHARLIE"']);
  });

  test.each([
    ['limitation', { active: true }],
    ['effacement', {}],
  ])('nothing of whoever asked for %s', async (type, corps) => {
    act(banc, 3, type, corps);
    for (const format of ['ypareo', 'excel-csv'] as const) {
      await banc.export(tout, format);
      expect(banc.read()).not.toContain('BRAVO');
    }
  });
});

describe('before the file', () => {
  test('nobody: EXPORT_VIDE, no file, no audit line', async () => {
    expect(await banc.handlers['exports:preparer']({ portee: tout, format: 'ypareo' })).toMatchObject({
      error: { code: 'EXPORT_VIDE' },
    });
    expect(await banc.launch(selection(1), 'ypareo', 'x')).toMatchObject({ error: { code: 'EXPORT_VIDE' } });
    expect(banc.files()).toEqual([]);
    expect(banc.traces()).toEqual([]);
  });

  test('an unknown token: JETON_INVALIDE, and nothing is noted', async () => {
    putPerson(banc, 1, {});
    const refused = await banc.handlers['exports:lancer']({ portee: selection(1), format: 'ypareo', jeton: 'perdu' });
    expect(refused).toMatchObject({ error: { code: 'JETON_INVALIDE' } });
    expect(banc.traces()).toEqual([]);
  });

  test('another export is under way: TRAVAIL_EN_COURS, and the token is still good', async () => {
    putPerson(banc, 1, {});
    await banc.launch(tout, 'ypareo', 'un.csv');
    expect(await banc.launch(tout, 'ypareo', 'deux.csv')).toMatchObject({ error: { code: 'TRAVAIL_EN_COURS' } });
    await banc.travaux.stop();
    expect(banc.traces()).toHaveLength(1);
  });

  test.each([
    [tout, 'ypareo', 'Import Ypareo 2026-06-10', 'csv'],
    [tout, 'excel-csv', 'Candidats 2026-06-10', 'csv'],
    [{ genre: 'flux', flux: fluxId(1) }, 'excel-xlsx', 'Candidats CFA 1 2026-06-10', 'xlsx'],
    [{ genre: 'flux', flux: fluxId(1) }, 'ypareo', 'Import Ypareo CFA 1 2026-06-10', 'csv'],
  ] as const)('%j as %s is called %s', async (portee, format, nom, extension) => {
    putPerson(banc, 1, {});
    const prepared = await banc.handlers['exports:preparer']({ portee, format });
    expect(prepared).toMatchObject({ ok: true, value: { nom, extension, candidats: 1, connexionRequise: false } });
    if (prepared.ok) exportsChannels['exports:preparer'].response.parse(prepared.value);
  });

  test('a name proposed holds nothing that a file system refuses, and fits', async () => {
    putPerson(banc, 1, {});
    banc.store.bulk.prepare('UPDATE flux SET nom = ?').run(`CFA/../"Été" <x>|?*: ${'long '.repeat(60)}`);
    const prepared = await banc.handlers['exports:preparer']({
      portee: { genre: 'flux', flux: fluxId(1) },
      format: 'excel-csv',
    });
    const nom = prepared.ok ? prepared.value.nom : '';
    expect(nom).toMatch(/^Candidats CFA .. Été x long/);
    expect(nom).not.toMatch(/[\\/:*?"<>|]/);
    expect(nom.length).toBeLessThanOrEqual(120);
  });
});

describe('bulk asks for a sign-in younger than fifteen minutes', () => {
  beforeEach(() => {
    for (let n = 1; n <= exportEnMasse + 1; n += 1) putPerson(banc, n, { nom: `P${n}` });
  });
  const some = (count: number): Portee => selection(...Array.from({ length: count }, (_, index) => index + 1));
  const question: Portee = { genre: 'question', filtres: {}, recherche: '' };

  test.each([
    ['everybody', tout],
    ['one list', { genre: 'flux', flux: fluxId(1) } as const],
    ['a selection of 51', some(exportEnMasse + 1)],
    ['a question of 51', question],
  ])('%s: refused at fifteen minutes, granted a moment before', async (_what, portee) => {
    for (const ageMs of [null, 15 * minute, 60 * minute]) {
      banc.connexion.ageMs = ageMs;
      expect(await banc.launch(portee, 'ypareo', 'x')).toMatchObject({ error: { code: 'CONNEXION_RECENTE_REQUISE' } });
      expect(await banc.handlers['exports:preparer']({ portee, format: 'ypareo' })).toMatchObject({
        value: { connexionRequise: true },
      });
    }
    expect(banc.files()).toEqual([]);
    expect(banc.traces()).toEqual([]);
    banc.connexion.ageMs = 15 * minute - 1;
    expect(await banc.export(portee, 'ypareo')).toMatchObject({ etat: 'fini', resultat: { nombre: 51 } });
  });

  test('a question of the people of one list is that list, however few they are', async () => {
    putPerson(banc, 60, { nom: 'SEULE' }, [{}], 2);
    const portee: Portee = { genre: 'question', filtres: { flux: [fluxId(2)] }, recherche: '' };
    for (const narrowed of [portee, { ...portee, recherche: 'seule' }]) {
      banc.connexion.ageMs = 15 * minute;
      expect(await banc.launch(narrowed, 'ypareo', 'x')).toMatchObject({
        error: { code: 'CONNEXION_RECENTE_REQUISE' },
      });
      expect(await banc.handlers['exports:preparer']({ portee: narrowed, format: 'ypareo' })).toMatchObject({
        value: { connexionRequise: true },
      });
      banc.connexion.ageMs = 15 * minute - 1;
      expect(await banc.export(narrowed, 'ypareo')).toMatchObject({ resultat: { nombre: 1 } });
    }
  });

  test('a question that names no list asks for nothing while it is about few people', async () => {
    banc.connexion.ageMs = null;
    const portee: Portee = { genre: 'question', filtres: {}, recherche: 'P51' };
    expect(await banc.export(portee, 'ypareo')).toMatchObject({ etat: 'fini', resultat: { nombre: 1 } });
  });

  test('fifty people ask for nothing', async () => {
    banc.connexion.ageMs = null;
    expect(await banc.export(some(exportEnMasse), 'ypareo')).toMatchObject({ etat: 'fini', resultat: { nombre: 50 } });
  });

  test('the sign-in that grows old while the person chooses a file is judged again', async () => {
    const launched = banc.launch(tout, 'ypareo', 'x');
    banc.connexion.ageMs = 15 * minute;
    expect(await launched).toMatchObject({ error: { code: 'CONNEXION_RECENTE_REQUISE' } });
    expect(banc.files()).toEqual([]);
  });
});

describe('the audit line', () => {
  test('says who, when, how many and of which lists, never whom', async () => {
    putPerson(banc, 1, { nom: 'ALPHA' });
    putPerson(banc, 2, { nom: 'BETA' }, [{}], 2);
    writeLocal(banc.store.persons, 'operateur', operateurId(1));
    await banc.export(tout, 'excel-csv');
    expect(banc.traces()).toEqual([
      {
        id: expect.any(String),
        genre: 'export',
        format: 'excel-csv',
        portee: 'tout',
        nombre: 2,
        flux: [fluxId(1), fluxId(2)],
        operateur: operateurId(1),
        fait_le: '2026-06-10T08:30:00.000Z',
      },
    ]);
    tracesRequest.parse({ traces: banc.traces() });
    expect(JSON.stringify(banc.traces())).not.toMatch(/ALPHA|BETA/);
  });

  test('names the lists that are in the file, not the others of the same people', async () => {
    putPerson(banc, 1, { ine: '111111111AA' });
    putPerson(banc, 2, { ine: '111111111AA' }, [{}], 2);
    banc.project([1, 2].map(dossierId));
    await banc.export({ genre: 'question', filtres: { flux: [fluxId(2)] }, recherche: '' }, 'ypareo');
    expect(banc.traces()).toMatchObject([{ portee: 'question', flux: [fluxId(2)] }]);
  });

  test('stands before the first byte, so a cancelled export has one too', async () => {
    putPerson(banc, 1, {});
    const launched = await banc.launch(tout, 'ypareo', 'x.csv');
    expect(banc.files()).toEqual([]);
    expect(banc.traces()).toHaveLength(1);
    if (launched.ok) banc.travaux.handlers['travaux:annuler'](launched.value);
    await banc.travaux.stop();
    expect(banc.events.at(-1)).toMatchObject({ etat: 'annule' });
    expect(banc.files()).toEqual([]);
    expect(banc.traces()).toHaveLength(1);
  });
});

describe('one view of the lists', () => {
  const crowd = 120;
  beforeEach(() => {
    for (let n = 1; n <= crowd; n += 1) putPerson(banc, n, { nom: `P${String(n).padStart(3, '0')}` });
  });

  test.each(['ypareo', 'excel-csv', 'excel-xlsx'] as const)(
    '%s: a sync that runs meanwhile neither tears it nor waits',
    async (format) => {
      let pulls = 0;
      banc.meanwhile.run = () => {
        if (!banc.files().some((name) => name.endsWith('.part'))) return;
        pulls += 1;
        // Somebody who is not read yet changes, another comes, a third has one more vœu.
        putPerson(banc, crowd, { nom: `APRES${pulls}` });
        putPerson(banc, crowd + pulls, { nom: `ZZZ${pulls}` });
        const corps = voeuCorps(dossierId(crowd - 1));
        putLigne(banc.store, {
          id: idOf(60, pulls),
          flux: fluxId(1),
          type: 'voeu',
          dossier: dossierId(crowd - 1),
          corps,
        });
        banc.project([dossierId(crowd - 1)]);
      };
      const done = await banc.export(tout, format, 'x');
      banc.meanwhile.run = () => undefined;
      expect(pulls).toBeGreaterThan(2);
      expect(done).toMatchObject({ etat: 'fini', resultat: { nombre: crowd } });
      const found =
        format === 'excel-xlsx'
          ? ((await readXlsxFile(banc.target('x')))[0]?.data.slice(1).map((row) => row[0]) ?? [])
          : noms(banc.read('x'));
      expect(found).toHaveLength(crowd);
      expect(JSON.stringify(found)).not.toMatch(/APRES|ZZZ/);
    },
  );

  test('an erasure closes the view: the file starts again without whom it erased', async () => {
    let erased = false;
    banc.meanwhile.run = () => {
      if (erased || banc.files().length === 0) return;
      erased = true;
      banc.store.bulk.prepare('DELETE FROM ligne WHERE id = ? OR dossier = ?').run(dossierId(1), dossierId(1));
      banc.project([dossierId(1)]);
      expect(banc.store.scrub()).toMatchObject({ ok: true });
      expect(walSize()).toBe(0);
    };
    expect(await banc.export(tout, 'ypareo', 'x')).toMatchObject({ etat: 'fini', resultat: { nombre: crowd - 1 } });
    expect(erased).toBe(true);
    expect(banc.read('x')).not.toContain('"P001"');
    expect(banc.files()).toEqual(['x']);
  });

  test('erasures that never stop end the export with a code, and no file', async () => {
    banc.meanwhile.run = () => {
      banc.store.scrub();
    };
    expect(await banc.export(tout, 'ypareo', 'x')).toMatchObject({ etat: 'echec', code: 'OCCUPE' });
    expect(banc.files()).toEqual([]);
  });

  test('progress is told in people, up to all of them', async () => {
    banc.meanwhile.run = () => {
      void banc.clock.advance(200);
    };
    const done = await banc.export(tout, 'ypareo', 'x');
    const told = banc.events.filter(({ etat, fait }) => etat === 'en-cours' && fait > 0);
    expect(told.map(({ fait, total }) => [fait, total])).toEqual([
      [50, crowd],
      [100, crowd],
      [120, crowd],
    ]);
    expect(done).toMatchObject({ fait: crowd, total: crowd });
  });

  const walSize = (): number => {
    const wal = `${banc.store.file}-wal`;
    return existsSync(wal) ? statSync(wal).size : 0;
  };
});

describe('the file that was there', () => {
  test('is replaced whole at the end', async () => {
    putPerson(banc, 1, { nom: 'ALPHA' });
    writeFileSync(banc.target('x.csv'), 'ancien');
    banc.meanwhile.run = () => {
      if (readdirSync(banc.target('.')).some((name) => name.endsWith('.part')))
        expect(banc.read('x.csv')).toBe('ancien');
    };
    await banc.export(tout, 'ypareo', 'x.csv');
    expect(banc.read('x.csv')).toContain('ALPHA');
    expect(banc.files()).toEqual(['x.csv']);
    expect(statSync(banc.target('x.csv')).mode & 0o777).toBe(0o600);
  });

  test('stays when the export is cancelled, and no part is left', async () => {
    for (let n = 1; n <= 120; n += 1) putPerson(banc, n, {});
    writeFileSync(banc.target('x.csv'), 'ancien');
    let parts = 0;
    banc.meanwhile.run = () => {
      if (!banc.files().some((name) => name.endsWith('.part'))) return;
      parts += 1;
      const [work] = banc.events;
      if (work !== undefined) banc.travaux.handlers['travaux:annuler']({ travail: work.travail });
    };
    expect(await banc.export(tout, 'ypareo', 'x.csv')).toMatchObject({ etat: 'annule' });
    expect(parts).toBe(1);
    expect(banc.read('x.csv')).toBe('ancien');
    expect(banc.files()).toEqual(['x.csv']);
  });
});
