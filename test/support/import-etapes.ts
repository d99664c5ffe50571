import { Application, type Applique } from '../../sync-api/voeux/application.ts';
import type { Comparaison } from '../../sync-api/voeux/comparer-flux.ts';
import { avecScene } from '../../sync-api/voeux/import.ts';
import { prendreLaMain, rendreLaMain } from '../../sync-api/voeux/la-main.ts';
import { type ImportDeps, planifier } from '../../sync-api/voeux/plan.ts';
import { preparer } from '../../sync-api/voeux/preparation.ts';
import type { Confirmation } from '../../sync-api/voeux/seuils.ts';
import { type Ligne, texteExtraction } from '../../tools/demo/entete.ts';
import { bytes, juin } from './extraction.ts';

/** What somebody else does while an import is between two of its steps. */
export interface EntreTemps {
  afterPlan?: (extractionId: string) => Promise<unknown>;
  afterPrepare?: (extractionId: string) => Promise<unknown>;
  confirmation?: Confirmation;
}

/** An import in its three steps: the plan, the preparation, the one transaction. */
export const importerParEtapes = (
  base: ImportDeps,
  lignes: readonly Ligne[],
  { afterPlan, afterPrepare, confirmation = 'tous' }: EntreTemps,
): Promise<Applique[]> =>
  avecScene(base, { source: bytes(texteExtraction(lignes)), date: juin }, async ({ portee }) => {
    await prendreLaMain(base.db, portee.extractionId, base.clock);
    try {
      const plan = await planifier(base, portee, confirmation);
      await afterPlan?.(portee.extractionId);
      const secretIne = base.serveur.secretIne;
      const comparaison: Comparaison = { random: base.random, secretIne, portee, recueLe: juin.toISOString() };
      const prepared = await preparer(base, comparaison, plan);
      await afterPrepare?.(portee.extractionId);
      return await base.db
        .transaction()
        .execute((trx) => new Application(base, trx, comparaison).appliquer(prepared, plan));
    } finally {
      await rendreLaMain(base.db, portee.extractionId);
    }
  });

/** As a killed process leaves it: prepared, the right to write held, and nobody to give it back. */
export const tuerImport = async ({ db }: ImportDeps): Promise<void> => {
  await db.updateTable('import_en_cours').set({ extraction_id: 'mort', vu_le: '2026-06-08T06:58:00.000Z' }).execute();
};
