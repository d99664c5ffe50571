import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './page.module.css';

/** Before any file: which one, and what will not happen yet. */
export const Choix = ({
  busy,
  notice,
  onChoose,
}: {
  busy: boolean;
  /** Why the last file was not read. */
  notice: ReactNode;
  onChoose: () => void;
}) => (
  <section className={styles.centre} aria-label="Choix du fichier">
    <IconFileImport size={34} stroke={1.3} aria-hidden />
    <h2>Quel fichier importer ?</h2>
    <p>
      Le fichier CSV des vœux que le CFA télécharge : 27 colonnes, ou 22 avant juin 2023. S’il a été réenregistré par
      Excel, les zéros perdus des codes postaux, des téléphones et des UAI seront remis.
    </p>
    {notice}
    <Button
      data-autofocus
      autoFocus
      loading={busy}
      leftSection={<IconFileImport size={16} aria-hidden />}
      onClick={onChoose}
    >
      Choisir un fichier
    </Button>
    <p className={styles.meta}>
      Rien ne change avant l’aperçu. La liste importée reste sur ce poste, chiffrée : elle n’est envoyée à aucun
      serveur.
    </p>
  </section>
);
