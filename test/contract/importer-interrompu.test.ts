import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restaurer } from '../../sync-api/flux/fins.ts';
import {
  abandonner,
  garderLaMain,
  prendreLaMain,
  rendreLaMain,
  retirerImportMort,
} from '../../sync-api/voeux/la-main.ts';
import type { Ligne } from '../../tools/demo/entete.ts';
import { dump, importLignes, ligneDe, openTestBase, simulerLignes } from '../support/extraction.ts';
import { checkFlux } from '../support/flux-invariants.ts';
import { importerParEtapes, tuerImport } from '../support/import-etapes.ts';

/** What an import that was killed, or is still at work, means to the others. */

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const list = (count: number, values: Partial<Parameters<typeof ligneDe>[0]> = {}): Ligne[] =>
  Array.from({ length: count }, (_, index) => ligneDe({ ine: `2400${String(index).padStart(5, '0')}AB`, ...values }));

/** The first of three lines cannot be used. */
const unusable = list(3).map((ligne, index) => (index === 0 ? { ...ligne, 'Prénom 1': '' } : ligne));

const leaveKilled = async (count: number): Promise<void> => {
  const work = importerParEtapes(base, list(count), { afterPrepare: () => tuerImport(base) });
  await expect(work).rejects.toMatchObject({ code: 'IMPORT_CONCURRENT' });
  expect(await base.db.selectFrom('voeu').select('id').execute()).toHaveLength(count);
};

describe('a simulation', () => {
  it('after a killed import says what the import then does: what it had prepared is known to nobody', async () => {
    await leaveKilled(20);
    const before = await dump(base.db);
    const whole = await simulerLignes(base, list(20));
    expect(whole).toMatchObject({ crees: 20, inchanges: 0, refus: [], relations: [{ genre: 'premiere', total: 20 }] });
    const corrected = await simulerLignes(base, list(10));
    expect(corrected).toMatchObject({
      crees: 10,
      retires: 0,
      refus: [],
      relations: [{ genre: 'premiere', total: 10 }],
    });
    expect(await dump(base.db)).toBe(before);
  });

  it('counts no vœu as kept that no import ever applied', async () => {
    await leaveKilled(3);
    expect(await simulerLignes(base, unusable)).toMatchObject({ conserves: 0, crees: 2 });
  });
});

it('an import counts as kept only what is known once nobody else writes', async () => {
  await leaveKilled(3);
  expect(await importLignes(base, unusable)).toMatchObject({ conserves: 0, crees: 2 });
});

const at = (time: string) => ({ now: () => new Date(`2026-06-08T${time}.000Z`) });
const hidden = () => base.db.selectFrom('flux').select('id').where('en_scene', 'is not', null).execute();

describe('the right to write', () => {
  it('is not taken from an import that lives: the other one is refused and changes nothing', async () => {
    const bilans = await importerParEtapes(base, list(3), {
      afterPrepare: async () => {
        const before = await dump(base.db);
        await expect(prendreLaMain(base.db, 'autre', at('07:00:59'))).rejects.toMatchObject({
          code: 'IMPORT_CONCURRENT',
        });
        expect(await dump(base.db)).toBe(before);
      },
    });
    expect(bilans).toMatchObject([{ bilan: { total: 3 } }]);
    await checkFlux(base);
  });

  it('is taken from one that was heard of no more for a minute, with what it had prepared', async () => {
    await leaveKilled(3);
    await prendreLaMain(base.db, 'autre', at('07:01:00'));
    expect(await base.db.selectFrom('voeu').select('id').execute()).toEqual([]);
    expect(await hidden()).toEqual([]);
  });

  it('is taken from one of a clock that was far ahead', async () => {
    await leaveKilled(3);
    await base.db.updateTable('import_en_cours').set({ vu_le: '2027-01-01T00:00:00.000Z' }).execute();
    await prendreLaMain(base.db, 'autre', at('07:01:00'));
    expect(await hidden()).toEqual([]);
  });

  it('is kept by telling that one lives, and telling it too late is refused', async () => {
    await prendreLaMain(base.db, 'un', at('07:00:00'));
    await garderLaMain(base.db, 'un', at('07:00:50'));
    await expect(prendreLaMain(base.db, 'autre', at('07:01:40'))).rejects.toMatchObject({ code: 'IMPORT_CONCURRENT' });
    await prendreLaMain(base.db, 'autre', at('07:02:00'));
    await expect(garderLaMain(base.db, 'un', at('07:02:01'))).rejects.toMatchObject({ code: 'IMPORT_CONCURRENT' });
  });

  it('once lost is not given back: what the other import prepared stays', async () => {
    await importerParEtapes(base, list(3), {
      afterPrepare: async () => {
        const before = await dump(base.db);
        await rendreLaMain(base.db, 'perdu');
        expect(await dump(base.db)).toBe(before);
      },
    });
    await checkFlux(base);
  });
});

describe('an import at work', () => {
  it('whose new flux went is applied all the same, compared again', async () => {
    const bilans = await importerParEtapes(base, list(3), {
      afterPrepare: async () => {
        const flux = await base.db.selectFrom('flux').selectAll().where('en_scene', 'is not', null).execute();
        expect(flux).toHaveLength(1);
        for (const one of flux) await base.db.transaction().execute((trx) => abandonner(trx, one));
      },
    });
    expect(bilans).toMatchObject([{ bilan: { genre: 'premiere', total: 3, ajoutes: 3 } }]);
    await checkFlux(base);
  });

  it('on a base that is put back is refused, and nothing of it is left', async () => {
    const work = importerParEtapes(base, list(3), { afterPrepare: () => restaurer(base.db, base) });
    await expect(work).rejects.toMatchObject({ code: 'IMPORT_CONCURRENT' });
    for (const table of ['flux', 'ligne', 'voeu', 'import_en_cours'] as const)
      expect(await base.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});

describe('what a killed import prepared', () => {
  const remove = (clock: { now(): Date }) => retirerImportMort(base.db, { clock, random: base.random });

  it('is removed a quarter of an hour after it was last heard of, not before', async () => {
    await leaveKilled(3);
    const before = await dump(base.db);
    expect(await remove(at('07:12:59'))).toBe(0);
    expect(await dump(base.db)).toBe(before);
    expect(await remove(at('07:13:00'))).toBe(1);
    for (const table of ['flux', 'ligne', 'voeu', 'import_en_cours'] as const)
      expect(await base.db.selectFrom(table).selectAll().execute()).toEqual([]);
    expect(await remove(at('07:14:00'))).toBe(0);
  });

  it('goes too when nobody holds the right to write any more', async () => {
    await leaveKilled(3);
    await base.db.deleteFrom('import_en_cours').execute();
    expect(await remove(at('07:00:00'))).toBe(1);
    expect(await hidden()).toEqual([]);
  });

  it('is not looked for in a base without any: nothing is written', async () => {
    await importLignes(base, list(3));
    const before = await dump(base.db);
    expect(await remove(at('09:00:00'))).toBe(0);
    expect(await dump(base.db)).toBe(before);
  });
});
