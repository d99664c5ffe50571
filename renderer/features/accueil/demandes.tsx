import { Button } from '@mantine/core';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { Delai } from '../demandes/delai.tsx';
import { Mode } from '../demandes/mode.tsx';
import { formationMots } from '../demandes/textes.ts';
import { CreneauDeDemande } from '../rendez-vous/de-demande.tsx';
import carte from './avancement.module.css';
import styles from './demandes.module.css';

/** Those whose deadline comes first; each leads to its person. */
export const ProchainesDemandes = ({
  demandes,
  now,
  onOuvrir,
  onToutes,
}: {
  demandes: readonly DemandeEntree[];
  now: number;
  onOuvrir: (candidat: string) => void;
  onToutes: () => void;
}) => (
  <section className={carte.carte} aria-labelledby="accueil-demandes">
    <div className={carte.titre}>
      <h2 id="accueil-demandes">Demandes de rendez-vous</h2>
      <Button size="compact-sm" variant="default" onClick={onToutes}>
        Toutes les demandes
      </Button>
    </div>
    {demandes.length === 0 ? (
      <p className={carte.rien}>Aucune demande n’attend de réponse.</p>
    ) : (
      <ul className={styles.lignes}>
        {demandes.map((une) => (
          <li key={une.id}>
            <button type="button" className={styles.ligne} onClick={() => onOuvrir(une.candidat)}>
              <span>
                <b>{une.nom}</b> {une.prenom}
              </span>
              <span className={styles.quoi}>
                <Mode mode={une.mode} />
                {une.rendezVous !== undefined && (
                  <CreneauDeDemande rdv={une.rendezVous} fuseau={une.fuseau} now={now} />
                )}
              </span>
              <span className={styles.formation}>{formationMots(une)}</span>
              <Delai demande={une} now={now} />
            </button>
          </li>
        ))}
      </ul>
    )}
  </section>
);
