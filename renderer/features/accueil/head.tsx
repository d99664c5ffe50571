import { NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { jourEnMots } from '../../textes/echeances.ts';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { friseDe } from './frise.ts';
import styles from './page.module.css';
import { retardPhrase, titreDuJour } from './textes.ts';
import type { Accueil } from './use-accueil.ts';

/** The day, what is late, and where the campaign stands. */
export const AccueilHead = ({
  accueil,
  now,
  flux,
  onFlux,
}: {
  accueil: Accueil | undefined;
  now: number;
  flux: string | null;
  onFlux: (flux: string | null) => void;
}) => {
  const fuseau = fuseauDuPoste();
  const { jour } = heureCivile(new Date(now).toISOString(), fuseau);
  const listes = accueil?.flux ?? [];
  const plusieursListes = flux === null && listes.length > 1;
  const frise = accueil === undefined ? [] : friseDe(accueil.campagne, { now, fuseau, plusieursListes });
  const retard =
    accueil === undefined
      ? null
      : retardPhrase({ rappels: accueil.rappelsEnRetard, demandes: accueil.demandesEnRetard });
  return (
    <div className={styles.tete}>
      <h1>{titreDuJour(jourEnMots(jour))}</h1>
      {accueil !== undefined && (
        <p className={styles.retard} data-retard={retard !== null || undefined}>
          {retard === null ? (
            <IconCircleCheck size={15} stroke={1.8} aria-hidden />
          ) : (
            <IconAlertTriangle size={15} stroke={2} aria-hidden />
          )}
          {retard ?? 'Rien en retard.'}
        </p>
      )}
      <span className={styles.suite}>
        {frise.length > 0 && (
          <ol className={styles.frise} aria-label="La campagne">
            {frise.map(({ cle, faite, mots }) => (
              <li key={cle} data-faite={faite || undefined}>
                {faite ? (
                  <IconCircleCheck size={14} stroke={1.8} aria-hidden />
                ) : (
                  <IconCircleDashed size={14} stroke={1.8} aria-hidden />
                )}
                {mots}
              </li>
            ))}
          </ol>
        )}
        {listes.length > 1 && (
          <NativeSelect
            size="xs"
            w={264}
            aria-label="Liste"
            data={[
              { value: '', label: 'Toutes les listes' },
              ...listes.map(({ id, nom }) => ({ value: id, label: nom })),
            ]}
            value={flux ?? ''}
            onChange={(event) => onFlux(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          />
        )}
      </span>
    </div>
  );
};
