import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { keyOf, useBridge } from '../../../ask.tsx';
import { useFocusBack } from '../../../keyboard/use-focus-back.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Window } from '../../../ui/window.tsx';
import { SignInNotice } from '../../rapprochements/sign-in-notice.tsx';
import { useRecentSignIn } from '../../rapprochements/use-recent-sign-in.ts';
import { useSaisies } from '../../saisies/saisies.tsx';
import type { CandidatsView } from '../view.ts';
import styles from './droits.module.css';
import { effacerTextes, suitesEffacement } from './droits-textes.ts';

/**
 * A family asks to be forgotten: what will happen, then a second button, then who asks it when nobody signed in for long.
 * Refused, it says why and nothing is written.
 */
export const EffacerWindow = ({
  fiche,
  view,
  onClose,
  onErased,
}: {
  fiche: Fiche;
  view: Pick<CandidatsView, 'grid' | 'open' | 'setDraft'>;
  onClose: () => void;
  onErased: () => void;
}) => {
  useFocusBack(view.grid);
  const bridge = useBridge();
  const queries = useQueryClient();
  const { offerUndo, forget } = useSaisies();
  const [asks, setAsks] = useState(false);
  const gate = useRecentSignIn();
  const { id: candidat, nom, prenom } = fiche.ligne;

  const erase = async () => {
    const saisie = { dossier: fiche.dossierPrincipal, type: 'effacement', corps: {}, vues: {} };
    const answer = await bridge.invoke('actes:enregistrer', { saisies: [saisie] });
    if (!answer.ok) {
      // Asked for a sign-in, the question stays: what follows it is the answer that was given.
      if (answer.error.code !== 'CONNEXION_RECENTE_REQUISE') setAsks(false);
      return answer;
    }
    view.setDraft(candidat, null);
    onErased();
    queries.removeQueries({ queryKey: keyOf('candidats:fiche', { candidat }) });
    forget();
    // Nothing on screen names her any more, the bar that brings her back neither.
    offerUndo(answer.value, effacerTextes.fait, null, { onUndone: () => view.open(candidat) });
    return answer;
  };

  return (
    <Window titre={effacerTextes.titre} size={520} opened onClose={onClose}>
      <div className={styles.contenu}>
        <p className={styles.nom}>
          {nom} {prenom}
        </p>
        <dl className={styles.suites}>
          {suitesEffacement(fiche).map(({ quand, quoi }) => (
            <div key={quand}>
              <dt>{quand}</dt>
              <dd>{quoi}</dd>
            </div>
          ))}
        </dl>
        <SignInNotice gate={gate} suite="effacer" takesFocus />
        {asks ? (
          <Notice tone="warn">
            <p>{effacerTextes.question}</p>
            <div className={styles.boutons}>
              <Button variant="default" data-autofocus autoFocus onClick={onClose}>
                {effacerTextes.garder}
              </Button>
              <Button color="red.9" disabled={gate.etape === 'navigateur'} onClick={() => gate.run(erase)}>
                {effacerTextes.confirmer}
              </Button>
            </div>
          </Notice>
        ) : (
          <div className={styles.boutons}>
            <Button variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
              Fermer
            </Button>
            <Button color="red.9" onClick={() => setAsks(true)}>
              {effacerTextes.bouton}
            </Button>
          </div>
        )}
      </div>
    </Window>
  );
};
