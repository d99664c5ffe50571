import { DateTimePicker } from '@mantine/dates';
import dayjs from 'dayjs';
import { useState } from 'react';
import { keyLabel } from '../../../keyboard/keys.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { type CallbackChoice, rangChoisi } from './callback-choices.ts';
import styles from './strip.module.css';

/** The usual moments as buttons, numbered where digits choose them, and any other one by date and hour. */
export const WhenField = ({
  choices,
  chosen,
  numbered,
  now,
  onChoose,
}: {
  choices: readonly CallbackChoice[];
  chosen: CallbackChoice | null;
  numbered: boolean;
  now: number;
  onChoose: (choice: CallbackChoice) => void;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const [typed, setTyped] = useState<string | null>(null);
  const rang = rangChoisi(choices, chosen);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a wrapping row with a hidden name */}
      <div role="group" aria-label="Moments habituels" className={styles.line}>
        {choices.map((choice, index) => (
          <button
            key={choice.label}
            type="button"
            className={styles.pill}
            aria-pressed={index === rang}
            onClick={() => {
              setTyped(null);
              onChoose(choice);
            }}
          >
            {choice.label}
            {numbered && <span className={styles.label}>{keyLabel(String(index + 1), single)}</span>}
          </button>
        ))}
      </div>
      <DateTimePicker
        size="xs"
        aria-label="Autre date et heure"
        placeholder="Autre date et heure"
        valueFormat="dddd D MMMM YYYY [à] HH[ h ]mm"
        minDate={dayjs(now).format('YYYY-MM-DD')}
        clearable
        weekendDays={[]}
        clearButtonProps={{ 'aria-label': 'Effacer la date' }}
        submitButtonProps={{ 'aria-label': 'Valider la date et l’heure' }}
        timePickerProps={{
          hoursInputLabel: 'Heures',
          minutesInputLabel: 'Minutes',
          withDropdown: false,
        }}
        ariaLabels={{
          nextMonth: 'Mois suivant',
          previousMonth: 'Mois précédent',
          nextYear: 'Année suivante',
          previousYear: 'Année précédente',
          nextDecade: 'Décennie suivante',
          previousDecade: 'Décennie précédente',
          monthLevelControl: 'Choisir le mois',
          yearLevelControl: 'Choisir l’année',
        }}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          if (value !== null) {
            onChoose({ label: 'Autre date', le: dayjs(value).toISOString(), precision: 'heure' });
          }
        }}
      />
    </>
  );
};
