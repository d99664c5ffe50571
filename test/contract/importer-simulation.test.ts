import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../sync-api/cli/index.ts';
import { systemRandom } from '../../sync-api/context.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { simulerVoeux } from '../../sync-api/voeux/import.ts';
import { type Ligne, texteExtraction } from '../../tools/demo/entete.ts';
import { saintEtienne, villeurbanne } from '../../tools/demo/lieux.ts';
import { bytes, dump, importLignes, juin, ligneDe, openTestBase, simulerLignes } from '../support/extraction.ts';

const relation = (siret: string): string => `99998000600012-${siret}`;
const pupil = (index: number, values: Partial<Parameters<typeof ligneDe>[0]> = {}): Ligne =>
  ligneDe({ ine: `2400${String(index).padStart(5, '0')}AB`, ...values });
const list = (count: number): Ligne[] => Array.from({ length: count }, (_, index) => pupil(index));

/** Ten of fourteen stay: one of them changed, one went elsewhere; two are new, one of them elsewhere. */
const later = [
  ...list(8),
  pupil(8, { ville: 'BRON' }),
  pupil(9, { formateur: 'saintEtienne' }),
  pupil(20),
  pupil(21, { formateur: 'saintEtienne' }),
];

describe('a simulation', () => {
  let base: Awaited<ReturnType<typeof openTestBase>>;
  beforeEach(async () => {
    base = await openTestBase();
  });
  afterEach(() => base.close());

  it('says what a first list would make, and makes no relation', async () => {
    const before = await dump(base.db);
    expect(await simulerLignes(base, list(3))).toMatchObject({
      simulation: true,
      ...{ total: 3, crees: 3, modifies: 0, inchanges: 0, retires: 0, deplaces: 0, refus: [] },
      relations: [{ relation: relation(villeurbanne.siret), genre: 'premiere', avant: 0, total: 3, nouveaux: 3 }],
    });
    expect(await dump(base.db)).toBe(before);
  });

  it('tells the added, the changed, the removed, the moved on both sides, and the losses that would refuse', async () => {
    await importLignes(base, list(14));
    const before = await dump(base.db);
    const bilan = await simulerLignes(base, later);
    expect(bilan).toMatchObject({ crees: 2, modifies: 2, inchanges: 8, retires: 4, deplaces: 1 });
    expect(bilan.relations).toEqual([
      {
        relation: relation(villeurbanne.siret),
        genre: 'mise_a_jour',
        ...{ avant: 14, total: 10, nouveaux: 1, arrives: 0, modifies: 1, retires: 4, partis: 1 },
      },
      {
        relation: relation(saintEtienne.siret),
        genre: 'premiere',
        ...{ avant: 0, total: 2, nouveaux: 1, arrives: 1, modifies: 0, retires: 0, partis: 0 },
      },
    ]);
    expect(bilan.refus).toEqual([{ relation: relation(villeurbanne.siret), avant: 14, retires: 4, deplaces: 1 }]);
    expect(await dump(base.db)).toBe(before);
    await expect(importLignes(base, later)).rejects.toMatchObject({ code: 'TROP_DE_RETRAITS' });
  });

  it('of the list that is known says that nothing would change', async () => {
    await importLignes(base, list(4));
    expect(await simulerLignes(base, list(4))).toMatchObject({ crees: 0, modifies: 0, inchanges: 4, relations: [] });
  });

  it('of a file that an import refuses is refused the same', async () => {
    const before = await dump(base.db);
    await expect(simulerLignes(base, [])).rejects.toMatchObject({ code: 'FICHIER_SANS_LIGNE' });
    expect(await dump(base.db)).toBe(before);
  });
});

describe('a first list or an update', () => {
  it('is told by what was transmitted before, not by what is left: emptied then filled again is an update', async () => {
    const base = await openTestBase();
    try {
      const elsewhere = Array.from({ length: 3 }, (_, index) => pupil(50 + index, { formateur: 'saintEtienne' }));
      const tous = { confirmation: 'tous' as const };
      expect((await importLignes(base, list(3), tous)).relations).toMatchObject([{ genre: 'premiere', total: 3 }]);
      expect((await importLignes(base, elsewhere, tous)).relations.sort((a, b) => a.total - b.total)).toMatchObject([
        { relation: relation(villeurbanne.siret), genre: 'mise_a_jour', numero: 2, total: 0, retires: 3 },
        { relation: relation(saintEtienne.siret), genre: 'premiere', numero: 1, total: 3, ajoutes: 3 },
      ]);
      const filled = await importLignes(base, [...list(3), ...elsewhere], tous);
      expect(filled.relations).toMatchObject([
        { relation: relation(villeurbanne.siret), genre: 'mise_a_jour', numero: 3, total: 3, ajoutes: 3 },
      ]);
    } finally {
      await base.close();
    }
  });
});

describe('importer-voeux --simuler', () => {
  let folder: string;
  let file: string;
  const key = 'cd'.repeat(32);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rappel-simulation-'));
    file = join(folder, 'base.sqlite');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = async (...args: string[]): Promise<{ code: number; out: string }> => {
    const result = { code: 0, out: '' };
    await main(
      {
        environment: { DATABASE_URL: `sqlite:${file}`, SYNC_API_DB_KEY: key },
        clock: { now: () => juin },
        random: systemRandom,
        out: (text) => {
          result.out += text;
        },
        err: () => {},
        setExitCode: (code) => {
          result.code = code;
        },
        stopped: () => new Promise(() => undefined),
      },
      args,
    );
    return result;
  };
  const write = async (lignes: readonly Ligne[]): Promise<string> => {
    const path = join(folder, 'liste.csv');
    await writeFile(path, texteExtraction(lignes));
    return path;
  };

  it('speaks French to a person and JSON to a program', async () => {
    await run('importer-voeux', await write(list(14)), '--json');
    const { code, out } = await run('importer-voeux', await write(later), '--simuler');
    expect(code).toBe(0);
    expect(out).toContain('Simulation : rien n’est modifié.');
    expect(out).toContain('2 vœux seraient créés, 2 modifiés (dont 1 déplacé), 8 inchangés, 4 retirés.');
    expect(out).toContain(
      `${relation(villeurbanne.siret)} : mise à jour, 14 → 10 vœux (+1, ~1, −4 ; 1 parti ailleurs)`,
    );
    expect(out).toContain(
      `${relation(saintEtienne.siret)} : première liste, 0 → 2 vœux (+1, ~0, −0 ; 1 venu d’ailleurs)`,
    );
    expect(out).toContain('L’import serait refusé');
    expect(out).toContain('4 vœux retirés et 1 déplacé sur 14');
    const { out: json } = await run('importer-voeux', await write(later), '--simuler', '--json');
    expect(JSON.parse(json)).toMatchObject({ simulation: true, crees: 2, refus: [{ retires: 4 }] });
    expect((await run('importer-voeux', await write(list(14)), '--simuler')).out).toContain('Rien ne changerait.');
  });

  it('without a base refuses, and makes neither a base nor a key', async () => {
    const liste = await write(list(2));
    for (const name of ['importer-voeux', 'importer-mef']) {
      const { code, out } = await run(name, liste, '--simuler', '--json');
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ erreur: { code: 'INTROUVABLE', details: { raison: 'BASE_ABSENTE' } } });
      expect(JSON.parse(out).erreur.phrase).toContain('Il n’y a pas encore de base à cet endroit');
    }
    expect(await readdir(folder)).toEqual(['liste.csv']);
  });

  it('runs while somebody else holds the writer lock, and leaves no lock of its own', async () => {
    await run('importer-voeux', await write(list(4)), '--json');
    const other = new Database(file);
    other.pragma("cipher='sqlcipher'");
    other.pragma(`key="x'${key}'"`);
    const base = await openTestBase();
    const db = await openDatabase({ url: `sqlite:${file}`, key, busyTimeoutMs: 1 });
    try {
      await migrate(db);
      other.exec('begin immediate');
      const demande = { source: bytes(texteExtraction(later)), date: juin, confirmation: [] };
      expect(await simulerVoeux({ ...base, db, random: systemRandom }, demande)).toMatchObject({ total: 12 });
      other.exec('rollback');
      other.pragma('busy_timeout = 1');
      other.exec('begin exclusive');
      other.exec('rollback');
    } finally {
      other.close();
      await base.close();
      await db.destroy();
    }
  });
});
