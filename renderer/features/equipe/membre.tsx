import { Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowsExchange } from '@tabler/icons-react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { aAppelerDe, enRetardDe, suivisDe } from './filtres.ts';
import { Lien } from './lien.tsx';
import styles from './page.module.css';
import { aAppeler, enRetard, motRelais, nomDuMembre, type Membre as Operateur, suivis } from './textes.ts';

export const ligneId = (qui: string): string => `equipe-${qui}`;

/** Somebody of the team and what she holds; the links show those very people. */
export const Membre = ({
  membre,
  isMoi,
  isCurrent,
  singleKeys,
  onCandidats,
  onRelais,
  onFocus,
}: {
  membre: Operateur;
  isMoi: boolean;
  isCurrent: boolean;
  singleKeys: boolean;
  onCandidats: (filtres: CandidatFiltres) => void;
  onRelais: (membre: Operateur) => void;
  onFocus: () => void;
}) => {
  const { id, actif, inconnu, ouverts } = membre;
  const nom = nomDuMembre(membre);
  const mot = motRelais(membre, isMoi);
  const touche = keyLabel('F', singleKeys);
  return (
    <li
      id={ligneId(id)}
      tabIndex={-1}
      className={styles.ligne}
      aria-current={isCurrent || undefined}
      aria-label={nom}
      onFocus={onFocus}
    >
      <div className={styles.qui}>
        <h3>{nom}</h3>
        {isMoi && <span className={styles.marque}>moi</span>}
        {inconnu === true && <span className={styles.marque}>ce poste ne connaît pas son nom</span>}
        {!actif && inconnu !== true && <span className={styles.marque}>n’est plus dans l’équipe</span>}
      </div>
      <div className={styles.comptes}>
        {ouverts === 0 ? (
          <span className={styles.rien}>Aucun candidat suivi</span>
        ) : (
          <Lien touche={isCurrent ? 'Entrée' : null} onClick={() => onCandidats(suivisDe(id))}>
            {suivis(ouverts)}
          </Lien>
        )}
        {membre.aAppeler > 0 && <Lien onClick={() => onCandidats(aAppelerDe(id))}>{aAppeler(membre.aAppeler)}</Lien>}
        {membre.enRetard > 0 && (
          <Lien tone="bad" onClick={() => onCandidats(enRetardDe(id))}>
            <IconAlertTriangle size={14} stroke={2} aria-hidden />
            {enRetard(membre.enRetard)}
          </Lien>
        )}
      </div>
      <div className={styles.action}>
        {ouverts > 0 && (
          <Tooltip label={`${mot} : ${touche}`}>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconArrowsExchange size={15} stroke={1.8} aria-hidden />}
              rightSection={isCurrent ? <KeyHint touche={touche} quiet /> : null}
              onClick={() => onRelais(membre)}
            >
              {mot}
            </Button>
          </Tooltip>
        )}
      </div>
    </li>
  );
};
