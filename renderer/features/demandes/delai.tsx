import { IconAlertTriangle, IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { instantDuSite, resteAvant } from '../../textes/echeances.ts';
import styles from './delai.module.css';
import { suiteTextes } from './textes.ts';

export const fuseauDuPoste = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

type Attendue = Pick<DemandeEntree, 'suite' | 'restant' | 'echeance' | 'fuseau' | 'enRetard'>;

/** How long is left, with an icon of its own for what is late, or how it ended. */
export const Delai = ({ demande, now, court = false }: { demande: Attendue; now: number; court?: boolean }) => {
  const { suite, restant, enRetard } = demande;
  if (suite === 'repondue' || suite === 'annulee') {
    const Icon = suite === 'annulee' ? IconBan : IconCheck;
    return (
      <span className={styles.delai} data-ton="fini">
        <Icon size={14} stroke={2} aria-hidden />
        {suiteTextes[suite]}
        {enRetard === true && ', après l’échéance'}
      </span>
    );
  }
  const Icon = restant.depassee ? IconAlertTriangle : IconClock;
  const avant = instantDuSite(demande.echeance, demande.fuseau, now, fuseauDuPoste());
  return (
    <span className={styles.delai} data-ton={restant.depassee ? 'retard' : restant.jours <= 0 ? 'jour' : 'calme'}>
      <Icon size={14} stroke={2} aria-hidden />
      <span>
        {!court && (
          <>
            {restant.depassee ? 'à répondre avant ' : 'avant '}
            {avant} ·{' '}
          </>
        )}
        {!court && restant.depassee && restant.jours <= 0
          ? 'en retard'
          : resteAvant(restant, demande.echeance, demande.fuseau, now)}
      </span>
    </span>
  );
};
