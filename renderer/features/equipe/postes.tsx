import { IconDeviceDesktop, IconPlugConnectedX } from '@tabler/icons-react';
import { useNow } from '../../clock.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import styles from './page.module.css';
import { type Equipe, posteMot } from './textes.ts';

/** The PCs of the account, this one first, each with whether it may still exchange and when it was last seen. */
export const Postes = ({ postes, decalageMs }: Pick<Equipe, 'postes' | 'decalageMs'>) => {
  const quand = { now: useNow(30_000) + decalageMs, fuseau: fuseauDuPoste() };
  return (
    <section className={styles.panneau} aria-labelledby="equipe-postes">
      <h2 id="equipe-postes">Postes</h2>
      <ul className={styles.postes}>
        {postes.map((poste) => {
          const Icon = poste.revoque ? IconPlugConnectedX : IconDeviceDesktop;
          return (
            <li key={poste.id}>
              <Icon size={16} stroke={1.7} aria-hidden />
              <span className={styles.posteNom}>{poste.nom}</span>
              <span className={styles.posteVu}>{posteMot(poste, quand)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
