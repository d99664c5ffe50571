import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ligne } from '../../tools/demo/entete.ts';
import { dump, importLignes, ligneDe, openTestBase, simulerLignes } from '../support/extraction.ts';
import { importerParEtapes, tuerImport } from '../support/import-etapes.ts';

/** What an import that was killed, or is still at work, means to the others. */

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const list = (count: number, values: Partial<Parameters<typeof ligneDe>[0]> = {}): Ligne[] =>
  Array.from({ length: count }, (_, index) => ligneDe({ ine: `2400${String(index).padStart(5, '0')}AB`, ...values }));

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
    const [first, ...others] = list(3);
    const unusable = [{ ...first, 'Prénom 1': '' }, ...others];
    expect(await simulerLignes(base, unusable)).toMatchObject({ conserves: 0, crees: 2 });
  });
});

it('an import counts as kept only what is known once nobody else writes', async () => {
  await leaveKilled(3);
  await base.db.updateTable('import_en_cours').set({ extraction_id: 'mort' }).execute();
  const [first, ...others] = list(3);
  const unusable = [{ ...first, 'Prénom 1': '' }, ...others];
  expect(await importLignes(base, unusable)).toMatchObject({ conserves: 0, crees: 2 });
});
