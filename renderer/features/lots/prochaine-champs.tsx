import { useMemo } from 'react';
import type { ProchaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';
import { useNow } from '../../clock.tsx';
import { callbackChoices } from '../candidats/saisie/callback-choices.ts';
import strip from '../candidats/saisie/strip.module.css';
import { WhenField } from '../candidats/saisie/when-field.tsx';
import type { ChoixOperateur } from './choix-operateur.ts';
import styles from './lot-window.module.css';

const quois = [
  { quoi: 'rappeler', mot: 'Rappeler' },
  { quoi: 'relancer', mot: 'Relancer' },
  { quoi: 'attendre', mot: 'Attendre une réponse' },
  { quoi: 'aucune', mot: 'Ne rien prévoir' },
] as const;

/** The next action of many people: what, when, by whom. */
export const ProchaineChamps = ({
  corps,
  choix,
  onChange,
}: {
  corps: ProchaineActionCorps;
  choix: readonly ChoixOperateur[];
  onChange: (corps: ProchaineActionCorps) => void;
}) => {
  const now = useNow(60_000);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choices = useMemo(() => callbackChoices(now, zone), [now, zone]);
  const chosen =
    corps.le === null || corps.precision === null ? null : { label: '', le: corps.le, precision: corps.precision };
  return (
    <div className={styles.champs}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a wrapping row */}
      <div role="group" aria-label="Quoi" className={strip.line}>
        {quois.map(({ quoi, mot }, index) => (
          <button
            key={quoi}
            type="button"
            className={strip.pill}
            aria-pressed={corps.quoi === quoi}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            onClick={() =>
              onChange(quoi === 'aucune' ? { quoi, le: null, precision: null, qui: null } : { ...corps, quoi })
            }
          >
            {mot}
          </button>
        ))}
      </div>
      {corps.quoi !== 'aucune' && (
        <>
          <WhenField
            choices={choices}
            chosen={chosen}
            numbered={false}
            now={now}
            onChoose={({ le, precision }) => onChange({ ...corps, le, precision })}
          />
          <label className={styles.qui}>
            Par
            <select
              value={corps.qui ?? ''}
              onChange={(event) =>
                onChange({ ...corps, qui: event.currentTarget.value === '' ? null : event.currentTarget.value })
              }
            >
              <option value="">n’importe qui</option>
              {choix.map(({ id, mot }) =>
                id === null ? null : (
                  <option key={id} value={id}>
                    {mot}
                  </option>
                ),
              )}
            </select>
          </label>
        </>
      )}
    </div>
  );
};
