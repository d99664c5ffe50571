import { Button, CloseButton, TextInput, Tooltip } from '@mantine/core';
import { IconPhoneCalling, IconPhoneIncoming, IconUserPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useAsk } from '../../ask.tsx';
import { useSettled } from '../../clock.tsx';
import { keyLabel } from '../../keyboard/keys.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { IconAction } from '../../ui/icon-action.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { Nouveau } from './nouveau.tsx';
import { appelRecu, isTooShort, rechercheDe } from './numero.ts';
import styles from './qui-appelle.module.css';
import { optionId, Resultats } from './resultats.tsx';
import type { QuiAppelle } from './use-qui-appelle.ts';

const shownPeople = 6;
const typingMs = 90;
const listId = 'qui-appelle-liste';

/** The window of the same name, from the top bar. */
export const QuiAppelleButton = ({ onOpen }: { onOpen: () => void }) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  return (
    <IconAction label={`Qui m’appelle ? : ${keyLabel('Q', single)}`} onClick={onOpen}>
      <IconPhoneCalling size={18} stroke={1.7} />
    </IconAction>
  );
};

type Draft = ReturnType<typeof appelRecu>;

const Recherche = ({
  controls,
  onOpen,
  onReceived,
}: {
  controls: QuiAppelle;
  onOpen: (candidat: string) => void;
  onReceived: (candidat: string, draft: Draft) => void;
}) => {
  const { texte, setTexte } = controls;
  const recherche = useSettled(rechercheDe(texte), typingMs);
  const isAsked = recherche !== '' && !isTooShort(recherche);
  const found = useAsk(
    'candidats:liste',
    { tri: 'nom', sens: 'croissant', filtres: {}, recherche, apres: null, limite: shownPeople },
    isAsked,
  );
  const lignes = isAsked ? (found.data?.lignes ?? []) : [];
  const [at, setAt] = useState(0);
  const active = Math.min(at, Math.max(0, lignes.length - 1));
  const chosen = lignes[active];
  const isNobody = isAsked && found.data !== undefined && lignes.length === 0;
  // Only what answers the words that stand in the field is opened; an Entrée that comes before waits for it.
  const isAnswered = recherche === rechercheDe(texte) && isAsked && !found.isPending;
  const fiche = useAsk('candidats:fiche', { candidat: chosen?.id ?? '' }, chosen !== undefined).data;
  const [awaited, setAwaited] = useState<'fiche' | 'appel' | null>(null);
  const receive = (): void => {
    if (chosen !== undefined && fiche !== undefined) onReceived(chosen.id, appelRecu(fiche, recherche));
  };
  const choose = useRef<(quoi: 'fiche' | 'appel') => void>(() => undefined);
  choose.current = (quoi) => {
    if (chosen === undefined) {
      if (isNobody) controls.add();
    } else if (quoi === 'appel') receive();
    else onOpen(chosen.id);
  };
  // A call is noted on a sheet, which comes after the name.
  const canChoose = isAnswered && (awaited === 'fiche' || chosen === undefined || fiche !== undefined);
  useEffect(() => {
    if (awaited === null || !canChoose) return;
    setAwaited(null);
    choose.current(awaited);
  }, [awaited, canChoose]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt(Math.max(0, Math.min(lignes.length - 1, active + step)));
      return;
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) setAwaited(event.shiftKey ? 'appel' : 'fiche');
  };

  const status = !isAsked
    ? 'Au moins trois chiffres, ou le début d’un nom.'
    : isNobody
      ? 'Personne sur ce poste n’a ce numéro ni ce nom.'
      : found.data?.suite == null
        ? ''
        : 'D’autres personnes correspondent : ajouter des chiffres.';

  return (
    <>
      <TextInput
        aria-label="Numéro de qui appelle, ou nom"
        placeholder="Un numéro, ses derniers chiffres, ou un nom"
        role="combobox"
        aria-expanded={lignes.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : optionId(chosen.id)}
        autoFocus
        maxLength={60}
        value={texte}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setAt(0);
          setAwaited(null);
          setTexte(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {found.error !== null && isAsked && <Notice tone="bad">{phraseErreur('NOYAU_ARRETE')}</Notice>}
      <Resultats id={listId} lignes={lignes} active={active} recherche={recherche} onOpen={onOpen} />
      <p role="status" className={styles.aide}>
        {status}
      </p>
      <div className={styles.actions}>
        {chosen !== undefined && (
          <>
            <Button
              size="xs"
              fz="sm"
              rightSection={<KeyHint touche="Entrée" quiet />}
              onClick={() => onOpen(chosen.id)}
            >
              Ouvrir la fiche
            </Button>
            <Button
              size="xs"
              fz="sm"
              variant="default"
              leftSection={<IconPhoneIncoming size={15} aria-hidden />}
              rightSection={<KeyHint touche="Maj Entrée" />}
              disabled={fiche === undefined}
              onClick={receive}
            >
              Noter l’appel reçu
            </Button>
          </>
        )}
        <Button
          size="xs"
          fz="sm"
          variant={isNobody ? 'filled' : 'default'}
          leftSection={<IconUserPlus size={15} aria-hidden />}
          rightSection={isNobody ? <KeyHint touche="Entrée" quiet /> : undefined}
          onClick={controls.add}
        >
          Nouveau contact
        </Button>
      </div>
    </>
  );
};

/**
 * Who is calling, while another call may be open: a window beside the work, never over it, that blocks nothing. What is
 * being typed about somebody else stays with their sheet.
 */
export const QuiAppelleWindow = ({
  controls,
  onOpen,
  onReceived,
  onCallback,
}: {
  controls: QuiAppelle;
  onOpen: (candidat: string) => void;
  /** She is the one who calls: her call, begun, with the number it came from where it is known. */
  onReceived: (candidat: string, draft: Draft) => void;
  /** Created with « Rappeler le… » : its date is chosen on the sheet. */
  onCallback: (candidat: string) => void;
}) => {
  const { isOpen, contact, setContact, close, reset } = controls;
  if (!isOpen) return null;
  const open = (candidat: string, flux?: string): void => {
    reset(flux);
    onOpen(candidat);
  };
  return (
    <div
      role="dialog"
      aria-modal={false}
      aria-label="Qui m’appelle ?"
      className={styles.window}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <div className={styles.head}>
        <h2>{contact === null ? 'Qui m’appelle ?' : 'Nouveau contact'}</h2>
        <Tooltip label="Fermer : Échap">
          <CloseButton size="sm" aria-label="Fermer" onClick={close} />
        </Tooltip>
      </div>
      {contact === null ? (
        <Recherche
          controls={controls}
          onOpen={open}
          onReceived={(candidat, draft) => {
            open(candidat);
            onReceived(candidat, draft);
          }}
        />
      ) : (
        <Nouveau
          contact={contact}
          onChange={setContact}
          onBack={() => setContact(null)}
          onCreated={(candidat, flux) => {
            const mustChoose = contact.hasAppel && contact.disposition === 'RAPPELER';
            open(candidat, flux);
            if (mustChoose) onCallback(candidat);
          }}
        />
      )}
    </div>
  );
};
