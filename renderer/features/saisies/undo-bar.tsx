import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useNow } from '../../clock.tsx';
import { secondesRestantes } from '../../textes/dates.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useSaisies } from './saisies.tsx';
import styles from './undo-bar.module.css';

const countingMs = 250;
const idleMs = 60_000;

/**
 * Ten seconds to take back what was just recorded; the live region stays, so that its first words are heard.
 *
 * @param overColumn it stands over the column on the right, where there is one
 */
export const UndoBar = ({ overColumn }: { overColumn: boolean }) => {
  const { recorded, undo } = useSaisies();
  const now = useNow(recorded === null ? idleMs : countingMs);
  const left = recorded === null ? 0 : secondesRestantes(recorded.until, now);
  const shown = recorded !== null && left > 0;
  return (
    <div className={styles.place} data-colonne={overColumn || undefined}>
      <div role="status" className={shown ? styles.bar : undefined}>
        {shown && (
          <>
            {recorded.undone ? (
              <IconArrowBackUp size={16} stroke={1.8} aria-hidden />
            ) : (
              <IconCheck size={16} stroke={2} aria-hidden />
            )}
            <span className={styles.phrase}>{recorded.undone ? `Annulé : ${recorded.phrase}` : recorded.phrase}</span>
            {!recorded.undone && (
              <Button
                size="compact-sm"
                variant="default"
                rightSection={<KeyHint touche="Ctrl Z" />}
                onClick={() => undo()}
              >
                {recorded.verbe}
              </Button>
            )}
          </>
        )}
      </div>
      {shown && !recorded.undone && (
        <span className={styles.left} aria-hidden>
          {left} s
        </span>
      )}
    </div>
  );
};
