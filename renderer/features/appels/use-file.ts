import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { type FileEntree, filePageMax, type PorteeFile } from '../../../shared/contract/ipc/appels.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useClock } from '../../clock.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { porteeDe } from './use-compte.ts';

/** Its order turns with the half-day, and those who were skipped come back: asked again at least this often. */
const auPlusTardMs = 10 * 60_000;
const auPlusTotMs = 1_000;

const personne: readonly FileEntree[] = [];

/** How long until the queue is another one by time alone. */
export const delaiAvant = (prochaineLe: string | null, now: number): number =>
  Math.min(auPlusTardMs, Math.max(auPlusTotMs, prochaineLe === null ? auPlusTardMs : Date.parse(prochaineLe) - now));

export interface FileLue {
  portee: PorteeFile;
  setPortee: (portee: PorteeFile) => void;
  data: ResponseOf<'appels:file'> | undefined;
  /** Who was skipped, the oldest first. */
  passees: readonly FileEntree[];
  /** Something changed since: it is being read again, and nobody is chosen from it. */
  isOld: boolean;
  /** Changes with every answer. */
  lueLe: number;
  erreur: ErrorCode | null;
  retry: () => void;
}

/** The queue as it stands: again on events (`useLive`), and when somebody becomes due. */
export const useFile = (operateur: string | null): FileLue => {
  const { reglages, ecrire } = useReglages();
  const queries = useQueryClient();
  const clock = useClock();
  const portee = porteeDe(operateur, reglages.porteeFile);
  const { data, error, dataUpdatedAt, isStale } = useAsk('appels:file', { portee, limite: filePageMax });
  // In a long queue its page ends before them.
  const aPassees = (data?.passees ?? 0) > 0;
  const passees = useAsk('appels:file', { portee, limite: filePageMax, seulementPassees: true }, aPassees).data;
  const retry = useCallback(() => {
    for (const channel of ['appels:file', 'appels:compteurs']) void queries.invalidateQueries({ queryKey: [channel] });
  }, [queries]);
  const prochaineLe = data?.prochaineLe ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer starts the wait again
  useEffect(() => clock.after(delaiAvant(prochaineLe, clock.now()), retry), [clock, prochaineLe, dataUpdatedAt, retry]);
  return {
    portee,
    setPortee: (next) => void ecrire({ porteeFile: next }),
    data,
    passees: aPassees ? (passees?.entrees ?? personne) : personne,
    isOld: isStale,
    lueLe: dataUpdatedAt,
    erreur: error instanceof CallFailed ? error.code : error === null ? null : 'ERREUR_INTERNE',
    retry,
  };
};
