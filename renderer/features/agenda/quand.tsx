import { DateInput, TimeInput } from '@mantine/dates';
import { calendrierTextes } from './date-nav.tsx';

const shown = 'DD/MM/YYYY';

/** A day, typed as one writes it or chosen in a month. */
export const ChampJour = ({
  label,
  value,
  erreur,
  onChange,
}: {
  label: string;
  value: string;
  erreur: string | undefined;
  onChange: (jour: string) => void;
}) => (
  <DateInput
    label={label}
    placeholder="jj/mm/aaaa"
    valueFormat={shown}
    weekendDays={[]}
    ariaLabels={calendrierTextes}
    error={erreur}
    value={value === '' ? null : value}
    onChange={(jour) => onChange(jour ?? '')}
  />
);

export const ChampHeure = ({
  label,
  value,
  erreur,
  onChange,
  autoFocus = false,
}: {
  label: string;
  value: string;
  erreur?: string | undefined;
  onChange: (heure: string) => void;
  /** Where one begins to type: a day would open its month over the window. */
  autoFocus?: boolean;
}) => (
  <TimeInput
    label={label}
    data-autofocus={autoFocus || undefined}
    error={erreur}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
