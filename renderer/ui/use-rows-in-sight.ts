import { useViewportSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';

const overscan = 6;
/** How near to the end the next page is asked for. */
const aheadRows = 30;

/**
 * A list under titles, of which only the lines in sight exist: it asks for the next page before its end is reached, and
 * keeps the chosen line in sight.
 */
export const useRowsInSight = <L extends { cle: string }>({
  lignes,
  selected,
  box,
  heightOf,
  titleHeight,
  covered = 0,
  onMore,
}: {
  lignes: readonly L[];
  selected: string | null;
  box: RefObject<HTMLElement | null>;
  /** Before it is measured. */
  heightOf: (ligne: L | undefined) => number;
  titleHeight: number;
  /** What stands over the last line for a while (the undo bar): the chosen one stays above it. */
  covered?: number;
  onMore: () => void;
}) => {
  const virtual = useVirtualizer({
    count: lignes.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heightOf(lignes[index]),
    overscan,
    scrollPaddingEnd: covered,
    paddingEnd: covered,
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

  return { virtual, items, isDrawn: items.some(({ index }) => lignes[index]?.cle === selected) };
};
