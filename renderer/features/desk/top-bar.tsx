import { CloseButton, TextInput, Tooltip } from '@mantine/core';
import { IconCommand, IconMapPin, IconSearch } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { keyLabel } from '../../keyboard/keys.ts';
import { Brand } from '../../ui/brand.tsx';
import { IconAction } from '../../ui/icon-action.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { QuiAppelleButton } from '../contacts/qui-appelle.tsx';
import { useReglages } from './reglages.tsx';
import styles from './top-bar.module.css';

export const TopBar = ({
  search,
  onSearch,
  field,
  onDown,
  etablissement,
  onWhoCalls,
  onPalette,
  reglages,
}: {
  search: string;
  onSearch: (text: string) => void;
  field: RefObject<HTMLInputElement | null>;
  /** Entrée or ↓ in the field: on to what was found. */
  onDown: () => void;
  etablissement: string | null;
  onWhoCalls: () => void;
  onPalette: () => void;
  /** The button of the settings of this poste. */
  reglages: ReactNode;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  return (
    <header className={styles.bar}>
      <Brand />
      <TextInput
        ref={field}
        className={styles.search ?? ''}
        type="search"
        role="searchbox"
        aria-label="Rechercher un candidat"
        aria-keyshortcuts={single ? '/' : 'Control+/'}
        placeholder="Rechercher un nom, un téléphone, un collège…"
        value={search}
        maxLength={100}
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        rightSectionWidth={search === '' && !single ? 68 : 34}
        rightSectionPointerEvents={search === '' ? 'none' : 'all'}
        rightSection={
          search === '' ? (
            <span className={styles.hint}>
              <KeyHint touche={keyLabel('/', single)} />
            </span>
          ) : (
            <CloseButton size="sm" aria-label="Effacer la recherche" onClick={() => onSearch('')} />
          )
        }
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onDown();
        }}
      />
      <div className={styles.end}>
        {etablissement !== null && (
          <Tooltip label={etablissement}>
            <span className={styles.site}>
              <IconMapPin size={15} stroke={1.7} aria-hidden />
              <span>{etablissement}</span>
            </span>
          </Tooltip>
        )}
        <IconAction label="Palette, personnes, écrans et actions : Ctrl K" onClick={onPalette}>
          <IconCommand size={18} stroke={1.7} />
        </IconAction>
        <QuiAppelleButton onOpen={onWhoCalls} />
        {reglages}
      </div>
    </header>
  );
};
