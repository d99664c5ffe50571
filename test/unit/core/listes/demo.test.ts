import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dossierLigne, voeuLigne } from '../../../../shared/contract/lignes.ts';
import type { Changement } from '../../../../tools/demo/listes-suivantes.ts';
import { genererDemo } from '../../../../tools/demo-generator.ts';
import { importText, openTestBase } from '../../../support/extraction.ts';
import { type Base, Poste } from './postes.ts';

/** The demo's three extractions, on a poste that took each of them and on one that first synced after the last. */
const { fichiers, changements } = genererDemo();
let base: Base;
let old: Poste;
let fresh: Poste;
beforeAll(async () => {
  base = await openTestBase();
  old = new Poste(base);
  for (const n of [1, 2, 3]) {
    const date = new Date(`2026-06-1${n}T06:00:00.000Z`);
    await importText(base, fichiers.get(`extraction-${n}.csv`) ?? '', { date, confirmation: 'tous' });
    await old.sync();
  }
  fresh = new Poste(base, { mode: 'premiere' });
  await fresh.sync();
});
afterAll(async () => {
  old.close();
  fresh.close();
  await base.close();
});

const offre = 'Code offre de formation (vœu)';
const formateur = 'SIRET UAI formateur';

/** An edit that writes what already stood there. */
const changesNothing = (change: Changement): boolean =>
  change.genre === 'modifie' && JSON.stringify(change.avant) === JSON.stringify(change.apres);

/** What the generator says it did; a change of a person is one change in each of her lists. */
const recorded = (changes: readonly Changement[]): string[] => {
  const lines = changes
    .filter((change) => !changesNothing(change))
    .flatMap((change) => {
      switch (change.genre) {
        case 'ajoute':
        case 'retire':
          return [`${change.genre} ${change.ligne[formateur]} ${change.ligne.INE} ${change.ligne[offre]}`];
        case 'modifie':
          return [`modifie ${change.apres[formateur]} ${change.apres.INE}`];
        case 'deplace':
          return [
            `parti ${change.avant[formateur]} ${change.avant.INE} ${change.avant[offre]}`,
            `arrive ${change.apres[formateur]} ${change.apres.INE} ${change.apres[offre]}`,
          ];
        default:
          return change satisfies never;
      }
    });
  return [...new Set(lines)].sort();
};

function shown(poste: Poste, recueLe: string): string[] {
  const corps = (id: string): unknown =>
    JSON.parse(
      poste.store.bulk
        .prepare<[string], string>('SELECT corps FROM ligne JOIN ligne_corps USING (rang) WHERE id = ?')
        .pluck()
        .get(id) ?? 'null',
    );
  const lines = poste.cartes().flatMap((carte) =>
    carte.transmissions
      .filter((transmission) => transmission.recueLe === recueLe)
      .flatMap(({ id }) => poste.compare(carte.flux, id, { limite: 3 }))
      .flatMap(({ dossier, changements: changes }) =>
        changes.map(({ genre, voeu }) => {
          const who = `${genre} ${carte.formateur.siret} ${dossierLigne.parse(corps(dossier)).ine}`;
          return genre === 'modifie' ? who : `${who} ${voeuLigne.parse(corps(voeu)).code_offre}`;
        }),
      ),
  );
  return [...new Set(lines)].sort();
}

describe('the comparison of the demo’s lists', () => {
  test.each([
    [2, changements[0]],
    [3, changements[1]],
  ] as const)('shows exactly the generator’s own record of list %i', (n, changes) => {
    const expected = recorded(changes);
    expect(expected.length).toBeGreaterThan(20);
    for (const poste of [old, fresh]) expect(shown(poste, `2026-06-1${n}T06:00:00.000Z`)).toEqual(expected);
  });

  test('and its cards count what the file holds, however it came', () => {
    const countOf = (poste: Poste, sql: string): unknown => poste.store.bulk.prepare(sql).raw().all();
    for (const poste of [old, fresh]) {
      const cards = poste.cartes().map(({ flux, voeux, candidats }) => [flux, voeux, candidats]);
      const counted = countOf(
        poste,
        `SELECT flux, count(*), count(DISTINCT dossier) FROM ligne JOIN ligne_corps USING (rang)
         WHERE type = 'voeu' AND corps ->> '$.etat' = 'actif' GROUP BY flux ORDER BY flux`,
      );
      expect(cards.toSorted()).toEqual(counted);
      expect(cards.length).toBeGreaterThan(2);
    }
    expect(fresh.cartes()).toEqual(old.cartes());
  });
});
