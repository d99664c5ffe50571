import { Button, CloseButton, NativeSelect, Textarea, Tooltip } from '@mantine/core';
import { IconCalendarPlus, IconMail, IconTextPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import { limits } from '../../../shared/contract/sync.ts';
import { libelleMotif, motif } from '../../../shared/domain/demandes/motifs.ts';
import { courrielDeReponse } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { blancsDe } from '../../../shared/domain/messages/blancs.ts';
import { useAsk } from '../../ask.tsx';
import { compte, nombre } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { longTextClasses, TextWarning, UnderText } from '../../ui/under-text.tsx';
import { versBlanc } from '../../ui/vers-blanc.ts';
import { sensitiveThemes } from '../candidats/saisie/sensitive.ts';
import { useDonner } from '../rendez-vous/donner.tsx';
import { Apercu, Depart } from './apercu.tsx';
import styles from './composer.module.css';
import { contexteModele, courrielDe } from './contexte.ts';
import { paragrapheDe } from './modeles.ts';
import { Question } from './question.tsx';
import { phraseBlancs, phraseSensible } from './textes.ts';

const max = limits.noteCharacters;

/**
 * « Répondre »: a text to fill, and under it the very mail it becomes. Nothing opens over the screen; leaving keeps
 * what was written.
 */
export const Composer = ({
  demande,
  fiche,
  texte,
  onWrite,
  onLeaveText,
  onSend,
  onClose,
}: {
  demande: DemandeFiche;
  fiche: Fiche;
  texte: string;
  onWrite: (texte: string) => void;
  /** The eyes went elsewhere: another window, another field, the closed desk that follows a pause. */
  onLeaveText: () => void;
  onSend: () => void;
  onClose: () => void;
}) => {
  const session = useAsk('session:etat', {}).data;
  const { donner, peutDonner } = useDonner();
  const strip = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // The text whose blanks were asked about: any change asks again.
  const [asked, setAsked] = useState<string | null>(null);
  const contexte = contexteModele(demande, fiche, session?.operateur?.nom ?? null);
  const blancs = blancsDe(texte);
  const isEmpty = texte.trim() === '';
  const sensible = phraseSensible(sensitiveThemes(texte));

  const toBlanc = (from: number | null): void => {
    if (field.current !== null) versBlanc(field.current, from);
  };
  const start = useRef(() => toBlanc(0));
  useEffect(() => {
    start.current();
    strip.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const send = (): void => {
    if (isEmpty || texte.length > max) return;
    if (blancs.length > 0 && asked !== texte) {
      setAsked(texte);
      toBlanc(0);
      return;
    }
    onSend();
  };
  const add = (code: string): void => {
    const lu = motif.safeParse(code);
    if (!lu.success) return;
    onWrite(`${texte.trimEnd()}\n\n${paragrapheDe(lu.data, contexte)}`.trimStart());
    field.current?.focus();
  };

  // Here and not among the keys of the screen, which know nothing of an answer being written.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && !event.ctrlKey) onClose();
    else if (event.key === 'F8') toBlanc(null);
    // Ctrl Entrée and only from the text: Entrée alone, anywhere, never sends.
    else if (event.key === 'Enter' && event.ctrlKey && event.target === field.current) {
      if (!event.repeat) send();
    } else return;
    event.preventDefault();
  };

  const isAsked = asked === texte && blancs.length > 0;
  return (
    <section ref={strip} className={styles.strip} aria-label="Répondre par courriel" onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <h3>
          <IconMail size={16} stroke={1.8} aria-hidden />
          Répondre
          <span>le texte est gardé en quittant</span>
        </h3>
        <Tooltip label="Quitter, le texte attend ici : Échap">
          <CloseButton size="sm" aria-label="Quitter, le texte attend ici" onClick={onClose} />
        </Tooltip>
      </div>
      {demande.suite === 'annulee' && (
        <Notice tone="warn">La personne a annulé cette demande : une réponse peut la surprendre.</Notice>
      )}
      <Question demande={demande} />
      <div className={styles.champ}>
        <Textarea
          ref={field}
          classNames={longTextClasses}
          aria-label="Texte de la réponse"
          aria-describedby={`reponse-${demande.id}`}
          autosize
          minRows={7}
          maxRows={16}
          maxLength={max}
          spellCheck
          lang="fr"
          value={texte}
          onChange={(event) => onWrite(event.currentTarget.value)}
          onBlur={onLeaveText}
        />
        <UnderText
          id={`reponse-${demande.id}`}
          blancs={blancs.length > 0 ? `${compte(blancs.length, 'blanc', 'blancs')} à remplir` : null}
          onBlanc={() => toBlanc(null)}
          length={`${nombre(texte.length)} sur ${nombre(max)} caractères`}
          isFull={texte.length >= max}
        >
          {sensible !== null && <TextWarning>{sensible}</TextWarning>}
          {isAsked && <TextWarning strong>{phraseBlancs(blancs.length)}</TextWarning>}
        </UnderText>
      </div>
      <div className={styles.aides}>
        <NativeSelect
          size="xs"
          aria-label="Ajouter un modèle au texte"
          leftSection={<IconTextPlus size={14} stroke={1.8} aria-hidden />}
          value=""
          data={[
            { value: '', label: 'Un modèle…' },
            ...motif.options.map((code) => ({ value: code, label: libelleMotif[code] })),
          ]}
          onChange={(event) => add(event.currentTarget.value)}
        />
        {peutDonner && (
          <Tooltip label="Un créneau répond aussi à la demande ; ce texte attend ici">
            <Button
              size="xs"
              fz="sm"
              variant="default"
              leftSection={<IconCalendarPlus size={15} stroke={1.8} aria-hidden />}
              onClick={() => donner({ demande: demande.id, remplace: null })}
            >
              Donner un créneau
            </Button>
          </Tooltip>
        )}
      </div>
      <div className={styles.buttons}>
        <Button size="xs" fz="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
          Quitter
        </Button>
        <Button
          size="xs"
          fz="sm"
          disabled={isEmpty}
          rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
          onClick={send}
        >
          {isAsked ? 'Envoyer tel quel' : 'Envoyer'}
        </Button>
      </div>
      <Depart demande={demande} />
      <Apercu corps={courrielDeReponse(courrielDe(demande, texte))} />
    </section>
  );
};
