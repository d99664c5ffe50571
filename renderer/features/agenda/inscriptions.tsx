import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { compte, nombre } from '../../textes/pluriel.ts';
import { DetailRows } from './detail-rows.tsx';
import styles from './inscriptions.module.css';
import { AjoutWindow } from './inscriptions-ajout.tsx';
import { estCommence, grouper } from './inscriptions-groupes.ts';
import { type GestesInscription, InscriptionLigne } from './inscriptions-ligne.tsx';
import { Presence } from './presence.tsx';

const usualHeight = 58;

interface InscriptionsProps extends GestesInscription {
  creneau: CreneauVu;
  inscriptions: readonly Inscription[];
  now: number;
  panel: RefObject<HTMLElement | null>;
}

const Lignes = ({
  label,
  lignes,
  panel,
  ...line
}: Omit<InscriptionsProps, 'inscriptions'> & { label: string; lignes: readonly Inscription[] }) => (
  <DetailRows
    panel={panel}
    role="list"
    label={label}
    count={lignes.length}
    usualHeight={usualHeight}
    keyOf={(index) => lignes[index]?.reservation ?? String(index)}
  >
    {(index) => {
      const inscription = lignes[index];
      return inscription === undefined ? null : <InscriptionLigne inscription={inscription} {...line} />;
    }}
  </DetailRows>
);

/** Who comes, who waits, who does not come any more; from the beginning of the meeting, who is there. */
export const Inscriptions = ({ inscriptions, ...rest }: InscriptionsProps) => {
  const { creneau, now } = rest;
  const [adding, setAdding] = useState(false);
  const [showing, setShowing] = useState(false);
  const { attendues, enAttente, finies } = grouper(inscriptions);
  const hasBegun = estCommence(creneau, now);
  // Who waited may come all the same: once it has begun, there is one list.
  const presentables = hasBegun ? [...attendues, ...enAttente] : attendues;
  const canAdd = creneau.etat === 'prevu';
  return (
    <>
      <section className={styles.groupe} aria-label={hasBegun ? 'Présence' : 'Personnes inscrites'}>
        <div className={styles.head}>
          <h3>
            {hasBegun ? 'Présence' : 'Inscriptions'} · {nombre(attendues.length)}
          </h3>
          <i className={styles.trait} />
          {canAdd && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconUserPlus size={15} stroke={1.8} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              Ajouter quelqu’un
            </Button>
          )}
        </div>
        {presentables.length === 0 && (
          <p className={styles.rien}>
            {hasBegun ? 'Personne n’était inscrit. Qui est venu peut être ajouté.' : 'Personne n’est encore inscrit.'}
          </p>
        )}
        {presentables.length > 0 &&
          (hasBegun ? (
            <Presence inscriptions={presentables} {...rest} />
          ) : (
            <Lignes label="Personnes inscrites" lignes={attendues} {...rest} />
          ))}
      </section>
      {enAttente.length > 0 && !hasBegun && (
        <section className={styles.groupe} aria-label="Liste d’attente">
          <div className={styles.head}>
            <h3>Liste d’attente · {nombre(enAttente.length)}</h3>
            <i className={styles.trait} />
          </div>
          <Lignes label="Liste d’attente, dans l’ordre" lignes={enAttente} {...rest} />
        </section>
      )}
      {finies.length > 0 && (
        <details className={styles.finies} onToggle={(event) => setShowing(event.currentTarget.open)}>
          <summary>{compte(finies.length, 'annulée ou sans place', 'annulées ou sans place')}</summary>
          {showing && <Lignes label="Annulées ou sans place" lignes={finies} {...rest} />}
        </details>
      )}
      {adding && <AjoutWindow creneau={creneau} onClose={() => setAdding(false)} />}
    </>
  );
};
