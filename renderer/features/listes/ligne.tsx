// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which a real table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus, rows are its active descendants
import { IconArrowNarrowRight, IconInfoCircle } from '@tabler/icons-react';
import { memo } from 'react';
import type { ChangementListe, LigneComparaison } from '../../../shared/contract/ipc/listes.ts';
import { SituationBadge } from '../../ui/situation-badge.tsx';
import { avantApres } from './champs.ts';
import styles from './ligne.module.css';
import {
  consigne,
  motChangement,
  phraseAccueil,
  phraseAppels,
  phrasePrevu,
  phraseReste,
  phraseVoeu,
} from './textes.ts';

export const ligneId = (dossier: string): string => `ecart-${dossier}`;

const Valeur = ({ texte }: { texte: string | null }) =>
  texte === null ? <i className={styles.vide}>vide</i> : <span data-selectable>{texte}</span>;

const Changement = ({ changement }: { changement: ChangementListe }) => {
  const accueil = phraseAccueil(changement);
  return (
    <div>
      <p className={styles.voeu}>
        <span className={styles.genre} data-genre={changement.genre}>
          {motChangement(changement)}
        </span>
        <span>
          {phraseVoeu(changement)}
          {accueil !== '' && <span className={styles.meta}> · {accueil}</span>}
        </span>
      </p>
      {changement.champs.length > 0 && (
        <dl className={styles.champs}>
          {changement.champs.map((champ) => {
            const { label, avant, apres } = avantApres(champ);
            return (
              <div key={champ.champ}>
                <dt>{label}</dt>
                <dd>
                  <span className={styles.avant}>
                    <span className="visually-hidden">avant : </span>
                    <Valeur texte={avant} />
                  </span>
                  <IconArrowNarrowRight size={14} stroke={1.8} aria-hidden />
                  <span className={styles.apres}>
                    <span className="visually-hidden">après : </span>
                    <Valeur texte={apres} />
                  </span>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </div>
  );
};

const TravailFait = ({ ligne, now }: { ligne: LigneComparaison; now: number }) => {
  const { travail } = ligne;
  if (travail === null) return <p className={styles.meta}>Aucune saisie</p>;
  const prevu = phrasePrevu(travail, now);
  const reste = phraseReste(travail);
  return (
    <>
      <SituationBadge code={travail.situation} />
      <p>{phraseAppels(travail, now)}</p>
      {prevu !== null && <p className={styles.prevu}>{prevu}</p>}
      {reste !== '' && <p className={styles.meta}>{reste}</p>}
    </>
  );
};

/** One person of a comparison: who, what the list changed, and what the office had already done. */
export const Ligne = memo(
  ({
    ligne,
    index,
    top,
    isSelected,
    now,
    measure,
    onSelect,
    onOpen,
  }: {
    ligne: LigneComparaison;
    index: number;
    top: number;
    isSelected: boolean;
    now: number;
    measure: (element: HTMLElement | null) => void;
    onSelect: (dossier: string) => void;
    onOpen: (ligne: LigneComparaison) => void;
  }) => {
    const suite = consigne(ligne);
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the grid owns the keyboard, rows are its active descendants
      <div
        id={ligneId(ligne.dossier)}
        ref={measure}
        data-index={index}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        className={styles.ligne}
        style={{ transform: `translateY(${top}px)` }}
        onClick={() => {
          onSelect(ligne.dossier);
          if (String(getSelection()) === '') onOpen(ligne);
        }}
      >
        <div role="gridcell" className={styles.qui}>
          {ligne.nom === '' ? (
            <p className={styles.meta}>Personne effacée</p>
          ) : (
            <p className={styles.nom}>
              <b>{ligne.nom}</b> {ligne.prenom}
            </p>
          )}
        </div>
        <div role="gridcell" className={styles.changements}>
          {ligne.changements.map((changement) => (
            <Changement key={changement.voeu + changement.genre} changement={changement} />
          ))}
        </div>
        <div role="gridcell" className={styles.travail}>
          <TravailFait ligne={ligne} now={now} />
          {suite !== null && (
            <p className={styles.consigne} data-todo={suite.aFaire || undefined}>
              <IconInfoCircle size={14} stroke={1.8} aria-hidden />
              <span>{suite.texte}</span>
            </p>
          )}
        </div>
      </div>
    );
  },
);
