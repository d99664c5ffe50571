import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../sync-api/cli/index.ts';
import { systemRandom } from '../../sync-api/context.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { ouvrirScene, retirerScenesMortes } from '../../sync-api/store/scene.ts';
import { texteExtraction } from '../../tools/demo/entete.ts';
import { TestProcess } from '../support/cli.ts';
import { juin, ligneDe } from '../support/extraction.ts';

/** The command that an operator stops, and what a killed one leaves beside a server. */

const list = (count: number) =>
  Array.from({ length: count }, (_, index) => ligneDe({ ine: `2400${String(index).padStart(5, '0')}AB` }));

describe('importer-voeux that is asked to stop', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rappel-arret-'));
    file = join(folder, 'base.sqlite');
    await writeFile(join(folder, 'liste.csv'), texteExtraction(list(20)));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const environment = (): Record<string, string> => ({
    DATABASE_URL: `sqlite:${file}`,
    SYNC_API_DB_KEY: 'cd'.repeat(32),
  });
  const inBase = async (read: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<void>): Promise<void> => {
    const db = await openDatabase({ url: `sqlite:${file}`, key: 'cd'.repeat(32) });
    try {
      await read(db);
    } finally {
      await db.destroy();
    }
  };
  /** Runs it and stops it when it says that this step begins. */
  const stopAt = async (step: string, ...options: string[]) => {
    const result = { code: 0, out: '', err: '' };
    const stop = Promise.withResolvers<void>();
    if (step === '') stop.resolve();
    await main(
      {
        environment: environment(),
        clock: { now: () => juin },
        random: systemRandom,
        out: (text) => {
          result.out += text;
        },
        err: (text) => {
          result.err += text;
          if (step !== '' && text.includes(step)) stop.resolve();
        },
        setExitCode: (code) => {
          result.code = code;
        },
        stopped: () => stop.promise,
      },
      ['importer-voeux', join(folder, 'liste.csv'), ...options],
    );
    return result;
  };

  it.each(['', 'Lecture', 'Comparaison', 'Application'])('at « %s » says so and leaves nothing', async (step) => {
    const { code, out, err } = await stopAt(step);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('Import interrompu à votre demande.\nRien n’a été modifié.');
    expect((await readdir(folder)).filter((name) => name.includes('.scene-'))).toEqual([]);
    await inBase(async (db) => {
      for (const table of ['flux', 'ligne', 'voeu', 'relation', 'import_en_cours', 'extraction'] as const)
        expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
    });
  });

  it('once all is applied ends as if nobody had asked', async () => {
    const { code, out } = await stopAt('Nettoyage');
    expect([code, out]).toEqual([0, expect.stringContaining('20 vœux créés')]);
  });

  it('while it only looks removes its scene', async () => {
    await stopAt('jamais');
    const { code, err } = await stopAt('Lecture', '--simuler');
    expect([code, err]).toEqual([1, expect.stringContaining('Import interrompu à votre demande.')]);
    expect((await readdir(folder)).filter((name) => name.includes('.scene-'))).toEqual([]);
  });

  it('a live scene is not removed, neither by another import nor by the server; one that nobody holds is', async () => {
    await stopAt('jamais');
    await inBase(async (db) => {
      const scene = await ouvrirScene(db, systemRandom);
      await writeFile(`${file}.scene-oubliee`, 'x'.repeat(8192));
      expect(retirerScenesMortes(file)).toBe(1);
      expect((await readdir(folder)).filter((name) => name.includes('.scene-'))).toHaveLength(1);
      await scene.fermer();
      expect((await readdir(folder)).filter((name) => name.includes('.scene-'))).toEqual([]);
    });
  });

  it('the server removes at start what a killed import left', async () => {
    await stopAt('jamais');
    await inBase(async (db) => {
      const { id } = await db.selectFrom('flux').select('id').executeTakeFirstOrThrow();
      await db.insertInto('import_en_cours').values({ id: 1, extraction_id: 'mort', vu_le: null }).execute();
      await db.updateTable('flux').set({ en_scene: 'mort', tete: 0 }).where('id', '=', id).execute();
      await writeFile(`${file}.scene-oubliee`, 'x'.repeat(8192));
    });
    const process = new TestProcess({ ...environment(), PORT: '0' });
    process.stop();
    const { err } = await process.run(['serveur', '--json']);
    expect(err).toContain('"code":"PURGE_IMPORT","nombre":1');
    expect(err).toContain('"code":"PURGE_SCENE","nombre":1');
    await inBase(async (db) => {
      expect(await db.selectFrom('voeu').selectAll().execute()).toEqual([]);
      expect(await db.selectFrom('import_en_cours').selectAll().execute()).toEqual([]);
    });
  });
});
