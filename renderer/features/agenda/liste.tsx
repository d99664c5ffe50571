// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus, lines are its active descendants
import type { RefObject } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { Ligne, ligneId } from './ligne.tsx';
import type { Ligne as UneLigne } from './lignes.ts';
import styles from './liste.module.css';

const titleHeight = 32;
const usualHeight = 60;
const undoBarHeight = 54;

/** The créneaux by day, of which only those in sight exist. The keyboard moves the chosen one; focus stays on the list. */
export const Liste = ({
  label,
  lignes,
  count,
  hasMore,
  selected,
  severalPlaces,
  now,
  grid,
  onOpen,
  onMore,
}: {
  label: string;
  lignes: readonly UneLigne[];
  count: number;
  hasMore: boolean;
  selected: string | null;
  severalPlaces: boolean;
  now: number;
  grid: RefObject<HTMLDivElement | null>;
  onOpen: (creneau: CreneauVu, index: number) => void;
  onMore: () => void;
}) => {
  const { recorded } = useSaisies();
  const { virtual, items, isDrawn } = useRowsInSight({
    lignes,
    selected,
    box: grid,
    heightOf: (ligne) => (ligne?.genre === 'titre' ? titleHeight : usualHeight),
    titleHeight,
    covered: recorded === null ? 0 : undoBarHeight,
    onMore,
  });
  return (
    <div
      ref={grid}
      role="listbox"
      aria-label={label}
      aria-activedescendant={isDrawn && selected !== null ? ligneId(selected) : undefined}
      tabIndex={0}
      className={styles.liste}
      data-page-rows={Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / usualHeight) - 1)}
    >
      <div role="presentation" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const ligne = lignes[item.index];
          if (ligne === undefined) return null;
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              role="presentation"
              className={styles.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {ligne.genre === 'titre' ? (
                <div className={styles.titre} aria-hidden>
                  {ligne.titre}
                </div>
              ) : (
                <Ligne
                  creneau={ligne.creneau}
                  index={ligne.index}
                  setSize={hasMore ? -1 : count}
                  isSelected={ligne.cle === selected}
                  severalPlaces={severalPlaces}
                  now={now}
                  onOpen={onOpen}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
};
