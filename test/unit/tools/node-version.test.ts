import { expect, it } from 'vitest';
import { nodeVersionProblem } from '../../../tools/node-version.ts';

it('an old Node is told in one sentence, the pinned one is not', () => {
  expect(nodeVersionProblem('20.18.1')).toMatch(/^This needs Node 24 .*20\.18\.1.*\.$/);
  expect(nodeVersionProblem('24.21.0')).toBeNull();
  expect(nodeVersionProblem('26.0.0')).toBeNull();
});
