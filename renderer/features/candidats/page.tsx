import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useNow } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { majuscule } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { Actions } from './actions.tsx';
import type { Column } from './columns.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { Empty } from './empty.tsx';
import { hasFiltres } from './filters.ts';
import { FiltersBar } from './filters-bar.tsx';
import styles from './page.module.css';
import { extend, isEmpty, ofQuestion, phraseSelection, porteeOf, rien, selectAll, toggle } from './selection.ts';
import { Sheet } from './sheet/sheet.tsx';
import { type Sortie, Sorties } from './sorties.tsx';
import { Table } from './table.tsx';
import { sousTitre } from './textes.ts';
import { useCandidatsKeys } from './use-keys.ts';
import { useCandidatsList } from './use-list.ts';
import type { CandidatsView, Geste } from './view.ts';
import { inconnusDe, phraseInconnus } from './vues.ts';
import { VuesMenu } from './vues-menu.tsx';
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
    filtrer,
    vue,
    setVue,
    ordre,
    setOrdre,
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
  const { reglages, ecrire } = useReglages();
  const list = useCandidatsList(filtres, ordre, search);
  const compteurs = useAsk('candidats:compteurs', {});
  const now = useNow(30_000);
  const sheet = useRef<HTMLElement>(null);
  const { lignes, asked } = list;
  const ids = useMemo(() => lignes.map(({ id }) => id), [lignes]);
  const options = useAsk('candidats:options', {}).data;
  const [sortie, setSortie] = useState<Sortie | null>(null);
  const [hidden, setHidden] = useState<readonly Column[]>([]);

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

  const [toSheet, setToSheet] = useState<string | null>(null);
  useEffect(() => {
    if (toSheet === null || toSheet !== selected) return;
    sheet.current?.focus();
    setToSheet(null);
  }, [toSheet, selected]);
  const toGrid = useCallback(() => grid.current?.focus(), [grid]);
  const isAnyChosen = !isEmpty(selection);
  const phrase = isAnyChosen ? phraseSelection(selection, list.total, ids, list.hasMore) : null;
  const leave = (vers: Sortie['vers']): void =>
    setSortie({ vers, portee: porteeOf(selection, asked, ids), phrase: majuscule(phrase ?? '') });
  const close = (): void => {
    setSortie(null);
    toGrid();
  };
  const onExport = (): void => leave('export');
  const onPrint = (): void => leave('impression');
  /** Of those who are ticked, else of the chosen person, whose sheet then opens; an open sheet has these keys itself. */
  const onGeste = (quoi: Geste['quoi']): boolean => {
    if (isAnyChosen) leave(quoi);
    else if (selected === null || hasDraft) return false;
    else view.open(selected);
    if (!isAnyChosen && selected !== null) view.setGeste({ candidat: selected, quoi });
    return true;
  };
  useCandidatsKeys({
    view,
    list,
    ids,
    grid,
    sheet,
    searchField,
    search,
    onSearch,
    toGrid,
    onExport,
    onPrint,
    onAssign: () => onGeste('affecter'),
    onWrite: () => onGeste('ecrire'),
  });
  const actuelle = { filtres, ordre, colonnes: reglages.colonnes };
  const inconnus = options === undefined ? '' : phraseInconnus(inconnusDe(filtres, options));
  const ligne = index >= 0 ? lignes[index] : undefined;
  const isNobody = !list.isUnknown && list.erreur === null && lignes.length === 0;
  /** The lines of the question before stand in: who is read out, or chosen by a key, may be gone in a moment. */
  const isBusy = list.erreur === null && (question === null || recherche !== search.trim());
  return (
    <div className={styles.page} data-sheet={sheetIsShown || undefined}>
      <section className={styles.list} aria-label="Liste des candidats" aria-busy={isBusy || undefined}>
        <div className={styles.title} data-choosing={isAnyChosen || undefined}>
          <h1>Candidats</h1>
          <p>{sousTitre(list.total, compteurs.data?.aAppeler, hasFiltres(filtres) || recherche !== '')}</p>
          {(isAnyChosen || !isNobody) && (
            <Actions
              phrase={phrase}
              singleKeys={reglages.raccourcisUneTouche}
              onAssign={() => leave('affecter')}
              onPlan={() => leave('prochaine-action')}
              onWrite={() => leave('ecrire')}
              onExport={onExport}
              onPrint={onPrint}
              onClear={() => setSelection(() => rien)}
            />
          )}
        </div>
        <FiltersBar
          filtres={filtres}
          onChange={filtrer}
          operateur={operateur}
          vues={
            <VuesMenu
              actuelle={actuelle}
              vue={vue}
              onVue={setVue}
              onApply={(id, valeur) => {
                filtrer(valeur.filtres);
                setOrdre({ tri: valeur.tri, sens: valeur.sens });
                void ecrire({ colonnes: valeur.colonnes });
                setVue(id);
              }}
            />
          }
          colonnes={
            <ColumnsMenu
              chosen={reglages.colonnes}
              hidden={hidden}
              onChange={(colonnes) => void ecrire({ colonnes })}
            />
          }
        />
        {inconnus !== '' && <Notice tone="warn">{inconnus}</Notice>}
        {list.erreur !== null && <RetryNotice onRetry={list.retry}>{phraseErreur(list.erreur)}</RetryNotice>}
        {isNobody ? (
          <Empty
            filtres={filtres}
            recherche={search}
            onClearSearch={() => onSearch('')}
            onClearFilters={() => filtrer({})}
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
            onDepartager={(candidat, at) => {
              place.current = at;
              view.open(candidat);
              // The sheet is another one from the next drawing on.
              setToSheet(candidat);
            }}
            compact={reglages.densite === 'compacte'}
            colonnes={reglages.colonnes}
            onHidden={setHidden}
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
          hasOwnKeys={!isAnyChosen}
          place={sheet}
          onClose={() => {
            setSheetOpen(false);
            toGrid();
          }}
          onDone={toGrid}
        />
      )}
      {sortie !== null && <Sorties sortie={sortie} combien={list.total} onClose={close} />}
    </div>
  );
};
