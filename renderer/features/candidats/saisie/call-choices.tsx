import { IconAlertTriangle } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { reponseParDefaut } from '../../../../shared/domain/demandes.ts';
import { dispositionTextes } from '../../../textes/appel.ts';
import { ApresAppel } from '../../rendez-vous/apres-appel.tsx';
import { Dispositions, Interlocuteurs, Issues } from './choices.tsx';
import { Repond } from './repond.tsx';
import styles from './strip.module.css';
import type { CallLogging } from './use-call.ts';

const missingTextes = {
  disposition: 'Choisir d’abord ce qui s’est passé, de 1 à 8.',
  issue: 'Choisir ce qu’il en ressort, de 1 à 9.',
} as const;

/** What happened, then what came of it, and what must be known before Entrée. */
export const CallChoices = ({
  fiche,
  logging: { call, send },
  now,
  large = false,
}: {
  fiche: Fiche;
  logging: Pick<CallLogging, 'call' | 'send'>;
  now: number;
  /** On a screen of their own, rather than in a sheet. */
  large?: boolean;
}) => (
  <>
    {call.disposition === 'JOINT' ? (
      <>
        <div className={styles.line}>
          <span className={styles.chosen}>{dispositionTextes.JOINT}</span>
          <button
            type="button"
            className={styles.link}
            title="Changer : Retour arrière"
            onClick={() => send({ do: 'restart' })}
          >
            changer
          </button>
        </div>
        <Interlocuteurs chosen={call.interlocuteur} send={send} />
        <Issues call={call} send={send} large={large} />
      </>
    ) : (
      <Dispositions chosen={call.disposition} send={send} large={large} />
    )}
    {call.issue === 'RDV_FIXE' && <ApresAppel fiche={fiche} now={now} />}
    {call.disposition !== null && reponseParDefaut(call.disposition) !== null && <Repond fiche={fiche} />}
    {call.missing !== null && (
      <p role="alert" className={styles.missing}>
        <IconAlertTriangle size={14} stroke={2} aria-hidden />
        {missingTextes[call.missing]}
      </p>
    )}
    {call.disposition === 'OPPOSITION' && (
      <p role="alert" className={styles.missing}>
        <IconAlertTriangle size={14} stroke={2} aria-hidden />
        {call.asksAgain
          ? 'Confirmer avec Entrée : plus personne ne pourra appeler ces numéros.'
          : 'Tous les numéros seront fermés. Une confirmation sera demandée.'}
      </p>
    )}
  </>
);
