import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { CarteListe, TransmissionListe } from '../../../shared/contract/ipc/listes.ts';
import { heure, jourLong } from '../../textes/dates.ts';
import { compte } from '../../textes/pluriel.ts';
import styles from './carte.module.css';
import { More } from './more.tsx';
import { nomTransmission, phraseTransmission } from './textes.ts';

const shown = 3;

const Mark = ({ receptionLe, now }: { receptionLe: string | null; now: number }) =>
  receptionLe === null ? (
    <span className={styles.mark} data-ton="attente">
      <IconCircleDashed size={14} stroke={1.9} aria-hidden />à vérifier
    </span>
  ) : (
    <span
      className={styles.mark}
      data-ton="bon"
      title={`Reçue et vérifiée le ${jourLong(receptionLe, now)} à ${heure(receptionLe)}`}
    >
      <IconCircleCheck size={14} stroke={1.9} aria-hidden />
      vérifiée
    </span>
  );

/** What was transmitted, newest first, and whether this poste proved that it holds it. */
export const Transmissions = ({
  carte,
  now,
  onCompare,
}: {
  carte: CarteListe;
  now: number;
  onCompare: (transmission: TransmissionListe) => void;
}) => (
  <section className={styles.part} aria-label={`${carte.local ? 'Imports' : 'Transmissions'} : ${carte.nom}`}>
    <h3>{carte.local ? 'Imports' : 'Transmissions'}</h3>
    <More items={carte.transmissions} first={shown} mots={['autre', 'autres']}>
      {(transmission) => {
        const titre = nomTransmission(transmission, carte.local);
        return (
          <li key={transmission.id} className={styles.line}>
            <div>
              <p>
                <b>{titre}</b>, {jourLong(transmission.recueLe, now)} · {compte(transmission.total, 'vœu', 'vœux')}
              </p>
              <p className={styles.meta}>{phraseTransmission(transmission, carte.local)}</p>
            </div>
            {!carte.local && <Mark receptionLe={transmission.receptionLe} now={now} />}
            {transmission.genre === 'mise_a_jour' && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Voir les changements de : ${titre}, ${carte.nom}`}
                onClick={() => onCompare(transmission)}
              >
                Voir
              </Button>
            )}
          </li>
        );
      }}
    </More>
  </section>
);
