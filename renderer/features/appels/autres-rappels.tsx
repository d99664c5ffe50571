import { Button } from '@mantine/core';
import { useAsk } from '../../ask.tsx';
import styles from './suivants.module.css';
import { phraseAutresRappels } from './textes.ts';

/** Under « Moi »: a promise made to a family binds the whole team, and is told by the notification whoever holds it. */
export const AutresRappels = ({ onTous }: { onTous: () => void }) => {
  const tous = useAsk('appels:compteurs', {}).data?.rappelsDus;
  const miens = useAsk('appels:compteurs', { portee: 'moi' }).data?.rappelsDus;
  const phrase = tous === undefined || miens === undefined ? null : phraseAutresRappels(tous - miens);
  if (phrase === null) return null;
  return (
    <p className={styles.autres}>
      {phrase}
      <Button size="compact-sm" variant="subtle" onClick={onTous}>
        Voir tous
      </Button>
    </p>
  );
};
