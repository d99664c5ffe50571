import { ActionIcon, Checkbox, Popover, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { type ColonneDeListe, colonneDeListe, colonnesDeListe } from '../../../shared/domain/partages.ts';
import { compte } from '../../textes/pluriel.ts';
import { basculeColonne, type Column, deplaceColonne, ordreDuMenu, titreDeColonne } from './columns.ts';
import styles from './columns-menu.module.css';
import bar from './filters.module.css';

/** Alt+↑ and Alt+↓ move the column whose box has the focus; the focus goes along. */
const focusSoon = (id: ColonneDeListe): void => {
  requestAnimationFrame(() => document.getElementById(`colonne-${id}`)?.focus());
};

/** Which columns stand beside the name, and in which order. */
export const ColumnsMenu = ({
  chosen,
  hidden,
  onChange,
}: {
  chosen: readonly ColonneDeListe[];
  /** Chosen, and left out for want of room. */
  hidden: readonly Column[];
  onChange: (colonnes: ColonneDeListe[]) => void;
}) => {
  const masquees = hidden.length === 0 ? '' : compte(hidden.length, 'masquée', 'masquées');
  const pourquoi =
    hidden.length === 0
      ? 'Choisir les colonnes'
      : `Masquées faute de place : ${hidden.map(({ titre }) => titre).join(', ')}`;
  const move = (id: ColonneDeListe, pas: -1 | 1): void => {
    onChange(deplaceColonne(chosen, id, pas));
    focusSoon(id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const pas = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (pas === null) return;
    const on = colonneDeListe.safeParse(
      event.target instanceof HTMLElement ? event.target.closest('[data-colonne]')?.getAttribute('data-colonne') : null,
    );
    if (!on.success) return;
    event.preventDefault();
    if (event.altKey) {
      move(on.data, pas);
      return;
    }
    const ordre = ordreDuMenu(chosen);
    const next = ordre[ordre.indexOf(on.data) + pas];
    if (next !== undefined) document.getElementById(`colonne-${next}`)?.focus();
  };
  return (
    <Popover position="bottom-end" width={290} shadow="md" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Tooltip label={pourquoi}>
          <button
            type="button"
            className={bar.chip}
            aria-label={masquees === '' ? 'Colonnes' : `Colonnes, ${masquees} faute de place`}
          >
            <IconColumns3 size={14} stroke={1.8} aria-hidden className={styles.icone} />
            <span className={masquees === '' ? undefined : styles.mot}>Colonnes</span>
            {masquees !== '' && <span className={styles.masquees}>{masquees}</span>}
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={10} aria-label="Colonnes" onKeyDown={onKeyDown}>
        <ul className={styles.list}>
          {ordreDuMenu(chosen).map((id) => {
            const at = chosen.indexOf(id);
            const titre = titreDeColonne(id);
            const sansPlace = hidden.some((column) => column.id === id);
            return (
              <li key={id} className={styles.line} data-colonne={id}>
                <Checkbox
                  id={`colonne-${id}`}
                  size="xs"
                  label={
                    <>
                      {titre}
                      {sansPlace && <span className={styles.place}>faute de place</span>}
                    </>
                  }
                  checked={at !== -1}
                  onChange={() => onChange(basculeColonne(chosen, id))}
                />
                {at !== -1 && (
                  <span className={styles.moves}>
                    <Tooltip label="Plus à gauche : Alt ↑">
                      <ActionIcon
                        variant="subtle"
                        size="sm"
                        tabIndex={-1}
                        aria-label={`${titre} : plus à gauche`}
                        disabled={at === 0}
                        onClick={() => move(id, -1)}
                      >
                        <IconArrowUp size={14} stroke={1.9} />
                      </ActionIcon>
                    </Tooltip>
                    <Tooltip label="Plus à droite : Alt ↓">
                      <ActionIcon
                        variant="subtle"
                        size="sm"
                        tabIndex={-1}
                        aria-label={`${titre} : plus à droite`}
                        disabled={at === chosen.length - 1}
                        onClick={() => move(id, 1)}
                      >
                        <IconArrowDown size={14} stroke={1.9} />
                      </ActionIcon>
                    </Tooltip>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        <div className={styles.foot}>
          <span>Alt ↑ et Alt ↓ déplacent</span>
          <button
            type="button"
            className={bar.clear}
            onClick={() =>
              onChange([...colonnesDeListe].filter((id) => id !== 'nouveaute' && id !== 'source' && id !== 'accueil'))
            }
          >
            Par défaut
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
