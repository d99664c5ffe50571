import type { RefObject } from 'react';
import type { Intent } from '../../../keyboard/intent.ts';
import { useIntents } from '../../../keyboard/use-intents.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { canBeShared } from './call-draft.ts';
import type { EarlyKeys } from './early-keys.ts';
import { afterEscape, withKey } from './early-queue.ts';
import type { Proche } from './famille.tsx';
import type { CallLogging } from './use-call.ts';

/** The keys of a call, wherever it is logged: a digit, perhaps a second one, Entrée; N for the note, Échap to leave it. */
export const useCallKeys = ({
  logging: { call, send, isWriting },
  proches,
  place,
  note,
  early,
  isEditing,
  setEditing,
  onLeave,
}: {
  logging: CallLogging;
  proches: readonly Proche[];
  /** Holds the call: fields outside of it keep their keys. */
  place: RefObject<HTMLElement | null>;
  note: RefObject<HTMLTextAreaElement | null>;
  /** Takes what is typed while the call before is being written: it is about the next one. */
  early: EarlyKeys;
  isEditing: boolean;
  setEditing: (editing: boolean) => void;
  /** Échap, with nothing left to go back on; false when it then does nothing. */
  onLeave: () => boolean;
}): void => {
  const { reglages } = useReglages();
  const keepForNext = (intent: Intent): void => {
    early.current.keys = withKey(early.current.keys, { intent, pour: null });
  };
  useIntents(reglages.raccourcisUneTouche, (intent, { target, inText, repeat }) => {
    const isInside = target instanceof Node && place.current?.contains(target) === true;
    // Somebody looks another person up meanwhile: the search field keeps its keys.
    if (inText && !isInside) return false;
    switch (intent.do) {
      case 'digit':
        if (isWriting()) keepForNext(intent);
        else send({ do: 'digit', digit: intent.digit });
        return true;
      case 'confirm':
        if (repeat) return true;
        if (isWriting()) keepForNext(intent);
        else send({ do: 'confirm' });
        return true;
      case 'back':
        if (isWriting()) keepForNext(intent);
        else send({ do: 'back' });
        return true;
      case 'same':
        if (proches.length === 0 || inText || !canBeShared(call)) return false;
        send({ do: 'aussi', candidats: proches.map(({ candidat }) => candidat) });
        return true;
      case 'note':
        note.current?.focus();
        return true;
      case 'leave':
        if (inText) place.current?.focus();
        else if (isWriting()) early.current.keys = afterEscape(early.current.keys);
        else if (isEditing) setEditing(false);
        else if (call.asksAgain) send({ do: 'back' });
        else return onLeave();
        return true;
      default:
        return false;
    }
  });
};
