import { Button, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconCircleCheck,
  IconCircleDashed,
  IconDeviceDesktop,
  IconFileExport,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import type { CarteListe, GenreComparaison, TransmissionListe } from '../../../shared/contract/ipc/listes.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import { compte, majuscule } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { phrasePurge } from '../synchro/textes.ts';
import styles from './carte.module.css';
import { More } from './more.tsx';
import {
  comptesDits,
  constatTextes,
  lieu,
  nomTransmission,
  phraseContenu,
  phraseDates,
  phrasePartis,
  phraseReception,
  phraseSaisiesLocales,
} from './textes.ts';
import { Transmissions } from './transmissions.tsx';

export const carteId = (flux: string): string => `liste-${flux}`;

const tonIcons = {
  bon: IconCircleCheck,
  attente: IconCircleDashed,
  mauvais: IconAlertTriangle,
  local: IconDeviceDesktop,
};
const accueilsShown = 5;

export interface CarteActions {
  onCompare: (carte: CarteListe, transmission: TransmissionListe, genre: GenreComparaison | null) => void;
  onExport: (carte: CarteListe) => void;
  onCandidats: (carte: CarteListe, accueil: string | null) => void;
  onDelete: (carte: CarteListe) => void;
  onPourquoi: () => void;
}

/** A file of the office names its couple by SIRET alone. */
const dit = (etablissement: CarteListe['responsable']): string =>
  etablissement.nom === '' && etablissement.siret !== null ? `SIRET ${etablissement.siret}` : lieu(etablissement);

const sousTitre = ({ local, nom, campagne, responsable, formateur }: CarteListe): string =>
  [
    ...(local && dit(formateur) !== nom ? [dit(formateur)] : []),
    responsable.siret !== null && responsable.siret === formateur.siret
      ? 'responsable et formateur'
      : dit(responsable) === ''
        ? ''
        : `responsable : ${dit(responsable)}`,
    ...(campagne === null ? [] : [`campagne ${campagne}`]),
  ]
    .filter((part) => part !== '')
    .join(' · ');

const Changes = ({
  carte,
  derniere,
  actions,
}: {
  carte: CarteListe;
  derniere: TransmissionListe;
  actions: CarteActions;
}) => {
  const dits = comptesDits(carte.comptes);
  if (dits.length === 0) return null;
  return (
    <span className={styles.changes}>
      <span className={styles.meta}>{nomTransmission(derniere, carte.local)}, en personnes :</span>
      {dits.map(({ genre, phrase }) => (
        <button
          key={genre}
          type="button"
          className={styles.changed}
          data-genre={genre}
          onClick={() => actions.onCompare(carte, derniere, genre)}
        >
          {phrase}
        </button>
      ))}
    </span>
  );
};

/** One relation: whose list it is, what it holds, whether it really arrived, and what can be done with it. */
export const Carte = ({
  carte,
  isCurrent,
  now,
  singleKeys,
  actions,
  onFocus,
}: {
  carte: CarteListe;
  isCurrent: boolean;
  now: number;
  singleKeys: boolean;
  actions: CarteActions;
  onFocus: () => void;
}) => {
  const reception = phraseReception(carte, now);
  const Icon = tonIcons[reception.ton];
  const derniere = carte.transmissions[0];
  const isUpdate = derniere?.genre === 'mise_a_jour';
  const dates = phraseDates(carte, now);
  // Said by the line of the receipt already.
  const constats = carte.constats.filter((constat) => constat !== 'RECEPTION_EN_COURS');
  const partis = phrasePartis(carte.retires);
  const titre = carteId(carte.flux);
  return (
    <article
      id={titre}
      aria-labelledby={`${titre}-nom`}
      aria-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      className={styles.carte}
      onFocus={onFocus}
    >
      <header className={styles.head}>
        <div className={styles.who}>
          <h2 id={`${titre}-nom`}>{carte.local ? carte.nom : lieu(carte.formateur)}</h2>
          <p className={styles.meta}>{majuscule(sousTitre(carte))}</p>
        </div>
        <div className={styles.actions}>
          {derniere !== undefined && isUpdate && (
            <Button
              size="compact-sm"
              leftSection={<IconArrowsDiff size={16} aria-hidden />}
              onClick={() => actions.onCompare(carte, derniere, null)}
            >
              Voir les changements
            </Button>
          )}
          {carte.candidats > 0 && (
            <>
              <Tooltip label={`Exporter cette liste : ${keyLabel('E', singleKeys)}`}>
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconFileExport size={16} aria-hidden />}
                  rightSection={
                    isCurrent ? (
                      <span className={styles.touche}>
                        <KeyHint touche={keyLabel('E', singleKeys)} quiet />
                      </span>
                    ) : undefined
                  }
                  onClick={() => actions.onExport(carte)}
                >
                  Exporter
                </Button>
              </Tooltip>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconUsers size={16} aria-hidden />}
                onClick={() => actions.onCandidats(carte, null)}
              >
                Voir les candidats
              </Button>
            </>
          )}
          {carte.local && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => actions.onDelete(carte)}
            >
              Supprimer
            </Button>
          )}
        </div>
      </header>
      <div className={styles.facts}>
        <span className={styles.mark} data-ton={reception.ton}>
          <Icon size={16} stroke={1.9} aria-hidden />
          {reception.phrase}
        </span>
        {carte.local && <span className={styles.meta}>{phraseSaisiesLocales(carte.saisiesLocales)}</span>}
        {dates !== null && <span className={styles.meta}>{majuscule(dates)}</span>}
        {carte.purgeApres !== null && (
          <span className={styles.meta}>{majuscule(phrasePurge(carte.purgeApres, now))}</span>
        )}
      </div>
      <div className={styles.facts}>
        <b className={styles.contenu}>{phraseContenu(carte)}</b>
        {partis !== null && <span className={styles.meta}>{partis}</span>}
        {derniere !== undefined && <Changes carte={carte} derniere={derniere} actions={actions} />}
      </div>
      {constats.length > 0 && (
        <Notice
          tone={constats.includes('LIGNES_ILLISIBLES') ? 'warn' : 'info'}
          action={
            <Button size="compact-sm" variant="default" onClick={actions.onPourquoi}>
              Que faire ?
            </Button>
          }
        >
          {constats.map((constat) => constatTextes[constat]).join(' ')}
        </Notice>
      )}
      {carte.transmissions.length > 0 && (
        <div className={styles.parts}>
          <Transmissions
            carte={carte}
            now={now}
            onCompare={(transmission) => actions.onCompare(carte, transmission, null)}
          />
          {carte.accueils.length > 0 && (
            <section className={styles.part} aria-label={`Établissements d’accueil : ${carte.nom}`}>
              <h3>{carte.accueils.length > 1 ? 'Établissements d’accueil' : 'Établissement d’accueil'}</h3>
              <More items={carte.accueils} first={accueilsShown} mots={['autre', 'autres']}>
                {({ cle, nom, candidats }) => (
                  <li key={cle}>
                    <button type="button" className={styles.accueil} onClick={() => actions.onCandidats(carte, cle)}>
                      <span>{nom}</span>
                      <span className={styles.meta}>{compte(candidats, 'candidat', 'candidats')}</span>
                    </button>
                  </li>
                )}
              </More>
            </section>
          )}
        </div>
      )}
    </article>
  );
};
