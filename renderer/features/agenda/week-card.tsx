import { IconAlertTriangle, IconCloudUp, IconScale } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { debutSeul, nomDuCreneau } from '../../textes/agenda.ts';
import { GenreIcon } from './genre.tsx';
import { Jauge } from './jauge.tsx';
import { nomEntier } from './textes.ts';
import styles from './week-card.module.css';

const size = { size: 13, stroke: 1.9, 'aria-hidden': true } as const;

export const cardId = (creneau: string): string => `creneau-${creneau}`;

/** One créneau on the week. Only one of them is reached by Tab: the arrows go from one to the next. */
export const WeekCard = ({
  creneau,
  style,
  isSelected,
  isEntry,
  severalPlaces,
  ou,
  now,
  onOpen,
}: {
  creneau: CreneauVu;
  /** Where the week puts it. */
  style: CSSProperties;
  isSelected: boolean;
  /** Whether Tab comes here. */
  isEntry: boolean;
  severalPlaces: boolean;
  /** Whose it is, in as few words as tell it; null where nobody asks. */
  ou: string | null;
  now: number;
  onOpen: (byKeyboard: boolean) => void;
}) => {
  const isAnnule = creneau.etat === 'annule';
  return (
    <div className={styles.place} style={style}>
      <button
        type="button"
        id={cardId(creneau.id)}
        className={styles.card}
        data-genre={creneau.genre}
        data-annule={isAnnule || undefined}
        data-passe={Date.parse(creneau.fin) <= now || undefined}
        aria-label={nomEntier(creneau, now, severalPlaces)}
        aria-current={isSelected || undefined}
        tabIndex={isEntry ? 0 : -1}
        // A press of Entrée or of the space bar counts no click of a mouse.
        onClick={(event) => onOpen(event.detail === 0)}
      >
        <span className={styles.haut}>
          <GenreIcon genre={creneau.genre} />
          <span className={styles.heure}>{debutSeul(creneau)}</span>
          <b className={styles.titre} data-usuel={creneau.titre === null || undefined}>
            {nomDuCreneau(creneau)}
          </b>
        </span>
        {isAnnule ? <span className={styles.annule}>annulé</span> : <Jauge creneau={creneau} fine />}
        {ou !== null && <span className={styles.ou}>{ou}</span>}
        {(creneau.enAttente || creneau.aDepartager || creneau.refuse !== null) && (
          <span className={styles.marques}>
            {creneau.aDepartager && (
              <span>
                <IconScale {...size} />à départager
              </span>
            )}
            {creneau.enAttente && (
              <span>
                <IconCloudUp {...size} />à envoyer
              </span>
            )}
            {creneau.refuse !== null && (
              <span>
                <IconAlertTriangle {...size} />
                refusé
              </span>
            )}
          </span>
        )}
      </button>
    </div>
  );
};
