import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { voeuLigne } from '../../../shared/contract/lignes.ts';
import type { ImportDeps } from '../../../sync-api/voeux/plan.ts';
import type { Ligne } from '../../../tools/demo/entete.ts';
import { dump, importLignes, ligneDe, openTestBase, simulerLignes } from '../../support/extraction.ts';
import { checkFlux } from '../../support/flux-invariants.ts';

/** One pupil among few and one offer among few, so that lists collide, move, lose and take back. */
const wish = fc.record({
  ine: fc.constantFrom('240000001AB', '240000002CD', '240000003EF', '240000004GH'),
  offre: fc.constantFrom('69A00101', '69A00102', '69A00103'),
  formateur: fc.constantFrom('villeurbanne' as const, 'saintEtienne' as const),
  telephone: fc.constantFrom('0639980001', '+33639980002', '02693191234'),
  ville: fc.constantFrom('LYON', 'BRON'),
  rang: fc.integer({ min: 1, max: 3 }),
  deliverable: fc.boolean(),
});
const extraction = fc
  .uniqueArray(wish, { selector: ({ ine, offre }) => ine + offre, minLength: 1, maxLength: 8 })
  .map((wishes) =>
    wishes.map(({ deliverable, ...voeu }): Ligne => {
      const ligne = ligneDe(voeu);
      return deliverable ? ligne : { ...ligne, 'clé ministère éducatif': '-', 'SIRET UAI formateur': '-' };
    }),
  );

/** What the lists say, without the ids and the history that only the import knows. */
async function told({ db }: ImportDeps): Promise<string[]> {
  const rows = await db
    .selectFrom('voeu')
    .leftJoin('flux', 'flux.id', 'voeu.flux_id')
    .leftJoin('relation', 'relation.id', 'flux.relation_id')
    .leftJoin('ligne as v', (join) => join.onRef('v.flux_id', '=', 'voeu.flux_id').onRef('v.id', '=', 'voeu.id'))
    .leftJoin('ligne as d', (join) =>
      join.onRef('d.flux_id', '=', 'voeu.flux_id').onRef('d.id', '=', 'voeu.dossier_id'),
    )
    .select(['voeu.ine', 'voeu.code_offre', 'relation.siret_formateur', 'v.corps as voeu', 'd.corps as dossier'])
    .where('voeu.etat', '=', 'actif')
    .execute();
  return rows
    .map(({ ine, code_offre: offre, siret_formateur: formateur, voeu, dossier }) => {
      if (voeu === null) return JSON.stringify([ine, offre, formateur]);
      const { etat, rang, formation, etablissement_accueil: accueil, anomalies } = voeuLigne.parse(JSON.parse(voeu));
      return JSON.stringify([ine, offre, formateur, etat, rang, formation, accueil, anomalies, dossier]);
    })
    .sort();
}

describe('any series of extractions', () => {
  it('is the fold of its differences: the same as the last one alone, and the same again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(extraction, { minLength: 1, maxLength: 4 }), async (series) => {
        const base = await openTestBase();
        const alone = await openTestBase();
        try {
          for (const lignes of series) {
            const untouched = await dump(base.db);
            const { crees, modifies, inchanges, retires, deplaces, relations } = await simulerLignes(base, lignes);
            expect(await dump(base.db)).toBe(untouched);
            const bilan = await importLignes(base, lignes, { confirmation: 'tous' });
            expect({ crees, modifies, inchanges, retires, deplaces }).toEqual({
              crees: bilan.crees,
              modifies: bilan.modifies,
              inchanges: bilan.inchanges,
              retires: bilan.retires,
              deplaces: bilan.deplaces,
            });
            expect(
              relations.map(({ relation, genre, total, nouveaux, arrives, modifies: changes, retires: lost, partis }) =>
                JSON.stringify([relation, genre, total, nouveaux + arrives, changes, lost + partis]),
              ),
            ).toEqual(
              bilan.relations
                .map(({ relation, genre, total, ajoutes, modifies: changes, retires: lost }) =>
                  JSON.stringify([relation, genre, total, ajoutes, changes, lost]),
                )
                .sort(),
            );
            expect(bilan.crees + bilan.modifies + bilan.inchanges).toBe(lignes.length);
            await checkFlux(base);
            const before = await dump(base.db);
            const again = await importLignes(base, [...lignes].reverse(), { confirmation: 'tous' });
            expect(again).toMatchObject({
              crees: 0,
              modifies: 0,
              retires: 0,
              inchanges: lignes.length,
              extraction: null,
            });
            expect(await dump(base.db)).toBe(before);
          }
          await importLignes(alone, series.at(-1) ?? []);
          expect(await told(base)).toEqual(await told(alone));
        } finally {
          await base.close();
          await alone.close();
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
