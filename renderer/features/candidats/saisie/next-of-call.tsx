import { useNow } from '../../../clock.tsx';
import { filTexte } from '../sheet/fil-textes.ts';
import { NextAction } from './next-action.tsx';
import type { CallLogging } from './use-call.ts';

/** « Ensuite : à rappeler demain 10 h — modifier », from the disposition, once there is one. */
export const NextOfCall = ({
  logging: { call, send, prochaine },
  isEditing,
  setEditing,
  onChanged,
}: {
  logging: CallLogging;
  isEditing: boolean;
  setEditing: (editing: boolean) => void;
  /** The keys go back to the call. */
  onChanged: () => void;
}) => {
  const now = useNow(30_000);
  if (prochaine === null || prochaine === undefined || call.disposition === 'OPPOSITION') return null;
  const { titre } = filTexte({ genre: 'acte', type: 'prochaine-action', contenu: prochaine }, { now, nom: () => null });
  const needsDate = call.disposition === 'RAPPELER';
  return (
    <NextAction
      phrase={titre.toLowerCase()}
      prochaine={prochaine}
      isOpen={isEditing || (needsDate && call.prochaine === undefined)}
      onOpen={setEditing}
      onChange={(next) => {
        send({ do: 'prochaine', prochaine: next });
        setEditing(false);
        onChanged();
      }}
    />
  );
};
