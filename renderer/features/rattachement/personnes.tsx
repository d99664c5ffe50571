import { useState } from 'react';
import { rattachementMax } from '../../../shared/contract/ipc/rattachement.ts';
import { askOrThrow, useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { nombre } from '../../textes/pluriel.ts';
import { Chips } from '../../ui/chips.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { usePages } from '../../use-pages.ts';
import { phraseVoeu } from '../listes/textes.ts';
import styles from './page.module.css';
import { type ListeARattacher, phraseCible, phrasePreuve } from './textes.ts';

type Cote = 'retrouvees' | 'autres' | null;
const asked: Readonly<Record<'retrouvees' | 'autres', boolean>> = { retrouvees: true, autres: false };

/** Who was found again and by what proof, who was not and where they will go. */
export const Personnes = ({ liste, destination }: { liste: ListeARattacher; destination: string | null }) => {
  const bridge = useBridge();
  const [cote, setCote] = useState<Cote>(null);
  const retrouves = cote === null ? null : asked[cote];
  const { flux } = liste;
  const pages = usePages(['rattachement:lignes', { flux, retrouves }], (apres) =>
    askOrThrow(bridge, 'rattachement:lignes', { flux, retrouves, apres, limite: rattachementMax.page }),
  );
  return (
    <>
      <Chips
        label="Personnes"
        chosen={cote}
        onChoose={setCote}
        chips={[
          { valeur: null, mot: 'Toutes', compte: liste.candidats },
          { valeur: 'retrouvees', mot: 'Retrouvées', compte: liste.retrouves },
          { valeur: 'autres', mot: 'Non retrouvées', compte: liste.candidats - liste.retrouves },
        ]}
      />
      {pages.erreur !== null && <Notice tone="bad">{phraseErreur(pages.erreur)}</Notice>}
      <PagedTable
        label="Personnes de la liste"
        titres={['Candidat', 'Formation', 'Saisies', 'Retrouvé par', 'Ira dans']}
        gabarit="minmax(120px, 3fr) minmax(120px, 3fr) 56px minmax(150px, 4fr) minmax(130px, 4fr)"
        rows={pages.rows}
        usualHeight={33}
        more={pages.more}
      >
        {(ligne) => [
          <span key="qui">
            <b>{ligne.nom}</b> {ligne.prenom}
          </span>,
          ligne.formation === null ? '' : phraseVoeu({ formation: ligne.formation, rang: null }),
          <span key="saisies" className={styles.chiffre}>
            {nombre(ligne.saisies)}
          </span>,
          <span key="preuve" className={ligne.preuve === null ? styles.absente : undefined}>
            {phrasePreuve(ligne.preuve)}
          </span>,
          phraseCible(ligne, destination),
        ]}
      </PagedTable>
    </>
  );
};
