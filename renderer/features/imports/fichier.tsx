import { IconTool } from '@tabler/icons-react';
import type { ApercuImport } from '../../../shared/contract/ipc/imports.ts';
import { compte } from '../../textes/pluriel.ts';
import { phrasesReparations } from './anomalies-textes.ts';
import styles from './apercu.module.css';
import { encodageTextes, formatTextes, phraseLignes, separateurTextes, taille } from './textes.ts';

/** What the file is, how much of it can be used, and what was repaired in it. */
export const Fichier = ({ apercu }: { apercu: ApercuImport }) => {
  const { fichier, lignes, reparations } = apercu;
  const faits: readonly (readonly [string, string])[] = [
    ['Colonnes', formatTextes[fichier.format]],
    ['Encodage', encodageTextes[fichier.encodage]],
    ['Séparateur', separateurTextes[fichier.separateur]],
    ['Taille', taille(fichier.octets)],
    ...(fichier.colonnesEnTrop.length === 0
      ? []
      : [
          [
            compte(fichier.colonnesEnTrop.length, 'colonne en plus, ignorée', 'colonnes en plus, ignorées'),
            fichier.colonnesEnTrop.join(', '),
          ] as const,
        ]),
  ];
  return (
    <section className={styles.panel} aria-label="Le fichier">
      <h2>Le fichier</h2>
      <p className={styles.fort}>{phraseLignes(lignes)}</p>
      <dl className={styles.faits}>
        {faits.map(([quoi, valeur]) => (
          <div key={quoi}>
            <dt>{quoi}</dt>
            <dd>{valeur}</dd>
          </div>
        ))}
      </dl>
      {reparations.length > 0 && (
        <>
          <h3>
            <IconTool size={14} stroke={1.9} aria-hidden />
            Réparé à la lecture
          </h3>
          <ul className={styles.reparations}>
            {phrasesReparations(reparations).map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
