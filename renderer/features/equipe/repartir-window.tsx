import { Button, Checkbox } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type ErrorCode, failure, success } from '../../../shared/contract/errors.ts';
import { selectionMax } from '../../../shared/contract/ipc/exports.ts';
import { lotMax } from '../../../shared/contract/ipc/lots.ts';
import { useBridge } from '../../ask.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { nombre } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import lotStyles from '../lots/lot-window.module.css';
import { phraseExclus } from '../lots/textes.ts';
import { useLotId } from '../lots/use-lot-id.ts';
import { confier } from './confier.ts';
import styles from './repartir-window.module.css';
import { enPieces, type Part, repartir } from './repartition.ts';
import { type Membre, motConfier, motRepartir, partMot, phraseArret } from './textes.ts';
import { useExclus, useSansPersonne } from './use-sans-personne.ts';

/** Shares whoever nobody holds among the people ticked: who gets whom is said first, one press does it. */
export const RepartirWindow = ({
  membres,
  moi,
  onClose,
}: {
  membres: readonly Membre[];
  moi: string | null;
  onClose: () => void;
}) => {
  useFocusBack();
  const bridge = useBridge();
  const { candidats: libres, plus, erreur, lire, montrer } = useSansPersonne();
  const exclus = phraseExclus(useExclus(membres[0]?.id ?? null));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(membres.map(({ id }) => id)));
  const [refus, setRefus] = useState<ErrorCode | null>(null);
  /** Given by this window, and maybe not written yet: shared out no more. */
  const [confies, setConfies] = useState<ReadonlySet<string>>(new Set());
  const [isStarting, setStarting] = useState(false);
  const running = useRef(false);
  const closed = useRef(false);
  useEffect(() => {
    closed.current = false;
    return () => {
      closed.current = true;
    };
  }, []);
  const lotId = useLotId();
  const candidats = useMemo(() => libres?.filter(({ id }) => !confies.has(id)) ?? null, [libres, confies]);
  const chosen = useMemo(() => membres.filter(({ id }) => ticked.has(id)), [membres, ticked]);
  const parts = useMemo(
    () =>
      repartir(
        candidats ?? [],
        chosen.map(({ id }) => id),
      ),
    [candidats, chosen],
  );
  const total = candidats?.length ?? 0;
  const isReady = total > 0 && parts.length > 0;
  const [seul] = chosen;

  const tick = (id: string): void =>
    setTicked((known) => {
      const next = new Set(known);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  const gesteDe = ({ qui, candidats: piece }: Part<{ id: string }>) => ({
    portee: { genre: 'selection' as const, candidats: piece.map(({ id }) => id) },
    geste: { genre: 'affecter' as const, operateur: qui },
  });

  const start = async (): Promise<void> => {
    if (running.current || !isReady) return;
    running.current = true;
    setStarting(true);
    setRefus(null);
    const { code, ids } = await confier(enPieces(parts, selectionMax), {
      preparer: (piece) => bridge.invoke('lots:preparer', gesteDe(piece)),
      lire: async () => {
        const { candidats: now, erreur: why } = await lire();
        return now === null ? failure(why ?? 'ERREUR_INTERNE') : success(now);
      },
      lancer: (piece, empreinte) => {
        const { portee, geste } = gesteDe(piece);
        return bridge.invoke('lots:lancer', { lot: lotId(portee, geste), portee, geste, empreinte });
      },
      isFerme: () => closed.current,
    });
    if (closed.current) return;
    if (code === null) {
      onClose();
      return;
    }
    // What was kept goes on; whoever is still nobody's is shown, and shared out by asking again.
    const now = code === 'LOT_PERIME' ? await lire() : null;
    if (now !== null && now.candidats !== null) montrer(now);
    setConfies((known) => new Set([...known, ...ids]));
    setRefus(now?.erreur ?? code);
    running.current = false;
    setStarting(false);
  };

  return (
    <Window
      titre="Répartir"
      size={580}
      opened
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !event.ctrlKey) return;
        event.preventDefault();
        void start();
      }}
    >
      <div className={lotStyles.contenu}>
        <fieldset className={styles.choix}>
          <legend>Entre qui ?</legend>
          {membres.map(({ id, nom }, at) => {
            const part = parts.find(({ qui }) => qui === id);
            return (
              <div key={id} className={styles.ligne}>
                <Checkbox
                  label={id === moi ? `${nom} (moi)` : nom}
                  checked={ticked.has(id)}
                  onChange={() => tick(id)}
                  {...(at === 0 ? { 'data-autofocus': true } : {})}
                />
                <span className={styles.part}>{part === undefined ? '' : partMot(part.candidats)}</span>
              </div>
            );
          })}
        </fieldset>
        <p className={lotStyles.effet} role="status" aria-label="Ce qui va se passer">
          {candidats === null
            ? ''
            : total === 0
              ? 'Chaque candidat est déjà suivi par quelqu’un.'
              : chosen.length === 0
                ? 'Cocher au moins une personne.'
                : `À parts égales, dans l’ordre de la liste. Personne d’autre ne change de main. ${exclus}`.trim()}
        </p>
        {plus && (
          <Notice tone="info">Les {nombre(lotMax)} premiers de la liste sont répartis ; les suivants après.</Notice>
        )}
        {refus !== null && <Notice tone="bad">{phraseArret(refus, confies.size)}</Notice>}
        {refus === null && erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
        <div className={lotStyles.boutons}>
          <Button variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
            Fermer
          </Button>
          <Button
            disabled={!isReady}
            loading={isStarting}
            rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
            onClick={() => void start()}
          >
            {chosen.length === 1 && seul !== undefined ? motConfier(total, seul.nom) : motRepartir(total, parts.length)}
          </Button>
        </div>
      </div>
    </Window>
  );
};
