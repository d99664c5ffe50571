import { describe, expect, it } from 'vitest';
import {
  estModifiee,
  inconnusDe,
  type ListeActuelle,
  nomLibre,
  phraseInconnus,
  vueDe,
} from '../../../renderer/features/candidats/vues.ts';
import { vue } from '../../../shared/domain/partages.ts';

const lea = '00000000-0000-4000-8000-000000000001';
const lyon = 'organisme:lyon';
const liste: ListeActuelle = {
  filtres: { aAppeler: true, situation: ['A_APPELER', 'INJOIGNABLE'], nouveaute: [] },
  ordre: { tri: 'nom', sens: 'croissant' },
  colonnes: ['situation', 'qui'],
};

describe('a saved view', () => {
  it('keeps the question, the order and the columns, as the contract takes them', () => {
    const kept = vueDe('  À relancer ', liste);
    expect(vue.parse(kept)).toEqual({
      nom: 'À relancer',
      filtres: { aAppeler: true, situation: ['A_APPELER', 'INJOIGNABLE'] },
      tri: 'nom',
      sens: 'croissant',
      colonnes: ['situation', 'qui'],
    });
    expect(estModifiee(kept, liste)).toBe(false);
  });

  it('is changed by a filter, an order or a column, not by the order in which filters were chosen', () => {
    const kept = vueDe('À relancer', liste);
    expect(estModifiee(kept, { ...liste, filtres: { situation: ['INJOIGNABLE', 'A_APPELER'], aAppeler: true } })).toBe(
      false,
    );
    expect(estModifiee(kept, { ...liste, filtres: { ...liste.filtres, enRetard: true } })).toBe(true);
    expect(estModifiee(kept, { ...liste, filtres: {} })).toBe(true);
    expect(estModifiee(kept, { ...liste, ordre: { tri: 'nom', sens: 'decroissant' } })).toBe(true);
    expect(estModifiee(kept, { ...liste, colonnes: ['qui', 'situation'] })).toBe(true);
  });

  it('says what it asks for and nobody knows here any more', () => {
    const connus = { operateurs: [{ id: lea }], flux: [{ id: lyon }] };
    expect(inconnusDe({ affecteA: lea, flux: [lyon] }, connus)).toEqual([]);
    expect(inconnusDe({ affecteA: 'personne' }, connus)).toEqual([]);
    expect(phraseInconnus([])).toBe('');
    const gone = inconnusDe({ affecteA: '00000000-0000-4000-8000-000000000009', flux: ['organisme:nice'] }, connus);
    expect(phraseInconnus(gone)).toBe(
      'Ces filtres demandent un opérateur qui n’est plus là et une liste qui n’est plus reçue : ils peuvent ne montrer personne.',
    );
    expect(inconnusDe({ flux: ['organisme:nice', 'organisme:metz'] }, connus)).toEqual([
      '2 listes qui ne sont plus reçues',
    ]);
  });

  it('has a name of its own, within the bound', () => {
    expect(nomLibre('Lyon', [])).toBe('Lyon');
    expect(nomLibre('Lyon', ['Lyon', 'Lyon (2)'])).toBe('Lyon (3)');
    const long = 'x'.repeat(60);
    expect(nomLibre(long, [long]).length).toBeLessThanOrEqual(60);
  });
});
