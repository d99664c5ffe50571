import { Button, CloseButton } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { limits } from '../../../../shared/contract/sync.ts';
import { isTextField, useIntents } from '../../../keyboard/use-intents.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import type { Draft } from '../view.ts';
import { dossierPrincipal, saisieNote } from './builders.ts';
import { NoteField } from './note-field.tsx';
import styles from './strip.module.css';
import { useNoteDraft } from './use-note-draft.ts';

/** N: leaving keeps the text for next time; only recording it or emptying it lets go of the draft. */
export const NoteStrip = ({
  fiche,
  draft,
  early,
  setDraft,
  onClose,
}: {
  fiche: Fiche;
  draft: Extract<Draft, { kind: 'note' }>;
  /** What was typed before the field was there to take it. */
  early: RefObject<string>;
  setDraft: (draft: Draft | null) => void;
  onClose: () => void;
}) => {
  const { reglages } = useReglages();
  const { record } = useSaisies();
  const kept = useNoteDraft(fiche.ligne.id);
  const strip = useRef<HTMLElement>(null);
  const writing = useRef(false);
  const texte = draft.texte ?? fiche.brouillon;
  const [focused] = useState(() => !isTextField(document.activeElement));

  const write = (next: string): void => {
    setDraft({ kind: 'note', texte: next });
    kept.keep(next);
  };
  // Before the next key reaches the field, which follows what was typed ahead of it.
  useLayoutEffect(() => {
    const typed = early.current;
    early.current = '';
    if (typed !== '') write((texte + typed).slice(0, limits.noteCharacters));
  });

  const confirm = async (): Promise<void> => {
    const dossier = dossierPrincipal(fiche);
    if (dossier === null || texte.trim() === '' || writing.current) return;
    writing.current = true;
    const done = await record([saisieNote(dossier, texte)], `Note — ${fiche.ligne.nom} ${fiche.ligne.prenom}`);
    if (!done) {
      writing.current = false;
      return;
    }
    // Recorded, it is not again before it has left the screen.
    kept.forget();
    onClose();
  };

  useIntents(reglages.raccourcisUneTouche, (intent, { target, inText, repeat }) => {
    const inStrip = target instanceof Node && strip.current?.contains(target) === true;
    if (inText && !inStrip) return false;
    if (intent.do === 'leave') {
      onClose();
      return true;
    }
    if (intent.do === 'confirm') {
      if (!repeat) void confirm();
      return true;
    }
    return false;
  });

  return (
    <section ref={strip} className={styles.strip} aria-label="Écrire une note">
      <div className={styles.head}>
        <h3 className={styles.chosen}>
          <IconNote size={16} stroke={1.8} aria-hidden />
          Note
          <span className={styles.label}>le texte est gardé en quittant</span>
        </h3>
        <CloseButton size="sm" aria-label="Quitter, le texte est gardé (Échap)" onClick={onClose} />
      </div>
      <NoteField rows={3} label="Note" focused={focused} value={texte} onChange={write} />
      <div className={styles.foot}>
        <div className={styles.buttons}>
          <Button size="xs" fz="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
            Quitter
          </Button>
          <Button
            size="xs"
            fz="sm"
            disabled={texte.trim() === ''}
            rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
            onClick={() => void confirm()}
          >
            Enregistrer
          </Button>
        </div>
      </div>
    </section>
  );
};
