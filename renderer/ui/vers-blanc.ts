import { blancsDe } from '../../shared/domain/messages/blancs.ts';

/** Puts the cursor on the next blank of a field, and selects it; `from` null: from where the cursor stands. */
export const versBlanc = (area: HTMLTextAreaElement, from: number | null): void => {
  const blancs = blancsDe(area.value);
  const suivant = blancs.find(({ debut }) => debut >= (from ?? area.selectionEnd)) ?? blancs[0];
  area.focus();
  if (suivant !== undefined) area.setSelectionRange(suivant.debut, suivant.fin);
};
