import { IconAlertTriangle, IconUsers } from '@tabler/icons-react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import { useNow } from '../../clock.tsx';
import { jourEtHeure } from '../../textes/dates.ts';
import { Delai } from './delai.tsx';
import { Mode, Motifs } from './mode.tsx';
import styles from './panel.module.css';
import { estAdresseRejetee, formationMots, origineMot, phraseAuteur, phraseSouhaits, suiteTextes } from './textes.ts';

interface DemandePanelProps {
  demande: DemandeFiche;
  fiche: Fiche;
  /** An answer was recorded, or its composer was left: the focus goes back to the list. */
  onDone: (answered: boolean) => void;
  /** Whether the keys M, T and I answer this one: one demande of the sheet at most, `demandeDesTouches` says which. */
  touches?: boolean;
}

/** Which demande of a sheet the keys answer: the first that is still open, in the order of the sheet. */
export const demandeDesTouches = (demandes: readonly DemandeFiche[]): string | null =>
  demandes.find(({ suite }) => suite === 'a_repondre' || suite === 'suivie')?.id ?? null;

const Message = ({ demande, now }: { demande: DemandeFiche; now: number }) => (
  <>
    {demande.message !== null && (
      <blockquote className={styles.message} data-selectable>
        {demande.message}
      </blockquote>
    )}
    {demande.ajouts.map((ajout) => (
      <div key={ajout.recu_le} className={styles.ajout}>
        <p className={styles.meta}>Ajouté {jourEtHeure(ajout.recu_le, now)}</p>
        {ajout.motifs.length > 0 && <Motifs motifs={ajout.motifs} />}
        {ajout.message !== null && (
          <blockquote className={styles.message} data-selectable>
            {ajout.message}
          </blockquote>
        )}
      </div>
    ))}
  </>
);

/** One demande on the sheet of the person it is about: what is asked, until when, and how it is answered. */
export const DemandePanel = ({ demande, fiche }: DemandePanelProps) => {
  const now = useNow(30_000);
  return (
    <section className={styles.panel} aria-label={`Demande : ${formationMots(demande)}`} data-suite={demande.suite}>
      <div className={styles.head}>
        <Mode mode={demande.mode} />
        <Delai demande={demande} now={now} />
      </div>
      <p className={styles.formation}>{formationMots(demande)}</p>
      <Motifs motifs={demande.motifs} />
      <Message demande={demande} now={now} />
      <dl className={styles.details}>
        <div>
          <dt>Demandée par</dt>
          <dd>{phraseAuteur(demande)}</dd>
        </div>
        {demande.mode === 'rappel' && (
          <div>
            <dt>De préférence</dt>
            <dd>{phraseSouhaits(demande.souhaits)}</dd>
          </div>
        )}
        <div>
          <dt>Reçue</dt>
          <dd>
            {jourEtHeure(demande.recueLe, now)}, {origineMot(demande.origine)}
          </dd>
        </div>
        {demande.vue !== null && (
          <div>
            <dt>Ouverte</dt>
            <dd>
              {jourEtHeure(demande.vue.le, now)}
              {demande.vue.operateur !== null && ` par ${demande.vue.operateur}`}
            </dd>
          </div>
        )}
        {(demande.suite === 'repondue' || demande.suite === 'annulee') && (
          <div>
            <dt>État</dt>
            <dd>{suiteTextes[demande.suite]}</dd>
          </div>
        )}
      </dl>
      {demande.rapprochement && (
        <p className={styles.mark}>
          <IconUsers size={14} stroke={1.8} aria-hidden />
          {fiche.ligne.nbVoeux > 0 ? 'Peut-être aussi quelqu’un d’autre de vos listes' : 'Déjà dans vos listes ?'}
        </p>
      )}
      {estAdresseRejetee(demande.courrielRejete) && (
        <p className={styles.mark} data-tone="warn">
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          L’adresse électronique de cette demande est rejetée : un appel est plus sûr.
        </p>
      )}
    </section>
  );
};
