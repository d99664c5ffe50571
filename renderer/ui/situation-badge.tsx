import { situationCodes, situations } from '../../shared/domain/situations.ts';
import styles from './situation-badge.module.css';
import type { Teinte } from './tokens.ts';

const isSituation = (code: string): code is (typeof situationCodes)[number] =>
  situationCodes.some((known) => known === code);

export const situationMot = (code: string): string => (isSituation(code) ? situations[code].mot : code);
const situationTeinte = (code: string): Teinte => (isSituation(code) ? situations[code].couleur : 'gray');

export const TintBadge = ({ teinte, children }: { teinte: Teinte; children: string }) => (
  <span className={styles.badge} data-teinte={teinte}>
    {children}
  </span>
);

export const SituationBadge = ({ code }: { code: string }) => (
  <TintBadge teinte={situationTeinte(code)}>{situationMot(code)}</TintBadge>
);
