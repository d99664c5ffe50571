import { IconArrowNarrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { type ChangementLu, importsMax } from '../../../shared/contract/ipc/imports.ts';
import { askOrThrow, useBridge } from '../../ask.tsx';
import { Chips } from '../../ui/chips.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { usePages } from '../../use-pages.ts';
import { avantApres } from '../listes/champs.ts';
import { phraseVoeu } from '../listes/textes.ts';
import styles from './apercu.module.css';
import { phraseRefus } from './refus.ts';
import { type Bilan, changementTextes, total } from './textes.ts';

type Champ = ChangementLu['champs'][number];

const Champs = ({ champs }: { champs: readonly Champ[] }) => (
  <ul className={styles.champs}>
    {champs.map((champ) => {
      const { label, avant, apres } = avantApres(champ);
      return (
        <li key={champ.champ}>
          <span className={styles.meta}>{label} : </span>
          <span className="visually-hidden">avant </span>
          <span className={styles.avant} data-selectable>
            {avant ?? 'vide'}
          </span>
          <IconArrowNarrowRight size={14} stroke={1.8} aria-hidden />
          <span className="visually-hidden">, après </span>
          <b data-selectable>{apres ?? 'vide'}</b>
        </li>
      );
    })}
  </ul>
);

/** Every vœu that the file adds, changes or takes away, in the order of the file; those that stay are not told. */
export const Changements = ({ lecture, bilan }: { lecture: string; bilan: Bilan }) => {
  const bridge = useBridge();
  const [genre, setGenre] = useState<ChangementLu['genre'] | null>(null);
  const pages = usePages(['imports:changements', { lecture, genre }], (apres) =>
    askOrThrow(bridge, 'imports:changements', { lecture, genre, apres, limite: importsMax.page }),
  );
  return (
    <>
      <Chips
        label="Genre de changement"
        chosen={genre}
        onChoose={setGenre}
        chips={[
          { valeur: null, mot: 'Tous', compte: total(bilan) },
          { valeur: 'ajoute', mot: changementTextes.ajoute.filtre, compte: bilan.ajoutes },
          { valeur: 'modifie', mot: changementTextes.modifie.filtre, compte: bilan.modifies },
          { valeur: 'retire', mot: changementTextes.retire.filtre, compte: bilan.retires },
        ]}
      />
      {pages.erreur !== null && <Notice tone="bad">{phraseRefus({ code: pages.erreur })}</Notice>}
      <PagedTable
        label="Changements"
        titres={['Candidat', 'Vœu', 'Ce qui change']}
        gabarit="minmax(140px, 3fr) minmax(140px, 4fr) minmax(180px, 5fr)"
        rows={pages.rows}
        usualHeight={33}
        more={pages.more}
      >
        {({ genre: un, nom, prenom, formation, champs }) => [
          <span key="qui">
            <b>{nom}</b> {prenom}
          </span>,
          phraseVoeu({ formation, rang: null }),
          <div key="quoi">
            <span className={styles.badge} data-genre={un}>
              {changementTextes[un].un}
            </span>
            {champs.length > 0 && <Champs champs={champs} />}
          </div>,
        ]}
      </PagedTable>
    </>
  );
};
