import { type ReactNode, useState } from 'react';
import { compte } from '../../textes/pluriel.ts';
import styles from './carte.module.css';

/** The first lines of a list, and the others at a press. */
export const More = <T,>({
  items,
  first,
  mots,
  children,
}: {
  items: readonly T[];
  first: number;
  /** « autre liste », « autres listes ». */
  mots: readonly [string, string];
  children: (item: T) => ReactNode;
}) => {
  const [all, setAll] = useState(false);
  const rest = items.length - first;
  // One line more takes no more room than the button that would bring it.
  const shown = all || rest < 2 ? items : items.slice(0, first);
  return (
    <>
      <ul className={styles.list}>{shown.map(children)}</ul>
      {shown.length < items.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          Voir {compte(rest, ...mots)}
        </button>
      )}
    </>
  );
};
