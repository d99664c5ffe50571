import { IconAlertTriangle, IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { instantDuSite, resteAvant } from '../../textes/echeances.ts';
import { majuscule } from '../../textes/pluriel.ts';
import styles from './delai.module.css';
import { phraseFin } from './textes.ts';

export const fuseauDuPoste = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

type Attendue = Pick<DemandeEntree, 'suite' | 'restant' | 'echeance' | 'fuseau' | 'enRetard' | 'reponse' | 'annuleeLe'>;

/** How long is left, with an icon of its own for what is late, or how it ended. */
export const Delai = ({ demande, now, court = false }: { demande: Attendue; now: number; court?: boolean }) => {
  const { suite, restant, enRetard } = demande;
  if (suite === 'repondue' || suite === 'annulee') {
    const Icon = suite === 'annulee' ? IconBan : IconCheck;
    return (
      <span className={styles.delai} data-ton="fini">
        <Icon size={14} stroke={2} aria-hidden />
        {phraseFin(demande, now)}
        {enRetard === true && ', après l’échéance'}
      </span>
    );
  }
  const Icon = restant.depassee ? IconAlertTriangle : IconClock;
  const avant = instantDuSite(demande.echeance, demande.fuseau, now, fuseauDuPoste());
  const reste = resteAvant(restant, demande.echeance, demande.fuseau, now);
  // The hour it was due at is said beside: since when it is late would say it twice.
  const enRetardDe = restant.jours <= 0 ? 'En retard' : majuscule(reste);
  return (
    <span className={styles.delai} data-ton={restant.depassee ? 'retard' : restant.jours <= 0 ? 'jour' : 'calme'}>
      <Icon size={14} stroke={2} aria-hidden />
      <span>
        {court ? reste : restant.depassee ? `${enRetardDe} · à répondre avant ${avant}` : `avant ${avant} · ${reste}`}
      </span>
    </span>
  );
};
