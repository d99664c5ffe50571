import { Button } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Window } from '../../ui/window.tsx';
import { choixOperateurs } from '../lots/choix-operateur.ts';
import styles from '../lots/lot-window.module.css';
import { OperateurList } from '../lots/operateur-list.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { saisiesAffecter, teneur } from './affecter.ts';

/** One person, to somebody: `F Entrée` takes her for oneself. Written at once, with its ten seconds to take it back. */
export const AffecterWindow = ({ fiche, onClose }: { fiche: Fiche; onClose: () => void }) => {
  useFocusBack();
  const options = useAsk('candidats:options', {}).data;
  const moi = useAsk('session:etat', {}).data?.operateur ?? null;
  const { record } = useSaisies();
  const writing = useRef(false);
  const choix = useMemo(() => choixOperateurs(options?.operateurs ?? [], moi), [options, moi]);
  const [chosen, setChosen] = useState(0);
  const { nom, prenom } = fiche.ligne;
  const actuel = teneur(fiche);
  const tenue =
    actuel === null ? 'confié à personne' : `confié à ${choix.find(({ id }) => id === actuel)?.nom ?? 'un collègue'}`;

  const confirm = async (index: number): Promise<void> => {
    const vers = choix[index];
    // « Moi » is known before the others are: F Entrée waits for nobody.
    if (vers === undefined || (options === undefined && vers.id !== moi?.id) || writing.current) return;
    writing.current = true;
    const saisies = saisiesAffecter(fiche, vers.id);
    const done =
      saisies.length === 0 ||
      (await record(saisies, `${vers.id === null ? 'Confié à personne' : `Confié à ${vers.nom}`} — ${nom} ${prenom}`));
    writing.current = false;
    if (done) onClose();
  };

  return (
    <Window titre="Affecter" size={420} opened onClose={onClose}>
      <div className={styles.contenu}>
        <p className={styles.phrase}>
          {nom} {prenom}, {tenue}
        </p>
        <OperateurList
          label="Confier à"
          choix={choix}
          chosen={chosen}
          onChoose={setChosen}
          onConfirm={(index) => void confirm(index)}
        />
        <div className={styles.boutons}>
          <Button variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
            Fermer
          </Button>
          <Button rightSection={<KeyHint touche="Entrée" quiet />} onClick={() => void confirm(chosen)}>
            Confier
          </Button>
        </div>
      </div>
    </Window>
  );
};
