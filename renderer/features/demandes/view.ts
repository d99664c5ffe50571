import { type RefObject, useMemo, useRef, useState } from 'react';

export type Onglet = 'ouvertes' | 'terminees';

/** Whose sheet is beside the inbox: known by both, since an answered demande leaves the list with its line. */
export interface Choisie {
  demande: string;
  candidat: string;
}

/** What the inbox is showing; kept while another screen is open. */
export interface DemandesView {
  onglet: Onglet;
  setOnglet: (onglet: Onglet) => void;
  choisie: Choisie | null;
  choisir: (choisie: Choisie | null) => void;
  sheetOpen: boolean;
  setSheetOpen: (open: boolean) => void;
  /** Where in the list one works: when a demande leaves it, the next key goes on from here. */
  place: RefObject<number>;
  grid: RefObject<HTMLDivElement | null>;
}

export const useDemandesView = (): DemandesView => {
  const [onglet, setOnglet] = useState<Onglet>('ouvertes');
  const [choisie, choisir] = useState<Choisie | null>(null);
  const [sheetOpen, setSheetOpen] = useState(true);
  const place = useRef(0);
  const grid = useRef<HTMLDivElement>(null);
  return useMemo(
    () => ({ onglet, setOnglet, choisie, choisir, sheetOpen, setSheetOpen, place, grid }),
    [onglet, choisie, sheetOpen],
  );
};
