import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import styles from './page.module.css';
import { phraseRetrait, raisonTextes } from './textes.ts';

type Retrait = ResponseOf<'synchro:detail'>['retraits'][number];

/** What left this poste and why, with what had been sent before: somebody whose right ended is left with a receipt. */
export const Retraits = ({ retraits, now }: { retraits: readonly Retrait[]; now: number }) => (
  <section className={styles.panel} aria-label="Ce qui a quitté ce poste">
    <h2>Ce qui a quitté ce poste</h2>
    <ul className={styles.list}>
      {retraits.map((un) => (
        <li key={un.le + un.nom} className={styles.item}>
          <div>
            <p>{un.nom}</p>
            <p className={styles.meta}>{raisonTextes[un.raison] ?? raisonTextes.autre}</p>
            <p className={styles.meta}>{phraseRetrait(un, now)}</p>
          </div>
        </li>
      ))}
    </ul>
  </section>
);
