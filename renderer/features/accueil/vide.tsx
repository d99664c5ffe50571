import { Button } from '@mantine/core';
import { IconListDetails, IconLoader2 } from '@tabler/icons-react';
import styles from './page.module.css';

/** Before the first list: what is awaited, and where to act. */
export const Vide = ({
  sansServeur,
  enReception,
  onListes,
}: {
  sansServeur: boolean;
  enReception: boolean;
  onListes: () => void;
}) => {
  const Icon = enReception ? IconLoader2 : IconListDetails;
  return (
    <div className={styles.vide}>
      <Icon size={34} stroke={1.4} aria-hidden />
      <h2>{enReception ? 'Réception en cours' : 'Personne à appeler pour l’instant'}</h2>
      <p>
        {enReception
          ? 'Les listes arrivent : les chiffres s’afficheront ici à mesure.'
          : sansServeur
            ? 'Ce poste travaille sans serveur : il commence par le fichier d’une liste.'
            : 'La première liste est transmise la première semaine de juin. Elle arrivera ici d’elle-même, comme les demandes de rendez-vous.'}
      </p>
      {!enReception && <Button onClick={onListes}>{sansServeur ? 'Importer une liste' : 'Voir les listes'}</Button>}
    </div>
  );
};
