import { Button } from '@mantine/core';
import { IconSearchOff, IconUsers } from '@tabler/icons-react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import styles from './empty.module.css';
import { texteVide } from './textes.ts';

export const Empty = ({
  filtres,
  recherche,
  onClearSearch,
  onClearFilters,
}: {
  filtres: CandidatFiltres;
  recherche: string;
  onClearSearch: () => void;
  onClearFilters: () => void;
}) => {
  const sansServeur = useAsk('session:etat', {}).data?.sansServeur === true;
  const { titre, aide, effacer } = texteVide(filtres, recherche, sansServeur);
  const Icon = effacer === null ? IconUsers : IconSearchOff;
  return (
    <div className={styles.empty} role="status">
      <Icon size={34} stroke={1.3} aria-hidden />
      <h2>{titre}</h2>
      <p>{aide}</p>
      {effacer === 'recherche' && (
        <Button variant="default" onClick={onClearSearch}>
          Effacer la recherche
        </Button>
      )}
      {effacer === 'filtres' && (
        <Button variant="default" onClick={onClearFilters}>
          Effacer les filtres
        </Button>
      )}
    </div>
  );
};
