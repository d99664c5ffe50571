import { IconBan, IconCloudUp, IconEye, IconEyeOff, IconInfoCircle, IconMapPin, IconVideo } from '@tabler/icons-react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { libelleOrigine, origines } from '../../../shared/domain/demandes/origines.ts';
import { useAsk } from '../../ask.tsx';
import { placesEnMots } from '../../textes/agenda.ts';
import { CopyIcon } from '../listes/copy-button.tsx';
import styles from './detail-panel.module.css';
import { GenreMot } from './genre.tsx';
import { Jauge } from './jauge.tsx';

const icone = { size: 15, stroke: 1.8, 'aria-hidden': true } as const;

/** Which families are offered it, by the names of their trainings where this poste knows them. */
const Offre = ({ creneau }: { creneau: CreneauVu }) => {
  const lieux = useAsk('agenda:lieux', {}).data?.lieux;
  const { offre } = creneau;
  if (offre === null) {
    return (
      <p className={styles.fait}>
        <IconEyeOff {...icone} />
        <span className={styles.offre}>Pas proposé aux familles : le CFA donne les places.</span>
      </p>
    );
  }
  const connues = lieux?.find(({ flux }) => flux === creneau.flux)?.formations ?? [];
  const noms = offre.formations.map((cle) => connues.find((une) => une.cle === cle)?.intitule ?? cle);
  const formations = noms.length === 0 ? 'toutes les formations' : noms.join(', ');
  const isPartout = origines.every((origine) => offre.origines.includes(origine));
  const sites = isPartout ? 'tous les sites' : offre.origines.map((origine) => libelleOrigine[origine]).join(', ');
  return (
    <p className={styles.fait}>
      <IconEye {...icone} />
      <span className={styles.offre}>
        Proposé aux familles : {formations}, sur {sites}
      </span>
    </p>
  );
};

/** What one tells of a créneau on the phone: what it is, where, what to bring, how much room is left. */
export const DetailFaits = ({ creneau }: { creneau: CreneauVu }) => {
  const { genre, titre, lieu, lien, consigne, etat, enAttente, fluxNom, listeAttente } = creneau;
  return (
    <div className={styles.faits}>
      {(titre !== null || etat === 'annule' || enAttente) && (
        <div className={styles.marques}>
          {titre !== null && <GenreMot genre={genre} />}
          {etat === 'annule' && (
            <span className={styles.fait}>
              <IconBan {...icone} />
              <b>Annulé</b>
            </span>
          )}
          {enAttente && (
            <span className={styles.fait}>
              <IconCloudUp {...icone} />
              <span className={styles.offre}>en attente d’envoi</span>
            </span>
          )}
        </div>
      )}
      <p className={styles.fait}>
        <IconMapPin {...icone} />
        <span data-selectable>{lieu === null ? fluxNom : `${lieu} — ${fluxNom}`}</span>
      </p>
      {lien !== null && (
        <div className={styles.fait} data-middle>
          <IconVideo {...icone} />
          <span>
            En visio <span className={styles.lien}>{new URL(lien).host}</span>
          </span>
          <CopyIcon texte={lien} label="Copier l’adresse de la visio" />
        </div>
      )}
      {consigne !== null && (
        <p className={styles.fait}>
          <IconInfoCircle {...icone} />
          <span data-selectable>{consigne}</span>
        </p>
      )}
      <Offre creneau={creneau} />
      {etat === 'prevu' && (
        <>
          <Jauge creneau={creneau} />
          <span className="visually-hidden">{placesEnMots(creneau)}</span>
          {!listeAttente && <span className={styles.offre}>Sans liste d’attente.</span>}
        </>
      )}
    </div>
  );
};
