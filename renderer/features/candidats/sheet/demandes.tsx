import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../../shared/contract/ipc/demandes.ts';
import { compte } from '../../../textes/pluriel.ts';
import { DemandePanel, demandeDesTouches } from '../../demandes/panel.tsx';
import styles from './demandes.module.css';
import { isOuverte } from './demandes-ouvertes.ts';

interface SectionProps {
  fiche: Fiche;
  /** No entry is being typed: the keys of the sheet are free. */
  isFree: boolean;
  onDone: (answered?: boolean) => void;
}

/** The demande that the sheet was opened for, at its head; nothing when it was opened for the person. */
export const DemandePremiere = ({ fiche, demande, isFree, onDone }: SectionProps & { demande: string | undefined }) => {
  const premiere = fiche.demandes.find(({ id }) => id === demande);
  if (premiere === undefined) return null;
  return <DemandePanel demande={premiere} fiche={fiche} touches={isFree} onDone={onDone} />;
};

/** What this person asked from outside: what waits first, what is over folded behind its count. */
export const Demandes = ({ fiche, sauf, isFree, onDone }: SectionProps & { sauf: string | undefined }) => {
  const demandes = fiche.demandes.filter(({ id }) => id !== sauf);
  if (demandes.length === 0) return null;
  const ouvertes = demandes.filter(isOuverte);
  const terminees = demandes.filter((demande) => !isOuverte(demande));
  const desTouches = isFree && demandes.length === fiche.demandes.length ? demandeDesTouches(demandes) : null;
  const panel = (demande: DemandeFiche) => (
    <DemandePanel
      key={demande.id}
      demande={demande}
      fiche={fiche}
      touches={demande.id === desTouches}
      onDone={() => onDone()}
    />
  );
  return (
    <section className={styles.demandes} aria-label="Demandes">
      <h3 className={styles.head}>{sauf === undefined ? 'Demandes' : 'Autres demandes'}</h3>
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
