// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which a real table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: rows are read, the box that scrolls holds the focus
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './paged-table.module.css';

const overscan = 8;
const headHeight = 31;
/** How near to the end the next page is asked for. */
const aheadRows = 30;

/** Rows to be read, not chosen: as many as one likes, drawn as they come in sight, scrolled by the keys of any text. */
export const PagedTable = <T,>({
  label,
  titres,
  gabarit,
  rows,
  usualHeight,
  more,
  children,
}: {
  label: string;
  titres: readonly string[];
  /** Widths of the columns, as grid-template-columns says them. */
  gabarit: string;
  rows: readonly T[];
  usualHeight: number;
  /** Asks for the next page, if there is one. */
  more: () => void;
  /** One cell a title. */
  children: (row: T) => readonly ReactNode[];
}) => {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => usualHeight,
    overscan,
    scrollMargin: headHeight,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - aheadRows) more();
  }, [lastShown, rows.length, more]);
  return (
    <div
      ref={box}
      role="table"
      aria-label={label}
      aria-rowcount={-1}
      aria-colcount={titres.length}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it too
      tabIndex={0}
      className={styles.box}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.columns} style={{ gridTemplateColumns: gabarit }}>
          {titres.map((titre) => (
            <div key={titre} role="columnheader">
              {titre}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 2}
              className={styles.row}
              style={{ gridTemplateColumns: gabarit, transform: `translateY(${item.start - headHeight}px)` }}
            >
              {children(row).map((cell, index) => (
                <div key={titres[index]} role="cell">
                  {cell}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
};
