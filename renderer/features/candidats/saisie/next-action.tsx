import { useMemo } from 'react';
import type { ProchaineActionCorps } from '../../../../shared/domain/actes/prochaine-action.ts';
import { useNow } from '../../../clock.tsx';
import { callbackChoices } from './callback-choices.ts';
import styles from './strip.module.css';
import { WhenField } from './when-field.tsx';

/** An open person always has something to come (users-and-rules 1.3): without a day, she is called as soon as can be. */
const asSoonAsPossible: ProchaineActionCorps = { quoi: 'rappeler', le: null, precision: null, qui: null };

/** « Ensuite : à rappeler demain 10 h — modifier ». */
export const NextAction = ({
  phrase,
  prochaine,
  isOpen,
  onOpen,
  onChange,
}: {
  phrase: string;
  prochaine: ProchaineActionCorps | null;
  isOpen: boolean;
  onOpen: (open: boolean) => void;
  onChange: (prochaine: ProchaineActionCorps) => void;
}) => {
  const now = useNow(60_000);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choices = useMemo(() => callbackChoices(now, zone), [now, zone]);
  const chosen =
    prochaine?.le == null || prochaine.precision === null
      ? null
      : { label: '', le: prochaine.le, precision: prochaine.precision };
  return (
    <>
      <div className={styles.line}>
        <span className={styles.label}>Ensuite</span>
        <span className={styles.next}>{phrase}</span>
        {!isOpen && (
          <button type="button" className={styles.link} onClick={() => onOpen(true)}>
            modifier
          </button>
        )}
      </div>
      {isOpen && (
        <>
          <WhenField
            choices={choices}
            chosen={chosen}
            numbered={false}
            now={now}
            onChoose={({ le, precision }) =>
              onChange({
                quoi: prochaine?.quoi === 'relancer' ? 'relancer' : 'rappeler',
                le,
                precision,
                qui: prochaine?.qui ?? null,
              })
            }
          />
          <div className={styles.line}>
            <button type="button" className={styles.link} onClick={() => onChange(asSoonAsPossible)}>
              dès que possible, sans date
            </button>
          </div>
        </>
      )}
    </>
  );
};
