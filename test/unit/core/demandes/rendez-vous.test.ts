import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demandeId, dossierId, fluxId, idOf, putLigne } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1);
  bureau.demande(1, { mode: 'creneau' });
});
afterEach(() => bureau.close());

const jour = (n: number): string => `2026-06-${String(n).padStart(2, '0')}T12:00:00.000Z`;
const reservation = (n: number, corps: Record<string, unknown> = {}): void => {
  putLigne(bureau.store, {
    id: idOf(13, n),
    flux: fluxId(1),
    type: 'reservation',
    dossier: dossierId(1),
    corps: {
      dossier: dossierId(1),
      creneau: idOf(12, n),
      demande: demandeId(1),
      genre: 'reunion',
      debut: jour(10 + n),
      fin: jour(10 + n).replace('T12', 'T13'),
      etat: 'confirmee',
      motif: null,
      rang: 1,
      demandee_le: jour(2),
      etat_le: jour(2),
      expire_le: null,
      source: 'public',
      remplace: null,
      ...corps,
    },
  });
  bureau.project(1);
};
const shown = () => bureau.list('ouvertes')[0]?.rendezVous;

describe('the créneau of a demande in the inbox', () => {
  test('is absent while none was chosen', () => {
    expect(bureau.list('ouvertes')[0]).toBeDefined();
    expect(shown()).toBeUndefined();
  });

  test('is the soonest that stands, with how it stands', () => {
    reservation(1, { etat: 'annulee', motif: 'candidat' });
    reservation(3, { etat: 'attente' });
    reservation(4);
    expect(shown()).toEqual({
      debut: jour(13),
      fin: jour(13).replace('T12', 'T13'),
      etat: 'attente',
      motif: null,
      position: 1,
      expireLe: null,
    });
  });

  test('is the last one when none stands any more', () => {
    reservation(1, { etat: 'annulee', motif: 'candidat' });
    reservation(2, { etat: 'complet' });
    expect(shown()).toMatchObject({ debut: jour(12), etat: 'complet' });
  });

  test('is never that of another demande of hers', () => {
    bureau.demande(2, {}, { of: 1 });
    reservation(1, { demande: demandeId(2) });
    const [une, autre] = bureau.list('ouvertes').toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect([une?.rendezVous, autre?.rendezVous?.etat]).toEqual([undefined, 'confirmee']);
  });
});
