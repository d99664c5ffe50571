import { IconCircleCheck, IconCircleDashed, IconLock } from '@tabler/icons-react';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { compte } from '../../textes/pluriel.ts';
import styles from './page.module.css';
import { genreFluxTextes, nomFluxTextes, phrasePurge } from './textes.ts';

type FluxEtat = ResponseOf<'synchro:detail'>['flux'][number];

const Mark = ({ flux }: { flux: FluxEtat }) => {
  if (flux.indisponible) {
    return (
      <span className={styles.mark} data-ton="attente">
        <IconLock size={14} stroke={1.9} aria-hidden />
        accès terminé
      </span>
    );
  }
  return flux.verifie ? (
    <span className={styles.mark} data-ton="bon">
      <IconCircleCheck size={14} stroke={1.9} aria-hidden />
      vérifié
    </span>
  ) : (
    <span className={styles.mark} data-ton="attente">
      <IconCircleDashed size={14} stroke={1.9} aria-hidden />à vérifier
    </span>
  );
};

const listsFirst = (a: FluxEtat, b: FluxEtat): number =>
  Number(a.genre !== 'relation') - Number(b.genre !== 'relation') || a.nom.localeCompare(b.nom, 'fr');

/** « Vérifié » : the server confirmed that this poste holds exactly what it sent, re-read from its own file. */
export const Flux = ({ flux, now }: { flux: readonly FluxEtat[]; now: number }) => (
  <section className={styles.panel} aria-label="Ce que ce poste reçoit">
    <h2>Ce que ce poste reçoit</h2>
    <ul className={styles.list}>
      {[...flux].sort(listsFirst).map((un) => (
        <li key={un.flux} className={styles.item}>
          <div>
            <p>{un.genre === 'relation' ? un.nom : nomFluxTextes[un.genre]}</p>
            <p className={styles.meta}>
              {genreFluxTextes[un.genre]} · {compte(un.lignes, 'ligne', 'lignes')}
              {un.illisibles > 0 && ` · ${compte(un.illisibles, 'ligne illisible', 'lignes illisibles')} de côté`}
              {un.purgeApres !== null && ` · ${phrasePurge(un.purgeApres, now)}`}
            </p>
          </div>
          <Mark flux={un} />
        </li>
      ))}
    </ul>
    {flux.length === 0 && <p className={styles.rien}>Rien pour l’instant.</p>}
  </section>
);
