import { z } from 'zod';
import { instant } from '../../../shared/contract/primitives.ts';
import { readLocal, writeLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';
import { offerAfterSignIn } from '../sync/outbox.ts';
import type { Admission } from './admission.ts';
import type { ServerTime } from './server-time.ts';

/**
 * When a person last proved who they are. A bulk export asks for a recent sign-in (SECURITY, Who), so the age may not
 * depend on the PC's clock: both ends are the server's time, and between two exchanges only the monotonic clock counts.
 */
export const connexionRecenteMs = 15 * 60_000;
/** The server's clock may be set right by that much between a sign-in and the next exchange. */
const reglageMs = 60_000;

const connexionLocale = z.object({ le: instant });

/** To be called inside a transaction: what waited for a person to sign in leaves with it. */
export function noteConnexion(store: Store, { connecteLe }: Pick<Admission, 'connecteLe'>): void {
  writeLocal(store.persons, 'connexion', connecteLe === null ? null : { le: connecteLe });
  if (connecteLe !== null) offerAfterSignIn(store.persons);
}

/**
 * How long ago the last sign-in was, in milliseconds; null when nobody can say: none in this file, or no exchange with
 * the server since the start of the program or the last sleep.
 */
export function connexionAgeMs(store: Store, serverTime: Pick<ServerTime, 'measured'>): number | null {
  const connexion = readLocal(store.persons, 'connexion', connexionLocale);
  const now = serverTime.measured();
  if (connexion === null || now === null) return null;
  const ageMs = now - Date.parse(connexion.le);
  return ageMs < -reglageMs ? null : Math.max(0, ageMs);
}

export const isConnexionRecente = (ageMs: number | null): boolean => ageMs !== null && ageMs < connexionRecenteMs;
