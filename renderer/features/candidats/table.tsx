// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which a real table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus, rows are its active descendants
import { useElementSize, useMergedRef, useViewportSize } from '@mantine/hooks';
import { IconArrowNarrowDown, IconArrowNarrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo } from 'react';
import type { CandidatLigne, Tri } from '../../../shared/contract/ipc/candidats.ts';
import type { ColonneDeListe } from '../../../shared/domain/partages.ts';
import { sizes } from '../../ui/tokens.ts';
import { type Column, columnsFor, gridTemplate } from './columns.ts';
import { Row, rowId } from './row.tsx';
import { headState, isChosen, isEmpty, type Selection } from './selection.ts';
import styles from './table.module.css';
import { TickBox } from './tick-box.tsx';
import type { Ordre } from './view.ts';

/** Before the columns of the list, the box that ticks a person. */
const tickWidth = 30;
const overscan = 8;
const undoBarHeight = 54;
/** How near to the end the next page is asked for. */
const aheadRows = 30;
/** The head stays in sight: rows start below it and are never scrolled under it. */
const headHeight = 35;

const Header = ({ column, ordre, onSort }: { column: Column; ordre: Ordre; onSort: (tri: Tri) => void }) => {
  const { tri, titre } = column;
  if (tri === null) {
    return (
      <div role="columnheader" className={styles.header}>
        {titre}
      </div>
    );
  }
  const active = ordre.tri === tri;
  const sort = ordre.sens === 'croissant' ? 'ascending' : 'descending';
  const Arrow = ordre.sens === 'croissant' ? IconArrowNarrowUp : IconArrowNarrowDown;
  return (
    <div role="columnheader" className={styles.header} aria-sort={active ? sort : 'none'}>
      <button type="button" className={styles.sort} title="Trier" onClick={() => onSort(tri)}>
        {titre}
        {active && <Arrow size={14} stroke={2} aria-hidden />}
      </button>
    </div>
  );
};

/** A grid of which only the rows in sight exist. The keyboard moves the chosen row; focus stays on the grid. */
export const Table = ({
  lignes,
  total,
  ordre,
  onSort,
  selected,
  selection,
  question,
  onSelect,
  onTick,
  onTickAll,
  onOpen,
  onMore,
  compact,
  colonnes,
  onHidden,
  onDepartager,
  drafts,
  now,
  grid,
}: {
  lignes: readonly CandidatLigne[];
  total: { total: number; plus: boolean } | undefined;
  ordre: Ordre;
  onSort: (tri: Tri) => void;
  selected: string | null;
  selection: Selection;
  /** Which question `lignes` answer; null while they do not. */
  question: string | null;
  onSelect: (candidat: string, index: number) => void;
  /** `toHere`: everybody from where the choice started. */
  onTick: (candidat: string, toHere: boolean) => void;
  onTickAll: () => void;
  onOpen: () => void;
  onMore: () => void;
  compact: boolean;
  /** Which columns stand beside the name, in order. */
  colonnes: readonly ColonneDeListe[];
  /** Those for which there is no room. */
  onHidden: (hidden: readonly Column[]) => void;
  onDepartager: (candidat: string, index: number) => void;
  drafts: Readonly<Record<string, unknown>>;
  now: number;
  grid: RefObject<HTMLDivElement | null>;
}) => {
  const { ref: sizeRef, width: outer } = useElementSize<HTMLDivElement>();
  // The bar that scrolls is not room for columns.
  const width = Math.min(outer, grid.current?.clientWidth ?? outer);
  const { shown: columns, hidden } = useMemo(() => columnsFor(width - tickWidth, colonnes), [width, colonnes]);
  useEffect(() => onHidden(width > 0 ? hidden : []), [onHidden, hidden, width]);
  const template = useMemo(() => `${tickWidth}px ${gridTemplate(columns)}`, [columns]);
  const ids = useMemo(() => lignes.map(({ id }) => id), [lignes]);
  const headBox = useMemo(() => headState(selection, ids), [selection, ids]);
  const rowHeight = compact ? sizes.rowCompact : sizes.row;
  const virtual = useVirtualizer({
    count: lignes.length,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan,
    // The undo bar stands over the last row for ten seconds: the chosen one stays above it.
    scrollPaddingEnd: undoBarHeight,
    paddingEnd: undoBarHeight,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    getItemKey: (index) => lignes[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const isDrawn = items.some((item) => lignes[item.index]?.id === selected);

  useEffect(() => {
    if (lignes.length > 0 && lastShown >= lignes.length - aheadRows) onMore();
  }, [lastShown, lignes.length, onMore]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the row height is what the measures depend on
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const index = selected === null ? -1 : lignes.findIndex((ligne) => ligne.id === selected);
  const isHere = index >= 0;
  const { height: windowHeight } = useViewportSize();
  // Only a choice, another question, window or density scrolls: when the chosen person is sorted elsewhere, the list stays where the
  // eyes are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (isHere) virtual.scrollToIndex(index, { align: 'auto' });
    else if (question !== null) virtual.scrollToOffset(0);
  }, [virtual, selected, question, question !== null && isHere, windowHeight, rowHeight]);

  const pageRows = Math.max(1, Math.floor(((grid.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
  return (
    <div
      ref={useMergedRef(grid, sizeRef)}
      role="grid"
      aria-label="Candidats"
      aria-rowcount={total === undefined || total.plus ? -1 : total.total + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={isDrawn && selected !== null ? rowId(selected) : undefined}
      tabIndex={0}
      className={styles.grid}
      data-page-rows={pageRows}
      data-choosing={!isEmpty(selection) || undefined}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.line} style={{ gridTemplateColumns: template }}>
          <div role="columnheader" className={styles.tickHeader}>
            <TickBox nom="Choisir toute la liste" etat={headBox} isTabStop onTick={onTickAll} />
          </div>
          {columns.map((column) => (
            <Header key={column.id} column={column} ordre={ordre} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {width > 0 &&
          items.map((item) => {
            const ligne = lignes[item.index];
            if (ligne === undefined) return null;
            return (
              <Row
                key={ligne.id}
                ligne={ligne}
                columns={columns}
                template={template}
                index={item.index}
                top={item.start - headHeight}
                height={rowHeight}
                compact={compact}
                isSelected={ligne.id === selected}
                isChosen={isChosen(selection, ligne.id)}
                hasDraft={drafts[ligne.id] !== undefined}
                now={now}
                onSelect={onSelect}
                onTick={onTick}
                onOpen={onOpen}
                onDepartager={onDepartager}
              />
            );
          })}
      </div>
    </div>
  );
};
