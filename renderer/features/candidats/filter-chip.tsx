import { Checkbox, Popover, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { replier } from '../../../shared/domain/recherche.ts';
import { compte } from '../../textes/pluriel.ts';
import styles from './filters.module.css';
import { chipLabel, maxValues } from './filters.ts';

export interface FilterOption {
  value: string;
  label: string;
  count?: number | undefined;
}

/** What the list shows before one types; the rest is reached by typing. */
const shownOptions = 60;
const searchableFrom = 9;

const OptionList = ({
  titre,
  options,
  chosen,
  onToggle,
}: {
  titre: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
}) => {
  const [typed, setTyped] = useState('');
  const wanted = replier(typed);
  const found = wanted === '' ? options : options.filter((option) => replier(option.label).includes(wanted));
  const shown = found.slice(0, shownOptions);
  const full = chosen.length >= maxValues;
  return (
    <>
      {options.length >= searchableFrom && (
        <TextInput
          mb={8}
          size="xs"
          data-autofocus
          placeholder="Trouver…"
          aria-label={`${titre} : trouver`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <div className={styles.options}>
        {shown.map((option) => {
          const isChosen = chosen.includes(option.value);
          return (
            <Checkbox
              key={option.value}
              size="xs"
              label={
                <span className={styles.option}>
                  {option.label}
                  {option.count !== undefined && <span className={styles.count}>{option.count}</span>}
                </span>
              }
              checked={isChosen}
              disabled={full && !isChosen}
              onChange={() => onToggle(option.value)}
            />
          );
        })}
        {found.length === 0 && <p className={styles.rest}>Rien à ce nom.</p>}
        {found.length > shown.length && (
          <p className={styles.rest}>
            {compte(found.length - shown.length, 'autre', 'autres')} : taper un mot pour les trouver.
          </p>
        )}
      </div>
    </>
  );
};

export const FilterChip = ({
  titre,
  options,
  chosen,
  onToggle,
}: {
  titre: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
}) => {
  const labels = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
  return (
    <Popover position="bottom-start" width={290} shadow="md" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <button type="button" className={styles.chip} data-active={chosen.length > 0 || undefined}>
          {chipLabel(titre, labels)}
          <IconChevronDown size={13} stroke={2} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={10} aria-label={titre}>
        <OptionList titre={titre} options={options} chosen={chosen} onToggle={onToggle} />
      </Popover.Dropdown>
    </Popover>
  );
};
