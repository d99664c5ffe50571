import { IconCalendarEvent } from '@tabler/icons-react';
import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import { debutDuSite } from '../../textes/agenda.ts';
import { majuscule } from '../../textes/pluriel.ts';
import { TintBadge } from '../../ui/situation-badge.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import styles from './de-demande.module.css';
import { etatMots } from './etats.ts';

/** The hours that were chosen with a demande, or given in answer to it, and how each stands. */
export const RdvDeDemande = ({
  demande,
  rendezVous,
  now,
}: {
  demande: string;
  rendezVous: readonly RendezVous[];
  now: number;
}) => {
  const siens = rendezVous.filter((rdv) => rdv.demande === demande);
  if (siens.length === 0) return null;
  return (
    <ul className={styles.liste} aria-label="Créneau choisi">
      {siens.map((rdv) => {
        const { mot, teinte, detail } = etatMots(rdv, now, fuseauDuPoste());
        return (
          <li key={rdv.reservation}>
            <IconCalendarEvent size={14} stroke={1.8} aria-hidden />
            <b>{majuscule(debutDuSite(rdv, now))}</b>
            <TintBadge teinte={teinte}>{mot}</TintBadge>
            {detail !== null && <span className={styles.detail}>{detail}</span>}
          </li>
        );
      })}
    </ul>
  );
};
