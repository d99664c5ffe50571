// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus, lines are its active descendants
import { useViewportSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { Ligne, ligneId } from './ligne.tsx';
import type { Ligne as UneLigne } from './lignes.ts';
import styles from './liste.module.css';

const overscan = 6;
const titleHeight = 32;
const usualHeight = 60;
const undoBarHeight = 54;
/** How near to the end the next page is asked for. */
const aheadRows = 30;

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
  // The undo bar stands over the last line for ten seconds: the chosen one stays above it.
  const undone = recorded === null ? 0 : undoBarHeight;
  const virtual = useVirtualizer({
    count: lignes.length,
    getScrollElement: () => grid.current,
    estimateSize: (index) => (lignes[index]?.genre === 'titre' ? titleHeight : usualHeight),
    overscan,
    scrollPaddingEnd: undone,
    paddingEnd: undone,
    scrollPaddingStart: titleHeight,
    getItemKey: (index) => lignes[index]?.cle ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lignes.length > 0 && lastShown >= lignes.length - aheadRows) onMore();
  }, [lastShown, lignes.length, onMore]);

  const at = selected === null ? -1 : lignes.findIndex(({ cle }) => cle === selected);
  const { height } = useViewportSize();
  // Only a choice or another window scrolls: what is counted again stays where the eyes are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at <= 1 ? 0 : at, { align: 'auto' });
  }, [virtual, selected, at >= 0, height]);

  const isDrawn = items.some(({ index }) => lignes[index]?.cle === selected);
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
