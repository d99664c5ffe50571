import { describe, expect, it } from 'vitest';
import { type Answer, whoIsShown } from '../../../renderer/features/candidats/who-is-shown.ts';

const left: Answer = {
  index: -1,
  sheetIsShown: true,
  hasDraft: false,
  isGone: false,
  isNewSearch: false,
  count: 12,
};

describe('who is shown', () => {
  it('keeps an open sheet through an emptied search, a filter, an order and a call that leaves the list', () => {
    expect(whoIsShown(left)).toBe('same');
    expect(whoIsShown({ ...left, count: 0 })).toBe('same');
    expect(whoIsShown({ ...left, index: 250 })).toBe('same');
  });

  it('shows whom a search finds, and nobody else when it finds nobody', () => {
    expect(whoIsShown({ ...left, isNewSearch: true })).toBe('at-place');
    expect(whoIsShown({ ...left, isNewSearch: true, index: 3 })).toBe('same');
    expect(whoIsShown({ ...left, isNewSearch: true, count: 0 })).toBe('same');
  });

  it('never leaves a begun entry', () => {
    expect(whoIsShown({ ...left, hasDraft: true, isNewSearch: true })).toBe('same');
    expect(whoIsShown({ ...left, hasDraft: true, sheetIsShown: false })).toBe('same');
  });

  it('gives the place of somebody who is not shown, or no longer known, to the next one', () => {
    expect(whoIsShown({ ...left, sheetIsShown: false })).toBe('at-place');
    expect(whoIsShown({ ...left, isGone: true })).toBe('at-place');
    expect(whoIsShown({ ...left, isGone: true, count: 0 })).toBe('nobody');
  });
});
