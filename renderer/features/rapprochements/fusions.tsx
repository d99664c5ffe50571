import { Button } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import type { Fusion } from '../../../shared/contract/ipc/rapprochements.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import styles from './rapprochements.module.css';
import { SignInNotice } from './sign-in-notice.tsx';
import { autreCote, motsDePreuve, nomDe, phraseFusion } from './textes.ts';
import { useRecentSignIn } from './use-recent-sign-in.ts';

const Line = ({
  fusion,
  principal,
  now,
  onSplit,
}: {
  fusion: Fusion;
  principal: string;
  now: number;
  onSplit: (candidats: readonly string[]) => void;
}) => {
  const bridge = useBridge();
  const { refresh } = useSaisies();
  const gate = useRecentSignIn();
  const split = (): void =>
    gate.run(async () => {
      const answer = await bridge.invoke('rapprochements:defaire', { lien: fusion.lien });
      if (answer.ok) {
        refresh();
        onSplit(answer.value.candidats);
      }
      return answer;
    });
  return (
    <li className={styles.fusion}>
      <div className={styles.fusionLine}>
        <IconArrowMerge size={15} stroke={1.7} aria-hidden />
        <span data-selectable>
          {phraseFusion(fusion, principal, now)}
          <span className={styles.preuves}>{motsDePreuve(fusion.preuve)}</span>
        </span>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Défaire la fusion avec ${nomDe(autreCote(fusion, principal))}`}
          disabled={gate.etape !== 'repos'}
          onClick={split}
        >
          Défaire
        </Button>
      </div>
      <SignInNotice gate={gate} suite="défaire" />
    </li>
  );
};

/** The merges that made this sheet, each with its way back, whenever. */
export const Fusions = ({
  candidat,
  principal,
  now,
  onSplit,
}: {
  candidat: string;
  principal: string;
  now: number;
  onSplit: (candidats: readonly string[]) => void;
}) => {
  const fusions = useAsk('rapprochements:pour', { candidat }).data?.fusions ?? [];
  return fusions.length === 0 ? null : (
    <ul className={styles.fusions} aria-label="Fusions">
      {fusions.map((fusion) => (
        <Line key={fusion.lien} fusion={fusion} principal={principal} now={now} onSplit={onSplit} />
      ))}
    </ul>
  );
};
