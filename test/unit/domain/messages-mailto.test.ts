import { describe, expect, it } from 'vitest';
import { estAdresse, mailtoLink, mailtoMax, tientDansUnLien } from '../../../shared/domain/messages/mailto.ts';

describe('the link of a mail', () => {
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

  it('keeps the subject on one line, whatever was written in it', () => {
    const link = mailtoLink({ to: ['a@b.fr'], bcc: [], subject: 'Relance \r\nBcc: copie@x.fr\u0000\u0085 ', body: '' });
    expect(link).toBe('mailto:a%40b.fr?subject=Relance%20Bcc%3A%20copie%40x.fr');
  });

  it('encodes half an emoji, which a field that is full leaves, instead of failing', () => {
    expect(mailtoLink({ to: ['a@b.fr'], bcc: [], subject: '', body: 'ok \ud83d' })).toBe(
      'mailto:a%40b.fr?body=ok%20%EF%BF%BD',
    );
  });

  it('fits by its encoded length: an accent takes six characters of it', () => {
    const seul = mailtoLink({ to: ['a@b.fr'], bcc: [], subject: '', body: 'x' }).length - 1;
    const de = (body: string) => tientDansUnLien({ to: ['a@b.fr'], bcc: [], subject: '', body });
    expect(de('x'.repeat(mailtoMax - seul))).toBe(true);
    expect(de('x'.repeat(mailtoMax - seul + 1))).toBe(false);
    const accents = Math.floor((mailtoMax - seul) / 6);
    expect(de('é'.repeat(accents))).toBe(true);
    expect(de('é'.repeat(accents + 1))).toBe(false);
  });

  it('knows an address that no mail program would take', () => {
    expect(['a@b.fr', 'famille.le-dantec@example.org'].every(estAdresse)).toBe(true);
    expect(['', 'a@b', 'néant', 'a@b.fr,c@d.fr', 'a b@c.fr'].some(estAdresse)).toBe(false);
  });
});
