import { Button } from '@mantine/core';
import { IconFileImport, IconHelpCircle, IconListDetails } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CarteListe } from '../../../shared/contract/ipc/listes.ts';
import { useAsk } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { focusUnlessTyping, useIntents } from '../../keyboard/use-intents.ts';
import { compte } from '../../textes/pluriel.ts';
import { useReglages } from '../desk/reglages.tsx';
import { ExportWindow } from '../exports/export-window.tsx';
import { AnnonceRattachement } from '../rattachement/annonce.tsx';
import { Carte, type CarteActions, carteId } from './carte.tsx';
import styles from './page.module.css';
import { Supprimer } from './supprimer.tsx';
import { type ListesView, moveTo } from './view.ts';

const pageCards = 3;

const Vide = ({
  sansServeur,
  onPourquoi,
  onImport,
}: {
  sansServeur: boolean;
  onPourquoi: () => void;
  onImport: () => void;
}) => (
  <div className={styles.empty}>
    <IconListDetails size={34} stroke={1.3} aria-hidden />
    <h2>Aucune liste sur ce poste</h2>
    <p>
      {sansServeur
        ? 'Ce poste travaille sans serveur : ses listes viennent du fichier CSV des vœux que le CFA télécharge.'
        : 'Les premières listes de vœux arrivent la première semaine de juin, à la synchronisation.'}
    </p>
    <div className={styles.buttons}>
      {!sansServeur && (
        <Button leftSection={<IconHelpCircle size={16} aria-hidden />} onClick={onPourquoi}>
          Pourquoi ma liste est vide ?
        </Button>
      )}
      <Button
        variant={sansServeur ? 'filled' : 'default'}
        leftSection={<IconFileImport size={16} aria-hidden />}
        onClick={onImport}
      >
        Importer un fichier CSV
      </Button>
    </div>
  </div>
);

/** The lists of this poste, one card each. The keys act on the current one. */
export const Cartes = ({
  cartes,
  view,
  onCandidats,
  onImport,
  onRattacher,
}: {
  cartes: readonly CarteListe[];
  view: ListesView;
  onCandidats: CarteActions['onCandidats'];
  onImport: () => void;
  onRattacher: (flux: string) => void;
}) => {
  const sansServeur = useAsk('session:etat', {}).data?.sansServeur === true;
  const { go, courante, setCourante } = view;
  const { reglages } = useReglages();
  const now = useNow(60_000);
  const [exported, setExported] = useState<CarteListe | null>(null);
  const [deleted, setDeleted] = useState<CarteListe | null>(null);
  const at = Math.max(
    0,
    cartes.findIndex(({ flux }) => flux === courante),
  );
  const current = cartes[at];

  const focusCarte = (flux: string): void => document.getElementById(carteId(flux))?.focus();
  const first = useRef(current?.flux);
  useEffect(() => {
    if (first.current !== undefined) focusUnlessTyping(document.getElementById(carteId(first.current)));
  }, []);

  const actions: CarteActions = {
    onCompare: ({ flux }, { id }, genre) => go({ vue: 'comparaison', flux, transmission: id, genre }),
    onExport: setExported,
    onCandidats,
    onDelete: setDeleted,
    onPourquoi: () => go({ vue: 'pourquoi' }),
  };

  useIntents(reglages.raccourcisUneTouche, (intent, { inText }) => {
    if (inText || current === undefined) return false;
    const to = moveTo(intent.do, at, cartes.length, pageCards);
    const target = to === null ? undefined : cartes[to];
    if (target !== undefined) {
      setCourante(target.flux);
      focusCarte(target.flux);
      return true;
    }
    if (intent.do === 'export' && current.candidats > 0) {
      setExported(current);
      return true;
    }
    if (intent.do !== 'confirm') return false;
    const derniere = current.transmissions[0];
    if (derniere?.genre === 'mise_a_jour') actions.onCompare(current, derniere, null);
    else onCandidats(current, null);
    return true;
  });

  return (
    <div className={styles.page}>
      <header className={styles.title}>
        <h1>Listes</h1>
        <p>{cartes.length === 0 ? '' : compte(cartes.length, 'liste sur ce poste', 'listes sur ce poste')}</p>
        <div className={styles.tools}>
          {cartes.length > 0 && !sansServeur && (
            <Button
              variant="default"
              leftSection={<IconHelpCircle size={16} aria-hidden />}
              onClick={actions.onPourquoi}
            >
              Pourquoi ma liste est vide ?
            </Button>
          )}
          {cartes.length > 0 && (
            <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={onImport}>
              Importer un fichier CSV
            </Button>
          )}
        </div>
      </header>
      <AnnonceRattachement cartes={cartes} onRattacher={onRattacher} />
      {cartes.length === 0 ? (
        <Vide sansServeur={sansServeur} onPourquoi={actions.onPourquoi} onImport={onImport} />
      ) : (
        <ul className={styles.cartes}>
          {cartes.map((carte) => (
            <li key={carte.flux}>
              <Carte
                carte={carte}
                isCurrent={carte.flux === current?.flux}
                now={now}
                singleKeys={reglages.raccourcisUneTouche}
                actions={actions}
                onFocus={() => setCourante(carte.flux)}
              />
            </li>
          ))}
        </ul>
      )}
      {exported !== null && (
        <ExportWindow
          portee={{ genre: 'flux', flux: exported.flux }}
          sujet={exported.nom}
          onClose={() => setExported(null)}
        />
      )}
      {deleted !== null && <Supprimer carte={deleted} onClose={() => setDeleted(null)} />}
    </div>
  );
};
