import { CloseButton, TextInput, Tooltip } from '@mantine/core';
import { IconMapPin, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { Brand } from '../../ui/brand.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { QuiAppelleButton } from '../contacts/qui-appelle.tsx';
import { ReglagesButton } from './reglages.tsx';
import styles from './top-bar.module.css';

export const TopBar = ({
  search,
  onSearch,
  field,
  onDown,
  etablissement,
  onKeys,
  onWhoCalls,
}: {
  search: string;
  onSearch: (text: string) => void;
  field: RefObject<HTMLInputElement | null>;
  /** Entrée or ↓ in the field: on to what was found. */
  onDown: () => void;
  etablissement: string | null;
  onKeys: () => void;
  onWhoCalls: () => void;
}) => (
  <header className={styles.bar}>
    <Brand />
    <TextInput
      ref={field}
      className={styles.search ?? ''}
      type="search"
      role="searchbox"
      aria-label="Rechercher un candidat"
      aria-keyshortcuts="Control+K"
      placeholder="Rechercher un nom, un téléphone, un collège…"
      value={search}
      maxLength={100}
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSectionWidth={search === '' ? 68 : 34}
      rightSectionPointerEvents={search === '' ? 'none' : 'all'}
      rightSection={
        search === '' ? (
          <span className={styles.hint}>
            <KeyHint touche="Ctrl" />
            <KeyHint touche="K" />
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
      <QuiAppelleButton onOpen={onWhoCalls} />
      <ReglagesButton onKeys={onKeys} />
    </div>
  </header>
);
