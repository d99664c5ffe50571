import { Button, Checkbox, Textarea } from '@mantine/core';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { versBlanc } from '../../ui/vers-blanc.ts';
import styles from './messages.module.css';
import { phraseNotice } from './textes.ts';

export interface RgpdRef {
  /** Unfolds the words, and puts the cursor on what is missing there. */
  toBlanc: () => void;
}

/** The words on data under the text, and the tick that says that the family read them. */
export const Rgpd = ({
  ref,
  asked,
  jointe,
  texte,
  informe,
  dejaInforme,
  readOnly = false,
  onJointe,
  onTexte,
  onInforme,
}: {
  ref: Ref<RgpdRef>;
  /** One tried to send it: what is missing is said. */
  asked: boolean;
  jointe: boolean;
  texte: string;
  informe: boolean;
  /** She was told already: nothing has to be added, and nothing is noted twice. */
  dejaInforme: boolean;
  readOnly?: boolean;
  onJointe: (jointe: boolean) => void;
  onTexte: (texte: string) => void;
  onInforme: (informe: boolean) => void;
}) => {
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    toBlanc: () => {
      flushSync(() => setOpen(true));
      if (field.current !== null) versBlanc(field.current, 0);
    },
  }));
  return (
    <div className={styles.notice}>
      <div className={styles.ligne}>
        <Checkbox
          size="xs"
          label="Ajouter à la fin l’information sur les données personnelles"
          checked={jointe}
          disabled={readOnly}
          onChange={(event) => onJointe(event.currentTarget.checked)}
        />
        {jointe && !readOnly && (
          <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Replier' : 'Lire et modifier'}
          </Button>
        )}
      </div>
      {jointe && isOpen && (
        <Textarea
          ref={field}
          aria-label="Information sur les données personnelles"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1_500}
          lang="fr"
          readOnly={readOnly}
          value={texte}
          error={asked ? phraseNotice(texte) : null}
          onChange={(event) => onTexte(event.currentTarget.value)}
        />
      )}
      {dejaInforme ? (
        <p className={styles.muted}>La famille est déjà informée de l’origine de ses données.</p>
      ) : (
        <Checkbox
          size="xs"
          label="Noter « informé·e » avec l’envoi"
          checked={informe}
          disabled={readOnly}
          onChange={(event) => onInforme(event.currentTarget.checked)}
        />
      )}
    </div>
  );
};
