import { dispositions, issues } from '../../../../shared/domain/actes/appel.ts';
import { keyLabel, keyShortcut } from '../../../keyboard/keys.ts';
import { dispositionTextes, interlocuteurTextes } from '../../../textes/appel.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import { useIssueTextes } from '../../partages/mots.ts';
import type { CallAction, CallDraft } from './call-draft.ts';
import styles from './strip.module.css';

type Send = (action: CallAction) => void;

const interlocuteurs = ['responsable', 'candidat', 'autre'] as const;

export const Dispositions = ({
  chosen,
  send,
  large = false,
}: {
  chosen: CallDraft['disposition'];
  send: Send;
  large?: boolean;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid with a hidden name in one line
    <div role="group" aria-label="Ce qui s’est passé" className={styles.grid} data-large={large || undefined}>
      {dispositions.map((disposition, index) => (
        <button
          key={disposition}
          type="button"
          className={styles.choice}
          aria-pressed={chosen === disposition}
          aria-keyshortcuts={keyShortcut(String(index + 1), single)}
          data-danger={disposition === 'OPPOSITION' || undefined}
          onClick={() => send({ do: 'disposition', disposition })}
        >
          {dispositionTextes[disposition]}
          <KeyHint touche={keyLabel(String(index + 1), single)} quiet />
        </button>
      ))}
    </div>
  );
};

export const Issues = ({
  call: { issue: chosen, rien, peutRien },
  send,
  large = false,
}: {
  call: Pick<CallDraft, 'issue' | 'rien' | 'peutRien'>;
  send: Send;
  large?: boolean;
}) => {
  const issueTextes = useIssueTextes();
  const single = useReglages().reglages.raccourcisUneTouche;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid with a hidden name in one line
    <div
      role="group"
      aria-label="Ce qu’il en ressort"
      className={styles.grid}
      data-large={large ? 'issues' : undefined}
    >
      {issues.map((issue, index) => (
        <button
          key={issue}
          type="button"
          className={styles.choice}
          aria-pressed={chosen === issue}
          aria-keyshortcuts={keyShortcut(String(index + 1), single)}
          onClick={() => send({ do: 'issue', issue })}
        >
          {issueTextes[issue]}
          <KeyHint touche={keyLabel(String(index + 1), single)} quiet />
        </button>
      ))}
      {peutRien && (
        <button type="button" className={styles.choice} aria-pressed={rien} onClick={() => send({ do: 'rien' })}>
          Rien encore
          <KeyHint touche="Entrée" quiet />
        </button>
      )}
    </div>
  );
};

export const Interlocuteurs = ({ chosen, send }: { chosen: CallDraft['interlocuteur']; send: Send }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row with a hidden name
  <div role="group" aria-label="Qui a répondu" className={styles.line}>
    {interlocuteurs.map((interlocuteur) => (
      <button
        key={interlocuteur}
        type="button"
        className={styles.pill}
        aria-pressed={chosen === interlocuteur}
        onClick={() => send({ do: 'interlocuteur', interlocuteur })}
      >
        {interlocuteurTextes[interlocuteur]}
      </button>
    ))}
  </div>
);
