/** What the list answered, as far as it decides whose sheet is shown. */
export interface Answer {
  /** Where the chosen person stands in it; -1 when not among the lines that came. */
  index: number;
  /** Somebody is chosen and their sheet is on screen. */
  sheetIsShown: boolean;
  hasDraft: boolean;
  /** The file no longer knows the chosen person. */
  isGone: boolean;
  /** New words were typed in the search: whoever typed them looks for somebody else. */
  isNewSearch: boolean;
  count: number;
}

/**
 * Who is shown now: the same person, or the one who stands at the place. An open sheet is somebody's work: a filter, an
 * order, an emptied search or a call just logged never takes it away. Only a choice, or a search that finds, does.
 */
export const whoIsShown = (answer: Answer): 'same' | 'at-place' | 'nobody' => {
  if (answer.index >= 0 || answer.hasDraft) return 'same';
  if (answer.sheetIsShown && !answer.isGone && (!answer.isNewSearch || answer.count === 0)) return 'same';
  return answer.count > 0 ? 'at-place' : 'nobody';
};
