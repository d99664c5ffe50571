import { IconCalendarEvent } from '@tabler/icons-react';
import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import { debutDuSite } from '../../textes/agenda.ts';
import { majuscule } from '../../textes/pluriel.ts';
import { TintBadge } from '../../ui/situation-badge.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import styles from './de-demande.module.css';
import { etatMots } from './etats.ts';

type Place = Pick<RendezVous, 'debut' | 'fin' | 'etat' | 'motif' | 'position' | 'expireLe'> &
  Partial<Pick<RendezVous, 'assiduite' | 'refuse'>>;

/** The hour that was chosen with a demande, or given in answer to it, and how it stands. */
export const CreneauDeDemande = ({ rdv, fuseau, now }: { rdv: Place; fuseau: string; now: number }) => {
  const complete = { assiduite: null, refuse: null, enAttente: false, ...rdv, fuseau };
  const { mot, teinte, detail } = etatMots(complete, now, fuseauDuPoste());
  return (
    <span className={styles.creneau}>
      <IconCalendarEvent size={14} stroke={1.8} aria-hidden />
      <b>{majuscule(debutDuSite({ debut: rdv.debut, fuseau }, now))}</b>
      <TintBadge teinte={teinte}>{mot}</TintBadge>
      {detail !== null && <span className={styles.detail}>{detail}</span>}
    </span>
  );
};

/** Every créneau of a demande, on the sheet. */
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
      {siens.map((rdv) => (
        <li key={rdv.reservation}>
          <CreneauDeDemande rdv={rdv} fuseau={rdv.fuseau} now={now} />
        </li>
      ))}
    </ul>
  );
};
