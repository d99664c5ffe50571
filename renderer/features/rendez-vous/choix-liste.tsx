// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus, lines are its active descendants
import { IconMapPin, IconVideo } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { nomDuCreneau, plageHoraire } from '../../textes/agenda.ts';
import { precisionFuseau } from '../../textes/echeances.ts';
import { useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { estDejaInscrite, type LigneDeChoix, peutEtreChoisi } from './choix.ts';
import styles from './choix-liste.module.css';
import { placesMots } from './etats.ts';

const jourHeight = 30;
const usualHeight = 46;

const optionId = (creneau: string): string => `choix-${creneau}`;

type Option = Extract<LigneDeChoix, { genre: 'creneau' }>;

const Creneau = ({
  ligne,
  setSize,
  isChosen,
  isMove,
  isNamed,
  now,
  onChoose,
  onGive,
}: {
  ligne: Option;
  setSize: number;
  isChosen: boolean;
  isMove: boolean;
  /** Several établissements are in the list: each line says whose it is. */
  isNamed: boolean;
  now: number;
  onChoose: (creneau: string) => void;
  onGive: () => void;
}) => {
  const { choix, index } = ligne;
  const { creneau } = choix;
  const ou = creneau.lieu ?? (creneau.lien === null ? null : 'en ligne');
  const isOpen = peutEtreChoisi(choix, now, isMove);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list owns the keyboard
    <div
      id={optionId(creneau.id)}
      role="option"
      aria-selected={isChosen}
      aria-disabled={!isOpen}
      aria-posinset={index + 1}
      aria-setsize={setSize}
      className={styles.creneau}
      onClick={() => onChoose(creneau.id)}
      onDoubleClick={onGive}
    >
      <span className={styles.heures}>{plageHoraire(creneau)}</span>
      <span className={styles.quoi}>
        <b>{nomDuCreneau(creneau)}</b>
        <span className={styles.ou}>
          {creneau.lieu === null && creneau.lien !== null ? (
            <IconVideo size={13} stroke={1.8} aria-hidden />
          ) : (
            ou !== null && <IconMapPin size={13} stroke={1.8} aria-hidden />
          )}
          {[ou, isNamed ? creneau.fluxNom : null].filter((part) => part !== null).join(' · ')}
          {precisionFuseau(creneau.debut, creneau.fuseau, fuseauDuPoste())}
        </span>
      </span>
      <span className={styles.places} data-ouvert={isOpen || undefined}>
        {estDejaInscrite(choix) ? 'déjà inscrit·e' : placesMots(creneau, now)}
      </span>
    </div>
  );
};

/** Créneaux to come under their days, of which only those in sight exist; the focus stays on the list. */
export const ChoixListe = ({
  lignes,
  count,
  hasMore,
  chosen,
  now,
  isMove,
  onChoose,
  onGive,
  onKeyDown,
  onMore,
}: {
  lignes: readonly LigneDeChoix[];
  count: number;
  hasMore: boolean;
  chosen: string | null;
  now: number;
  isMove: boolean;
  onChoose: (creneau: string) => void;
  onGive: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onMore: () => void;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const { virtual, items, isDrawn } = useRowsInSight({
    lignes,
    selected: chosen,
    box,
    heightOf: (ligne) => (ligne?.genre === 'jour' ? jourHeight : usualHeight),
    titleHeight: jourHeight,
    onMore,
  });
  const isNamed = new Set(lignes.flatMap((une) => (une.genre === 'creneau' ? [une.choix.creneau.flux] : []))).size > 1;
  return (
    <div
      ref={box}
      role="listbox"
      aria-label="Créneaux à venir"
      aria-activedescendant={isDrawn && chosen !== null ? optionId(chosen) : undefined}
      tabIndex={0}
      data-autofocus
      className={styles.liste}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const ligne = lignes[item.index];
          if (ligne === undefined) return null;
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              role="presentation"
              className={styles.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {ligne.genre === 'jour' ? (
                <div role="presentation" className={styles.jour}>
                  {ligne.titre}
                </div>
              ) : (
                <Creneau
                  ligne={ligne}
                  setSize={hasMore ? -1 : count}
                  isChosen={ligne.cle === chosen}
                  isMove={isMove}
                  isNamed={isNamed}
                  now={now}
                  onChoose={onChoose}
                  onGive={onGive}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
};
