import { SegmentedControl, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { FileEntree, PorteeFile } from '../../../shared/contract/ipc/appels.ts';
import { nombre } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { AutresRappels } from './autres-rappels.tsx';
import styles from './suivants.module.css';
import { heureAilleurs, motifTexte } from './textes.ts';

const portees: { value: PorteeFile; label: string }[] = [
  { value: 'moi', label: 'Moi' },
  { value: 'tous', label: 'Tous' },
];

const Ligne = ({
  entree,
  now,
  ici,
  action,
  onOpen,
}: {
  entree: FileEntree;
  now: number;
  ici: string;
  /** What a press does, where it is not only to open her. */
  action?: string;
  onOpen: (candidat: string) => void;
}) => {
  const { mot, ton, enRetard } = motifTexte(entree, { now, ici }, true);
  const ailleurs = heureAilleurs(entree.famille?.fuseau ?? null, { now, ici });
  return (
    <li>
      <button type="button" className={styles.ligne} data-suivant onClick={() => onOpen(entree.candidat)}>
        <span className={styles.qui}>
          <b>{entree.ligne.nom}</b> {entree.ligne.prenom}
          <span className={styles.motif} data-ton={enRetard ? 'retard' : ton}>
            {enRetard && <IconAlertTriangle size={13} stroke={2} aria-hidden />}
            <span>
              {mot}
              {ailleurs !== null && <span className={styles.ailleurs}> · {ailleurs}</span>}
            </span>
          </span>
        </span>
        {action === undefined ? (
          <IconChevronRight size={16} stroke={1.8} aria-hidden />
        ) : (
          <span className={styles.action}>
            {action}
            <span className="visually-hidden"> {nomDe(entree.ligne)}</span>
          </span>
        )}
      </button>
    </li>
  );
};

/** « À suivre » : who comes next and why, then who was skipped. */
export const Suivants = ({
  place,
  portee,
  onPortee,
  hasMoi,
  suivantes,
  reste,
  passees,
  nbPassees,
  now,
  ici,
  onOpen,
  onReprendre,
}: {
  place: RefObject<HTMLElement | null>;
  portee: PorteeFile;
  onPortee: (portee: PorteeFile) => void;
  /** Somebody is known to be at this poste. */
  hasMoi: boolean;
  suivantes: readonly FileEntree[];
  /** How many more wait beyond these. */
  reste: number;
  passees: readonly FileEntree[];
  nbPassees: number;
  now: number;
  ici: string;
  onOpen: (candidat: string) => void;
  onReprendre: (entree: FileEntree) => void;
}) => (
  <section ref={place} className={styles.suivants} aria-label="À suivre">
    <div className={styles.head}>
      <Tooltip label="Aller de l’une à l’autre : ↓ et ↑">
        <h2>
          À suivre <KeyHint touche="↓" />
        </h2>
      </Tooltip>
      {hasMoi && (
        <SegmentedControl
          size="xs"
          aria-label="À appeler par"
          data={portees}
          value={portee}
          onChange={(value) => onPortee(value)}
        />
      )}
    </div>
    {hasMoi && portee === 'moi' && <AutresRappels onTous={() => onPortee('tous')} />}
    {suivantes.length === 0 ? (
      <p className={styles.rien}>Personne d’autre pour l’instant.</p>
    ) : (
      <ol className={styles.liste} aria-label="Personnes à appeler ensuite">
        {suivantes.map((entree) => (
          <Ligne key={entree.candidat} entree={entree} now={now} ici={ici} onOpen={onOpen} />
        ))}
      </ol>
    )}
    {reste > 0 && <p className={styles.rien}>et {nombre(reste)} de plus</p>}
    {nbPassees > 0 && (
      <>
        <h3>Passées ({nombre(nbPassees)})</h3>
        <ol className={styles.liste} aria-label="Personnes passées">
          {passees.map((entree) => (
            <Ligne
              key={entree.candidat}
              entree={entree}
              now={now}
              ici={ici}
              action="Reprendre"
              onOpen={() => onReprendre(entree)}
            />
          ))}
        </ol>
      </>
    )}
  </section>
);
