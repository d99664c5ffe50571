// biome-ignore-all lint/a11y/useSemanticElements: a native box would take Space, the arrows and the focus from the grid
import { IconCheck, IconMinus } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import styles from './tick-box.module.css';

const checked = { tous: true, partie: 'mixed', aucun: false } as const;

/** Ticked with the pointer; the keyboard ticks with Space from the list, which keeps the focus. */
export const TickBox = ({
  nom,
  etat,
  isTabStop = false,
  onTick,
}: {
  nom: string;
  /** The boxes of the rows are not: Space ticks from the list, and Tab would walk through all of them. */
  isTabStop?: boolean;
  etat: keyof typeof checked;
  onTick: (toHere: boolean) => void;
}) => (
  <button
    type="button"
    role="checkbox"
    aria-checked={checked[etat]}
    aria-label={nom}
    tabIndex={isTabStop ? 0 : -1}
    className={styles.zone}
    onMouseDown={(event) => event.preventDefault()}
    onDoubleClick={(event) => event.stopPropagation()}
    onClick={(event: MouseEvent) => {
      event.stopPropagation();
      onTick(event.shiftKey);
    }}
  >
    <span className={styles.box} data-etat={etat}>
      {etat === 'tous' && <IconCheck size={12} stroke={3} aria-hidden />}
      {etat === 'partie' && <IconMinus size={12} stroke={3} aria-hidden />}
    </span>
  </button>
);
