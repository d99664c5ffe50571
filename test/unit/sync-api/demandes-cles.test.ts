import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleCourriel,
  cleTelephone,
  empreinteJeton,
  jetonDeConfirmation,
  jetonDeDemande,
} from '../../../sync-api/demandes/cles.ts';

const secret = '5a'.repeat(32);
const other = 'a5'.repeat(32);
const id = '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3b8a01';
const ines = { nom: 'D’Alméida-Noé', prenom: 'Inès' };

describe('the digests of a person', () => {
  it('do not see accents, case, hyphens nor the case of an address', () => {
    const spelt = { nom: 'D ALMEIDA NOE', prenom: 'ines ' };
    expect(cleCourriel(secret, spelt, ' Ines@Example.org')).toBe(cleCourriel(secret, ines, 'ines@example.org'));
    expect(cleTelephone(secret, spelt, '+33639980112')).toBe(cleTelephone(secret, ines, '+33639980112'));
  });

  it('tell apart names, contacts, kinds and servers, and hold none of them', () => {
    const all = [
      cleCourriel(secret, ines, 'a@example.org'),
      cleCourriel(secret, ines, 'b@example.org'),
      cleCourriel(secret, { ...ines, prenom: 'Louise' }, 'a@example.org'),
      cleCourriel(other, ines, 'a@example.org'),
      cleTelephone(secret, ines, '+33639980112'),
      cleTelephone(secret, ines, 'a@example.org'),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const digest of all) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('never mix the end of a name with the beginning of a first name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,6}$/), fc.stringMatching(/^[a-z]{2,6}$/), (nom, prenom) => {
        const moved = { nom: nom + prenom.slice(0, 1), prenom: prenom.slice(1) };
        expect(cleCourriel(secret, { nom, prenom }, 'a@b.fr')).not.toBe(cleCourriel(secret, moved, 'a@b.fr'));
      }),
    );
  });
});

describe('the tokens', () => {
  it('are made again from the id, differ by use and by server, and are kept as their digest', () => {
    expect(jetonDeDemande(secret, id)).toBe(jetonDeDemande(secret, id));
    expect(jetonDeDemande(secret, id)).toMatch(/^[\w-]{43}$/);
    expect(new Set([jetonDeDemande(secret, id), jetonDeDemande(other, id), jetonDeConfirmation(secret, id)]).size).toBe(
      3,
    );
    expect(empreinteJeton('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
