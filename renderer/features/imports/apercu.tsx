import { Tabs } from '@mantine/core';
import type { ApercuImport } from '../../../shared/contract/ipc/imports.ts';
import type { CarteListe } from '../../../shared/contract/ipc/listes.ts';
import { nombre } from '../../textes/pluriel.ts';
import { Anomalies } from './anomalies.tsx';
import styles from './apercu.module.css';
import { Changements } from './changements.tsx';
import { Extrait } from './extrait.tsx';
import { Fichier } from './fichier.tsx';
import type { Brouillon } from './place.ts';
import { Relations } from './relations.tsx';
import { bilanDe, total } from './textes.ts';

/** What was read and what it would do, before anything is kept. */
export const Apercu = ({
  apercu,
  cartes,
  brouillon,
  onBrouillon,
}: {
  apercu: ApercuImport;
  cartes: readonly CarteListe[];
  brouillon: Brouillon;
  onBrouillon: (brouillon: Brouillon) => void;
}) => {
  const bilan = bilanDe(apercu.relations);
  const changes = total(bilan);
  return (
    <>
      <div className={styles.columns}>
        <Relations relations={apercu.relations} cartes={cartes} brouillon={brouillon} onBrouillon={onBrouillon} />
        <Fichier apercu={apercu} />
      </div>
      <Tabs
        defaultValue={changes > 0 ? 'changements' : apercu.anomalies > 0 ? 'anomalies' : 'extrait'}
        keepMounted={false}
        classNames={{ root: styles.tabs ?? '', panel: styles.tab ?? '' }}
      >
        <Tabs.List>
          {changes > 0 && <Tabs.Tab value="changements">Changements · {nombre(changes)}</Tabs.Tab>}
          {apercu.anomalies > 0 && <Tabs.Tab value="anomalies">Anomalies · {nombre(apercu.anomalies)}</Tabs.Tab>}
          <Tabs.Tab value="extrait">Premières lignes</Tabs.Tab>
        </Tabs.List>
        {changes > 0 && (
          <Tabs.Panel value="changements">
            <Changements lecture={apercu.lecture} bilan={bilan} />
          </Tabs.Panel>
        )}
        {apercu.anomalies > 0 && (
          <Tabs.Panel value="anomalies">
            <Anomalies lecture={apercu.lecture} total={apercu.anomalies} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="extrait">
          <Extrait extrait={apercu.extrait} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
};
