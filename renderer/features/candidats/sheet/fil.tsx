import {
  IconArrowBackUp,
  IconClock,
  IconCloudUp,
  IconList,
  IconMail,
  IconNote,
  IconPhone,
  IconPhoneIncoming,
  IconShieldCheck,
  IconUser,
} from '@tabler/icons-react';
import type { Fiche, FilEntree } from '../../../../shared/contract/ipc/candidats.ts';
import { jourEtHeure } from '../../../textes/dates.ts';
import styles from './fil.module.css';
import { type FilContexte, type FilIcone, filTexte } from './fil-textes.ts';

const icons: Readonly<Record<FilIcone, typeof IconPhone>> = {
  appel: IconPhone,
  recu: IconPhoneIncoming,
  note: IconNote,
  rappel: IconClock,
  personne: IconUser,
  liste: IconList,
  message: IconMail,
  droit: IconShieldCheck,
  annule: IconArrowBackUp,
};

const etatTextes = {
  recu: null,
  a_envoyer: 'en attente d’envoi',
  en_vol: 'envoi en cours',
  a_revoir: 'refusée, à revoir',
} as const;

const Entry = ({
  entree,
  contexte,
  onCancel,
}: {
  entree: FilEntree;
  contexte: FilContexte;
  onCancel: (acte: string) => void;
}) => {
  const { titre, detail, icone } = filTexte(entree, contexte);
  const Icon = icons[icone];
  const etat = etatTextes[entree.etat];
  const auteur = [entree.operateur, entree.poste].filter((part) => part !== null).join(', ');
  return (
    <li className={styles.entry} data-annule={entree.annule || undefined}>
      <span className={styles.icon} aria-hidden>
        <Icon size={13} stroke={1.9} />
      </span>
      <div className={styles.body}>
        <p className={styles.titre}>
          <span>{titre}</span>
          {entree.annulable && !entree.annule && (
            <button
              type="button"
              className={styles.annuler}
              aria-label={`Annuler : ${titre}`}
              onClick={() => onCancel(entree.id)}
            >
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
          {entree.heureIncertaine && 'vers '}
          {jourEtHeure(entree.le, contexte.now)}
          {auteur !== '' && ` · ${auteur}`}
          {entree.annule && ' · annulée'}
          {etat !== null && !entree.annule && (
            <span className={styles.attente} data-etat={entree.etat}>
              {' · '}
              <IconCloudUp size={13} stroke={1.9} aria-hidden /> {etat}
            </span>
          )}
        </p>
      </div>
    </li>
  );
};

export const Fil = ({
  fil,
  contexte,
  onCancel,
}: {
  fil: Fiche['fil'];
  contexte: FilContexte;
  onCancel: (acte: string) => void;
}) =>
  fil.length === 0 ? null : (
    <section aria-label="Fil">
      <h3 className={styles.head}>Fil</h3>
      <ol className={styles.fil}>
        {fil.map((entree) => (
          <Entry key={entree.id} entree={entree} contexte={contexte} onCancel={onCancel} />
        ))}
      </ol>
    </section>
  );
