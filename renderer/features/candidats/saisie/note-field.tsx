import { Textarea } from '@mantine/core';
import type { Ref } from 'react';
import { limits } from '../../../../shared/contract/sync.ts';
import { nombre } from '../../../textes/pluriel.ts';
import { TextLength, TextWarning } from '../../../ui/under-text.tsx';
import { sensitivePhrase, sensitiveThemes } from './sensitive.ts';
import styles from './strip.module.css';

const max = limits.noteCharacters;
/** The count appears when it starts to matter. */
const countFrom = max - 500;

export const NoteField = ({
  value,
  onChange,
  rows,
  field,
  label,
  focused = false,
}: {
  value: string;
  onChange: (texte: string) => void;
  rows: number;
  field?: Ref<HTMLTextAreaElement>;
  label: string;
  focused?: boolean;
}) => {
  const warning = sensitivePhrase(sensitiveThemes(value));
  return (
    <div>
      <Textarea
        {...(field === undefined ? {} : { ref: field })}
        aria-label={label}
        placeholder="Faits seulement : pas de santé, d’origine ni d’opinion"
        autosize
        minRows={rows}
        maxRows={8}
        maxLength={max}
        spellCheck={false}
        value={value}
        autoFocus={focused}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div role="status" className={styles.under}>
        {warning !== null && <TextWarning>{warning}</TextWarning>}
        {value.length >= countFrom && (
          <div className={styles.count}>
            <TextLength isFull={value.length >= max}>
              {`${nombre(value.length)} sur ${nombre(max)} caractères`}
            </TextLength>
          </div>
        )}
      </div>
    </div>
  );
};
