import { expect, it } from 'vitest';
import { createDialogTokens } from '../../../main/shell/dialog-tokens.ts';

const make = () => {
  const time = { now: 0 };
  let issued = 0;
  const tokens = createDialogTokens({
    now: () => time.now,
    makeToken: () => {
      issued += 1;
      return `jeton-${issued}`;
    },
    lifetimeMs: 300_000,
  });
  return { time, tokens };
};

it('a token is exchanged once', () => {
  const { tokens } = make();
  const token = tokens.issue('/tmp/a.txt');
  expect(tokens.redeem(token)).toBe('/tmp/a.txt');
  expect(tokens.redeem(token)).toBeNull();
});

it('a token is refused after five minutes', () => {
  const { time, tokens } = make();
  const token = tokens.issue('/tmp/a.txt');
  time.now = 299_999;
  const later = tokens.issue('/tmp/b.txt');
  time.now = 300_000;
  expect(tokens.redeem(token)).toBeNull();
  expect(tokens.redeem(later)).toBe('/tmp/b.txt');
});

it('an invented token is refused', () => {
  const { tokens } = make();
  tokens.issue('/tmp/a.txt');
  for (const token of ['', 'jeton-2', '/tmp/a.txt']) expect(tokens.redeem(token)).toBeNull();
});
