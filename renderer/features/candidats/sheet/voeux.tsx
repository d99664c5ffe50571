import { IconAlertTriangle, IconSchool } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { anomalieMot } from '../../../textes/champs.ts';
import styles from './voeux.module.css';

const deplaceTextes = { arrive: 'arrivé d’une autre liste', parti: 'parti vers une autre liste' } as const;

/** Each wish, then what the lists got wrong about this person, said once even when two wishes repeat it. */
export const Voeux = ({ voeux }: { voeux: Fiche['voeux'] }) => {
  const anomalies = [...new Set(voeux.flatMap((voeu) => voeu.anomalies.map(anomalieMot)))];
  return (
    <section aria-label="Vœux de la personne">
      <h3 className={styles.head}>Vœux</h3>
      <ul className={styles.list} aria-label="Vœux">
        {voeux.map((voeu) => (
          <li key={voeu.id} data-retire={voeu.etat === 'retire' || undefined}>
            <IconSchool size={15} stroke={1.7} aria-hidden />
            <div>
              <b>{voeu.formation}</b>
              {voeu.rang !== null && `, rang ${voeu.rang}`} — {voeu.accueil}
              {voeu.ville !== null && `, ${voeu.ville}`}
              {voeu.etat === 'retire' && <span className={styles.mark}>retiré de la liste</span>}
              {voeu.deplace !== null && <span className={styles.mark}>{deplaceTextes[voeu.deplace]}</span>}
            </div>
          </li>
        ))}
      </ul>
      {anomalies.length > 0 && (
        <p className={styles.anomalie}>
          <IconAlertTriangle size={13} stroke={2} aria-hidden />
          Signalé dans la liste : {anomalies.join(', ')}
        </p>
      )}
    </section>
  );
};
