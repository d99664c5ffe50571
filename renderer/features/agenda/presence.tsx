// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which a real table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the boxes of the rows hold the focus, one at a time
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPhone, IconUsers } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import type { AssiduiteEtat } from '../../../shared/domain/actes/reservation.ts';
import { nombre } from '../../textes/pluriel.ts';
import { TintBadge } from '../../ui/situation-badge.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { assiduiteTextes, etatMots } from '../rendez-vous/etats.ts';
import { estChoisie, estEnConflit, presences } from '../rendez-vous/presences.ts';
import { EnvoiMarque } from '../rendez-vous/rdv.tsx';
import { useNoter } from '../rendez-vous/use-noter.ts';
import { DetailRows } from './detail-rows.tsx';
import { absentesARappeler, bilanPresence, sansPresence } from './inscriptions-groupes.ts';
import { Appeler, type GestesInscription, PlusMenu, QuiElleEst } from './inscriptions-ligne.tsx';
import styles from './presence.module.css';
import { type Place, toucheDePresence } from './presence-place.ts';

const usualHeight = 76;

interface LigneProps extends GestesInscription {
  creneau: CreneauVu;
  inscription: Inscription;
  rang: number;
  place: Place;
  now: number;
  onNoter: (inscription: Inscription, etat: AssiduiteEtat) => void;
  isAwaited: boolean;
  onPlace: (place: Place) => void;
}

const Ligne = ({ creneau, inscription, rang, place, now, onNoter, isAwaited, onPlace, ...gestes }: LigneProps) => {
  const here = useRef<HTMLButtonElement>(null);
  const isHere = place.rang === rang;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box of another column is another element
  useEffect(() => {
    if (isAwaited && isHere) here.current?.focus({ preventScroll: true });
  }, [isAwaited, isHere, place.colonne]);
  const nom = nomDe(inscription);
  const conflit = estEnConflit(inscription);
  const attend = inscription.etat === 'attente' || inscription.etat === 'demandee';
  const avant = { ...inscription, assiduite: null, fuseau: creneau.fuseau };
  const { mot, teinte } = etatMots(avant, Math.min(now, Date.parse(creneau.debut)), fuseauDuPoste());
  return (
    <div role="presentation" className={styles.ligne}>
      <div role="rowheader" className={styles.qui}>
        <span className={styles.nom} data-selectable>
          <b>{inscription.nom}</b> {inscription.prenom}
        </span>
        {attend && <TintBadge teinte={teinte}>{mot}</TintBadge>}
        <QuiElleEst inscription={inscription} />
        <EnvoiMarque rdv={inscription} />
        {conflit && (
          <span className={styles.conflit}>
            <IconAlertTriangle size={13} stroke={2} aria-hidden />
            deux collègues ont noté autre chose : choisir
          </span>
        )}
      </div>
      <div role="presentation" className={styles.cases}>
        {presences.map((etat, colonne) => (
          <div key={etat} role="gridcell">
            <button
              type="button"
              className={styles.case}
              data-etat={etat}
              data-place={`${rang}-${colonne}`}
              aria-label={`${assiduiteTextes[etat]} : ${nom}`}
              aria-pressed={estChoisie(inscription, etat)}
              ref={isHere && place.colonne === colonne ? here : undefined}
              tabIndex={isHere && place.colonne === colonne ? 0 : -1}
              onFocus={() => onPlace({ rang, colonne })}
              onClick={() => onNoter(inscription, etat)}
            >
              {assiduiteTextes[etat]}
            </button>
          </div>
        ))}
        <div role="gridcell" className={styles.outils}>
          <Appeler inscription={inscription} onOpenCandidat={gestes.onOpenCandidat} />
          <PlusMenu creneau={creneau} inscription={inscription} hasBegun {...gestes} />
        </div>
      </div>
    </div>
  );
};

/** From the beginning of the meeting: one line a person, noted by P, A or E, offline as online. */
export const Presence = ({
  creneau,
  inscriptions,
  now,
  panel,
  ...gestes
}: GestesInscription & {
  creneau: CreneauVu;
  /** Who is expected, then who waited for a place: some of them come all the same. */
  inscriptions: readonly Inscription[];
  now: number;
  panel: RefObject<HTMLElement | null>;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const noter = useNoter();
  const [place, setPlace] = useState<Place>({ rang: 0, colonne: 0 });
  /** A key moved the place: its box takes the focus as soon as it is drawn. */
  const [isAwaited, setAwaited] = useState(false);
  const latest = useRef(inscriptions);
  latest.current = inscriptions;
  const rang = Math.min(place.rang, inscriptions.length - 1);
  const aNoter = sansPresence(inscriptions.filter(({ etat }) => etat !== 'attente'));
  const absents = absentesARappeler(inscriptions);
  const [premier] = absents;

  const noterUne = (inscription: Inscription, etat: AssiduiteEtat): void => {
    const { reservation } = inscription;
    noter.une(inscription, nomDe(inscription), etat, () => {
      // The next letter is hers again, whoever the keys had gone on to.
      const at = latest.current.findIndex((une) => une.reservation === reservation);
      if (at < 0) return;
      setPlace({ rang: at, colonne: presences.indexOf(etat) });
      setAwaited(true);
    });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // Only from the boxes: an open menu and the buttons of a line keep their own keys.
    if (!(event.target instanceof HTMLElement) || event.target.dataset.place === undefined) return;
    const touche = toucheDePresence(event, { rang, colonne: place.colonne }, inscriptions.length, single);
    if (touche === null) return;
    event.preventDefault();
    if (touche.do === 'noter') {
      const inscription = inscriptions[rang];
      if (!event.repeat && inscription !== undefined) noterUne(inscription, touche.etat);
    }
    setPlace(touche.place);
    setAwaited(true);
  };

  return (
    <>
      <p role="status" className={styles.bilan}>
        {bilanPresence(inscriptions)}
      </p>
      <div className={styles.boutons}>
        {aNoter.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconUsers size={15} stroke={1.8} aria-hidden />}
            onClick={() => noter.tous(aNoter)}
          >
            {aNoter.length === inscriptions.length
              ? 'Tout le monde est présent'
              : `Tous les autres sont présents (${nombre(aNoter.length)})`}
          </Button>
        )}
        {premier !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPhone size={15} stroke={1.8} aria-hidden />}
            onClick={() => gestes.onOpenCandidat(premier.candidat, true)}
          >
            Appeler les absents ({nombre(absents.length)})
          </Button>
        )}
      </div>
      <div
        role="grid"
        aria-label="Feuille de présence"
        aria-rowcount={inscriptions.length + 1}
        className={styles.grid}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className="visually-hidden">
          <div role="row" aria-rowindex={1}>
            <span role="columnheader">Personne</span>
            {presences.map((etat) => (
              <span key={etat} role="columnheader">
                {assiduiteTextes[etat]}
              </span>
            ))}
            <span role="columnheader">Actions</span>
          </div>
        </div>
        <DetailRows
          panel={panel}
          role="rowgroup"
          count={inscriptions.length}
          usualHeight={usualHeight}
          shown={isAwaited ? rang : null}
          keyOf={(index) => inscriptions[index]?.reservation ?? String(index)}
        >
          {(index) => {
            const inscription = inscriptions[index];
            return inscription === undefined ? null : (
              <Ligne
                creneau={creneau}
                inscription={inscription}
                rang={index}
                place={{ rang, colonne: place.colonne }}
                now={now}
                onNoter={noterUne}
                isAwaited={isAwaited}
                onPlace={(next) => {
                  setPlace(next);
                  setAwaited(false);
                }}
                {...gestes}
              />
            );
          }}
        </DetailRows>
      </div>
    </>
  );
};
