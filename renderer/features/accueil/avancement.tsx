import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Avancement as Ligne } from '../../../shared/contract/ipc/accueil.ts';
import { nombre } from '../../textes/pluriel.ts';
import { Chips } from '../../ui/chips.tsx';
import styles from './avancement.module.css';
import { autresLignes, avancementTextes, type Decoupe, essayesMots, etapesDe } from './textes.ts';

/** Rows that are shown before the others are asked for. */
const premieres = 5;

/** One bar, with each of its figures in words: nothing is said by a colour alone. */
const Rangee = ({ ligne, onOuvrir }: { ligne: Ligne; onOuvrir: () => void }) => {
  const etapes = etapesDe(ligne);
  return (
    <li className={styles.rangee}>
      <span className={styles.haut}>
        <button type="button" className={styles.nom} onClick={onOuvrir}>
          {ligne.nom}
        </button>
        <span className={styles.essayes}>{essayesMots(ligne)}</span>
      </span>
      <span className={styles.barre} aria-hidden>
        {etapes.map(
          ({ serie, part }) =>
            part > 0 && (
              <span
                key={serie}
                className={styles.part}
                data-serie={serie}
                style={{ width: `${(100 * part) / Math.max(1, ligne.total)}%` }}
              />
            ),
        )}
      </span>
      <span className={styles.etapes}>
        {etapes.map(({ serie, nombre: n, mot }) => (
          <span key={serie} className={styles.etape}>
            <span className={styles.pastille} data-serie={serie} aria-hidden />
            {nombre(n)} {mot},{' '}
          </span>
        ))}
        <span>sur {nombre(ligne.total)}</span>
      </span>
    </li>
  );
};

/** How far people were brought, list by list or training by training. Each name leads to its people. */
export const Avancement = ({
  parEtablissement,
  parFormation,
  onEtablissement,
  onFormation,
}: {
  parEtablissement: readonly Ligne[];
  parFormation: readonly Ligne[];
  onEtablissement: (flux: string) => void;
  onFormation: (formation: string) => void;
}) => {
  const [decoupe, setDecoupe] = useState<Decoupe>('etablissement');
  const [toutes, setToutes] = useState(false);
  const lignes = decoupe === 'etablissement' ? parEtablissement : parFormation;
  const montrees = toutes ? lignes : lignes.slice(0, premieres);
  const caches = lignes.length - montrees.length;
  return (
    <section className={styles.carte} aria-labelledby="accueil-avancement">
      <div className={styles.titre}>
        <h2 id="accueil-avancement">Avancement</h2>
        <Chips
          label="Avancement montré"
          chosen={decoupe}
          onChoose={(next) => {
            setDecoupe(next);
            setToutes(false);
          }}
          chips={[
            { valeur: 'etablissement', mot: avancementTextes.etablissement.mot, compte: undefined },
            { valeur: 'formation', mot: avancementTextes.formation.mot, compte: undefined },
          ]}
        />
      </div>
      {lignes.length === 0 ? (
        <p className={styles.rien}>{avancementTextes[decoupe].vide}</p>
      ) : (
        <ul
          className={styles.rangees}
          aria-label={`Avancement ${avancementTextes[decoupe].mot.toLocaleLowerCase('fr')}`}
        >
          {montrees.map((ligne) => (
            <Rangee
              key={ligne.cle}
              ligne={ligne}
              onOuvrir={() => (decoupe === 'etablissement' ? onEtablissement : onFormation)(ligne.cle)}
            />
          ))}
        </ul>
      )}
      {caches > 0 && (
        <Button size="compact-sm" variant="default" className={styles.plus} onClick={() => setToutes(true)}>
          {autresLignes(caches)}
        </Button>
      )}
    </section>
  );
};
