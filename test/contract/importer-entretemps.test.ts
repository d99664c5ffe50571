import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effacerDossier, listLignesDuDossier } from '../../sync-api/actes/acte-repository.ts';
import { purgerFlux } from '../../sync-api/flux/fins.ts';
import { ensureFlux, lockFlux, retireLignes } from '../../sync-api/store/flux.ts';
import type { Ligne } from '../../tools/demo/entete.ts';
import { dump, importLignes, juin, ligneDe, openTestBase, simulerLignes } from '../support/extraction.ts';
import { checkFlux } from '../support/flux-invariants.ts';
import { importerParEtapes } from '../support/import-etapes.ts';

/** An erasure or a purge that comes while an import is at work. */

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const ineOf = (index: number): string => `2400${String(index).padStart(5, '0')}AB`;
const list = (count: number, values: Partial<Parameters<typeof ligneDe>[0]> = {}): Ligne[] =>
  Array.from({ length: count }, (_, index) => ligneDe({ ine: ineOf(index), ...values }));
const fluxIds = async (): Promise<string[]> =>
  (await base.db.selectFrom('flux').select('id').where('genre', '=', 'relation').execute()).map(({ id }) => id);

const erase = async (ine: string): Promise<void> => {
  const voeu = await base.db
    .selectFrom('voeu')
    .select(['flux_id', 'dossier_id'])
    .where('ine', '=', ine)
    .executeTakeFirstOrThrow();
  const { flux_id: fluxId, dossier_id: dossierId } = voeu;
  if (fluxId === null || dossierId === null) throw new Error('held by no flux');
  await base.db.transaction().execute(async (trx) => {
    await lockFlux(trx, [fluxId]);
    const ids = await listLignesDuDossier(trx, fluxId, dossierId);
    await retireLignes(trx, { fluxId, ids, raison: 'effacement', jour: '2026-06-08' });
    await effacerDossier(trx, dossierId, juin.toISOString());
  });
};
const dossiersOf = async () =>
  (await base.db.selectFrom('dossier').select('id').where('efface_le', 'is', null).execute()).length;

describe('a person is erased', () => {
  it('between the plan and the comparison, and they were leaving: their flux is compared again', async () => {
    await importLignes(base, list(10));
    const bilans = await importerParEtapes(base, list(9), { afterPlan: () => erase(ineOf(9)) });
    expect(bilans).toEqual([]);
    expect(await dossiersOf()).toBe(9);
    expect(await base.db.selectFrom('ligne').select('id').where('type', '=', 'transmission').execute()).toHaveLength(1);
  });

  it('between the plan and the comparison, and others change: nothing of them comes back', async () => {
    await importLignes(base, list(10));
    const changed = list(9).map((ligne, index) => (index === 0 ? { ...ligne, VILLE: 'BRON' } : ligne));
    const bilans = await importerParEtapes(base, changed, { afterPlan: () => erase(ineOf(9)) });
    expect(bilans).toMatchObject([{ bilan: { ajoutes: 0, modifies: 1, retires: 0, total: 9 } }]);
    expect(await dossiersOf()).toBe(9);
    await checkFlux(base);
  });

  it('and nothing changed for them: the total that is told is what is there', async () => {
    await importLignes(base, list(10));
    const later = [...list(9), ligneDe({ ine: ineOf(20) })];
    const kept = later.map((ligne, index) => (index === 8 ? { ...ligne, VILLE: 'BRON' } : ligne));
    const bilans = await importerParEtapes(base, kept, { afterPrepare: () => erase(ineOf(0)) });
    // The file still names them: a new dossier, as if the list had come after.
    expect(bilans).toMatchObject([{ bilan: { ajoutes: 2, modifies: 1, retires: 1, total: 10 } }]);
    await checkFlux(base);
  });

  it('and what the relation loses is too much by then: refused, and the erasure stands', async () => {
    await importLignes(base, list(25));
    const work = importerParEtapes(base, list(20), { confirmation: [], afterPrepare: () => erase(ineOf(0)) });
    await expect(work).rejects.toMatchObject({
      code: 'TROP_DE_RETRAITS',
      details: { relations: [{ avant: 24, retires: 5 }] },
    });
    expect(await base.db.selectFrom('voeu').select('id').where('etat', '=', 'actif').execute()).toHaveLength(24);
    expect(await base.db.selectFrom('import_en_cours').selectAll().execute()).toEqual([]);
  });
});

describe('a list that was purged on its day', () => {
  const purge = async (): Promise<void> => {
    for (const id of await fluxIds()) expect(await purgerFlux(base.db, base, id)).not.toBeNull();
  };

  it('does not come back with the same file: refused, and nothing changes', async () => {
    await importLignes(base, list(5));
    await purge();
    const before = await dump(base.db);
    const refused = { code: 'CAMPAGNE_PURGEE', details: { campagne: 2026, relations: [expect.any(String)] } };
    await expect(importLignes(base, list(5))).rejects.toMatchObject(refused);
    await expect(simulerLignes(base, list(5))).rejects.toMatchObject(refused);
    expect(await dump(base.db)).toBe(before);
  });

  it('while the next one is prepared refuses it', async () => {
    await importLignes(base, list(5));
    const work = importerParEtapes(base, list(5, { ville: 'BRON' }), { afterPrepare: purge });
    await expect(work).rejects.toMatchObject({ code: 'CAMPAGNE_PURGEE' });
    for (const table of ['ligne', 'voeu', 'dossier'] as const)
      expect(await base.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  it('empty, while its first list is prepared refuses it too', async () => {
    const relationId = '22222222-2222-4222-8222-222222222222';
    const couple = { siret_responsable: '99998000600012', siret_formateur: '99998000600020' };
    const rest = { email_responsable: null, cree_le: juin.toISOString(), retiree_le: null };
    await base.db
      .insertInto('relation')
      .values({ id: relationId, ...couple, ...rest })
      .execute();
    const cle = { genre: 'relation' as const, relationId, campagne: 2026 };
    await base.db.transaction().execute((trx) => ensureFlux(trx, base.random, cle));
    const work = importerParEtapes(base, list(3), { afterPrepare: purge });
    await expect(work).rejects.toMatchObject({ code: 'CAMPAGNE_PURGEE' });
    for (const table of ['ligne', 'voeu', 'dossier'] as const)
      expect(await base.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});
