import { useEffect, useState } from 'react';
import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import { useSettled } from '../../clock.tsx';
import { isTooShort, rechercheDe } from '../contacts/numero.ts';
import { type Commande, type Contexte, commandesDe, trouver } from './commandes.ts';

const mostPeople = 8;
const typingMs = 90;

export type Entree = { id: string } & (
  | { genre: 'personne'; ligne: CandidatLigne }
  | { genre: 'commande'; commande: Commande }
);

export interface Trouve {
  entrees: readonly Entree[];
  /** What stands in the field is answered: until then Entrée waits. */
  isAnswered: boolean;
  hasMore: boolean;
  isFailed: boolean;
}

/** What answers the words in the field: people first, then what can be done. */
export const useTrouve = (texte: string, contexte: Contexte): Trouve => {
  const recherche = useSettled(rechercheDe(texte), typingMs);
  const isAsked = recherche !== '' && !isTooShort(recherche);
  const found = useAsk(
    'candidats:liste',
    { tri: 'nom', sens: 'croissant', filtres: {}, recherche, apres: null, limite: mostPeople },
    isAsked,
  );
  const lignes = isAsked ? (found.data?.lignes ?? []) : [];
  const commandes = trouver(commandesDe(contexte), texte);
  return {
    entrees: [
      ...lignes.map((ligne): Entree => ({ id: `palette-${ligne.id}`, genre: 'personne', ligne })),
      ...commandes.map((commande, rang): Entree => ({ id: `palette-commande-${rang}`, genre: 'commande', commande })),
    ],
    isAnswered: recherche === rechercheDe(texte) && (!isAsked || !found.isPending),
    hasMore: isAsked && found.data?.suite != null,
    isFailed: isAsked && found.error !== null,
  };
};

/** Which line Entrée takes. An Entrée that comes before the answer waits for it. */
export const useChoix = (texte: string, trouve: Trouve, choose: (entree: Entree) => void) => {
  const [at, setAt] = useState(0);
  const [isAwaited, setAwaited] = useState(false);
  const last = Math.max(0, trouve.entrees.length - 1);
  const active = Math.min(at, last);
  const chosen = trouve.entrees[active];

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words, another first line
  useEffect(() => {
    setAt(0);
    setAwaited(false);
  }, [texte]);
  useEffect(() => {
    if (!isAwaited || !trouve.isAnswered) return;
    setAwaited(false);
    if (chosen !== undefined) choose(chosen);
  });
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(chosen.id)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  return {
    chosen,
    wait: () => setAwaited(true),
    /** Past either end it goes on from the other. */
    move: (step: -1 | 1) => setAt(active + step < 0 ? last : active + step > last ? 0 : active + step),
  };
};
