import '@mantine/schedule/styles.layer.css';
import { Box } from '@mantine/core';
import { type ScheduleEventData, WeekView } from '@mantine/schedule';
import dayjs from 'dayjs';
import { type MouseEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { useClock } from '../../clock.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { marquesDeLieu } from './marques-de-lieu.ts';
import { aUnWeekEnd, type EnPlace, heureDAffichage, heuresMontrees, ouCommencer, simultanesMax } from './semaine.ts';
import styles from './week.module.css';
import { WeekCard } from './week-card.tsx';

const labels = {
  day: 'Jour',
  week: 'Semaine',
  month: 'Mois',
  year: 'Année',
  allDay: 'Toute la journée',
  weekday: 'Jour',
  timeSlot: 'Nouveau créneau',
  today: 'Aujourd’hui',
  next: 'Suivant',
  previous: 'Précédent',
  more: 'Plus',
  noEvents: 'Aucun créneau',
} as const;

/** Height of an hour: the shortest créneau still shows a whole line. */
const hourPx = { usual: 60, most: 128, line: 25 } as const;
const hourHeight = (places: readonly EnPlace[]): number => {
  const shortest = Math.min(60, ...places.map(({ debutMin, finMin }) => finMin - debutMin));
  return Math.min(hourPx.most, Math.max(hourPx.usual, Math.ceil((hourPx.line * 60) / Math.max(5, shortest))));
};

/** The hour and the count of each stay whole: with several at the same hour the days are wider, and the week scrolls. */
const cardPx = { alone: 138, beside: 124, columns: 4 } as const;
const dayWidth = (simultanes: number): number =>
  Math.max(cardPx.alone, cardPx.beside * Math.min(simultanes, cardPx.columns));

/** Brings an hour of a day under the names of the days, beside the hours, which both stay when the week scrolls. */
const montrer = (viewport: HTMLElement, { jour, minutes }: { jour: string; minutes: number }): void => {
  const heure = `${jour} ${twoDigits(Math.floor(minutes / 60))}:`;
  const cell = viewport.querySelector(`[data-debut^="${heure}"]`);
  if (cell === null) return;
  const header = viewport.querySelector(`.${styles.header}`);
  const labels = viewport.querySelector(`.${styles.hour}`);
  const [at, frame] = [cell.getBoundingClientRect(), viewport.getBoundingClientRect()];
  viewport.scrollBy({
    top: at.top - frame.top - (header?.getBoundingClientRect().height ?? 0),
    left: at.right <= frame.right ? 0 : at.left - frame.left - (labels?.getBoundingClientRect().width ?? 0),
  });
};

const twoDigits = (hour: number): string => String(hour).padStart(2, '0');

/**
 * The week. Its grid is drawn by the Schedule in its still mode and told to nobody: cells and days are for the pointer
 * and the eye, their names cannot be worded. What is read, reached and pressed are the créneaux, in the order of time,
 * each with its day and hours in its name.
 */
export const Week = ({
  lundi,
  label,
  places,
  selected,
  isKnown,
  severalPlaces,
  now,
  grid,
  onOpen,
  onNew,
}: {
  lundi: string;
  label: string;
  places: readonly EnPlace[];
  selected: string | null;
  /** Whether what is shown is what this week holds. */
  isKnown: boolean;
  severalPlaces: boolean;
  now: number;
  grid: RefObject<HTMLDivElement | null>;
  onOpen: (creneau: CreneauVu, byKeyboard: boolean) => void;
  /** A free hour was pressed (N does the same from the keyboard): civil day and minutes since its midnight. */
  onNew: (jour: string, minutes: number) => void;
}) => {
  const clock = useClock();
  const heures = heuresMontrees(places);
  const events = useMemo<ScheduleEventData[]>(
    () =>
      places.map(({ creneau, jour, debutMin, finMin }) => ({
        id: creneau.id,
        title: creneau.titre ?? creneau.genre,
        start: heureDAffichage(jour, debutMin),
        end: heureDAffichage(jour, finMin),
        color: 'encre',
      })),
    [places],
  );
  const viewport = useRef<HTMLDivElement>(null);
  const scrolled = useRef<string | null>(null);
  useEffect(() => {
    if (!isKnown || scrolled.current === lundi) return;
    scrolled.current = lundi;
    if (viewport.current === null) return;
    montrer(viewport.current, ouCommencer(places, selected, clock.now(), fuseauDuPoste()));
  }, [isKnown, lundi, places, selected, clock]);
  const ous = useMemo(
    () => (severalPlaces ? marquesDeLieu(places.map(({ creneau }) => creneau)) : null),
    [places, severalPlaces],
  );
  const byId = useMemo(() => new Map(places.map(({ creneau }) => [creneau.id, creneau])), [places]);
  const entry = selected !== null && byId.has(selected) ? selected : places[0]?.creneau.id;
  const onPress = (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest('[data-debut]') : null;
    const [jour = '', heure = ''] = (cell?.getAttribute('data-debut') ?? '').split(' ');
    if (jour === '') return;
    onNew(jour, Number(heure.slice(0, 2)) * 60 + Number(heure.slice(3, 5)));
  };
  return (
    <Box
      ref={grid}
      role="group"
      // Where the focus goes back to when no créneau can take it.
      tabIndex={-1}
      aria-label={label}
      className={styles.week}
      __vars={{ '--agenda-day': `${dayWidth(simultanesMax(places))}px` }}
      onClick={onPress}
    >
      <WeekView
        date={lundi}
        mode="static"
        withHeader={false}
        withAllDaySlots={false}
        withWeekNumber={false}
        withCurrentTimeBubble={false}
        highlightToday
        withWeekendDays={aUnWeekEnd(places)}
        locale="fr"
        labels={labels}
        firstDayOfWeek={1}
        weekdayFormat="ddd"
        slotLabelFormat="H [h]"
        startTime={`${twoDigits(heures.debut)}:00:00`}
        endTime={heures.fin >= 24 ? '23:59:59' : `${twoDigits(heures.fin)}:00:00`}
        intervalMinutes={60}
        slotHeight={hourHeight(places)}
        getCurrentTime={() => dayjs(clock.now())}
        events={events}
        // Without a créneau to reach, the free hours are scrolled to all the same.
        scrollAreaProps={{ viewportRef: viewport, viewportProps: { tabIndex: places.length === 0 ? 0 : -1 } }}
        getTimeSlotProps={({ start }) => ({ 'aria-hidden': true, 'data-debut': start })}
        attributes={{ weekViewDayLabel: { 'aria-hidden': true }, weekViewSlotLabels: { 'aria-hidden': true } }}
        classNames={{
          weekView: styles.view ?? '',
          weekViewRoot: styles.root ?? '',
          weekViewScrollArea: styles.scroll ?? '',
          weekViewHeader: styles.header ?? '',
          weekViewDayLabel: styles.day ?? '',
          weekViewDaySlot: styles.slot ?? '',
          weekViewSlotLabel: styles.hour ?? '',
        }}
        renderEvent={(event, { style }) => {
          const creneau = byId.get(String(event.id));
          return creneau === undefined ? (
            <span />
          ) : (
            <WeekCard
              key={creneau.id}
              creneau={creneau}
              style={style ?? {}}
              isSelected={creneau.id === selected}
              isEntry={creneau.id === entry}
              severalPlaces={severalPlaces}
              ou={ous?.get(creneau.flux) ?? null}
              now={now}
              onOpen={(byKeyboard) => onOpen(creneau, byKeyboard)}
            />
          );
        }}
      />
    </Box>
  );
};
