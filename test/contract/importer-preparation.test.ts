import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restaurer } from '../../sync-api/flux/fins.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { lockFlux, writeLignes } from '../../sync-api/store/flux.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ouvrirScene } from '../../sync-api/store/scene.ts';
import { importerVoeux } from '../../sync-api/voeux/import.ts';
import { prendreLaMain } from '../../sync-api/voeux/la-main.ts';
import { type Ligne, texteExtraction } from '../../tools/demo/entete.ts';
import { dump, importLignes, juin, ligneDe, openTestBase } from '../support/extraction.ts';
import { checkFlux } from '../support/flux-invariants.ts';
import { importerParEtapes, tuerImport } from '../support/import-etapes.ts';

/** What happens between the comparison of a list and its one transaction. */

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const list = (count: number, values: Partial<Parameters<typeof ligneDe>[0]> = {}): Ligne[] =>
  Array.from({ length: count }, (_, index) => ligneDe({ ine: `2400${String(index).padStart(5, '0')}AB`, ...values }));

const count = async (table: 'ligne' | 'voeu' | 'dossier' | 'flux' | 'relation'): Promise<number> =>
  (await base.db.selectFrom(table).selectAll().execute()).length;

/** An import in its three steps, with something between the second and the third. */
const importWith = (lignes: readonly Ligne[], meanwhile: (extractionId: string) => Promise<unknown>) =>
  importerParEtapes(base, lignes, { afterPrepare: meanwhile });

/** A relation that importer-relations made before any list: its flux is there, empty. */
const emptyRelation = async (): Promise<string> => {
  await importLignes(base, list(1));
  const { id } = await base.db.selectFrom('flux').select('id').executeTakeFirstOrThrow();
  for (const table of ['ligne', 'voeu', 'dossier', 'extraction'] as const) await base.db.deleteFrom(table).execute();
  await base.db
    .updateTable('flux')
    .set({ tete: 0, nombre: 0, empreinte: '0'.repeat(64) })
    .execute();
  return id;
};

describe('what is prepared', () => {
  it('is written beyond the heads, where no flux shows it, and stands after the one transaction', async () => {
    const flux = await emptyRelation();
    const bilans = await importWith(
      [...list(3), ...list(2, { formateur: 'saintEtienne', offre: '42B00201' })],
      async () => {
        expect(await count('ligne')).toBe(12);
        expect(await count('dossier')).toBe(0);
        const hidden = await base.db.selectFrom('flux').selectAll().orderBy('tete').execute();
        expect(hidden.map(({ tete, nombre }) => [tete, nombre])).toEqual([
          [0, 0],
          [0, 0],
        ]);
        expect(hidden.filter(({ relation_id }) => relation_id !== null).map(({ id }) => id)).toEqual([flux]);
        expect(await count('relation')).toBe(1);
      },
    );
    expect(bilans.map(({ bilan }) => [bilan.total, bilan.genre]).sort()).toEqual([
      [2, 'premiere'],
      [3, 'premiere'],
    ]);
    expect(await base.db.selectFrom('flux').select('id').where('en_scene', 'is not', null).execute()).toEqual([]);
    await checkFlux(base);
  });

  it('goes when another import takes its place: refused, and nothing of it is left', async () => {
    await emptyRelation();
    const before = await dump(base.db);
    const later = { now: () => new Date('2026-06-08T07:02:00.000Z') };
    const other = importWith(list(3), (id) => prendreLaMain(base.db, `${id}-autre`, later));
    await expect(other).rejects.toMatchObject({ code: 'IMPORT_CONCURRENT' });
    await base.db.deleteFrom('import_en_cours').execute();
    expect(await dump(base.db)).toBe(before);
  });

  it('goes when the process dies there: the next import starts from what was known', async () => {
    await emptyRelation();
    await expect(
      importWith(list(3), async () => {
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    // As a kill leaves it: prepared, and nobody to remove it.
    await importWith(list(3), () => tuerImport(base)).catch(() => undefined);
    expect(await count('ligne')).toBeGreaterThan(0);
    expect(await importLignes(base, list(2))).toMatchObject({ crees: 2 });
    expect(await count('voeu')).toBe(2);
    await checkFlux(base);
  });
});

it('a backup that caught an import at work shows nothing of it once it is put back', async () => {
  await emptyRelation();
  await importWith(list(3), () => tuerImport(base)).catch(() => undefined);
  expect(await count('ligne')).toBeGreaterThan(0);
  await restaurer(base.db, base);
  expect(await count('ligne')).toBe(0);
  const [flux] = await base.db.selectFrom('flux').selectAll().execute();
  expect(flux?.tete).toBeGreaterThan(0);
  expect(await importLignes(base, list(3))).toMatchObject({ crees: 3, relations: [{ genre: 'premiere', total: 3 }] });
  await checkFlux(base);
});

describe('what changed since the comparison is compared again', () => {
  it('somebody wrote into an empty flux: their row keeps its number, the list comes after it', async () => {
    const fluxId = await emptyRelation();
    const id = '11111111-1111-4111-8111-111111111111';
    const bilans = await importWith(list(3), () =>
      base.db.transaction().execute(async (trx) => {
        await lockFlux(trx, [fluxId]);
        expect(await trx.selectFrom('ligne').selectAll().execute()).toEqual([]);
        await writeLignes(trx, { fluxId, lignes: [{ id, type: 'note', v: 1, dossierId: null, corps: '{}' }] });
      }),
    );
    expect(bilans).toMatchObject([{ fluxId, bilan: { genre: 'premiere', total: 3, ajoutes: 3 } }]);
    const [first] = await base.db.selectFrom('ligne').select(['id', 'seq']).orderBy('seq').execute();
    expect(first).toEqual({ id, seq: 1 });
    await checkFlux(base);
  });

  it('a flux of the relation was opened: the list goes to it', async () => {
    const bilans = await importWith(list(2), async () => {
      const relationId = '22222222-2222-4222-8222-222222222222';
      const couple = { siret_responsable: '99998000600012', siret_formateur: '99998000600020' };
      const rest = { email_responsable: null, cree_le: juin.toISOString(), retiree_le: null };
      await base.db
        .insertInto('relation')
        .values({ id: relationId, ...couple, ...rest })
        .execute();
      const { ensureFlux } = await import('../../sync-api/store/flux.ts');
      const cle = { genre: 'relation' as const, relationId, campagne: 2026 };
      await base.db.transaction().execute((trx) => ensureFlux(trx, { uuid: () => 'ouvert' }, cle));
    });
    expect(bilans).toMatchObject([{ fluxId: 'ouvert', bilan: { total: 2 } }]);
    expect(await count('flux')).toBe(1);
    await checkFlux(base);
  });

  it('a person was erased: they get a new dossier, as if the list had come after', async () => {
    await importLignes(base, list(3));
    const dossier = await base.db.selectFrom('dossier').select('id').orderBy('id').executeTakeFirstOrThrow();
    const bilans = await importWith(list(3, { ville: 'BRON' }), async () => {
      await base.db
        .updateTable('dossier')
        .set({ cle_ine: null, efface_le: juin.toISOString() })
        .where('id', '=', dossier.id)
        .execute();
      await base.db.deleteFrom('voeu').where('dossier_id', '=', dossier.id).execute();
    });
    expect(bilans).toMatchObject([{ bilan: { ajoutes: 1, modifies: 2, total: 3 } }]);
    expect(await count('dossier')).toBe(4);
  });

  it('an opposition said meanwhile is repeated in a dossier written in advance', async () => {
    await emptyRelation();
    const { cleIne } = await import('../../sync-api/voeux/cle-ine.ts');
    await importWith(list(2), () =>
      base.db
        .insertInto('opposition')
        .values({
          siret_responsable: '99998000600012',
          cle_ine: cleIne(base.serveur.secretIne, '240000001AB'),
          depuis_le: juin.toISOString(),
        })
        .execute(),
    );
    const actes = await base.db.selectFrom('ligne').select('corps').where('type', '=', 'acte').execute();
    expect(actes.map(({ corps }) => JSON.parse(corps).type)).toEqual(['opposition']);
    await checkFlux(base);
  });
});

describe('the scene', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rappel-scene-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is a file without a word in clear, removed at the end, and the next import removes a forgotten one', async () => {
    const file = join(folder, 'base.db');
    const db = await openDatabase({ url: `sqlite:${file}`, key: 'ab'.repeat(32) });
    const random = { ...base.random, bytes: (size: number) => new Uint8Array(size).fill(9) };
    try {
      await migrate(db);
      const scenes = (): string[] => readdirSync(folder).filter((name) => name.includes('scene'));
      async function* watched() {
        yield Buffer.from(texteExtraction(list(1200)));
        expect(scenes()).toHaveLength(1);
        for (const name of scenes()) expect(readFileSync(join(folder, name)).includes('DUCHEMIN')).toBe(false);
      }
      await importerVoeux({ ...base, db, random }, { source: watched(), date: juin, confirmation: [] });
      expect(scenes()).toEqual([]);
      const forgotten = join(folder, 'base.db.scene-oublie');
      const { writeFileSync } = await import('node:fs');
      writeFileSync(forgotten, 'x');
      await (await ouvrirScene(db, random)).fermer();
      expect(existsSync(forgotten)).toBe(false);
    } finally {
      await db.destroy();
    }
  });

  it('is one at a time on a connection: a second import is refused and changes nothing', async () => {
    async function* nested() {
      yield Buffer.from(texteExtraction(list(2)));
      await expect(importLignes(base, list(3))).rejects.toMatchObject({ code: 'IMPORT_CONCURRENT' });
    }
    expect(await importerVoeux(base, { source: nested(), date: juin, confirmation: [] })).toMatchObject({ crees: 2 });
  });
});
