// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which a real table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus, rows are its active descendants
import { NativeSelect } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CarteListe, LigneComparaison } from '../../../shared/contract/ipc/listes.ts';
import { useNow } from '../../clock.tsx';
import { focusUnlessTyping, useIntents } from '../../keyboard/use-intents.ts';
import { jourLong } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { ExportWindow } from '../exports/export-window.tsx';
import { BackHead } from './back-head.tsx';
import styles from './comparaison.module.css';
import { Genres } from './genres.tsx';
import { Ligne, ligneId } from './ligne.tsx';
import { nomTransmission, phraseConcernes, phraseTransmission } from './textes.ts';
import { useComparaison } from './use-comparaison.ts';
import { type ListesPlace, type ListesView, moveTo } from './view.ts';

const overscan = 6;
/** A person with one changed field; the real height is measured once drawn. */
const usualHeight = 84;
const headHeight = 33;
/** How near to the end the next page is asked for. */
const aheadRows = 30;

/** What one transmission changed, person by person, with what had already been done for each. */
export const Comparaison = ({
  carte,
  place,
  view,
  onOuvrir,
}: {
  carte: CarteListe;
  place: Extract<ListesPlace, { vue: 'comparaison' }>;
  view: ListesView;
  onOuvrir: (candidat: string, flux: string) => void;
}) => {
  const { go, dossier, setDossier } = view;
  const { reglages } = useReglages();
  const now = useNow(60_000);
  const list = useComparaison(place.flux, place.transmission, place.genre);
  const [exporting, setExporting] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, height } = useElementSize<HTMLDivElement>();
  const mergedRef = useMergedRef(grid, sizeRef);
  const { lignes, more } = list;
  const transmission = carte.transmissions.find(({ id }) => id === place.transmission);
  const isFirst = transmission?.genre === 'premiere';

  const virtual = useVirtualizer({
    count: lignes.length,
    getScrollElement: () => grid.current,
    estimateSize: () => usualHeight,
    overscan,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    getItemKey: (index) => lignes[index]?.dossier ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lignes.length > 0 && lastShown >= lignes.length - aheadRows) more();
  }, [lastShown, lignes.length, more]);

  const at = dossier === null ? -1 : lignes.findIndex((ligne) => ligne.dossier === dossier);
  // Coming back from a sheet: the person who was opened is in sight again.
  const hasLines = lignes.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a choice scrolls, never a list that was read again
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [virtual, dossier, hasLines]);
  // Another transmission or genre is read from its head.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what the effect answers to
  useEffect(() => {
    if (dossier === null) virtual.scrollToOffset(0);
  }, [virtual, place.transmission, place.genre]);
  useEffect(() => focusUnlessTyping(grid.current), []);

  const back = useCallback(() => go({ vue: 'cartes' }), [go]);
  const open = useCallback(
    ({ candidat }: LigneComparaison) => {
      if (candidat !== null) onOuvrir(candidat, place.flux);
    },
    [onOuvrir, place.flux],
  );
  useIntents(reglages.raccourcisUneTouche, (intent, { inText }) => {
    if (intent.do === 'leave') {
      back();
      return true;
    }
    if (inText) return false;
    if (intent.do === 'export') {
      setExporting(true);
      return true;
    }
    const pageRows = Math.max(1, Math.floor((height - headHeight) / usualHeight) - 1);
    const to = moveTo(intent.do, at, lignes.length, pageRows);
    const target = to === null ? undefined : lignes[to];
    if (target !== undefined) {
      setDossier(target.dossier);
      grid.current?.focus();
      return true;
    }
    const current = lignes[at];
    if (intent.do !== 'confirm' || current === undefined) return false;
    open(current);
    return true;
  });

  const isDrawn = items.some((item) => item.index === at);
  const isEmpty = !list.isUnknown && lignes.length === 0 && list.erreur === null;
  return (
    <div className={styles.page}>
      <BackHead
        titre="Changements"
        sujet={
          <p>
            {[
              carte.nom,
              ...(isFirst ? [phraseTransmission(transmission, carte.local)] : []),
              ...(isFirst || list.comptes === undefined ? [] : [phraseConcernes(list.comptes.tous)]),
            ].join(' · ')}
          </p>
        }
        onBack={back}
      >
        <NativeSelect
          className={styles.select ?? ''}
          aria-label="Transmission"
          value={place.transmission}
          data={carte.transmissions.map((une) => ({
            value: une.id,
            label: `${nomTransmission(une, carte.local)}, ${jourLong(une.recueLe, now)}`,
          }))}
          onChange={(event) => go({ ...place, transmission: event.currentTarget.value, genre: null })}
        />
      </BackHead>
      {!isFirst && <Genres comptes={list.comptes} chosen={place.genre} onChoose={(genre) => go({ ...place, genre })} />}
      {list.erreur !== null && <RetryNotice onRetry={list.retry}>{phraseErreur(list.erreur)}</RetryNotice>}
      {isFirst || isEmpty ? (
        <div className={styles.empty} role="status">
          <p>
            {isFirst
              ? 'C’est la première liste de cette relation : tous ses candidats sont nouveaux, il n’y a rien à comparer.'
              : place.genre === null
                ? 'Cette transmission n’a rien changé.'
                : 'Personne dans cette catégorie.'}
          </p>
        </div>
      ) : (
        <div
          ref={mergedRef}
          role="grid"
          aria-label="Changements par personne"
          aria-rowcount={list.comptes === undefined ? -1 : list.comptes[place.genre ?? 'tous'] + 1}
          aria-colcount={3}
          aria-activedescendant={isDrawn && dossier !== null ? ligneId(dossier) : undefined}
          tabIndex={0}
          className={styles.grid}
        >
          <div role="rowgroup" className={styles.columns}>
            <div role="row" aria-rowindex={1}>
              <div role="columnheader">Candidat</div>
              <div role="columnheader">Ce que la liste change</div>
              <div role="columnheader">Travail déjà fait</div>
            </div>
          </div>
          <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const ligne = lignes[item.index];
              if (ligne === undefined) return null;
              return (
                <Ligne
                  key={ligne.dossier}
                  ligne={ligne}
                  index={item.index}
                  top={item.start - headHeight}
                  isSelected={item.index === at}
                  now={now}
                  measure={virtual.measureElement}
                  onSelect={setDossier}
                  onOpen={open}
                />
              );
            })}
          </div>
        </div>
      )}
      {exporting && (
        <ExportWindow
          portee={{ genre: 'flux', flux: place.flux }}
          sujet={carte.nom}
          onClose={() => setExporting(false)}
        />
      )}
    </div>
  );
};
