import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { type Portee, selectionMax } from '../../../shared/contract/ipc/exports.ts';
import { nombre } from '../../textes/pluriel.ts';

/** The question that the list answers. */
export interface Asked {
  filtres: CandidatFiltres;
  recherche: string;
}

/**
 * The people that were ticked. They stay ticked through another filter or search, which is how a choice is gathered;
 * `tous` means everybody that one question finds, read or not, and ends with that question.
 */
export interface Selection {
  tous: Asked | null;
  ids: ReadonlySet<string>;
  /** Where an extension started, and who was ticked before it: going back unticks what it had added. */
  ancre: { id: string; avant: ReadonlySet<string> } | null;
}

export const rien: Selection = { tous: null, ids: new Set(), ancre: null };

const sameQuestion = (one: Asked, other: Asked): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What stands of a choice once another question is asked. */
export const ofQuestion = (selection: Selection, asked: Asked): Selection =>
  selection.tous === null || sameQuestion(selection.tous, asked) ? selection : rien;

export const isChosen = (selection: Selection, id: string): boolean => selection.tous !== null || selection.ids.has(id);

export const isEmpty = ({ tous, ids }: Selection): boolean => tous === null && ids.size === 0;

const bounded = (ids: Iterable<string>): ReadonlySet<string> => new Set([...ids].slice(0, selectionMax));

/** Ticks or unticks one. Unticking one of everybody leaves those that were read, without them. */
export const toggle = (selection: Selection, id: string, lignes: readonly string[]): Selection => {
  const ids = new Set(selection.tous === null ? selection.ids : bounded(lignes));
  if (!ids.delete(id)) ids.add(id);
  return { tous: null, ids: bounded(ids), ancre: { id, avant: new Set(ids) } };
};

/** Ticks from the anchor (`from` when there is none) to `to`, whatever the direction. */
export const extend = (selection: Selection, from: string, to: string, lignes: readonly string[]): Selection => {
  const start = selection.ancre !== null && lignes.includes(selection.ancre.id) ? selection.ancre : null;
  const ancre = start ?? { id: from, avant: selection.ids };
  const ends = [lignes.indexOf(ancre.id), lignes.indexOf(to)];
  if (selection.tous !== null || ends.includes(-1)) return selection;
  const added = lignes.slice(Math.min(...ends), Math.max(...ends) + 1);
  return { tous: null, ids: bounded([...ancre.avant, ...added]), ancre };
};

/** Everybody of the question: by name while all of them were read and few enough, else as the question itself. */
export const selectAll = (asked: Asked, lignes: readonly string[], hasMore: boolean): Selection =>
  hasMore || lignes.length > selectionMax
    ? { tous: asked, ids: new Set(), ancre: null }
    : { tous: null, ids: new Set(lignes), ancre: null };

/** What an export, a print or a gesture on many people may be about, from the list. */
export type PorteeDeListe = Extract<Portee, { genre: 'selection' | 'question' }>;

/** Whom an export or a print is about: those who are ticked in the order of the list, else everybody that it shows. */
export const porteeOf = (selection: Selection, asked: Asked, lignes: readonly string[]): PorteeDeListe => {
  if (isEmpty(selection) || selection.tous !== null) return { genre: 'question', ...(selection.tous ?? asked) };
  const shown = lignes.filter((id) => selection.ids.has(id));
  return { genre: 'selection', candidats: [...new Set([...shown, ...selection.ids])] };
};

/** « 12 sélectionnés », « plus de 1 000 sélectionnés, toute la liste », « 12 sélectionnés, dont 3 hors de cette liste ». */
export const phraseSelection = (
  { tous, ids }: Selection,
  total: { total: number; plus: boolean } | undefined,
  lignes: readonly string[],
  hasMore: boolean,
): string => {
  const several = (n: number): string => `${nombre(n)} sélectionné${n < 2 ? '' : 's'}`;
  if (tous !== null) {
    if (total === undefined) return 'toute la liste';
    return `${total.plus ? 'plus de ' : ''}${several(total.total)}, toute la liste`;
  }
  const shown = new Set(lignes);
  // Who is further down was not read yet: only a list that is read to its end can tell who is out of it.
  const hidden = hasMore ? 0 : [...ids].filter((id) => !shown.has(id)).length;
  return hidden === 0 ? several(ids.size) : `${several(ids.size)}, dont ${nombre(hidden)} hors de cette liste`;
};

/** The box at the head of the list. */
export const headState = (selection: Selection, lignes: readonly string[]): 'aucun' | 'partie' | 'tous' => {
  if (isEmpty(selection)) return 'aucun';
  return lignes.every((id) => isChosen(selection, id)) ? 'tous' : 'partie';
};
