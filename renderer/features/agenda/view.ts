import { type RefObject, useMemo, useRef, useState } from 'react';

export const vues = ['semaine', 'a_venir', 'passes', 'a_noter', 'absents'] as const;
export type Vue = (typeof vues)[number];

/** What the agenda is showing; kept while another screen is open. */
export interface AgendaView {
  vue: Vue;
  setVue: (vue: Vue) => void;
  /** YYYY-MM-DD: a day of the week that is shown. null: the present one, whatever day it becomes. */
  jour: string | null;
  setJour: (jour: string | null) => void;
  choisi: string | null;
  choisir: (creneau: string | null) => void;
  panelOpen: boolean;
  setPanelOpen: (open: boolean) => void;
  /** Relation that is looked at; null is all of them. */
  flux: string | null;
  setFlux: (flux: string | null) => void;
  /** Where in the list one works: when a créneau leaves it, the next key goes on from here. */
  place: RefObject<number>;
  grid: RefObject<HTMLDivElement | null>;
}

export const useAgendaView = (): AgendaView => {
  const [vue, setVue] = useState<Vue>('semaine');
  const [jour, setJour] = useState<string | null>(null);
  const [choisi, choisir] = useState<string | null>(null);
  const [panelOpen, setPanelOpen] = useState(false);
  const [flux, setFlux] = useState<string | null>(null);
  const place = useRef(0);
  const grid = useRef<HTMLDivElement>(null);
  return useMemo(
    () => ({
      vue,
      setVue,
      jour,
      setJour,
      choisi,
      choisir,
      panelOpen,
      setPanelOpen,
      flux,
      setFlux,
      place,
      grid,
    }),
    [vue, jour, choisi, panelOpen, flux],
  );
};
