import type { ActeOrdonne } from './actes/acte.ts';

/** Beyond this much, a moved hour is shown as uncertain (PROTOCOL 2). */
const toleranceMs = 2 * 60_000;

export interface HeureDeclaree {
  /** The poste's wall clock when the person acted. */
  faitLe: string;
  /** Measured server clock minus poste clock, milliseconds; null when never measured. */
  decalageMs: number | null;
  /** Server time of the poste's last successful exchange before this one; null when there was none. */
  dernierEchangeLe: string | null;
  /** Server time of reception. */
  recuLe: string;
}

/**
 * Corrects a declared hour by the measured offset, then clamps it to [last exchange, reception] (PROTOCOL 2): an acte
 * still in the outbox at the last exchange would have left with it, and nothing is received before it is done.
 * Monotone in `faitLe`. `heureIncertaine` when the clamp moved it by more than two minutes, or when the offset was
 * never measured and the window is wider than that. All instants are ISO 8601 UTC with milliseconds.
 */
export const corrigerHeure = (
  declaree: HeureDeclaree,
): {
  faitCorrigeLe: string;
  heureIncertaine: boolean;
} => {
  const haut = Date.parse(declaree.recuLe);
  const bas = declaree.dernierEchangeLe === null ? null : Date.parse(declaree.dernierEchangeLe);
  const mesure = Date.parse(declaree.faitLe) + (declaree.decalageMs ?? 0);
  // An absurd offset must not give a date that nothing can write.
  const corrige = Math.min(haut, Math.max(mesure, bas ?? 0));
  const deplace = Math.abs(corrige - mesure) > toleranceMs;
  const fenetreLarge = bas === null || haut - bas > toleranceMs;
  return {
    faitCorrigeLe: new Date(corrige).toISOString(),
    heureIncertaine: deplace || (declaree.decalageMs === null && fenetreLarge),
  };
};

/** When an acte was done: as the server corrected it, or by this poste's measured clock while unsent. */
export const heureDeLActe = ({ acte, recu }: ActeOrdonne): { le: string; heureIncertaine: boolean } =>
  recu !== null
    ? { le: recu.faitCorrigeLe, heureIncertaine: recu.heureIncertaine }
    : { le: decaler(acte.fait_le, acte.decalage_ms ?? 0), heureIncertaine: false };

/** An instant moved by some milliseconds, kept inside the dates that JavaScript can write. */
export const decaler = (instant: string, ms: number): string => {
  const date = new Date(Date.parse(instant) + ms);
  return Number.isNaN(date.getTime()) ? instant : date.toISOString();
};

/** What one gesture writes carries one hour of the poste's clock, or nearly: the server may clamp its actes apart. */
const saisieMs = 1_000;

/** Whether two actes were written by one gesture, as a call and the plan that goes with it are. */
export const memeSaisie = (un: ActeOrdonne, autre: ActeOrdonne): boolean =>
  un.acte.operateur === autre.acte.operateur &&
  // The name of this poste is not known before an acte was received.
  (un.recu === null || autre.recu === null || un.recu.posteNom === autre.recu.posteNom) &&
  Math.abs(Date.parse(un.acte.fait_le) - Date.parse(autre.acte.fait_le)) <= saisieMs;
