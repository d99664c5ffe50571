import { Button, CloseButton, NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconPhone, IconPhoneIncoming } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { reponseParDefaut } from '../../../../shared/domain/demandes.ts';
import { useNow } from '../../../clock.tsx';
import { focusUnlessTyping, useIntents } from '../../../keyboard/use-intents.ts';
import { dispositionTextes } from '../../../textes/appel.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Motifs } from '../../demandes/mode.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import { ApresAppel } from '../../rendez-vous/apres-appel.tsx';
import { motifsOuverts } from '../sheet/demandes-ouvertes.ts';
import { filTexte } from '../sheet/fil-textes.ts';
import type { Draft } from '../view.ts';
import { canBeShared } from './call-draft.ts';
import { Dispositions, Interlocuteurs, Issues } from './choices.tsx';
import { type EarlyKeys, useEarlyReplay } from './early-keys.ts';
import { Famille, useProches } from './famille.tsx';
import { NextAction } from './next-action.tsx';
import { NoteField } from './note-field.tsx';
import { callableNumbers } from './numbers.ts';
import { Repond } from './repond.tsx';
import styles from './strip.module.css';
import { useCall } from './use-call.ts';

const missingTextes = {
  disposition: 'Choisir d’abord ce qui s’est passé, de 1 à 8.',
  issue: 'Choisir ce qu’il en ressort, de 1 à 9.',
} as const;

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
  const { call, send, prochaine } = useCall(fiche, draft, setDraft, onClose, proches);
  const { reglages } = useReglages();
  const [editing, setEditing] = useState(false);
  const strip = useRef<HTMLElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const now = useNow(30_000);
  const numbers = callableNumbers(fiche);
  const joint = call.disposition === 'JOINT';
  const received = call.sens === 'recu';
  const motifs = motifsOuverts(fiche.demandes);

  useEffect(() => focusUnlessTyping(strip.current), []);
  useEarlyReplay(early, (intent) => {
    if (intent.do === 'digit' || intent.do === 'confirm') send(intent);
    return true;
  });

  useIntents(reglages.raccourcisUneTouche, (intent, { target, inText, repeat }) => {
    const inStrip = target instanceof Node && strip.current?.contains(target) === true;
    // Somebody looks another person up meanwhile: the search field keeps its keys.
    if (inText && !inStrip) return false;
    switch (intent.do) {
      case 'digit':
        send({ do: 'digit', digit: intent.digit });
        return true;
      case 'confirm':
        if (!repeat) send({ do: 'confirm' });
        return true;
      case 'back':
        send({ do: 'back' });
        return true;
      case 'same':
        if (proches.length === 0 || inText || !canBeShared(call)) return false;
        send({ do: 'aussi', candidats: proches.map(({ candidat }) => candidat) });
        return true;
      case 'note':
        note.current?.focus();
        return true;
      case 'leave':
        if (inText) strip.current?.focus();
        else if (editing) setEditing(false);
        else if (call.asksAgain) send({ do: 'back' });
        else onClose();
        return true;
      default:
        return false;
    }
  });

  const nextPhrase =
    prochaine === null || prochaine === undefined
      ? null
      : filTexte(
          { genre: 'acte', type: 'prochaine-action', contenu: prochaine },
          { now, nom: () => null },
        ).titre.toLowerCase();
  const needsDate = call.disposition === 'RAPPELER';

  return (
    <section ref={strip} className={styles.strip} tabIndex={-1} aria-label={received ? 'Appel reçu' : 'Appel'}>
      <div className={styles.head}>
        <h3 className={styles.chosen}>
          {received ? (
            <IconPhoneIncoming size={16} stroke={1.8} aria-hidden />
          ) : (
            <IconPhone size={16} stroke={1.8} aria-hidden />
          )}
          {received ? 'Appel reçu' : 'Appel en cours'}
        </h3>
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
      {joint ? (
        <>
          <div className={styles.line}>
            <span className={styles.chosen}>{dispositionTextes.JOINT}</span>
            <button
              type="button"
              className={styles.link}
              title="Changer : Retour arrière"
              onClick={() => send({ do: 'restart' })}
            >
              changer
            </button>
          </div>
          <Interlocuteurs chosen={call.interlocuteur} send={send} />
          <Issues call={call} send={send} />
        </>
      ) : (
        <Dispositions chosen={call.disposition} send={send} />
      )}
      {call.issue === 'RDV_FIXE' && <ApresAppel fiche={fiche} now={now} />}
      {call.disposition !== null && reponseParDefaut(call.disposition) !== null && <Repond fiche={fiche} />}
      {call.missing !== null && (
        <p role="alert" className={styles.missing}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          {missingTextes[call.missing]}
        </p>
      )}
      {call.disposition === 'OPPOSITION' && (
        <p role="alert" className={styles.missing}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          {call.asksAgain
            ? 'Confirmer avec Entrée : plus personne ne pourra appeler ces numéros.'
            : 'Tous les numéros seront fermés. Une confirmation sera demandée.'}
        </p>
      )}
      {nextPhrase !== null && call.disposition !== 'OPPOSITION' && (
        <NextAction
          phrase={nextPhrase}
          prochaine={prochaine ?? null}
          isOpen={editing || (needsDate && call.prochaine === undefined)}
          onOpen={setEditing}
          onChange={(next) => {
            send({ do: 'prochaine', prochaine: next });
            setEditing(false);
            strip.current?.focus();
          }}
        />
      )}
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
          <KeyHint touche="N" /> note
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
