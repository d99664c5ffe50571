import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { createVeille } from '../../../../main/core/listes/veille.ts';
import { markVerified } from '../../../../main/core/sync/receipts.ts';
import {
  fluxId,
  openPoste,
  type Poste,
  putFlux,
  putLigne,
  transmissionCorps,
  transmissionId,
} from '../candidats/poste.ts';

let poste: Poste;
beforeEach(() => {
  poste = openPoste();
});
afterEach(() => poste.close());

test('tells a list that came, was proved, changed availability or left, and nothing else', () => {
  const { store } = poste;
  let told = 0;
  const veille = createVeille(store, () => {
    told += 1;
  });
  const after = (change: () => void): number => {
    told = 0;
    change();
    veille.look();
    veille.look();
    return told;
  };
  expect(after(() => undefined)).toBe(0);
  // The very first exchange of a desk that is on screen already.
  expect(after(() => putFlux(store, 1))).toBe(1);
  const corps = transmissionCorps(1);
  expect(
    after(() => {
      putLigne(store, { id: transmissionId(1), flux: fluxId(1), type: 'transmission', corps });
      store.write(store.bulk, () => projectDossiers(store.bulk, []));
    }),
  ).toBe(1);
  const prove = (): void => markVerified(store.bulk, fluxId(1), 1_000_000, '2026-06-08T09:00:00.000Z');
  expect(after(prove)).toBe(1);
  expect(after(prove)).toBe(0);
  expect(after(() => store.bulk.prepare('UPDATE flux SET curseur = 9, tete = 9').run())).toBe(0);
  expect(after(() => store.bulk.prepare('UPDATE flux SET indisponible = 1').run())).toBe(1);
  expect(after(() => store.bulk.prepare('DELETE FROM flux').run())).toBe(1);
  expect(after(() => putFlux(store, 9, 'organisme'))).toBe(0);
});
