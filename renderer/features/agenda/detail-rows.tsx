// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: which attributes suit is chosen with the role
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './detail-rows.module.css';

const overscan = 10;

/**
 * Rows of a panel that scrolls as a whole, of which only those in sight exist: open doors may have five hundred people.
 * `shown`: the row that the keys stand on, always drawn.
 */
export const DetailRows = ({
  panel,
  role,
  label,
  count,
  usualHeight,
  shown = null,
  keyOf,
  children,
}: {
  panel: RefObject<HTMLElement | null>;
  role: 'list' | 'rowgroup';
  label?: string;
  count: number;
  usualHeight: number;
  shown?: number | null;
  keyOf: (index: number) => string;
  children: (index: number) => ReactNode;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const scroller = panel.current;
    if (box.current === null || scroller === null) return;
    const top = box.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    setMargin(Math.round(top));
  });
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => panel.current,
    estimateSize: () => usualHeight,
    overscan,
    scrollMargin: margin,
    getItemKey: keyOf,
  });
  useEffect(() => {
    if (shown !== null) virtual.scrollToIndex(shown, { align: 'auto' });
  }, [virtual, shown]);
  return (
    <div ref={box} role={role} aria-label={label} className={styles.rows} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => (
        <div
          key={item.key}
          ref={virtual.measureElement}
          data-index={item.index}
          role={role === 'list' ? 'listitem' : 'row'}
          aria-rowindex={role === 'list' ? undefined : item.index + 2}
          aria-posinset={role === 'list' ? item.index + 1 : undefined}
          aria-setsize={role === 'list' ? count : undefined}
          className={styles.row}
          style={{ transform: `translateY(${item.start - margin}px)` }}
        >
          {children(item.index)}
        </div>
      ))}
    </div>
  );
};
