import { Button, CloseButton, NativeSelect } from '@mantine/core';
import { IconPhone, IconPhoneIncoming } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useNow } from '../../../clock.tsx';
import { keyLabel } from '../../../keyboard/keys.ts';
import { focusUnlessTyping } from '../../../keyboard/use-intents.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Motifs } from '../../demandes/mode.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import { motifsOuverts } from '../sheet/demandes-ouvertes.ts';
import type { Draft } from '../view.ts';
import { CallChoices } from './call-choices.tsx';
import { canBeShared } from './call-draft.ts';
import { type EarlyKeys, useEarlyReplay } from './early-keys.ts';
import { Famille, useProches } from './famille.tsx';
import { HorsDesHeures } from './hors-des-heures.tsx';
import { NextOfCall } from './next-of-call.tsx';
import { NoteField } from './note-field.tsx';
import { callableNumbers } from './numbers.ts';
import styles from './strip.module.css';
import { useCall } from './use-call.ts';
import { useCallKeys } from './use-call-keys.ts';

/** One call, in the sheet, without a window: a digit, perhaps a second one, Entrée (SCREENS, Candidats). */
export const CallStrip = ({
  fiche,
  draft,
  early,
  setDraft,
  onClose,
}: {
  fiche: Fiche;
  draft: Extract<Draft, { kind: 'appel' }>;
  early: EarlyKeys;
  setDraft: (draft: Draft | null) => void;
  onClose: () => void;
}) => {
  const proches = useProches(fiche.ligne.id);
  const logging = useCall({ fiche, draft, setDraft, famille: proches, dials: true, onNoted: onClose });
  const { call, send } = logging;
  const single = useReglages().reglages.raccourcisUneTouche;
  const [editing, setEditing] = useState(false);
  const strip = useRef<HTMLElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const now = useNow(30_000);
  const numbers = callableNumbers(fiche);
  const received = call.sens === 'recu';
  const motifs = motifsOuverts(fiche.demandes);

  useEffect(() => focusUnlessTyping(strip.current), []);
  useEarlyReplay(
    early,
    (intent) => {
      if (intent.do === 'digit' || intent.do === 'confirm' || intent.do === 'back') send(intent);
      return true;
    },
    () => !logging.isWriting(),
  );
  useCallKeys({
    logging,
    proches,
    place: strip,
    note,
    early,
    isEditing: editing,
    setEditing,
    onLeave: () => {
      onClose();
      return true;
    },
  });

  return (
    <section ref={strip} className={styles.strip} tabIndex={-1} aria-label={received ? 'Appel reçu' : 'Appel'}>
      <div className={styles.head}>
        <div>
          <h3 className={styles.chosen}>
            {received ? (
              <IconPhoneIncoming size={16} stroke={1.8} aria-hidden />
            ) : (
              <IconPhone size={16} stroke={1.8} aria-hidden />
            )}
            {received ? 'Appel reçu' : 'Appel en cours'}
          </h3>
          {!received && <HorsDesHeures fiche={fiche} now={now} />}
        </div>
        <CloseButton size="sm" aria-label="Quitter sans enregistrer (Échap)" onClick={onClose} />
      </div>
      {motifs.length > 0 && <Motifs motifs={motifs} />}
      {numbers.length > 0 && (
        <NativeSelect
          size="xs"
          className={styles.select ?? ''}
          aria-label={received ? 'Numéro qui a appelé' : 'Numéro appelé'}
          value={call.numero ?? ''}
          data={[
            ...(received ? [{ value: '', label: 'Numéro inconnu' }] : []),
            ...numbers.map(({ e164, label }) => ({ value: e164, label })),
          ]}
          onChange={(event) => {
            const chosen = numbers.find(({ e164 }) => e164 === event.currentTarget.value);
            send({ do: 'numero', numero: chosen?.e164 ?? null, interlocuteur: chosen?.interlocuteur ?? null });
          }}
        />
      )}
      <CallChoices fiche={fiche} logging={logging} now={now} />
      <NextOfCall
        logging={logging}
        isEditing={editing}
        setEditing={setEditing}
        onChanged={() => strip.current?.focus()}
      />
      {canBeShared(call) && <Famille proches={proches} call={call} send={send} />}
      <NoteField
        field={note}
        rows={1}
        label="Note de l’appel"
        value={call.note}
        onChange={(texte) => send({ do: 'note', note: texte })}
      />
      <div className={styles.foot}>
        <span className={styles.label}>
          <KeyHint touche={keyLabel('N', single)} /> note
        </span>
        <div className={styles.buttons}>
          <Button size="xs" fz="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
            Quitter
          </Button>
          <Button
            size="xs"
            fz="sm"
            color={call.asksAgain ? 'red.9' : 'encre'}
            rightSection={<KeyHint touche="Entrée" quiet />}
            onClick={() => send({ do: 'confirm' })}
          >
            {call.asksAgain ? 'Confirmer' : 'Enregistrer'}
          </Button>
        </div>
      </div>
    </section>
  );
};
