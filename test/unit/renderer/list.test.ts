import { describe, expect, it } from 'vitest';
import { isNewList, phraseListe } from '../../../renderer/features/candidats/changes.ts';
import { columnsFor, gridTemplate } from '../../../renderer/features/candidats/columns.ts';
import {
  chipLabel,
  cleanFiltres,
  hasFiltres,
  maxValues,
  toggleValue,
} from '../../../renderer/features/candidats/filters.ts';
import { nextOrdre } from '../../../renderer/features/candidats/view.ts';

const ids = (width: number): string[] => columnsFor(width).map(({ id }) => id);

describe('columns', () => {
  it('shows all of them when there is room', () => {
    const all = ['candidat', 'formation', 'accueil', 'situation', 'prochaine', 'dernier', 'qui'];
    expect(ids(1150)).toEqual(all);
    expect(ids(1300)).toEqual([...all, 'source']);
  });

  it('drops the least needed first, at 1366 and 1024 with the sheet open', () => {
    expect(ids(738)).toEqual(['candidat', 'formation', 'situation', 'prochaine']);
    expect(ids(396)).toEqual(['candidat', 'situation']);
    expect(ids(100)).toEqual(['candidat', 'situation']);
  });

  it('never asks for more than the width', () => {
    for (let width = 360; width < 1600; width += 7) {
      const used = columnsFor(width).reduce((sum, { minWidth }) => sum + minWidth, 0);
      expect(used).toBeLessThanOrEqual(Math.max(width, 360));
    }
    expect(gridTemplate(columnsFor(396))).toBe('minmax(200px, 3fr) 152px');
  });
});

describe('filters', () => {
  it('drops what filters nothing, so that the same question has one answer', () => {
    expect(cleanFiltres({ aAppeler: false, formation: [], situation: ['INSCRIT'] })).toEqual({
      situation: ['INSCRIT'],
    });
    expect(hasFiltres({ aAppeler: false, nouveaute: [] })).toBe(false);
    expect(hasFiltres({ affecteA: 'personne' })).toBe(true);
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
