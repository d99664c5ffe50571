import { IconAlertTriangle, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react';
import type { Passage } from '../../../shared/contract/ipc/synchro.ts';
import { duree, jourEtHeure } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { majuscule } from '../../textes/pluriel.ts';
import styles from './page.module.css';
import { bilanPassage, issueTextes } from './textes.ts';

const icons = { reussie: IconCircleCheck, interrompue: IconPlayerPause, echec: IconAlertTriangle } as const;
const tons = { reussie: 'bon', interrompue: 'attente', echec: 'mauvais' } as const;
const shown = 10;

export const Passages = ({ passages, now }: { passages: readonly Passage[]; now: number }) => (
  <section className={styles.panel} aria-label="Derniers passages">
    <h2>Derniers passages</h2>
    {passages.length === 0 ? (
      <p className={styles.rien}>Aucun passage pour l’instant.</p>
    ) : (
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Quand</th>
            <th scope="col">Résultat</th>
            <th scope="col">Bilan</th>
            <th scope="col">Durée</th>
          </tr>
        </thead>
        <tbody>
          {passages.slice(0, shown).map((passage) => {
            const Icon = icons[passage.issue];
            return (
              <tr key={passage.le}>
                <td>{majuscule(jourEtHeure(passage.le, now))}</td>
                <td>
                  <span className={styles.mark} data-ton={tons[passage.issue]}>
                    <Icon size={14} stroke={1.9} aria-hidden />
                    {issueTextes[passage.issue]}
                  </span>
                </td>
                <td>{passage.erreur === null ? bilanPassage(passage) : phraseErreur(passage.erreur)}</td>
                <td>{duree(passage.dureeMs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    )}
  </section>
);
