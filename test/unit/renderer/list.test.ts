import { describe, expect, it } from 'vitest';
import { isNewList, phraseListe } from '../../../renderer/features/candidats/changes.ts';
import {
  chipLabel,
  cleanFiltres,
  hasFiltres,
  maxValues,
  toggleValue,
} from '../../../renderer/features/candidats/filters.ts';
import { nextOrdre } from '../../../renderer/features/candidats/view.ts';

describe('filters', () => {
  it('drops what filters nothing, so that the same question has one answer', () => {
    expect(cleanFiltres({ aAppeler: false, formation: [], situation: ['INSCRIT'] })).toEqual({
      situation: ['INSCRIT'],
    });
    expect(hasFiltres({ aAppeler: false, nouveaute: [] })).toBe(false);
    expect(hasFiltres({ affecteA: 'personne' })).toBe(true);
    expect(cleanFiltres({ source: 'voeu', rappelDuJour: false })).toEqual({ source: 'voeu' });
    expect(hasFiltres({ rappelDuJour: true })).toBe(true);
  });

  it('adds, removes, and stops at the limit of the contract', () => {
    expect(toggleValue(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggleValue(['a', 'b'], 'a')).toEqual(['b']);
    const full = Array.from({ length: maxValues }, (_, index) => String(index));
    expect(toggleValue(full, 'x')).toEqual(full);
    expect(toggleValue(full, '0')).toHaveLength(maxValues - 1);
  });

  it('says on the chip what is chosen', () => {
    expect(chipLabel('Formation', [])).toBe('Formation');
    expect(chipLabel('Formation', ['Cuisine'])).toBe('Formation : Cuisine');
    expect(chipLabel('Formation', ['Cuisine', 'Boulanger'])).toBe('Formation · 2');
    expect(chipLabel('Formation', ['Un libellé bien trop long pour tenir'])).toBe('Formation · 1');
  });
});

describe('sort', () => {
  it('starts with the soonest plan and the latest call, then turns round', () => {
    const byName = { tri: 'nom', sens: 'croissant' } as const;
    expect(nextOrdre(byName, 'nom').sens).toBe('decroissant');
    expect(nextOrdre(byName, 'prochaine-action').sens).toBe('croissant');
    expect(nextOrdre(byName, 'dernier-appel').sens).toBe('decroissant');
  });
});

describe('a list that came', () => {
  const none = { nouveaux: 0, modifies: 0, retires: 0 };
  const june = { nouveaux: 9, modifies: 4, retires: 1 };

  it('is announced once, and not for what was there when the desk opened', () => {
    expect(isNewList(null, june)).toBe(false);
    expect(isNewList(none, june)).toBe(true);
    expect(isNewList(june, june)).toBe(false);
    expect(isNewList(june, none)).toBe(false);
    expect(phraseListe(june)).toBe('Liste mise à jour : 9 nouveaux, 4 modifiés, 1 retiré');
    expect(phraseListe({ nouveaux: 0, modifies: 4, retires: 0 })).toBe('Liste mise à jour : 4 modifiés');
  });
});
