import { expect, it } from 'vitest';
import { mailtoLink } from '../../../main/shell/mailto-link.ts';

it('writes what RFC 6068 asks', () => {
  expect(mailtoLink({ to: ['a@b.fr'], bcc: [], subject: 'Été à Lyon', body: 'Bonjour,\nà demain' })).toBe(
    'mailto:a%40b.fr?subject=%C3%89t%C3%A9%20%C3%A0%20Lyon&body=Bonjour%2C%0D%0A%C3%A0%20demain',
  );
  expect(mailtoLink({ to: [], bcc: ['a@b.fr', 'c@d.fr'], subject: '', body: '' })).toBe(
    'mailto:?bcc=a%40b.fr,c%40d.fr',
  );
});

it('lets no address and no subject add a field', () => {
  const link = mailtoLink({ to: ['a?bcc=evil@x.fr'], bcc: [], subject: 'x&bcc=evil@x.fr', body: '' });
  expect([...new URL(link).searchParams.keys()]).toEqual(['subject']);
});
