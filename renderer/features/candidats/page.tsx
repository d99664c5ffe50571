import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useNow } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { ExportWindow } from '../exports/export-window.tsx';
import { ImprimerWindow } from '../impression/imprimer-window.tsx';
import { Actions } from './actions.tsx';
import { Empty } from './empty.tsx';
import { hasFiltres } from './filters.ts';
import { FiltersBar } from './filters-bar.tsx';
import styles from './page.module.css';
import { extend, isEmpty, ofQuestion, phraseSelection, porteeOf, rien, selectAll, toggle } from './selection.ts';
import { Sheet } from './sheet/sheet.tsx';
import { Table } from './table.tsx';
import { sousTitre, sujetExport } from './textes.ts';
import { useCandidatsKeys } from './use-keys.ts';
import { useCandidatsList } from './use-list.ts';
import type { CandidatsView } from './view.ts';
import { whoIsShown } from './who-is-shown.ts';

/** How far the list is read on to find again the person whose sheet is open: a thousand lines. */
const seekPages = 10;

export const CandidatsPage = ({
  search,
  onSearch,
  view,
  searchField,
  operateur,
}: {
  search: string;
  onSearch: (text: string) => void;
  view: CandidatsView;
  searchField: RefObject<HTMLInputElement | null>;
  operateur: string | null;
}) => {
  const {
    filtres,
    setFiltres,
    ordre,
    sortBy,
    selected,
    select,
    selection,
    setSelection,
    sheetOpen,
    setSheetOpen,
    drafts,
    grid,
    place,
    answered,
  } = view;
  const { reglages } = useReglages();
  const list = useCandidatsList(filtres, ordre, search);
  const compteurs = useAsk('candidats:compteurs', {});
  const now = useNow(30_000);
  const sheet = useRef<HTMLElement>(null);
  const { lignes, asked } = list;
  const ids = useMemo(() => lignes.map(({ id }) => id), [lignes]);
  const [sortie, setSortie] = useState<{ vers: 'export' | 'impression'; portee: Portee } | null>(null);

  useEffect(() => setSelection((known) => ofQuestion(known, asked)), [setSelection, asked]);
  const tick = useCallback(
    (candidat: string, toHere: boolean) =>
      setSelection((known) =>
        toHere ? extend(known, selected ?? candidat, candidat, ids) : toggle(known, candidat, ids),
      ),
    [setSelection, selected, ids],
  );

  const hasDraft = selected !== null && drafts[selected] !== undefined;
  const index = selected === null ? -1 : lignes.findIndex((ligne) => ligne.id === selected);

  const sheetIsShown = sheetOpen && selected !== null;
  const fiche = useAsk('candidats:fiche', { candidat: selected ?? '' }, sheetIsShown);
  const isGone = fiche.error instanceof CallFailed && fiche.error.code === 'INTROUVABLE';
  const { question, recherche, hasMore, more, pages } = list;
  useEffect(() => {
    if (question === null) return;
    const before = answered.current;
    const isNew = before === null || before.question !== question;
    const isNewSearch = isNew && recherche !== '' && recherche !== before?.recherche;
    // Another search, filter or order: the place is where the chosen person stands in it, or its head until they come.
    if (isNew) place.current = Math.max(0, index);
    else if (!before.isPlaced && index >= 0) place.current = index;
    const isPlaced = index >= 0 || (!isNew && before.isPlaced);
    answered.current = { question, recherche, isPlaced };

    const count = lignes.length;
    const shown = whoIsShown({ index, sheetIsShown, hasDraft, isGone, isNewSearch, count });
    if (shown === 'at-place') select(lignes[Math.min(place.current, count - 1)]?.id ?? null);
    else if (shown === 'nobody') select(null);
    else if (!isPlaced && selected !== null && list.erreur === null && hasMore && pages < seekPages) more();
  });

  const toGrid = useCallback(() => grid.current?.focus(), [grid]);
  const leave = (vers: 'export' | 'impression'): void => setSortie({ vers, portee: porteeOf(selection, asked, ids) });
  const close = (): void => {
    setSortie(null);
    toGrid();
  };
  const onExport = (): void => leave('export');
  const onPrint = (): void => leave('impression');
  useCandidatsKeys({ view, list, ids, grid, sheet, searchField, search, onSearch, toGrid, onExport, onPrint });

  const isAnyChosen = !isEmpty(selection);
  const phrase = isAnyChosen ? phraseSelection(selection, list.total, ids, list.hasMore) : null;
  const ligne = index >= 0 ? lignes[index] : undefined;
  const isNobody = !list.isUnknown && list.erreur === null && lignes.length === 0;
  return (
    <div className={styles.page} data-sheet={sheetIsShown || undefined}>
      <section className={styles.list} aria-label="Liste des candidats">
        <div className={styles.title} data-choosing={isAnyChosen || undefined}>
          <h1>Candidats</h1>
          <p>{sousTitre(list.total, compteurs.data?.aAppeler, hasFiltres(filtres) || recherche !== '')}</p>
          {(isAnyChosen || !isNobody) && (
            <Actions
              phrase={phrase}
              singleKeys={reglages.raccourcisUneTouche}
              onExport={onExport}
              onPrint={onPrint}
              onClear={() => setSelection(() => rien)}
            />
          )}
        </div>
        <FiltersBar filtres={filtres} onChange={setFiltres} operateur={operateur} />
        {list.erreur !== null && <RetryNotice onRetry={list.retry}>{phraseErreur(list.erreur)}</RetryNotice>}
        {isNobody ? (
          <Empty
            filtres={filtres}
            recherche={search}
            onClearSearch={() => onSearch('')}
            onClearFilters={() => setFiltres({})}
          />
        ) : (
          <Table
            lignes={lignes}
            total={list.total}
            ordre={ordre}
            onSort={sortBy}
            selected={selected}
            selection={selection}
            question={question}
            onTick={tick}
            onTickAll={() => setSelection((known) => (isEmpty(known) ? selectAll(asked, ids, list.hasMore) : rien))}
            onSelect={(candidat, at) => {
              place.current = at;
              select(candidat);
              setSheetOpen(true);
            }}
            onOpen={() => sheet.current?.focus()}
            onMore={list.more}
            compact={reglages.densite === 'compacte'}
            drafts={drafts}
            now={now}
            grid={grid}
          />
        )}
      </section>
      {sheetIsShown && (
        <Sheet
          key={selected}
          candidat={selected}
          ligne={ligne}
          view={view}
          operateur={operateur}
          place={sheet}
          onClose={() => {
            setSheetOpen(false);
            toGrid();
          }}
          onDone={toGrid}
        />
      )}
      {sortie?.vers === 'export' && (
        <ExportWindow portee={sortie.portee} sujet={sujetExport(sortie.portee)} onClose={close} />
      )}
      {sortie?.vers === 'impression' && (
        <ImprimerWindow
          portee={sortie.portee}
          combien={
            sortie.portee.genre === 'selection' ? { total: sortie.portee.candidats.length, plus: false } : list.total
          }
          onClose={close}
        />
      )}
    </div>
  );
};
