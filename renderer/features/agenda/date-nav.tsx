import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import styles from './date-nav.module.css';
import { semaineCourt, semaineMots } from './textes.ts';

/** Names of what a calendar is turned with. */
export const calendrierTextes = {
  nextMonth: 'Mois suivant',
  previousMonth: 'Mois précédent',
  nextYear: 'Année suivante',
  previousYear: 'Année précédente',
  nextDecade: 'Décennie suivante',
  previousDecade: 'Décennie précédente',
  monthLevelControl: 'Choisir le mois',
  yearLevelControl: 'Choisir l’année',
} as const;

/** Which week is shown, and the ways to another: the one beside, the present one, that of a date. */
export const DateNav = ({
  lundi,
  jour,
  isPresent,
  onTurn,
  onToday,
  onJour,
}: {
  lundi: string;
  jour: string;
  isPresent: boolean;
  onTurn: (sens: -1 | 1) => void;
  onToday: () => void;
  onJour: (jour: string) => void;
}) => (
  <div className={styles.nav}>
    <Tooltip label="Semaine d’avant : Page ↑">
      <ActionIcon variant="default" size={28} aria-label="Semaine d’avant" onClick={() => onTurn(-1)}>
        <IconChevronLeft size={16} stroke={1.9} aria-hidden />
      </ActionIcon>
    </Tooltip>
    <Tooltip label="Semaine d’après : Page ↓">
      <ActionIcon variant="default" size={28} aria-label="Semaine d’après" onClick={() => onTurn(1)}>
        <IconChevronRight size={16} stroke={1.9} aria-hidden />
      </ActionIcon>
    </Tooltip>
    <Tooltip label="Revenir à cette semaine : Début">
      <Button size="xs" fz="sm" h={28} variant="default" aria-pressed={isPresent} onClick={onToday}>
        Aujourd’hui
      </Button>
    </Tooltip>
    <DatePickerInput
      size="xs"
      w={178}
      classNames={{ input: styles.semaine ?? '' }}
      aria-label={`${semaineMots(lundi)}, aller à une date`}
      valueFormatter={() => semaineCourt(lundi)}
      ariaLabels={calendrierTextes}
      weekendDays={[]}
      value={jour}
      onChange={(value) => {
        if (value !== null) onJour(value);
      }}
    />
    <span className="visually-hidden" role="status">
      {semaineMots(lundi)}
    </span>
  </div>
);
