import type { ApercuImport } from '../../../shared/contract/ipc/imports.ts';
import { titreColonne } from './anomalies-textes.ts';
import styles from './apercu.module.css';

/** The first lines as they will be kept, so that a column which slipped is seen; the empty columns are only named. */
export const Extrait = ({ extrait }: { extrait: ApercuImport['extrait'] }) => {
  const { colonnes, lignes } = extrait;
  const isFilled = (index: number): boolean => lignes.some((ligne) => (ligne[index] ?? '') !== '');
  const filled = colonnes.map((colonne, index) => ({ colonne, index })).filter(({ index }) => isFilled(index));
  const empty = colonnes.filter((_colonne, index) => !isFilled(index));
  if (lignes.length === 0) return <p className={styles.rien}>Aucune ligne utilisable à montrer.</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it too */}
      <section className={styles.extrait} aria-label="Premières lignes, colonnes à faire défiler" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {filled.map(({ colonne }) => (
                <th key={colonne} scope="col">
                  {titreColonne(colonne)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lignes.map((ligne, rang) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the file
              <tr key={rang}>
                {filled.map(({ colonne, index }) => (
                  <td key={colonne} data-selectable>
                    {ligne[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {empty.length > 0 && (
        <p className={styles.meta}>
          Vides sur ces lignes : {empty.map((colonne) => titreColonne(colonne)).join(', ')}.
        </p>
      )}
    </>
  );
};
