import { describe, expect, it } from 'vitest';
import {
  basculeColonne,
  columnsFor,
  deplaceColonne,
  gridTemplate,
  ordreDuMenu,
} from '../../../renderer/features/candidats/columns.ts';
import { type ColonneDeListe, colonnesDeListe } from '../../../shared/domain/partages.ts';

const usual: readonly ColonneDeListe[] = ['formation', 'situation', 'prochaine-action', 'dernier-appel', 'qui'];
const shown = (width: number, chosen = usual): string[] => columnsFor(width, chosen).shown.map(({ id }) => id);
const hidden = (width: number, chosen = usual): string[] => columnsFor(width, chosen).hidden.map(({ id }) => id);

describe('the columns of the list', () => {
  it('are those that were chosen, in their order, after the name', () => {
    expect(shown(1_400)).toEqual(['candidat', ...usual]);
    expect(shown(1_400, ['qui', 'source', 'situation'])).toEqual(['candidat', 'qui', 'source', 'situation']);
    expect(shown(1_400, [])).toEqual(['candidat']);
    expect(hidden(1_400)).toEqual([]);
  });

  it('collapse the least important first, and tell which', () => {
    expect(shown(738)).toEqual(['candidat', 'formation', 'situation', 'prochaine-action']);
    expect(hidden(738)).toEqual(['dernier-appel', 'qui']);
    expect(shown(396)).toEqual(['candidat', 'situation']);
    expect(hidden(396)).toEqual(['formation', 'prochaine-action', 'dernier-appel', 'qui']);
    expect(shown(100)).toEqual(['candidat']);
  });

  it('never ask for more than the width, and a wider list never loses one', () => {
    for (const chosen of [usual, colonnesDeListe, [...colonnesDeListe].reverse()]) {
      let before: string[] = [];
      for (let width = 200; width < 1_700; width += 7) {
        const fit = columnsFor(width, chosen);
        expect(fit.shown.reduce((sum, { minWidth }) => sum + minWidth, 0)).toBeLessThanOrEqual(width);
        expect([...fit.shown.slice(1), ...fit.hidden].map(({ id }) => id).sort()).toEqual([...chosen].sort());
        const now = fit.shown.map(({ id }) => String(id));
        expect(now).toEqual(expect.arrayContaining(before));
        before = now;
      }
    }
    expect(gridTemplate(columnsFor(396, usual).shown)).toBe('minmax(200px, 3fr) 152px');
  });

  it('sort on all but what has no order', () => {
    const all = columnsFor(3_000, colonnesDeListe).shown;
    expect(all.filter(({ tri }) => tri === null).map(({ id }) => id)).toEqual(['source', 'nouveaute']);
  });
});

describe('the menu of the columns', () => {
  it('lists those that are shown as they stand, then the others', () => {
    expect(ordreDuMenu(['qui', 'situation']).slice(0, 3)).toEqual(['qui', 'situation', 'formation']);
    expect(ordreDuMenu([]).length).toBe(colonnesDeListe.length);
  });

  it('shows, hides and moves one', () => {
    expect(basculeColonne(['qui'], 'source')).toEqual(['qui', 'source']);
    expect(basculeColonne(['qui', 'source'], 'qui')).toEqual(['source']);
    expect(deplaceColonne(['qui', 'source', 'situation'], 'source', -1)).toEqual(['source', 'qui', 'situation']);
    expect(deplaceColonne(['qui', 'source', 'situation'], 'qui', 1)).toEqual(['source', 'qui', 'situation']);
    expect(deplaceColonne(['qui', 'source'], 'qui', -1)).toEqual(['qui', 'source']);
    expect(deplaceColonne(['qui', 'source'], 'situation', 1)).toEqual(['qui', 'source']);
  });
});
