import { useCallback, useEffect, useState } from 'react';
import type { ErrorCode, Result } from '../../../shared/contract/errors.ts';
import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { lotMax } from '../../../shared/contract/ipc/lots.ts';
import { useBridge } from '../../ask.tsx';
import type { Bridge } from '../../bridge.ts';
import { sansPersonne } from './filtres.ts';

const perPage = 200;

type Libre = Pick<CandidatLigne, 'id' | 'nom' | 'prenom'>;

export interface SansPersonne {
  /** In the order of the list; null until all of them are known. */
  candidats: readonly Libre[] | null;
  /** More are left than one gesture may concern. */
  plus: boolean;
  erreur: ErrorCode | null;
}

/** Everybody whom nobody holds, page by page. */
async function lireLibres(bridge: Bridge, isCurrent: () => boolean): Promise<SansPersonne> {
  const candidats: Libre[] = [];
  let apres: string | null = null;
  do {
    const page: Result<ResponseOf<'candidats:liste'>> = await bridge.invoke('candidats:liste', {
      tri: 'nom',
      sens: 'croissant',
      filtres: sansPersonne(),
      recherche: '',
      apres,
      limite: perPage,
    });
    if (!page.ok) return { candidats: null, plus: false, erreur: page.error.code };
    candidats.push(...page.value.lignes.map(({ id, nom, prenom }) => ({ id, nom, prenom })));
    apres = page.value.suite;
  } while (apres !== null && candidats.length < lotMax && isCurrent());
  return { candidats: candidats.slice(0, lotMax), plus: apres !== null, erreur: null };
}

/**
 * Who is shared out is who was there when the window opened; `lire` tells who is there now, `montrer` shows them instead.
 */
export const useSansPersonne = () => {
  const bridge = useBridge();
  const [read, montrer] = useState<SansPersonne>({ candidats: null, plus: false, erreur: null });
  useEffect(() => {
    let isCurrent = true;
    void lireLibres(bridge, () => isCurrent).then((all) => {
      if (isCurrent) montrer(all);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge]);
  const lire = useCallback(() => lireLibres(bridge, () => true), [bridge]);
  return { ...read, lire, montrer };
};

type Exclus = ResponseOf<'lots:preparer'>['exclus'];

/** Those of them that nobody may be given, whoever it is: said before. */
export const useExclus = (operateur: string | null): Exclus => {
  const bridge = useBridge();
  const [exclus, setExclus] = useState<Exclus>([]);
  useEffect(() => {
    if (operateur === null) return;
    let isCurrent = true;
    void bridge
      .invoke('lots:preparer', {
        portee: { genre: 'question', filtres: sansPersonne(), recherche: '' },
        geste: { genre: 'affecter', operateur },
      })
      .then((prepared) => {
        if (isCurrent && prepared.ok) setExclus(prepared.value.exclus);
      });
    return () => {
      isCurrent = false;
    };
  }, [bridge, operateur]);
  return exclus;
};
