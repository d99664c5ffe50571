import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconClock,
  IconCloudUp,
  IconInbox,
  IconList,
  IconMail,
  IconNote,
  IconPhone,
  IconPhoneIncoming,
  IconShieldCheck,
  IconUser,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Fiche, FilEntree } from '../../../../shared/contract/ipc/candidats.ts';
import { jourEtHeure } from '../../../textes/dates.ts';
import styles from './fil.module.css';
import { type FilEtat, filLignes } from './fil-lignes.ts';
import { type FilContexte, type FilIcone, filTexte } from './fil-textes.ts';

const icons: Readonly<Record<FilIcone, typeof IconPhone>> = {
  appel: IconPhone,
  recu: IconPhoneIncoming,
  note: IconNote,
  rappel: IconClock,
  personne: IconUser,
  liste: IconList,
  message: IconMail,
  demande: IconInbox,
  droit: IconShieldCheck,
  annule: IconArrowBackUp,
};

const etatIcons = { attente: IconCloudUp, refus: IconAlertTriangle, fait: IconCheck } as const;

interface LineProps {
  icone: FilIcone;
  titre: string;
  detail: string | null;
  /** When, then who and from where. */
  meta: readonly string[];
  etat?: FilEtat | null;
  annule?: boolean;
  /** Absent when it cannot be taken back from here. */
  onCancel?: (() => void) | null;
}

const Line = ({ icone, titre, detail, meta, etat = null, annule = false, onCancel = null }: LineProps) => {
  const Icon = icons[icone];
  const EtatIcon = etat === null ? null : etatIcons[etat.ton];
  return (
    <li className={styles.entry} data-annule={annule || undefined}>
      <span className={styles.icon} aria-hidden>
        <Icon size={13} stroke={1.9} />
      </span>
      <div className={styles.body}>
        <p className={styles.titre}>
          <span>{titre}</span>
          {onCancel !== null && (
            <button type="button" className={styles.annuler} aria-label={`Annuler : ${titre}`} onClick={onCancel}>
              Annuler
            </button>
          )}
        </p>
        {detail !== null && (
          <p className={styles.detail} data-selectable>
            {detail}
          </p>
        )}
        <p className={styles.meta}>
          {meta.filter((part) => part !== '').join(' · ')}
          {annule && ' · annulée'}
          {etat !== null && EtatIcon !== null && !annule && (
            <span className={styles.attente} data-ton={etat.ton}>
              {' · '}
              <EtatIcon size={13} stroke={1.9} aria-hidden /> {etat.mot}
            </span>
          )}
        </p>
      </div>
    </li>
  );
};

const Entry = ({
  entree,
  etat,
  contexte,
  onCancel,
}: {
  entree: FilEntree;
  etat: FilEtat | null;
  contexte: FilContexte;
  onCancel: (acte: string) => void;
}) => {
  const { titre, detail, icone } = filTexte(entree, contexte);
  // A merge is two halves, undone together where the sheet tells of it.
  const canCancel = entree.annulable && !entree.annule && entree.type !== 'lien';
  return (
    <Line
      icone={icone}
      titre={titre}
      detail={detail}
      meta={[
        `${entree.heureIncertaine ? 'vers ' : ''}${jourEtHeure(entree.le, contexte.now)}`,
        [entree.operateur, entree.poste].filter((part) => part !== null).join(', '),
      ]}
      etat={etat}
      annule={entree.annule}
      onCancel={canCancel ? () => onCancel(entree.id) : null}
    />
  );
};

export const Fil = ({
  fiche,
  contexte,
  onCancel,
  max,
}: {
  fiche: Fiche;
  contexte: FilContexte;
  onCancel: (acte: string) => void;
  /** The newest only, where the rest is elsewhere. */
  max?: number;
}) => {
  const lignes = useMemo(() => filLignes(fiche).slice(0, max), [fiche, max]);
  return lignes.length === 0 ? null : (
    <section aria-label="Fil">
      <h3 className={styles.head}>Fil</h3>
      <ol className={styles.fil}>
        {lignes.map((ligne) =>
          ligne.genre === 'entree' ? (
            <Entry key={ligne.id} entree={ligne.entree} etat={ligne.etat} contexte={contexte} onCancel={onCancel} />
          ) : (
            <Line
              key={ligne.id}
              icone="demande"
              titre={ligne.titre}
              detail={ligne.detail}
              meta={[ligne.sansDate === true ? '' : jourEtHeure(ligne.le, contexte.now), ligne.origine]}
            />
          ),
        )}
      </ol>
    </section>
  );
};
