// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus, lines are its active descendants
import {
  IconAlertTriangle,
  IconCloudUp,
  IconMapPin,
  IconScale,
  IconUserQuestion,
  IconVideo,
  IconWorld,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { nomDuCreneau, plageHoraire } from '../../textes/agenda.ts';
import { precisionFuseau } from '../../textes/echeances.ts';
import { compte } from '../../textes/pluriel.ts';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { GenreMot } from './genre.tsx';
import { Jauge } from './jauge.tsx';
import styles from './ligne.module.css';
import { nomEntier } from './textes.ts';

const size = { size: 13, stroke: 1.9, 'aria-hidden': true } as const;

export const ligneId = (creneau: string): string => `ligne-creneau-${creneau}`;

/** How many of those who held a place have no presence noted yet. */
const resteANoter = ({ comptes }: CreneauVu): number =>
  Math.max(0, comptes.prises - comptes.presents - comptes.absents - comptes.excuses);

const Presence = ({ creneau }: { creneau: CreneauVu }) => {
  const { presents, absents, excuses } = creneau.comptes;
  const reste = resteANoter(creneau);
  const mots = [
    ...(presents > 0 ? [compte(presents, 'présent', 'présents')] : []),
    ...(absents > 0 ? [compte(absents, 'absent', 'absents')] : []),
    ...(excuses > 0 ? [compte(excuses, 'excusé', 'excusés')] : []),
    ...(reste > 0 ? [`${reste} à noter`] : []),
  ];
  return <span className={styles.presence}>{mots.length === 0 ? 'personne d’inscrit' : mots.join(' · ')}</span>;
};

/** One créneau of a list: when, what and where, how full it is, and what must not be missed. */
export const Ligne = memo(
  ({
    creneau,
    index,
    setSize,
    isSelected,
    severalPlaces,
    now,
    onOpen,
  }: {
    creneau: CreneauVu;
    index: number;
    setSize: number;
    isSelected: boolean;
    severalPlaces: boolean;
    now: number;
    onOpen: (creneau: CreneauVu, index: number) => void;
  }) => {
    const isAnnule = creneau.etat === 'annule';
    const isPast = Date.parse(creneau.fin) <= now;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list owns the keyboard
      <div
        id={ligneId(creneau.id)}
        role="option"
        aria-selected={isSelected}
        aria-posinset={index + 1}
        aria-setsize={setSize}
        className={styles.ligne}
        data-annule={isAnnule || undefined}
        aria-label={nomEntier(creneau, now, severalPlaces)}
        onClick={() => onOpen(creneau, index)}
      >
        <span className={styles.heures}>
          {plageHoraire(creneau)}
          <span className={styles.zone}>
            {precisionFuseau(creneau.debut, creneau.fuseau, fuseauDuPoste()).slice(2)}
          </span>
        </span>
        <span className={styles.quoi}>
          <span className={styles.haut}>
            <GenreMot genre={creneau.genre} />
            {creneau.titre !== null && <b className={styles.titre}>{nomDuCreneau(creneau)}</b>}
            {isAnnule && <span className={styles.annule}>annulé</span>}
          </span>
          <span className={styles.bas}>
            {creneau.lieu !== null && (
              <span>
                <IconMapPin {...size} />
                {creneau.lieu}
              </span>
            )}
            {creneau.lien !== null && (
              <span>
                <IconVideo {...size} />
                en visio
              </span>
            )}
            {severalPlaces && <span>{creneau.fluxNom}</span>}
            {creneau.offre !== null && !isPast && !isAnnule && (
              <span>
                <IconWorld {...size} />
                proposé en ligne
              </span>
            )}
            {creneau.comptes.aReconfirmer > 0 && (
              <span className={styles.mark}>
                <IconUserQuestion {...size} />
                {`${creneau.comptes.aReconfirmer} à reconfirmer`}
              </span>
            )}
            {creneau.aDepartager && (
              <span className={styles.mark}>
                <IconScale {...size} />à départager
              </span>
            )}
            {creneau.enAttente && (
              <span className={styles.mark}>
                <IconCloudUp {...size} />à envoyer
              </span>
            )}
            {creneau.refuse !== null && (
              <span className={styles.mark}>
                <IconAlertTriangle {...size} />
                refusé
              </span>
            )}
          </span>
        </span>
        {!isAnnule && (
          <span className={styles.places}>{isPast ? <Presence creneau={creneau} /> : <Jauge creneau={creneau} />}</span>
        )}
      </div>
    );
  },
);
