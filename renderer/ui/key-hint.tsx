import styles from './key-hint.module.css';

/** A key, drawn beside what it does. Never announced: the tooltip and the name of the button say it. */
export const KeyHint = ({ touche, quiet = false }: { touche: string; quiet?: boolean }) => (
  <kbd className={styles.key} data-quiet={quiet || undefined} aria-hidden>
    {touche}
  </kbd>
);
