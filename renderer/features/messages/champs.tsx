import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconArrowBackUp, IconTemplate } from '@tabler/icons-react';
import { type Ref, type RefObject, useImperativeHandle, useRef } from 'react';
import { blancsDe } from '../../../shared/domain/messages/blancs.ts';
import { compterSms, simplifierSms } from '../../../shared/domain/messages/sms.ts';
import { variablesInconnues } from '../../../shared/domain/messages/variables.ts';
import { nombre } from '../../textes/pluriel.ts';
import { longTextClasses, TextWarning, UnderText } from '../../ui/under-text.tsx';
import { versBlanc } from '../../ui/vers-blanc.ts';
import { sensitiveThemes } from '../candidats/saisie/sensitive.ts';
import { phraseSensible } from '../demandes/textes.ts';
import styles from './messages.module.css';
import type { ModeleOffert } from './modeles-offerts.ts';
import { phraseAccolades, phraseBlancs, phraseBlancsDAbord, phraseHorsAlphabet, phraseSms } from './textes.ts';

/** What keeps a text from leaving: a blank, or words between braces that nothing replaces any more. */
export const estPret = (texte: string): boolean =>
  texte.trim() !== '' && blancsDe(texte).length === 0 && variablesInconnues(texte, []).length === 0;

export const ModeleSelect = ({
  modeles,
  cle,
  disabled: isDisabled = false,
  onChoose,
  onManage,
}: {
  modeles: readonly (ModeleOffert & { disabled?: boolean })[];
  cle: string;
  /** What left is not replaced; it stays in its place, so that nothing moves under the pointer. */
  disabled?: boolean;
  onChoose: (modele: ModeleOffert | null) => void;
  onManage: () => void;
}) => {
  const option = ({ cle: value, nom, disabled = false }: ModeleOffert & { disabled?: boolean }) => ({
    value,
    label: disabled ? `${nom} (parle d’une seule personne)` : nom,
    disabled,
  });
  const siens = modeles.filter(({ id }) => id !== null);
  return (
    <div className={styles.modele}>
      <NativeSelect
        size="xs"
        label="Modèle"
        data-autofocus={isDisabled ? undefined : true}
        disabled={isDisabled}
        value={modeles.some((un) => un.cle === cle) ? cle : ''}
        data={[
          { value: '', label: 'Sans modèle' },
          ...(siens.length === 0 ? [] : [{ group: 'Du CFA', items: siens.map(option) }]),
          { group: 'Fournis', items: modeles.filter(({ id }) => id === null).map(option) },
        ]}
        onChange={(event) => onChoose(modeles.find((un) => un.cle === event.currentTarget.value) ?? null)}
      />
      <Button
        size="xs"
        fz="sm"
        variant="default"
        disabled={isDisabled}
        leftSection={<IconTemplate size={15} stroke={1.8} aria-hidden />}
        onClick={onManage}
      >
        Les modèles…
      </Button>
    </div>
  );
};

export interface TexteRef {
  /** Puts the cursor on the next blank, and selects it. */
  toBlanc: (from: number | null) => void;
}

/** Under a text: its blanks, its length or its number of SMS, and what has to be said of it. */
const SousTexte = ({
  id,
  texte,
  max,
  isSms,
  entier,
  asked,
  onBlanc,
  onSimplify,
}: {
  id: string;
  texte: string;
  max: number;
  isSms: boolean;
  /** With the notice: what is counted. */
  entier: string;
  asked: boolean;
  onBlanc: () => void;
  onSimplify: () => void;
}) => {
  const blancs = blancsDe(texte).length;
  const accolades = variablesInconnues(texte, []);
  const compte = compterSms(entier);
  const horsAlphabet = isSms && blancs === 0 ? phraseHorsAlphabet(compte) : null;
  const sensible = phraseSensible(sensitiveThemes(texte));
  return (
    <UnderText
      id={id}
      blancs={blancs > 0 ? phraseBlancs(blancs) : null}
      onBlanc={onBlanc}
      length={isSms ? phraseSms(compte) : `${nombre(entier.length)} sur ${nombre(max)} caractères`}
      isFull={entier.length >= max}
    >
      {asked && blancs > 0 && <TextWarning strong>{phraseBlancsDAbord(blancs)}</TextWarning>}
      {accolades.length > 0 && <TextWarning strong={asked}>{phraseAccolades(accolades)}</TextWarning>}
      {sensible !== null && <TextWarning>{sensible}</TextWarning>}
      {horsAlphabet !== null && (
        <span className={styles.avec}>
          <TextWarning>{horsAlphabet}</TextWarning>
          <Button size="compact-xs" variant="default" onClick={onSimplify}>
            Simplifier
          </Button>
        </span>
      )}
    </UnderText>
  );
};

/** The text itself, filled by a modèle or typed; the window's F8 goes from blank to blank. */
export const TexteField = ({
  ref,
  field,
  texte,
  entier,
  max,
  isSms = false,
  readOnly = false,
  asked,
  onChange,
  onBack,
}: {
  ref: Ref<TexteRef>;
  field: RefObject<HTMLTextAreaElement | null>;
  texte: string;
  entier: string;
  max: number;
  isSms?: boolean;
  readOnly?: boolean;
  /** One tried to send it: what is missing is said louder. */
  asked: boolean;
  onChange: (texte: string) => void;
  /** Takes back what a modèle replaced; null when it replaced nothing. */
  onBack: (() => void) | null;
}) => {
  const under = useRef(`texte-${isSms ? 'sms' : 'courriel'}`).current;
  const toBlanc = (from: number | null): void => {
    if (field.current !== null) versBlanc(field.current, from);
  };
  useImperativeHandle(ref, () => ({ toBlanc }));
  return (
    <div className={styles.champ}>
      <Textarea
        ref={field}
        label="Texte"
        classNames={longTextClasses}
        aria-describedby={under}
        autosize
        minRows={6}
        maxRows={13}
        maxLength={Math.max(1, max - (entier.length - texte.length))}
        spellCheck
        lang="fr"
        readOnly={readOnly}
        value={texte}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <SousTexte
        id={under}
        texte={texte}
        max={max}
        isSms={isSms}
        entier={entier}
        asked={asked}
        onBlanc={() => toBlanc(null)}
        onSimplify={() => {
          onChange(simplifierSms(texte));
          field.current?.focus();
        }}
      />
      {onBack !== null && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            onClick={onBack}
          >
            Reprendre le texte d’avant ce modèle
          </Button>
        </div>
      )}
    </div>
  );
};
