import { Button, Tooltip } from '@mantine/core';
import { IconClock, IconPhoneIncoming } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { limits } from '../../../shared/contract/sync.ts';
import { useNow } from '../../clock.tsx';
import { keyLabel } from '../../keyboard/keys.ts';
import { focusUnlessTyping } from '../../keyboard/use-intents.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { CallChoices } from '../candidats/saisie/call-choices.tsx';
import { type CallDraft, canBeShared } from '../candidats/saisie/call-draft.ts';
import { type EarlyKeys, takeEarlyNote, useEarlyReplay } from '../candidats/saisie/early-keys.ts';
import { Famille, type Proche } from '../candidats/saisie/famille.tsx';
import { NextOfCall } from '../candidats/saisie/next-of-call.tsx';
import { NoteField } from '../candidats/saisie/note-field.tsx';
import type { CallLogging } from '../candidats/saisie/use-call.ts';
import { useCallKeys } from '../candidats/saisie/use-call-keys.ts';
import { useReglages } from '../desk/reglages.tsx';
import { useIssueTextes } from '../partages/mots.ts';
import { nomDe } from '../rapprochements/textes.ts';
import { phraseDuChoix } from './choix-dit.ts';
import styles from './noter.module.css';

/** The note and the eight choices, with the focus: a digit, perhaps a second one, Entrée. */
export const Noter = ({
  fiche,
  logging,
  proches,
  early,
  onReceived,
  onCallback,
  isAside,
  isEditing,
  setEditing,
}: {
  fiche: Fiche;
  logging: CallLogging;
  proches: readonly Proche[];
  early: EarlyKeys;
  /** The family is the one who calls, or is not. */
  onReceived: () => void;
  onCallback: () => void;
  /** A window about her is open: once it is closed, by a key or a button, the next digit is a choice again. */
  isAside: boolean;
  /** « Ensuite » of this call is being changed. */
  isEditing: boolean;
  setEditing: (editing: boolean) => void;
}) => {
  const { call, send, isWriting } = logging;
  const single = useReglages().reglages.raccourcisUneTouche;
  const place = useRef<HTMLElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const now = useNow(30_000);
  const received = call.sens === 'recu';
  const issueTextes = useIssueTextes();

  // Before the next key reaches the field, which follows what was typed ahead of it.
  const outdated = useRef<CallDraft | null>(null);
  useLayoutEffect(() => {
    const kept = takeEarlyNote(early, fiche.ligne.id);
    if (kept?.opens === true) note.current?.focus();
    if (kept === null || kept.texte === '') return;
    outdated.current = call;
    send({ do: 'note', note: (call.note + kept.texte).slice(0, limits.noteCharacters) });
  });
  useEffect(() => focusUnlessTyping(place.current), []);
  const wasAside = useRef(isAside);
  useEffect(() => {
    if (wasAside.current && !isAside) place.current?.focus();
    wasAside.current = isAside;
  }, [isAside]);
  // What a choice brings (issues, a moment, a warning) is never left under the edge of a small window.
  const asked = `${call.disposition ?? ''} ${call.issue ?? ''} ${call.missing ?? ''} ${call.asksAgain} ${logging.prochaine?.quoi ?? ''}`;
  const isAsked = useRef(asked);
  useEffect(() => {
    if (isAsked.current !== asked) place.current?.scrollIntoView({ block: 'nearest' });
    isAsked.current = asked;
  }, [asked]);
  useEarlyReplay(
    early,
    (intent) => {
      if (intent.do === 'digit' || intent.do === 'confirm' || intent.do === 'back') send(intent);
      return true;
    },
    // A step played on the call as it was before its note would lose the words.
    () => !isWriting() && outdated.current !== call,
  );
  useCallKeys({
    logging,
    proches,
    place,
    note,
    early,
    isEditing,
    setEditing,
    onLeave: () => {
      if (call.disposition === null) return false;
      send({ do: 'restart' });
      return true;
    },
  });

  return (
    <section ref={place} className={styles.noter} tabIndex={-1} aria-label={`Noter l’appel : ${nomDe(fiche.ligne)}`}>
      <div className={styles.note}>
        <NoteField
          field={note}
          rows={1}
          label="Note de l’appel"
          value={call.note}
          onChange={(texte) => send({ do: 'note', note: texte })}
        />
        <Tooltip label={`Écrire la note : ${keyLabel('N', single)}. La quitter : Échap`}>
          <span className={styles.touche}>
            <KeyHint touche={keyLabel('N', single)} />
          </span>
        </Tooltip>
      </div>
      <CallChoices fiche={fiche} logging={logging} now={now} large />
      <NextOfCall
        logging={logging}
        isEditing={isEditing}
        setEditing={setEditing}
        onChanged={() => place.current?.focus()}
      />
      <p role="status" className="visually-hidden">
        {phraseDuChoix(logging, issueTextes, now)}
      </p>
      {canBeShared(call) && <Famille proches={proches} call={call} send={send} />}
      <div className={styles.foot}>
        <Tooltip label={`La famille appelle : ${keyLabel('Maj A', single)}`}>
          <Button
            variant={received ? 'light' : 'default'}
            aria-pressed={received}
            leftSection={<IconPhoneIncoming size={16} stroke={1.8} aria-hidden />}
            rightSection={<KeyHint touche={keyLabel('Maj A', single)} />}
            onClick={onReceived}
          >
            Appel reçu
          </Button>
        </Tooltip>
        <Tooltip label={`Prévoir un rappel, sans appel : ${keyLabel('R', single)}`}>
          <Button
            variant="default"
            leftSection={<IconClock size={16} stroke={1.8} aria-hidden />}
            rightSection={<KeyHint touche={keyLabel('R', single)} />}
            onClick={onCallback}
          >
            Plus tard
          </Button>
        </Tooltip>
        <Tooltip label="Enregistrer et passer à la personne suivante : Entrée">
          <Button
            ml="auto"
            color={call.asksAgain ? 'red.9' : 'encre'}
            rightSection={<KeyHint touche="Entrée" quiet />}
            onClick={() => send({ do: 'confirm' })}
          >
            {call.asksAgain ? 'Confirmer' : 'Enregistrer'}
          </Button>
        </Tooltip>
      </div>
    </section>
  );
};
