import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import { SituationBadge } from '../../ui/situation-badge.tsx';
import { sources } from '../candidats/textes.ts';
import { numeroTrouve } from './numero.ts';
import styles from './qui-appelle.module.css';

export const optionId = (candidat: string): string => `qui-appelle-${candidat}`;

const Numero = ({ candidat, recherche }: { candidat: string; recherche: string }) => {
  const fiche = useAsk('candidats:fiche', { candidat }).data;
  const trouve = fiche === undefined ? null : numeroTrouve(fiche, recherche);
  return trouve === null ? null : (
    <span className={styles.numero}>
      <b>{trouve.affiche}</b> {trouve.qui}
    </span>
  );
};

/** Who has that number, or one that holds these digits; the field above keeps the focus and the keys. */
export const Resultats = ({
  id,
  lignes,
  active,
  recherche,
  onOpen,
}: {
  id: string;
  lignes: readonly CandidatLigne[];
  /** Which one Entrée opens. */
  active: number;
  recherche: string;
  onOpen: (candidat: string) => void;
}) => (
  <div id={id} role="listbox" aria-label="Personnes trouvées" className={styles.resultats}>
    {lignes.map((ligne, index) => (
      // biome-ignore lint/a11y/useFocusableInteractive: the field holds the focus, options are its active descendants
      // biome-ignore lint/a11y/useKeyWithClickEvents: the field opens by Entrée
      <div
        key={ligne.id}
        id={optionId(ligne.id)}
        role="option"
        aria-selected={index === active}
        className={styles.resultat}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onOpen(ligne.id)}
      >
        <span className={styles.personne}>
          <span>
            <b>{ligne.nom}</b> {ligne.prenom}
          </span>
          <Numero candidat={ligne.id} recherche={recherche} />
          <span className={styles.meta}>
            {[sources(ligne), ligne.formation ?? ''].filter((part) => part !== '').join(' · ')}
          </span>
        </span>
        <SituationBadge code={ligne.situation} />
      </div>
    ))}
  </div>
);
