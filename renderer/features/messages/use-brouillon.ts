import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Canal } from './contexte.ts';

/** One text being written, for one way of sending it. */
export interface Ecrit {
  /** Key of the modèle it began with; '' for none. */
  modele: string;
  objet: string;
  texte: string;
  /** What the modèle had put there: the same text was not touched by anybody. */
  rempli: string;
  /** What stood before the last modèle, when a person had typed it. */
  avant: { modele: string; objet: string; texte: string } | null;
}

export const rienDEcrit: Ecrit = { modele: '', objet: '', texte: '', rempli: '', avant: null };

export interface Brouillon {
  canal: Canal;
  ecrits: Readonly<Record<Canal, Ecrit>>;
  /** As the person left it; null while it follows what is known. */
  notice: { jointe: boolean; texte: string | null } | null;
  informe: boolean | null;
  repond: boolean;
  /** Addresses that were unticked. */
  sauf: readonly string[];
}

export const brouillonNeuf = (canal: Canal): Brouillon => ({
  canal,
  ecrits: { courriel: rienDEcrit, sms: rienDEcrit, courrier: rienDEcrit },
  notice: null,
  informe: null,
  repond: false,
  sauf: [],
});

const question = 'messages:brouillon';

/**
 * A text that a window was closed on by mistake is there when it opens again. In the memory of the page alone, which a
 * lock empties (SECURITY, Verrou).
 */
export const useBrouillon = (
  qui: string,
  neuf: () => Brouillon,
): { brouillon: Brouillon; change: (change: Partial<Brouillon>) => void; oublie: () => void } => {
  const queries = useQueryClient();
  const [brouillon, setBrouillon] = useState<Brouillon>(
    () => queries.getQueryData<Brouillon>([question, qui]) ?? neuf(),
  );
  const latest = useRef(brouillon);
  const change = useCallback(
    (part: Partial<Brouillon>) => {
      latest.current = { ...latest.current, ...part };
      setBrouillon(latest.current);
      queries.setQueryDefaults([question], { gcTime: Number.POSITIVE_INFINITY });
      queries.setQueryData([question, qui], latest.current);
    },
    [queries, qui],
  );
  const oublie = useCallback(() => queries.removeQueries({ queryKey: [question, qui] }), [queries, qui]);
  return { brouillon, change, oublie };
};
