import { useEffect } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { ImportPage } from '../imports/page.tsx';
import { newImport } from '../imports/place.ts';
import { RattachementPage } from '../rattachement/page.tsx';
import { Cartes } from './cartes.tsx';
import { Comparaison } from './comparaison.tsx';
import styles from './page.module.css';
import { PourquoiVide } from './pourquoi.tsx';
import { transmissionsConnues } from './textes.ts';
import type { ListesView } from './view.ts';

/** Listes: what was transmitted, what changed, and why nothing came. */
export const ListesPage = ({
  view,
  onFiltrer,
  onOuvrir,
  onWorkSeen,
}: {
  view: ListesView;
  /** Candidats, with these filters. */
  onFiltrer: (filtres: CandidatFiltres) => void;
  /** The sheet of one person, in Candidats among those of its list. */
  onOuvrir: (candidat: string, flux: string) => void;
  /** A screen of Listes told the end of a long work itself. */
  onWorkSeen: (travail: string) => void;
}) => {
  const answer = useAsk('listes:cartes', {});
  const cartes = answer.data?.cartes;
  const { reglages, ecrire } = useReglages();
  const { place, go } = view;

  const known = cartes === undefined ? null : transmissionsConnues(cartes);
  const vues = reglages.listesVues;
  useEffect(() => {
    if (known !== null && known !== vues) void ecrire({ listesVues: known });
  }, [known, vues, ecrire]);

  if (answer.error !== null && cartes === undefined) {
    const code = answer.error instanceof CallFailed ? answer.error.code : 'ERREUR_INTERNE';
    return (
      <div className={styles.page}>
        <Notice tone="bad">{phraseErreur(code)}</Notice>
      </div>
    );
  }
  if (cartes === undefined) return null;
  if (place.vue === 'pourquoi') return <PourquoiVide cartes={cartes} onBack={() => go({ vue: 'cartes' })} />;
  if (place.vue === 'import') {
    return (
      <ImportPage
        place={place.import}
        cartes={cartes}
        onPlace={(next) => go({ vue: 'import', import: next })}
        onBack={() => go({ vue: 'cartes' })}
        onFiltrer={(filtres) => {
          // It is done: coming back to Listes finds the lists.
          go({ vue: 'cartes' });
          onFiltrer(filtres);
        }}
        onWorkSeen={onWorkSeen}
      />
    );
  }
  if (place.vue === 'rattachement') {
    return (
      <RattachementPage
        place={place.rattachement}
        onPlace={(next) => go({ vue: 'rattachement', rattachement: next })}
        onBack={() => go({ vue: 'cartes' })}
        onWorkSeen={onWorkSeen}
      />
    );
  }
  const compared = place.vue === 'comparaison' ? cartes.find(({ flux }) => flux === place.flux) : undefined;
  if (place.vue === 'comparaison' && compared !== undefined) {
    return <Comparaison carte={compared} place={place} view={view} onOuvrir={onOuvrir} />;
  }
  return (
    <Cartes
      cartes={cartes}
      view={view}
      onImport={() => go({ vue: 'import', import: newImport })}
      onRattacher={(flux) =>
        go({ vue: 'rattachement', rattachement: { flux, travail: null, saisies: 0, nouveaux: 0 } })
      }
      onCandidats={({ flux }, accueil) =>
        onFiltrer(accueil === null ? { flux: [flux] } : { flux: [flux], accueil: [accueil] })
      }
    />
  );
};
