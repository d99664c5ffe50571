import { DateInput, TimeInput } from '@mantine/dates';
import { useState } from 'react';
import { calendrierTextes } from './date-nav.tsx';

const shown = 'DD/MM/YYYY';
const typed = /^\s*(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})\s*$/;

/** A day as it is typed here, day first; null while it is none. Dates are otherwise read as in the United States. */
export const lireJour = (texte: string): string | null => {
  const [, jour = '', mois = '', annee = ''] = typed.exec(texte) ?? [];
  const lu = `${annee}-${mois.padStart(2, '0')}-${jour.padStart(2, '0')}`;
  const le = new Date(`${lu}T00:00:00.000Z`);
  return !Number.isNaN(le.getTime()) && le.toISOString().startsWith(lu) ? lu : null;
};

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
}) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <DateInput
      label={label}
      placeholder="jj/mm/aaaa"
      valueFormat={shown}
      dateParser={lireJour}
      weekendDays={[]}
      ariaLabels={calendrierTextes}
      error={erreur}
      value={value === '' ? null : value}
      onChange={(jour) => onChange(jour ?? '')}
      popoverProps={{ onOpen: () => setOpen(true), onClose: () => setOpen(false) }}
      // Escape closes the month that is open over the window, not the window with it.
      data-mantine-stop-propagation={isOpen || undefined}
    />
  );
};

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
