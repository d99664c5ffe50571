import { describe, expect, test } from 'vitest';
import {
  type Asked,
  extend,
  headState,
  isChosen,
  isEmpty,
  ofQuestion,
  phraseSelection,
  porteeOf,
  rien,
  type Selection,
  selectAll,
  toggle,
} from '../../../renderer/features/candidats/selection.ts';
import { portee, selectionMax } from '../../../shared/contract/ipc/exports.ts';

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const lignes = [1, 2, 3, 4, 5].map(idOf);
const asked: Asked = { filtres: {}, recherche: '' };
const other: Asked = { filtres: { aAppeler: true }, recherche: '' };
const of = (selection: Selection): number[] => [...selection.ids].map((id) => Number(id.slice(-3))).sort();
const ticked = (...numbers: number[]): Selection =>
  numbers.reduce((selection, n) => toggle(selection, idOf(n), lignes), rien);

describe('ticking', () => {
  test('adds one, then takes them out', () => {
    expect(of(ticked(2, 4))).toEqual([2, 4]);
    expect(of(ticked(2, 4, 2))).toEqual([4]);
    expect(isEmpty(ticked(2, 2))).toBe(true);
  });
  test('stops at what the contract takes', () => {
    const many = Array.from({ length: selectionMax }, (_, n) => idOf(n));
    const full = selectAll(asked, many, false);
    expect(toggle(full, idOf(selectionMax), many).ids.size).toBe(selectionMax);
    const sent = portee.safeParse(porteeOf(full, asked, many));
    expect(sent.success).toBe(true);
  });
});

describe('extending', () => {
  const down = (selection: Selection, from: number, to: number) => extend(selection, idOf(from), idOf(to), lignes);
  test('starts from the person one is on, and goes both ways', () => {
    expect(of(down(rien, 2, 3))).toEqual([2, 3]);
    expect(of(down(rien, 4, 2))).toEqual([2, 3, 4]);
  });
  test('takes back what it had added, and nothing that was ticked before', () => {
    const before = ticked(5, 2);
    const further = down(down(before, 2, 3), 3, 4);
    expect(of(further)).toEqual([2, 3, 4, 5]);
    expect(of(down(down(further, 4, 3), 3, 2))).toEqual([2, 5]);
  });
  test('starts again where one is when the anchor left the list', () => {
    const gone = toggle(rien, idOf(9), lignes);
    expect(of(down(gone, 1, 2))).toEqual([1, 2, 9]);
  });
  test('to somebody who is not in the list changes nothing', () => {
    expect(of(extend(ticked(1), idOf(1), idOf(99), lignes))).toEqual([1]);
  });
});

describe('everybody', () => {
  test('are named when all were read, else meant by their question', () => {
    expect(of(selectAll(asked, lignes, false))).toEqual([1, 2, 3, 4, 5]);
    expect(selectAll(asked, lignes, true).tous).toEqual(asked);
    expect(isChosen(selectAll(asked, lignes, true), idOf(99))).toBe(true);
  });
  test('without one are those that were read, without them', () => {
    expect(of(toggle(selectAll(asked, lignes, true), idOf(3), lignes))).toEqual([1, 2, 4, 5]);
  });
  test('of a question end with that question; people who were ticked do not', () => {
    expect(isEmpty(ofQuestion(selectAll(asked, lignes, true), other))).toBe(true);
    expect(isEmpty(ofQuestion(selectAll(asked, lignes, true), { ...asked }))).toBe(false);
    expect(of(ofQuestion(ticked(1, 2), other))).toEqual([1, 2]);
  });
});

describe('whom an export or a print is about', () => {
  test('nobody ticked: everybody that the list shows', () => {
    expect(porteeOf(rien, other, lignes)).toEqual({ genre: 'question', ...other });
  });
  test('those who are ticked, in the order of the list, then those who are out of it', () => {
    expect(porteeOf(ticked(4, 2), asked, lignes)).toEqual({ genre: 'selection', candidats: [idOf(2), idOf(4)] });
    const hidden = toggle(ticked(4), idOf(9), lignes);
    expect(porteeOf(hidden, asked, lignes)).toEqual({ genre: 'selection', candidats: [idOf(4), idOf(9)] });
  });
  test('everybody of a question', () => {
    expect(porteeOf(selectAll(other, lignes, true), other, lignes)).toEqual({ genre: 'question', ...other });
  });
});

describe('what the bar says', () => {
  const say = (selection: Selection, hasMore = false): string =>
    phraseSelection(selection, { total: 1_000, plus: true }, lignes, hasMore).replaceAll('\u202f', ' ');
  test('how many, singular and plural', () => {
    expect(say(ticked(1))).toBe('1 sélectionné');
    expect(say(ticked(1, 2))).toBe('2 sélectionnés');
  });
  test('who is out of sight of a list that was read to its end', () => {
    const hidden = toggle(ticked(1), idOf(9), lignes);
    expect(say(hidden)).toBe('2 sélectionnés, dont 1 hors de cette liste');
    expect(say(hidden, true)).toBe('2 sélectionnés');
  });
  test('that it is the whole list', () => {
    expect(say(selectAll(asked, lignes, true))).toBe('plus de 1 000 sélectionnés, toute la liste');
  });
});

test('the box at the head says all, some or none', () => {
  expect(headState(rien, lignes)).toBe('aucun');
  expect(headState(ticked(1), lignes)).toBe('partie');
  expect(headState(ticked(1, 2, 3, 4, 5), lignes)).toBe('tous');
  expect(headState(selectAll(asked, lignes, true), lignes)).toBe('tous');
});
