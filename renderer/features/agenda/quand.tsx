import { DateInput, TimeInput } from '@mantine/dates';
import { calendrierTextes } from './date-nav.tsx';

const shown = 'DD/MM/YYYY';

/** A day, typed as one writes it or chosen in a month. */
export const ChampJour = ({
  label,
  value,
  erreur,
  onChange,
  autoFocus = false,
}: {
  label: string;
  value: string;
  erreur: string | undefined;
  onChange: (jour: string) => void;
  autoFocus?: boolean;
}) => (
  <DateInput
    label={label}
    placeholder="jj/mm/aaaa"
    valueFormat={shown}
    weekendDays={[]}
    ariaLabels={calendrierTextes}
    error={erreur}
    data-autofocus={autoFocus || undefined}
    value={value === '' ? null : value}
    onChange={(jour) => onChange(jour ?? '')}
  />
);

export const ChampHeure = ({
  label,
  value,
  erreur,
  description,
  onChange,
}: {
  label: string;
  value: string;
  erreur?: string | undefined;
  description?: string;
  onChange: (heure: string) => void;
}) => (
  <TimeInput
    label={label}
    description={description}
    inputWrapperOrder={['label', 'input', 'description', 'error']}
    error={erreur}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
