import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from './date-nav.module.css';
import { semaineMots } from './textes.ts';

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
      <Button
        size="xs"
        fz="sm"
        h={28}
        variant="default"
        aria-pressed={isPresent}
        rightSection={<KeyHint touche="Début" />}
        onClick={onToday}
      >
        Aujourd’hui
      </Button>
    </Tooltip>
    <h2 className={styles.semaine} aria-live="polite">
      {semaineMots(lundi)}
    </h2>
    <DatePickerInput
      size="xs"
      w={150}
      aria-label="Aller à une date"
      valueFormat="D MMM YYYY"
      ariaLabels={calendrierTextes}
      weekendDays={[]}
      value={jour}
      onChange={(value) => {
        if (value !== null) onJour(value);
      }}
    />
  </div>
);
