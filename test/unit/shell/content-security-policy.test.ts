import { expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../main/shell/content-security-policy.ts';

it('is the strictest policy that was tried without a violation', () => {
  expect(contentSecurityPolicy('N')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; style-src-attr 'none'; img-src 'self'; " +
      "font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "object-src 'none'; require-trusted-types-for 'script'; trusted-types default",
  );
});

it('never allows inline code, evaluation or data addresses, in development either', () => {
  for (const policy of [contentSecurityPolicy('N'), contentSecurityPolicy('N', 'http://127.0.0.1:5173')])
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
});
