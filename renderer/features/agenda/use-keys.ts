import type { RefObject } from 'react';
import type { Intent } from '../../keyboard/intent.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { targetIndex } from '../candidats/use-keys.ts';
import { useReglages } from '../desk/reglages.tsx';
import { type EnPlace, voisin } from './semaine.ts';
import type { AgendaView } from './view.ts';

/** Where a key of the week goes; null when it goes nowhere. Without a créneau chosen, to the first. */
export const cibleDansLaSemaine = (intent: Intent, places: readonly EnPlace[], rang: number): number | null => {
  if (places.length === 0) return null;
  switch (intent.do) {
    case 'next':
      return Math.min(places.length - 1, rang + 1);
    case 'previous':
      return Math.max(0, rang - 1);
    case 'left':
      return rang === -1 ? 0 : voisin(places, rang, -1);
    case 'right':
      return rang === -1 ? 0 : voisin(places, rang, 1);
    default:
      return null;
  }
};

/** Keys of the agenda; an open window or the panel has its own and takes them first. */
export const useAgendaKeys = ({
  view,
  places,
  ids,
  panel,
  canCreate,
  toGrid,
  choose,
  openPanel,
  turnWeek,
  toToday,
  onNew,
  onGenerate,
}: {
  view: AgendaView;
  /** The créneaux of the week, or the ids of the list: what is not shown is empty. */
  places: readonly EnPlace[];
  ids: readonly string[];
  panel: RefObject<HTMLElement | null>;
  canCreate: boolean;
  toGrid: () => void;
  choose: (creneau: string) => void;
  openPanel: () => void;
  turnWeek: (sens: -1 | 1) => void;
  toToday: () => void;
  onNew: () => void;
  onGenerate: () => void;
}): void => {
  const { reglages } = useReglages();
  const { vue, choisi, panelOpen, setPanelOpen, place, grid } = view;

  const inWeek = (intent: Intent): boolean => {
    if (intent.do === 'page-up' || intent.do === 'page-down') {
      turnWeek(intent.do === 'page-up' ? -1 : 1);
      return true;
    }
    if (intent.do === 'first') {
      toToday();
      return true;
    }
    const rang = places.findIndex(({ creneau }) => creneau.id === choisi);
    const to = cibleDansLaSemaine(intent, places, rang);
    const next = to === null ? undefined : places[to]?.creneau.id;
    if (next === undefined) return false;
    choose(next);
    return true;
  };
  const inList = (intent: Intent): boolean => {
    const pageRows = Number(grid.current?.dataset.pageRows ?? 1);
    const at = choisi === null ? -1 : ids.indexOf(choisi);
    const to = targetIndex(intent, place.current, at, ids.length, pageRows);
    const next = to === null ? undefined : ids[to];
    if (to === null || next === undefined) return false;
    place.current = to;
    choose(next);
    return true;
  };

  useIntents(reglages.raccourcisUneTouche, (intent, { inText }) => {
    const isInPanel = panel.current?.contains(document.activeElement) === true;
    if (intent.do === 'leave') {
      if (!panelOpen || choisi === null) return false;
      if (!isInPanel) setPanelOpen(false);
      toGrid();
      return true;
    }
    if (inText) return false;
    if (intent.do === 'note' && canCreate && !isInPanel) {
      onNew();
      return true;
    }
    if (intent.do === 'generate' && canCreate) {
      onGenerate();
      return true;
    }
    // The people of the panel are moved through with the same keys.
    if (isInPanel || vue === 'absents') return false;
    if (vue === 'semaine' ? inWeek(intent) : inList(intent)) return true;
    if (intent.do !== 'confirm' || choisi === null) return false;
    openPanel();
    return true;
  });
};
