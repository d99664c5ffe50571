import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconDots, IconMailOff, IconPhone, IconUser, IconUserMinus } from '@tabler/icons-react';
import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { IconAction } from '../../ui/icon-action.tsx';
import { TintBadge } from '../../ui/situation-badge.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { motsConfirmer } from '../rendez-vous/actions-rdv.ts';
import { estActif, etatMots } from '../rendez-vous/etats.ts';
import { EnvoiMarque } from '../rendez-vous/rdv.tsx';
import { useGestes } from '../rendez-vous/use-gestes.ts';
import styles from './inscriptions.module.css';
import { peutDonnerLaPlace } from './inscriptions-groupes.ts';

export interface GestesInscription {
  onMove: (inscription: Inscription) => void;
  onOpenCandidat: (candidat: string, appeler?: boolean) => void;
}

/** Her formation and number, then what hinders: no mail can reach her, or she asked to be left alone. */
export const QuiElleEst = ({ inscription }: { inscription: Inscription }) => {
  const { formation, telephone, aUneAdresse, opposition, limitation, places } = inscription;
  return (
    <span className={styles.meta}>
      {[formation, telephone]
        .filter((part) => part !== null)
        .map((part, index) => (
          <span key={part} data-selectable className={index === 0 && formation !== null ? undefined : styles.numero}>
            {part}
          </span>
        ))}
      {places > 1 && <span className={styles.marque}>{places === 2 ? 'deux places' : `${places} places`}</span>}
      {limitation && <span className={styles.marque}>données gelées</span>}
      {opposition && <span className={styles.marque}>ne plus contacter</span>}
      {!limitation && !opposition && !aUneAdresse && (
        <Tooltip label="Le serveur ne peut pas lui écrire : la prévenir par téléphone">
          <span className={styles.marque}>
            <IconMailOff size={13} stroke={1.8} aria-hidden /> aucune adresse
          </span>
        </Tooltip>
      )}
    </span>
  );
};

/** The other things that can be done about her place, behind one button a line. */
export const PlusMenu = ({
  creneau,
  inscription,
  hasBegun,
  onMove,
  onOpenCandidat,
}: GestesInscription & { creneau: CreneauVu; inscription: Inscription; hasBegun: boolean }) => {
  const { annuler } = useGestes();
  const qui = { candidat: inscription.candidat, nom: nomDe(inscription) };
  const rdv = { ...inscription, creneau: creneau.id, fuseau: creneau.fuseau };
  return (
    <Menu position="bottom-end" shadow="md" withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="md" aria-label={`Autres actions pour ${qui.nom}`}>
          <IconDots size={17} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUser size={15} stroke={1.8} aria-hidden />}
          onClick={() => onOpenCandidat(inscription.candidat)}
        >
          Ouvrir la fiche
        </Menu.Item>
        {estActif(inscription) && (
          <Menu.Item
            leftSection={<IconArrowsExchange size={15} stroke={1.8} aria-hidden />}
            onClick={() => onMove(inscription)}
          >
            {hasBegun ? 'Donner un autre créneau' : 'Déplacer vers un autre créneau'}
          </Menu.Item>
        )}
        {estActif(inscription) && !hasBegun && (
          <Menu.Item
            leftSection={<IconUserMinus size={15} stroke={1.8} aria-hidden />}
            onClick={() => void annuler(qui, rdv)}
          >
            Désinscrire
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

export const Appeler = ({
  inscription,
  onOpenCandidat,
}: Pick<GestesInscription, 'onOpenCandidat'> & { inscription: Inscription }) =>
  inscription.opposition || inscription.telephone === null ? null : (
    <IconAction label={`Appeler ${nomDe(inscription)}`} onClick={() => onOpenCandidat(inscription.candidat, true)}>
      <IconPhone size={16} stroke={1.8} />
    </IconAction>
  );

/** One person before the meeting: how her place stands, and the one thing that is to be done about it first. */
export const InscriptionLigne = ({
  creneau,
  inscription,
  now,
  ...gestes
}: GestesInscription & { creneau: CreneauVu; inscription: Inscription; now: number }) => {
  const { confirmer } = useGestes();
  const { fuseau } = creneau;
  const { mot, teinte, detail } = etatMots({ ...inscription, fuseau }, now, fuseauDuPoste());
  const qui = { candidat: inscription.candidat, nom: nomDe(inscription) };
  const hasBegun = Date.parse(creneau.debut) <= now;
  const aConfirmer = hasBegun || creneau.etat === 'annule' ? null : motsConfirmer(inscription);
  const aDonner = inscription.etat === 'attente' && !hasBegun && peutDonnerLaPlace(creneau);
  const faire = aDonner ? { bouton: 'Donner la place', phrase: 'Place donnée' } : aConfirmer;
  return (
    <div className={styles.ligne} data-fini={!estActif(inscription) || undefined}>
      <div className={styles.texte}>
        <span className={styles.haut}>
          <span className={styles.nom} data-selectable>
            <b>{inscription.nom}</b> {inscription.prenom}
          </span>
          <TintBadge teinte={teinte}>{mot}</TintBadge>
        </span>
        {detail !== null && <span className={styles.detail}>{detail}</span>}
        <QuiElleEst inscription={inscription} />
        <EnvoiMarque rdv={inscription} />
        {faire !== null && (
          <Button
            size="compact-sm"
            variant="default"
            className={styles.faire ?? ''}
            aria-label={`${faire.bouton} : ${qui.nom}`}
            onClick={() =>
              void confirmer(qui, { ...inscription, creneau: creneau.id, fuseau, debut: creneau.debut }, faire.phrase)
            }
          >
            {faire.bouton}
          </Button>
        )}
      </div>
      <div className={styles.outils}>
        <Appeler inscription={inscription} onOpenCandidat={gestes.onOpenCandidat} />
        <PlusMenu creneau={creneau} inscription={inscription} hasBegun={hasBegun} {...gestes} />
      </div>
    </div>
  );
};
