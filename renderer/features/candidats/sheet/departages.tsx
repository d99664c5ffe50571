import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { jourEtHeure } from '../../../textes/dates.ts';
import { useSaisies } from '../../saisies/saisies.tsx';
import styles from './departage.module.css';
import type { Departage } from './departage.ts';

/** Two colleagues wrote different things without seeing each other: both values, one press to settle. */
export const Departages = ({ departages, now }: { departages: readonly Departage[]; now: number }) => {
  const { record } = useSaisies();
  return departages.map(({ dossier, fait, titre, choix }) => (
    <section key={dossier + fait} className={styles.box} aria-label={`À départager : ${titre}`}>
      <h3 className={styles.titre}>
        <IconScale size={15} stroke={1.8} aria-hidden />À départager — {titre}
      </h3>
      {choix.map(({ acte, texte, operateur, le, saisies }) => (
        <div key={acte} className={styles.choix}>
          <div>
            <b>{texte}</b>
            <span className={styles.meta}>
              {[operateur, jourEtHeure(le, now)].filter((part) => part !== null).join(' · ')}
            </span>
          </div>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Garder : ${texte}`}
            onClick={() => void record(saisies, `${titre} : ${texte}`)}
          >
            Garder
          </Button>
        </div>
      ))}
    </section>
  ));
};
