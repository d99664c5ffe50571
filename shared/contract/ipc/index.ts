import type { z } from 'zod';
import { accueilChannels } from './accueil.ts';
import { actesChannels, actesEvents } from './actes.ts';
import { agendaChannels, agendaEvents } from './agenda.ts';
import { alertesChannels } from './alertes.ts';
import { appelsChannels, appelsEvents } from './appels.ts';
import { candidatsChannels, candidatsEvents } from './candidats.ts';
import { contactsChannels } from './contacts.ts';
import { demandesChannels } from './demandes.ts';
import { exportsChannels } from './exports.ts';
import { importsChannels } from './imports.ts';
import { impressionsChannels } from './impressions.ts';
import { listesChannels, listesEvents } from './listes.ts';
import { equipeChannels, lotsChannels, lotsEvents } from './lots.ts';
import { messagesChannels } from './messages.ts';
import { partagesChannels, partagesEvents } from './partages.ts';
import { rapprochementsChannels } from './rapprochements.ts';
import { rattachementChannels } from './rattachement.ts';
import { reglagesChannels } from './reglages.ts';
import { sessionChannels, sessionEvents } from './session.ts';
import { synchroChannels, synchroEvents } from './synchro.ts';
import { systemeChannels, systemeEvents } from './systeme.ts';
import { travauxChannels, travauxEvents } from './travaux.ts';

/** The whole surface between page and main: `domain:verb`, one request object, page to main by invoke only. */
export const contract = {
  ...sessionChannels,
  ...synchroChannels,
  ...candidatsChannels,
  ...alertesChannels,
  ...actesChannels,
  ...reglagesChannels,
  ...listesChannels,
  ...exportsChannels,
  ...importsChannels,
  ...rattachementChannels,
  ...impressionsChannels,
  ...demandesChannels,
  ...rapprochementsChannels,
  ...contactsChannels,
  ...agendaChannels,
  ...appelsChannels,
  ...accueilChannels,
  ...lotsChannels,
  ...equipeChannels,
  ...messagesChannels,
  ...partagesChannels,
  ...travauxChannels,
  ...systemeChannels,
} as const;

export const events = {
  ...sessionEvents,
  ...synchroEvents,
  ...candidatsEvents,
  ...actesEvents,
  ...listesEvents,
  ...agendaEvents,
  ...appelsEvents,
  ...lotsEvents,
  ...partagesEvents,
  ...travauxEvents,
  ...systemeEvents,
} as const;

export type Channel = keyof typeof contract;
export type RequestOf<C extends Channel> = z.infer<(typeof contract)[C]['request']>;
export type ResponseOf<C extends Channel> = z.infer<(typeof contract)[C]['response']>;
export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;

/** While locked the router refuses all but these (SECURITY, Verrou). */
export const isAllowedWhileLocked = (channel: Channel): boolean =>
  channel.startsWith('session:') || channel === 'systeme:infos' || channel === 'systeme:quitter';

export type { Reply, ReplyError } from './channel.ts';
export { channel, replyError } from './channel.ts';

/** What preload puts on `window.api`; listeners return their own unsubscribe. */
export interface PageApi {
  invoke(channel: string, request: unknown): Promise<unknown>;
  on(event: string, listener: (payload: unknown) => void): () => void;
}
