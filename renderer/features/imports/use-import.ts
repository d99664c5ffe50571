import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ErrorCode, Failure } from '../../../shared/contract/errors.ts';
import type { ApercuImport } from '../../../shared/contract/ipc/imports.ts';
import { askOrThrow, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { type Brouillon, type ImportPlace, newImport, nomsEnvoyes } from './place.ts';
import { bilanDe } from './textes.ts';

/** What the core holds of the last reading; asked again each time a work of this screen ends. */
export const useApercu = (
  travail: string | null,
  enabled: boolean,
): { apercu: ApercuImport | undefined; erreur: ErrorCode | null } => {
  const bridge = useBridge();
  const answer = useQuery({
    queryKey: ['imports:apercu', travail],
    queryFn: () => askOrThrow(bridge, 'imports:apercu', {}),
    enabled,
    staleTime: 0,
    gcTime: 0,
  });
  if (answer.error === null) return { apercu: answer.data, erreur: null };
  return {
    apercu: undefined,
    erreur: answer.error instanceof CallFailed ? answer.error.code : 'ERREUR_INTERNE',
  };
};

export interface ImportCommands {
  /** Waits for the person's choice, or for the core. */
  busy: boolean;
  refus: Failure | null;
  choose: () => void;
  apply: (apercu: ApercuImport, brouillon: Brouillon) => void;
  /** Forgets the file that was read. */
  abandon: () => void;
}

/** The three commands of an import; each answers a work to follow, or why not. */
export const useImport = (
  place: ImportPlace,
  go: (place: ImportPlace) => void,
  onAbandon: () => void,
): ImportCommands => {
  const bridge = useBridge();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refus, setRefus] = useState<Failure | null>(null);

  const run = useCallback(async (command: () => Promise<Failure | null>): Promise<void> => {
    setBusy(true);
    setRefus(null);
    setRefus(await command());
    setBusy(false);
  }, []);

  const choose = async (): Promise<Failure | null> => {
    const choice = await bridge.invoke('systeme:choisir-fichier', { extensions: ['csv', 'txt'] });
    if (!choice.ok) return choice.error;
    if (choice.value.jeton === null) return null;
    const started = await bridge.invoke('imports:lire', { jeton: choice.value.jeton });
    if (!started.ok) return started.error;
    go({ ...newImport, travail: started.value.travail });
    return null;
  };
  const apply = async (apercu: ApercuImport, brouillon: Brouillon): Promise<Failure | null> => {
    const started = await bridge.invoke('imports:appliquer', {
      lecture: apercu.lecture,
      noms: nomsEnvoyes(apercu, brouillon),
      confirmerRetraits: brouillon.confirmerRetraits,
    });
    if (!started.ok) {
      // What is on screen is no longer true: the page goes back to the choice of a file.
      if (started.error.code === 'APERCU_PERIME') void queries.invalidateQueries({ queryKey: ['imports:apercu'] });
      return started.error;
    }
    go({ ...place, brouillon, bilan: bilanDe(apercu.relations), travail: started.value.travail });
    return null;
  };
  const abandon = async (): Promise<Failure | null> => {
    const dropped = await bridge.invoke('imports:abandonner', {});
    if (!dropped.ok) return dropped.error;
    for (const channel of ['imports:apercu', 'imports:anomalies', 'imports:changements']) {
      queries.removeQueries({ queryKey: [channel] });
    }
    onAbandon();
    return null;
  };
  return {
    busy,
    refus,
    choose: () => void run(choose),
    apply: (apercu, brouillon) => void run(() => apply(apercu, brouillon)),
    abandon: () => void run(abandon),
  };
};
