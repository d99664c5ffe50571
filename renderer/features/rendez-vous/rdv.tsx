import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudUp, IconMapPin, IconVideo } from '@tabler/icons-react';
import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import { nomDuCreneau, quandEnMots } from '../../textes/agenda.ts';
import { majuscule } from '../../textes/pluriel.ts';
import { TintBadge } from '../../ui/situation-badge.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { CopyIcon } from '../listes/copy-button.tsx';
import { motsConfirmer } from './actions-rdv.ts';
import { assiduiteTextes, envoiMot, estActif, estAttendue, etatMots } from './etats.ts';
import { estChoisie, estEnConflit, presences } from './presences.ts';
import styles from './rdv.module.css';
import { type Concernee, useGestes } from './use-gestes.ts';
import { useNoter } from './use-noter.ts';

const icone = { size: 13, stroke: 1.8, 'aria-hidden': true } as const;
const bouton = { size: 'compact-sm', variant: 'default' } as const;

/** Where it takes place; of an online meeting, its address is copied, not followed. */
const Ou = ({ lieu, lien }: Pick<RendezVous, 'lieu' | 'lien'>) => (
  <>
    {lieu !== null && (
      <span className={styles.ou} data-selectable>
        <IconMapPin {...icone} />
        {lieu}
      </span>
    )}
    {lien !== null && (
      <span className={styles.ou}>
        <IconVideo {...icone} />
        en ligne
        <CopyIcon texte={lien} label="Copier l’adresse de la visioconférence" />
      </span>
    )}
  </>
);

/** What came of it on the server, with its icon: never a colour alone. */
export const EnvoiMarque = ({ rdv }: { rdv: Pick<RendezVous, 'enAttente' | 'refuse'> }) => {
  const mot = envoiMot(rdv);
  if (mot === null) return null;
  const Icon = rdv.refuse === null ? IconCloudUp : IconAlertTriangle;
  return (
    <span className={styles.envoi} data-ton={rdv.refuse === null ? undefined : 'bad'}>
      <Icon {...icone} />
      {mot}
    </span>
  );
};

const Presence = ({ qui, rdv }: { qui: Concernee; rdv: RendezVous }) => {
  const noter = useNoter();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row with a hidden name
    <div role="group" aria-label="Présence" className={styles.boutons}>
      {presences.map((etat) => (
        <Button
          key={etat}
          {...bouton}
          aria-pressed={estChoisie(rdv, etat)}
          data-choisi={estChoisie(rdv, etat) || undefined}
          className={styles.presence ?? ''}
          onClick={() => noter.une(rdv, qui.nom, etat)}
        >
          {assiduiteTextes[etat]}
        </Button>
      ))}
    </div>
  );
};

/** One meeting of a person, on her sheet: when and where, how it stands, and what can still be done about it. */
export const Rdv = ({
  rdv,
  qui,
  now,
  isBlocked,
  onMove,
}: {
  rdv: RendezVous;
  qui: Concernee;
  now: number;
  isBlocked: boolean;
  /** null where créneaux cannot be given. */
  onMove: ((rdv: RendezVous) => void) | null;
}) => {
  const { annuler, confirmer } = useGestes();
  const ici = fuseauDuPoste();
  const { mot, teinte, detail } = etatMots(rdv, now, ici);
  const isAVenir = estActif(rdv) && Date.parse(rdv.fin) > now;
  const hasBegun = Date.parse(rdv.debut) <= now;
  const aConfirmer = isAVenir ? motsConfirmer(rdv) : null;
  const quand = majuscule(quandEnMots(rdv, now));
  return (
    <li className={styles.rdv} data-fini={(!isAVenir && rdv.assiduite === null && !estAttendue(rdv)) || undefined}>
      <div className={styles.haut}>
        <span className={styles.quand} data-selectable>
          {quand}
        </span>
        <TintBadge teinte={teinte}>{mot}</TintBadge>
      </div>
      <p className={styles.quoi}>
        {nomDuCreneau(rdv)}
        <Ou lieu={rdv.lieu} lien={rdv.lien} />
      </p>
      {detail !== null && <p className={styles.detail}>{detail}</p>}
      <EnvoiMarque rdv={rdv} />
      {estEnConflit(rdv) && (
        <p className={styles.envoi} data-ton="bad">
          <IconAlertTriangle {...icone} />
          deux collègues ont noté autre chose : choisir
        </p>
      )}
      {!isBlocked && hasBegun && estActif(rdv) && <Presence qui={qui} rdv={rdv} />}
      {!isBlocked && isAVenir && !hasBegun && (
        <div className={styles.boutons}>
          {aConfirmer !== null && (
            <Button
              {...bouton}
              variant="filled"
              aria-label={`${aConfirmer.bouton} : ${quand}`}
              onClick={() => void confirmer(qui, rdv, aConfirmer.phrase)}
            >
              {aConfirmer.bouton}
            </Button>
          )}
          {onMove !== null && (
            <Button {...bouton} aria-label={`Déplacer : ${quand}`} onClick={() => onMove(rdv)}>
              Déplacer
            </Button>
          )}
          <Button {...bouton} aria-label={`Annuler : ${quand}`} onClick={() => void annuler(qui, rdv)}>
            Annuler
          </Button>
        </div>
      )}
    </li>
  );
};
