import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import styles from './question.module.css';
import { insecable } from './textes.ts';

/** What was asked, said again beside the answer: two lines, all of it once one stops there. Nothing without a message. */
export const Question = ({ demande }: { demande: Pick<DemandeFiche, 'message' | 'ajouts'> }) => {
  const messages = [demande.message, ...demande.ajouts.map(({ message }) => message)].flatMap((message) =>
    message === null ? [] : [insecable(message)],
  );
  if (messages.length === 0) return null;
  return (
    <details className={styles.question}>
      <summary aria-label="La question posée">
        <span className={styles.debut} data-selectable>
          {messages.join('\n\n')}
        </span>
      </summary>
    </details>
  );
};
