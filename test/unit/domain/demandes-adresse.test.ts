import { describe, expect, it } from 'vitest';
import { adresseDeReponse, adresseDuLien } from '../../../shared/domain/demandes/adresse.ts';

const ajout = (courriel?: string) => ({
  recu_le: '2026-06-02T08:00:00.000Z',
  motifs: [],
  message: null,
  ...(courriel === undefined ? {} : { courriel }),
});
const emails = ['une@example.org', 'autre@example.org'];
const deux = (demande: Parameters<typeof adresseDeReponse>[0]['demande'], rectifie?: unknown) => {
  const adresses = { demande, emails, rectifie };
  return [adresseDeReponse(adresses), adresseDuLien(adresses)];
};

describe('the addresses of a demande', () => {
  it('are the one that made it, and for an older row the first of its dossier', () => {
    expect(deux({ courriel: 'autre@example.org', ajouts: [] })).toEqual(['autre@example.org', 'autre@example.org']);
    expect(deux({ ajouts: [] })).toEqual(['une@example.org', 'une@example.org']);
  });

  it('are two once another was given: the newest is answered, the first keeps the link', () => {
    const ajouts = [ajout('b@example.org'), ajout('c@example.org'), ajout()];
    expect(deux({ courriel: 'a@example.org', ajouts })).toEqual(['c@example.org', 'a@example.org']);
  });

  it('are the one that staff wrote, whatever was given since; none when it is no address', () => {
    const demande = { courriel: 'a@example.org', ajouts: [ajout('b@example.org')] };
    expect(deux(demande, ' Choisie@Example.org ')).toEqual(['choisie@example.org', 'choisie@example.org']);
    expect(deux(demande, '')).toEqual([null, null]);
    expect(deux(demande, '—')).toEqual([null, null]);
    expect(deux(demande, null)).toEqual(['b@example.org', 'a@example.org']);
  });
});
