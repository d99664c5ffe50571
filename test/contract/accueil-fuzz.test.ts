import { expect, test } from 'vitest';
import { fuzzAccueil } from '../support/accueil-fuzz.ts';

// What leaves no deposit makes no mail: the intake has no other way to reach the server.
test('500 generated requests over every public route: never a 5xx, never a deposit of what is wrong', async () => {
  const bilan = await fuzzAccueil(500);
  expect(bilan.runs).toBe(500);
  // It saw all that it judges: accepted, refused field by field, refused whole, unknown, of another type.
  expect(Object.keys(bilan.statuts)).toEqual(expect.arrayContaining(['200', '400', '404', '409', '415', '422']));
  expect(bilan.depots).toBeGreaterThan(40);
});
