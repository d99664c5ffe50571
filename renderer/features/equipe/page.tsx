import { Button, Tooltip } from '@mantine/core';
import { IconArrowsSplit, IconScale, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { CallFailed } from '../../bridge.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { moveTo } from '../listes/view.ts';
import { LotWindow } from '../lots/lot-window.tsx';
import { aDepartager, sansPersonne, suivisDe } from './filtres.ts';
import { Lien } from './lien.tsx';
import { LigneCommune } from './ligne-commune.tsx';
import { ligneId, Membre } from './membre.tsx';
import styles from './page.module.css';
import { Postes } from './postes.tsx';
import { RepartirWindow } from './repartir-window.tsx';
import { type Equipe, type Membre as Operateur, phraseRelais, sansPersonneMot } from './textes.ts';
import { useEquipe } from './use-equipe.ts';

const pageLines = 8;
const libre = 'sans-personne';
const conflits = 'a-departager';

/** Who works here and what each holds, in the order of the alphabet: nobody is ranked. */
export const EquipePage = ({
  operateur,
  onCandidats,
}: {
  operateur: string | null;
  onCandidats: (filtres: CandidatFiltres) => void;
}) => {
  const answer = useEquipe();
  const { data, error } = answer;
  if (error !== null && data === undefined)
    return (
      <div className={styles.page}>
        <h1>Équipe</h1>
        <RetryNotice onRetry={() => void answer.refetch()}>
          {phraseErreur(error instanceof CallFailed ? error.code : 'ERREUR_INTERNE')}
        </RetryNotice>
      </div>
    );
  if (data === undefined)
    return (
      <div className={styles.page} aria-busy>
        <h1>Équipe</h1>
      </div>
    );
  return <EquipeLue equipe={data} operateur={operateur} onCandidats={onCandidats} />;
};

const EquipeLue = ({
  equipe,
  operateur,
  onCandidats,
}: {
  equipe: Equipe;
  operateur: string | null;
  onCandidats: (filtres: CandidatFiltres) => void;
}) => {
  const { operateurs } = equipe;
  const singleKeys = useReglages().reglages.raccourcisUneTouche;
  const moi = operateur ?? equipe.moi;
  const [relais, setRelais] = useState<Operateur | null>(null);
  const [isSharing, setSharing] = useState(false);
  const [courante, setCourante] = useState<string | null>(null);
  const actifs = operateurs.filter(({ actif }) => actif);
  const canShare = equipe.sansPersonne > 0 && actifs.length > 0;
  const lignes = [...operateurs.map(({ id }) => id), libre, ...(equipe.aDepartager > 0 ? [conflits] : [])];
  const at = Math.max(0, courante === null ? 0 : lignes.indexOf(courante));
  const current = lignes[at];
  const membre = operateurs.find(({ id }) => id === current);

  const open = (): boolean => {
    if (membre !== undefined && membre.ouverts > 0) onCandidats(suivisDe(membre.id));
    else if (current === libre && equipe.sansPersonne > 0) onCandidats(sansPersonne());
    else if (current === conflits) onCandidats(aDepartager());
    else return false;
    return true;
  };
  const handOver = (): boolean => {
    if (membre !== undefined && membre.ouverts > 0) setRelais(membre);
    else if (current === libre && canShare) setSharing(true);
    else return false;
    return true;
  };

  useIntents(singleKeys, (intent, { inText }) => {
    if (inText) return false;
    const to = moveTo(intent.do, at, lignes.length, pageLines);
    const target = to === null ? undefined : lignes[to];
    if (target !== undefined) {
      setCourante(target);
      document.getElementById(ligneId(target))?.focus();
      return true;
    }
    if (intent.do === 'confirm') return open();
    return intent.do === 'assign' && handOver();
  });

  const touche = keyLabel('F', singleKeys);
  return (
    <div className={styles.page}>
      <header className={styles.tete}>
        <h1>Équipe</h1>
        <p>{operateurs.length === 0 ? '' : compte(actifs.length, 'personne', 'personnes')}</p>
      </header>
      <section className={styles.panneau} aria-labelledby="equipe-suivis">
        <h2 id="equipe-suivis">Qui suit qui</h2>
        {operateurs.length === 0 && (
          <div className={styles.vide}>
            <IconUsersGroup size={30} stroke={1.4} aria-hidden />
            <h3>Personne n’est encore déclaré sur ce poste</h3>
            <p>Chacun se déclare une fois, avec son nom et un code : « Changer d’opérateur », en bas de l’écran.</p>
          </div>
        )}
        <ul className={styles.lignes}>
          {operateurs.map((un) => (
            <Membre
              key={un.id}
              membre={un}
              isMoi={un.id === moi}
              isCurrent={un.id === current}
              singleKeys={singleKeys}
              onCandidats={onCandidats}
              onRelais={setRelais}
              onFocus={() => setCourante(un.id)}
            />
          ))}
          <LigneCommune
            id={libre}
            titre="Sans personne"
            isCurrent={current === libre}
            onFocus={() => setCourante(libre)}
            action={
              canShare && (
                <Tooltip label={`Répartir entre plusieurs personnes : ${touche}`}>
                  <Button
                    variant="default"
                    size="compact-sm"
                    leftSection={<IconArrowsSplit size={15} stroke={1.8} aria-hidden />}
                    rightSection={current === libre ? <KeyHint touche={touche} quiet /> : null}
                    onClick={() => setSharing(true)}
                  >
                    Répartir
                  </Button>
                </Tooltip>
              )
            }
          >
            {equipe.sansPersonne === 0 ? (
              <span className={styles.rien}>{sansPersonneMot(0)}</span>
            ) : (
              <Lien touche={current === libre ? 'Entrée' : null} onClick={() => onCandidats(sansPersonne())}>
                {sansPersonneMot(equipe.sansPersonne)}
              </Lien>
            )}
          </LigneCommune>
          {equipe.aDepartager > 0 && (
            <LigneCommune
              id={conflits}
              titre="À départager"
              isCurrent={current === conflits}
              onFocus={() => setCourante(conflits)}
            >
              <Lien
                tone="warn"
                touche={current === conflits ? 'Entrée' : null}
                onClick={() => onCandidats(aDepartager())}
              >
                <IconScale size={15} stroke={1.8} aria-hidden />
                {compte(equipe.aDepartager, 'candidat à départager', 'candidats à départager')}
              </Lien>
              <span className={styles.rien}>Deux collègues ont noté autre chose sans se voir.</span>
            </LigneCommune>
          )}
        </ul>
      </section>
      <Postes postes={equipe.postes} decalageMs={equipe.decalageMs} />
      {relais !== null && (
        <LotWindow
          geste="affecter"
          portee={{ genre: 'operateur', operateur: relais.id }}
          phrase={phraseRelais(relais, relais.id === moi)}
          onClose={() => setRelais(null)}
        />
      )}
      {isSharing && <RepartirWindow membres={actifs} moi={moi} onClose={() => setSharing(false)} />}
    </div>
  );
};
