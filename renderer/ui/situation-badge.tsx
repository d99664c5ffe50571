import { situations } from '../../shared/domain/situations.ts';
import { useSituationMot } from '../features/partages/mots.ts';
import styles from './situation-badge.module.css';
import { isSituation } from './situation-mot.ts';
import type { Teinte } from './tokens.ts';

const situationTeinte = (code: string): Teinte => (isSituation(code) ? situations[code].couleur : 'gray');

export const TintBadge = ({ teinte, children }: { teinte: Teinte; children: string }) => (
  <span className={styles.badge} data-teinte={teinte}>
    {children}
  </span>
);

/** Where somebody stands, under the name that it has in this organisme. */
export const SituationBadge = ({ code }: { code: string }) => {
  const mot = useSituationMot();
  return <TintBadge teinte={situationTeinte(code)}>{mot(code)}</TintBadge>;
};
