import { IconMailCheck } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../../ask.tsx';
import { phraseRepond } from '../../demandes/textes.ts';
import styles from './famille.module.css';

/** The call answers what was asked from outside: it is said before it is recorded. */
export const Repond = ({ fiche, aussi = false }: { fiche: Pick<Fiche, 'demandes'>; aussi?: boolean }) => {
  const phrase = phraseRepond(fiche.demandes, aussi);
  return phrase === null ? null : (
    <p className={styles.repond}>
      <IconMailCheck size={13} stroke={1.9} aria-hidden />
      {phrase}
    </p>
  );
};

/** The same of a relative, whose sheet is read for it. */
export const RepondAussi = ({ candidat }: { candidat: string }) => {
  const fiche = useAsk('candidats:fiche', { candidat }).data;
  return fiche === undefined ? null : <Repond fiche={fiche} aussi />;
};
