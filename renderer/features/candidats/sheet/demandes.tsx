import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../../shared/contract/ipc/demandes.ts';
import { compte } from '../../../textes/pluriel.ts';
import { DemandePanel, demandeDesTouches } from '../../demandes/panel.tsx';
import styles from './demandes.module.css';
import { isOuverte } from './demandes-ouvertes.ts';

/** What this person asked from outside: what waits first, what is over folded behind its count. */
export const Demandes = ({
  fiche,
  isFree,
  onDone,
}: {
  fiche: Fiche;
  /** No entry is being typed: the keys of the sheet are free. */
  isFree: boolean;
  onDone: () => void;
}) => {
  const { demandes } = fiche;
  if (demandes.length === 0) return null;
  const ouvertes = demandes.filter(isOuverte);
  const terminees = demandes.filter((demande) => !isOuverte(demande));
  const desTouches = isFree ? demandeDesTouches(demandes) : null;
  const panel = (demande: DemandeFiche) => (
    <DemandePanel
      key={demande.id}
      demande={demande}
      fiche={fiche}
      touches={demande.id === desTouches}
      onDone={onDone}
    />
  );
  return (
    <section className={styles.demandes} aria-label="Demandes">
      <h3 className={styles.head}>Demandes</h3>
      {ouvertes.map(panel)}
      {terminees.length > 0 && (
        <details className={styles.terminees} open={ouvertes.length === 0}>
          <summary>{compte(terminees.length, 'demande terminée', 'demandes terminées')}</summary>
          <div className={styles.liste}>{terminees.map(panel)}</div>
        </details>
      )}
    </section>
  );
};
