import { useEffect, useRef } from 'react';
import { type ErrorCode, failure, type Result } from '../../../shared/contract/errors.ts';
import { copieMax } from '../../../shared/contract/ipc/systeme.ts';
import { useBridge } from '../../ask.tsx';

/** What the guard needs of a clipboard event and of the page. */
export interface CopyAttempt {
  type: string;
  selected: string;
  preventDefault(): void;
  /** For a cut: takes the selection out, as the browser would have. */
  removeSelected(): void;
  copy(texte: string): Promise<Result<unknown>>;
}

/**
 * A number, an INE or a note that is selected and copied goes through the shell like the button of a number, which
 * takes it out of the clipboard after a minute: the browser's own copy would stay. @returns why nothing was copied.
 */
export async function guardCopy(attempt: CopyAttempt): Promise<ErrorCode | null> {
  const { selected } = attempt;
  if (selected === '') return null;
  attempt.preventDefault();
  const done = selected.length > copieMax ? failure('TROP_VOLUMINEUX') : attempt.copy(selected);
  // In the same turn as the event: what is selected may be something else later.
  if (attempt.type === 'cut' && selected.length <= copieMax) attempt.removeSelected();
  const answer = await done;
  return answer.ok ? null : answer.error.code;
}

/** The browser gives the text of a field by the field alone. A password is never copied. */
function selectedIn(page: Document, target: EventTarget | null): string {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) {
    if (target.type === 'password') return '';
    const { selectionStart, selectionEnd, value } = target;
    if (selectionStart !== null && selectionEnd !== null) return value.slice(selectionStart, selectionEnd);
  }
  return page.getSelection()?.toString() ?? '';
}

/** One listener for the whole open desk, its layers included. A closed desk shows nothing of a person. */
export const useCopyGuard = (onRefused: (code: ErrorCode) => void): void => {
  const bridge = useBridge();
  const refused = useRef(onRefused);
  refused.current = onRefused;
  useEffect(() => {
    const hear = (event: ClipboardEvent): void => {
      void guardCopy({
        type: event.type,
        selected: selectedIn(document, event.target),
        preventDefault: () => event.preventDefault(),
        // The one command that keeps the undo of the field and tells the page what changed.
        removeSelected: () => document.execCommand('delete'),
        copy: (texte) => bridge.invoke('systeme:copier', { texte, sensible: true }),
      }).then((code) => {
        if (code !== null) refused.current(code);
      });
    };
    document.addEventListener('copy', hear);
    document.addEventListener('cut', hear);
    return () => {
      document.removeEventListener('copy', hear);
      document.removeEventListener('cut', hear);
    };
  }, [bridge]);
};
