import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { GesteLot, PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import type { ProchaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';
import { useAsk } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { choixOperateurs } from './choix-operateur.ts';
import styles from './lot-window.module.css';
import { OperateurList } from './operateur-list.tsx';
import { ProchaineChamps } from './prochaine-champs.tsx';
import { motDuBouton, phrasePreparation } from './textes.ts';
import { useLot } from './use-lot.ts';
import { useNomDe } from './use-nom-de.ts';

const titres = { affecter: 'Affecter', 'prochaine-action': 'Prochaine action' } as const;

/** One gesture on many people: it is chosen, what will happen is said, one press does it. */
export const LotWindow = ({
  geste,
  portee,
  phrase,
  onClose,
}: {
  geste: 'affecter' | 'prochaine-action';
  portee: PorteeLot;
  /** Whom it is about: « 12 sélectionnés », « Les candidats de Karim ». */
  phrase: string;
  onClose: () => void;
}) => {
  useFocusBack();
  const moi = useAsk('session:etat', {}).data?.operateur ?? null;
  const options = useAsk('candidats:options', {}).data;
  const nomDe = useNomDe();
  const now = useNow(30_000);
  const choix = useMemo(() => choixOperateurs(options?.operateurs ?? [], moi), [options, moi]);
  const [chosen, setChosen] = useState(0);
  const [corps, setCorps] = useState<ProchaineActionCorps>({ quoi: 'rappeler', le: null, precision: null, qui: null });
  const vers = choix[chosen] ?? null;
  const isKnown = options !== undefined;
  const asked = useMemo<GesteLot | null>(() => {
    if (geste === 'affecter') return isKnown ? { genre: 'affecter', operateur: vers?.id ?? null } : null;
    // A call back without a day would be « now »: it is asked for by choosing a moment.
    if (corps.quoi !== 'aucune' && corps.le === null) return null;
    return { genre: 'prochaine-action', corps };
  }, [geste, isKnown, vers, corps]);
  const { preparation, erreur, isStarting, start } = useLot(portee, asked, onClose);
  const isReady = preparation !== null && preparation.concernes > 0;

  return (
    <Window
      titre={titres[geste]}
      size={520}
      opened
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !event.ctrlKey) return;
        event.preventDefault();
        start();
      }}
    >
      <div className={styles.contenu}>
        <p className={styles.phrase}>{phrase}</p>
        {geste === 'affecter' ? (
          <OperateurList label="Confier à" choix={choix} chosen={chosen} onChoose={setChosen} onConfirm={start} />
        ) : (
          <ProchaineChamps corps={corps} choix={choix} onChange={setCorps} />
        )}
        <p className={styles.effet} role="status" aria-label="Ce qui va se passer">
          {preparation !== null && asked !== null
            ? phrasePreparation(preparation, asked, now, nomDe)
            : asked === null && geste === 'prochaine-action'
              ? 'Choisir quand.'
              : ''}
        </p>
        {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
        <div className={styles.boutons}>
          <Button variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
            Fermer
          </Button>
          <Button
            disabled={!isReady}
            loading={isStarting}
            rightSection={<KeyHint touche={geste === 'affecter' ? 'Entrée' : 'Ctrl Entrée'} quiet />}
            onClick={start}
          >
            {motDuBouton(geste, vers?.id == null ? null : vers.nom, preparation?.concernes ?? 0)}
          </Button>
        </div>
      </div>
    </Window>
  );
};
