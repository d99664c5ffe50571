import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconLock, IconX } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { numeroEtatTextes } from '../../../textes/appel.ts';
import { TintBadge } from '../../../ui/situation-badge.tsx';
import { territoireDuNumero } from './numeros.ts';
import styles from './phone-state.module.css';

type Phone = Pick<Fiche['responsableTelephones'][number], 'e164' | 'etat' | 'drom'>;

export const stateIcons = {
  inconnu: null,
  confirme: IconCheck,
  a_verifier: IconAlertTriangle,
  invalide: IconX,
  verrouille: IconLock,
} as const;

/** Nobody of hers is reached on it, or nobody may call it. */
export const isClosed = ({ etat }: Pick<Phone, 'etat'>): boolean => etat === 'invalide' || etat === 'verrouille';

/** What a number is worth; nothing is said of one of which nothing is known. */
export const PhoneState = ({ phone: { etat, e164 } }: { phone: Phone }) => {
  const Icon = e164 === null ? IconAlertTriangle : stateIcons[etat];
  if (Icon === null) return null;
  return (
    <span className={styles.etat} data-etat={e164 === null ? 'a_verifier' : etat}>
      <Icon size={13} stroke={2} aria-hidden />
      {e164 === null ? 'illisible' : numeroEtatTextes[etat]}
    </span>
  );
};

/** Says that a number is overseas, and where: its family lives by another clock. */
export const Drom = ({ phone: { drom, e164 } }: { phone: Phone }) =>
  drom && (
    <Tooltip label={(e164 === null ? null : territoireDuNumero(e164)) ?? 'Outre-mer'}>
      <span>
        <TintBadge teinte="cyan">DROM</TintBadge>
      </span>
    </Tooltip>
  );
