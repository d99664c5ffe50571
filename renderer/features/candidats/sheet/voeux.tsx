import { IconAlertTriangle, IconSchool } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { champMot } from './fil-textes.ts';
import styles from './voeux.module.css';

const deplaceTextes = { arrive: 'arrivé d’une autre liste', parti: 'parti vers une autre liste' } as const;

export const Voeux = ({ voeux }: { voeux: Fiche['voeux'] }) => (
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
          {voeu.anomalies.length > 0 && (
            <span className={styles.anomalie}>
              <IconAlertTriangle size={12} stroke={2} aria-hidden /> donnée douteuse dans la liste :{' '}
              {[...new Set(voeu.anomalies.map(({ champ }) => champMot(champ)))].join(', ')}
            </span>
          )}
        </div>
      </li>
    ))}
  </ul>
);
