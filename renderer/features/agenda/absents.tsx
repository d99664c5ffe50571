import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { askOrThrow, useBridge } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { keyLabel } from '../../keyboard/keys.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { debutDuSite, nomDuCreneau } from '../../textes/agenda.ts';
import { deNom } from '../../textes/elision.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { TintBadge } from '../../ui/situation-badge.tsx';
import { usePages } from '../../use-pages.ts';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { etatMots } from '../rendez-vous/etats.ts';
import styles from './absents.module.css';
import { QuiElleEst } from './inscriptions-ligne.tsx';
import type { AbsentsListProps } from './panels.ts';

const pageRows = 100;
const usualHeight = 62;
const overscan = 8;
const aheadRows = 30;

type Absente = ResponseOf<'agenda:absents'>['lignes'][number];

const canCall = ({ opposition, telephone }: Absente): boolean => !opposition && telephone !== null;

const AbsenteLigne = ({
  absente,
  now,
  isCurrent,
  isAwaited,
  onFocus,
  onOpenCandidat,
  onOpenCreneau,
}: Omit<AbsentsListProps, 'flux'> & {
  absente: Absente;
  now: number;
  isCurrent: boolean;
  isAwaited: boolean;
  onFocus: () => void;
}) => {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent && isAwaited) button.current?.focus({ preventScroll: true });
  }, [isCurrent, isAwaited]);
  const single = useReglages().reglages.raccourcisUneTouche;
  const { creneau, candidat } = absente;
  const { mot, teinte } = etatMots({ ...absente, fuseau: creneau.fuseau }, now, fuseauDuPoste());
  const nom = nomDe(absente);
  return (
    <div className={styles.ligne}>
      <div className={styles.qui}>
        <span className={styles.haut}>
          <span className={styles.nom} data-selectable>
            <b>{absente.nom}</b> {absente.prenom}
          </span>
          <TintBadge teinte={teinte}>{mot}</TintBadge>
        </span>
        <QuiElleEst inscription={absente} />
        <button
          type="button"
          className={styles.creneau}
          aria-label={`Ouvrir le créneau : ${nomDuCreneau(creneau)}, ${debutDuSite(creneau, now)}`}
          onClick={() => onOpenCreneau(creneau.id)}
        >
          {nomDuCreneau(creneau)} · {debutDuSite(creneau, now)}
        </button>
      </div>
      <div className={styles.boutons}>
        {canCall(absente) ? (
          <Button
            size="compact-sm"
            ref={button}
            aria-label={`Appeler ${nom}`}
            tabIndex={isCurrent ? 0 : -1}
            leftSection={<IconPhone size={15} stroke={1.8} aria-hidden />}
            rightSection={isCurrent ? <KeyHint touche={keyLabel('A', single)} quiet /> : undefined}
            onFocus={onFocus}
            onClick={() => onOpenCandidat(candidat, true)}
          >
            Appeler
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            ref={button}
            aria-label={`Ouvrir la fiche ${deNom(nom)}`}
            tabIndex={isCurrent ? 0 : -1}
            onFocus={onFocus}
            onClick={() => onOpenCandidat(candidat)}
          >
            Ouvrir la fiche
          </Button>
        )}
      </div>
    </div>
  );
};

/** Who did not come and was not called since, newest meeting first: one key opens her sheet with the call begun. */
export const AbsentsList = ({ flux, onOpenCandidat, onOpenCreneau }: AbsentsListProps) => {
  const bridge = useBridge();
  const now = useNow(60_000);
  const { reglages } = useReglages();
  const box = useRef<HTMLDivElement>(null);
  const question = flux === undefined ? {} : { flux: [...flux] };
  const cle = JSON.stringify(question);
  const ask = useCallback(
    (apres: string | null) =>
      askOrThrow(bridge, 'agenda:absents', {
        ...(flux === undefined ? {} : { flux: [...flux] }),
        apres,
        limite: pageRows,
      }),
    [bridge, flux],
  );
  const pages = usePages<Absente, object>(['agenda:absents', cle], ask);
  const { rows, more } = pages;
  const [at, setAt] = useState(0);
  /** A key moved on: the button of that line takes the focus as soon as it is drawn. */
  const [isAwaited, setAwaited] = useState(false);
  const current = Math.min(at, Math.max(0, rows.length - 1));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => usualHeight,
    overscan,
    getItemKey: (index) => rows[index]?.reservation ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - aheadRows) more();
  }, [lastShown, rows.length, more]);
  useEffect(() => {
    if (isAwaited) virtual.scrollToIndex(current, { align: 'auto' });
  }, [virtual, isAwaited, current]);

  useIntents(reglages.raccourcisUneTouche, (intent, { inText, repeat }) => {
    const absente = rows[current];
    if (intent.do !== 'call' || inText || absente === undefined || !canCall(absente)) return false;
    if (!repeat) onOpenCandidat(absente.candidat, true);
    return true;
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[key];
    if (to === undefined || event.ctrlKey || event.altKey) return;
    setAt(Math.max(0, Math.min(rows.length - 1, to)));
    setAwaited(true);
    event.preventDefault();
  };

  const isNobody = !pages.isUnknown && pages.erreur === null && rows.length === 0;
  return (
    <>
      {pages.erreur !== null && <RetryNotice onRetry={pages.retry}>{phraseErreur(pages.erreur)}</RetryNotice>}
      {isNobody ? (
        <div className={styles.vide} role="status">
          <h2>Personne à rappeler</h2>
          <p>Qui est noté absent ou excusé à un rendez-vous vient ici, jusqu’à l’appel qui suit.</p>
        </div>
      ) : (
        <div ref={box} className={styles.box}>
          <ul
            aria-label="Absents à rappeler"
            className={styles.body}
            style={{ height: virtual.getTotalSize() }}
            onKeyDown={onKeyDown}
          >
            {items.map((item) => {
              const absente = rows[item.index];
              return absente === undefined ? null : (
                <li
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  aria-posinset={item.index + 1}
                  aria-setsize={pages.hasMore ? -1 : rows.length}
                  className={styles.place}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <AbsenteLigne
                    absente={absente}
                    now={now}
                    isCurrent={item.index === current}
                    isAwaited={isAwaited}
                    onFocus={() => {
                      setAt(item.index);
                      setAwaited(false);
                    }}
                    onOpenCandidat={onOpenCandidat}
                    onOpenCreneau={onOpenCreneau}
                  />
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </>
  );
};
