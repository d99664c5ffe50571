import { useState } from 'react';
import { type GraviteAnomalie, graviteAnomalie, importsMax } from '../../../shared/contract/ipc/imports.ts';
import { askOrThrow, useBridge } from '../../ask.tsx';
import { nombre } from '../../textes/pluriel.ts';
import { Chips } from '../../ui/chips.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { usePages } from '../../use-pages.ts';
import { graviteTextes, phraseAnomalie, titreColonne } from './anomalies-textes.ts';
import styles from './apercu.module.css';
import { phraseRefus } from './refus.ts';

/** What was seen in the file, line by line as a spreadsheet counts them, the gravest apart. */
export const Anomalies = ({ lecture, total }: { lecture: string; total: number }) => {
  const bridge = useBridge();
  const [gravite, setGravite] = useState<GraviteAnomalie | null>(null);
  const pages = usePages(['imports:anomalies', { lecture, gravite }], (apres) =>
    askOrThrow(bridge, 'imports:anomalies', { lecture, gravite, apres, limite: importsMax.page }),
  );
  const comptes = pages.first?.comptes;
  return (
    <>
      <Chips
        label="Gravité"
        chosen={gravite}
        onChoose={setGravite}
        chips={[
          { valeur: null, mot: 'Toutes', compte: total },
          ...graviteAnomalie.options.map((une) => ({
            valeur: une,
            mot: graviteTextes[une].filtre,
            compte: comptes?.[une],
          })),
        ]}
      />
      {pages.erreur !== null && <Notice tone="bad">{phraseRefus({ code: pages.erreur })}</Notice>}
      <PagedTable
        label="Anomalies par ligne"
        titres={['Ligne', 'Colonne', 'Ce qui a été vu', 'Suite']}
        gabarit="56px minmax(120px, 3fr) minmax(200px, 6fr) 96px"
        rows={pages.rows}
        usualHeight={31}
        more={pages.more}
      >
        {({ ligne, colonne, type, gravite: une }) => [
          <span key="ligne" className={styles.chiffre}>
            {nombre(ligne)}
          </span>,
          colonne === null ? 'toute la ligne' : titreColonne(colonne),
          phraseAnomalie(type),
          <span key="suite" className={styles.gravite} data-gravite={une}>
            {graviteTextes[une].une}
          </span>,
        ]}
      </PagedTable>
    </>
  );
};
