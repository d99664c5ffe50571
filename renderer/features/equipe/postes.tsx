import { IconDeviceDesktop, IconPlugConnectedX } from '@tabler/icons-react';
import styles from './page.module.css';
import { type PosteEquipe, posteMot } from './textes.ts';

/** The PCs of the account, this one first, each with whether it may still exchange. */
export const Postes = ({ postes }: { postes: readonly PosteEquipe[] }) => (
  <section className={styles.panneau} aria-labelledby="equipe-postes">
    <h2 id="equipe-postes">Postes</h2>
    <ul className={styles.postes}>
      {postes.map((poste) => {
        const Icon = poste.revoque ? IconPlugConnectedX : IconDeviceDesktop;
        return (
          <li key={poste.id}>
            <Icon size={16} stroke={1.7} aria-hidden />
            <span className={styles.posteNom}>{poste.nom}</span>
            <span className={styles.posteVu}>{posteMot(poste)}</span>
          </li>
        );
      })}
    </ul>
  </section>
);
