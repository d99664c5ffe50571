// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus, lines are its active descendants
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { type RefObject, useEffect } from 'react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { nombre } from '../../textes/pluriel.ts';
import { useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { Entree, entreeId } from './entree.tsx';
import type { Ligne } from './groupes.ts';
import styles from './inbox.module.css';

const titleHeight = 34;
const usualHeight = 92;
const undoBarHeight = 54;

type Titre = Extract<Ligne, { genre: 'titre' }>;

const Head = ({ titre: { groupe, compte } }: { titre: Titre }) => {
  const Icon = groupe.enRetard ? IconAlertTriangle : IconClock;
  return (
    <div className={styles.titre} data-retard={groupe.enRetard || undefined}>
      <Icon size={14} stroke={2} aria-hidden />
      {groupe.titre}
      {compte !== null && <span className={styles.compte}>{nombre(compte)}</span>}
    </div>
  );
};

/** The demandes, of which only those in sight exist. The keyboard moves the chosen one; focus stays on the list. */
export const Inbox = ({
  label,
  lignes,
  count,
  hasMore,
  selected,
  begun,
  now,
  compact,
  grid,
  onSelect,
  onMore,
}: {
  label: string;
  lignes: readonly Ligne[];
  count: number;
  hasMore: boolean;
  selected: string | null;
  /** Demandes whose answer was begun. */
  begun: ReadonlySet<string>;
  now: number;
  compact: boolean;
  grid: RefObject<HTMLDivElement | null>;
  onSelect: (entree: DemandeEntree, index: number) => void;
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: the density is what the measures depend on
  useEffect(() => virtual.measure(), [virtual, compact]);
  const groups = new Map<string, typeof items>();
  for (const item of items) {
    const ligne = lignes[item.index];
    if (ligne === undefined) continue;
    const titre = ligne.genre === 'titre' ? ligne.groupe.titre : (ligne.titre ?? '');
    groups.set(titre, [...(groups.get(titre) ?? []), item]);
  }
  return (
    <div
      ref={grid}
      role="listbox"
      aria-label={label}
      aria-activedescendant={isDrawn && selected !== null ? entreeId(selected) : undefined}
      tabIndex={0}
      className={styles.inbox}
      data-compact={compact || undefined}
      data-page-rows={Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / usualHeight) - 1)}
    >
      <div role="presentation" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {[...groups].map(([titre, members]) => {
          const drawn = members.map((item) => {
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
                  <Head titre={ligne} />
                ) : (
                  <Entree
                    entree={ligne.entree}
                    index={ligne.index}
                    setSize={hasMore ? -1 : count}
                    isSelected={ligne.cle === selected}
                    isBegun={begun.has(ligne.cle)}
                    now={now}
                    onSelect={onSelect}
                  />
                )}
              </div>
            );
          });
          if (titre === '') return drawn;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, which no element of HTML draws here
            <div key={titre} role="group" aria-label={titre}>
              {drawn}
            </div>
          );
        })}
      </div>
    </div>
  );
};
