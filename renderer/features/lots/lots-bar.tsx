import { Button, CloseButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { EventPayload, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Lot } from '../../../shared/contract/ipc/lots.ts';
import { keyOf, useAsk, useBridge, useEvent } from '../../ask.tsx';
import { useClock, useNow } from '../../clock.tsx';
import { useIntents } from '../../keyboard/use-intents.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { ProgressLine, ProgressLines } from '../../ui/progress-lines.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { attendDeLaPlace, avanceLot, estAnnulable, lotsMontres, mergeLot, type NomDe, phraseLot } from './textes.ts';
import { useNomDe } from './use-nom-de.ts';

const Ligne = ({
  lot,
  nomDe,
  now,
  hasKey,
  onStop,
  onUndo,
  onSeen,
}: {
  lot: Lot;
  nomDe: NomDe;
  now: number;
  /** Ctrl+Z takes this one back. */
  hasKey: boolean;
  onStop: () => void;
  onUndo: () => void;
  onSeen: () => void;
}) => {
  const isRunning = lot.etat === 'en-cours';
  const percent = lot.total === 0 ? 0 : Math.min(100, (lot.fait / lot.total) * 100);
  return (
    <ProgressLine
      etat={attendDeLaPlace(lot) ? 'attend' : lot.etat}
      phrase={phraseLot(lot, nomDe)}
      avance={isRunning ? { percent, mots: avanceLot(lot) } : null}
    >
      {isRunning ? (
        <Button size="compact-sm" variant="default" onClick={onStop}>
          Arrêter
        </Button>
      ) : (
        <>
          {estAnnulable(lot, now) && (
            <Button
              size="compact-sm"
              variant="default"
              rightSection={hasKey ? <KeyHint touche="Ctrl Z" /> : undefined}
              onClick={onUndo}
            >
              Annuler
            </Button>
          )}
          <CloseButton size="sm" c="inherit" aria-label="Masquer ce message" onClick={onSeen} />
        </>
      )}
    </ProgressLine>
  );
};

/** How long Ctrl+Z takes back a gesture that just ended, as it does one entry. */
const undoMs = 10_000;
const countingMs = 1_000;
const idleMs = 60_000;

/** Gestures on many people, one slim line each: how far they are, how they ended, and the way back. */
export const LotsBar = () => {
  const queries = useQueryClient();
  const lots = useAsk('lots:etat', {}).data?.lots ?? [];
  const nomDe = useNomDe();
  const [vus, setVus] = useState<ReadonlySet<string>>(new Set());
  const montres = lotsMontres(lots, vus);
  const now = useNow(montres.some(({ annulableJusqua }) => annulableJusqua !== null) ? countingMs : idleMs);
  const { refresh, recorded, say } = useSaisies();
  const { reglages } = useReglages();
  const bridge = useBridge();
  const clock = useClock();
  const [ended, setEnded] = useState<{ lot: string; until: number } | null>(null);
  const see = (lot: string): void => setVus((known) => new Set([...known, lot]));
  const ask = async (channel: 'lots:arreter' | 'lots:defaire', lot: string): Promise<void> => {
    const answer = await bridge.invoke(channel, { lot });
    if (!answer.ok) say(phraseErreur(answer.error.code));
    else if (channel === 'lots:defaire') see(lot);
    refresh();
  };
  const last = montres.find(({ lot }) => lot === ended?.lot);
  // What was recorded by itself since is taken back first: the bar of ten seconds says so.
  const undoable =
    last !== undefined && ended !== null && recorded === null && now < ended.until && estAnnulable(last, now)
      ? last.lot
      : null;
  useIntents(reglages.raccourcisUneTouche, (intent) => {
    if (intent.do !== 'undo' || undoable === null) return false;
    void ask('lots:defaire', undoable);
    return true;
  });
  useEvent(
    'lots:change',
    useCallback(
      (changed: EventPayload<'lots:change'>) => {
        const key = keyOf('lots:etat', {});
        const known = queries.getQueryData<ResponseOf<'lots:etat'>>(key);
        if (known !== undefined) queries.setQueryData(key, { lots: mergeLot(known.lots, changed) });
        if (changed.etat === 'en-cours') return;
        if (changed.etat === 'fini' && changed.defait !== true)
          setEnded({ lot: changed.lot, until: clock.now() + undoMs });
        // The first answer, asked while the event was on its way, may still say that it runs.
        void queries.invalidateQueries({ queryKey: ['lots:etat'] });
        void queries.invalidateQueries({ queryKey: ['equipe:lire'] });
        refresh();
      },
      [queries, refresh, clock],
    ),
  );
  return (
    <ProgressLines
      label="Gestes groupés"
      said={montres.map((lot) => phraseLot(lot, nomDe)).join(' ')}
      lines={montres.map((lot) => (
        <Ligne
          key={lot.lot}
          lot={lot}
          nomDe={nomDe}
          now={now}
          hasKey={lot.lot === undoable}
          onStop={() => void ask('lots:arreter', lot.lot)}
          onUndo={() => void ask('lots:defaire', lot.lot)}
          onSeen={() => see(lot.lot)}
        />
      ))}
    />
  );
};
