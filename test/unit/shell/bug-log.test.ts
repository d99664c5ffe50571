import { expect, it } from 'vitest';
import { describeBug } from '../../../main/shell/bug-log.ts';

it('a logged bug says where, never what it was about', () => {
  const log = describeBug(new TypeError('Maëlys TARDIVEL\n06 39 98 12 02'));
  expect(log).toMatch(/^bug TypeError\n\s+at /);
  expect(log).not.toMatch(/TARDIVEL|06 39/);
  expect(describeBug('Maëlys')).toBe('bug NonError');
});
