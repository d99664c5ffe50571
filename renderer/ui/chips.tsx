import { nombre } from '../textes/pluriel.ts';
import styles from './chips.module.css';

export interface Chip<V> {
  valeur: V;
  mot: string;
  /** Absent while it is not counted. */
  compte: number | undefined;
}

/** Which lines are shown, with how many of each; what nobody has is not offered. */
export const Chips = <V extends string | null>({
  label,
  chips,
  chosen,
  onChoose,
}: {
  label: string;
  chips: readonly Chip<V>[];
  chosen: V;
  onChoose: (valeur: V) => void;
}) => (
  <div className={styles.chips} role="toolbar" aria-label={label}>
    {chips
      .filter(({ valeur, compte }) => valeur === null || valeur === chosen || compte !== 0)
      .map(({ valeur, mot, compte }) => (
        <button
          key={mot}
          type="button"
          className={styles.chip}
          aria-pressed={valeur === chosen}
          onClick={() => onChoose(valeur)}
        >
          {mot}
          {compte !== undefined && ` · ${nombre(compte)}`}
        </button>
      ))}
  </div>
);
