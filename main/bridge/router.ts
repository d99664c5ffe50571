import { failure } from '../../shared/contract/errors.ts';
import {
  type Channel,
  contract,
  isAllowedWhileLocked,
  type Reply,
  replyError,
} from '../../shared/contract/ipc/index.ts';

/** Who answers which channels; every channel of the contract has exactly one. */
export interface HandlerSource {
  name: string;
  channels: readonly string[];
  handle(channel: Channel, request: unknown): Promise<Reply<unknown>>;
}

/** Where a request comes from, as Electron tells it. */
export interface Sender {
  isMainFrame: boolean;
  url: string;
  webContentsId: number;
}

export interface RouterOptions {
  sources: readonly HandlerSource[];
  /** Whether this sender may ask this channel at all; null for a channel that does not exist. */
  isTrusted(sender: Sender, channel: Channel | null): boolean;
  isDeskOpen(): boolean;
  /** A reply that does not fit its schema, or a handler that throws: a bug, told by its channel only. */
  onBug(channel: string, error: unknown): void;
}

export type Router = (sender: Sender, channel: unknown, request: unknown) => Promise<Reply<unknown>>;

const isChannel = (name: unknown): name is Channel => typeof name === 'string' && Object.hasOwn(contract, name);

const assignSources = (sources: readonly HandlerSource[]): ReadonlyMap<Channel, HandlerSource> => {
  const assigned = new Map<Channel, HandlerSource>();
  for (const source of sources)
    for (const name of source.channels) {
      if (!isChannel(name)) throw new Error(`${source.name} answers ${name}, which the contract does not know`);
      const other = assigned.get(name);
      if (other !== undefined) throw new Error(`${name} has two handlers: ${other.name} and ${source.name}`);
      assigned.set(name, source);
    }
  for (const name of Object.keys(contract))
    if (isChannel(name) && !assigned.has(name)) throw new Error(`${name} has no handler`);
  return assigned;
};

const parseReply = (channel: Channel, reply: Reply<unknown>): Reply<unknown> | null => {
  if (!reply.ok) {
    const error = replyError.safeParse(reply.error);
    return error.success ? { ok: false, error: error.data } : null;
  }
  const value = contract[channel].response.safeParse(reply.value);
  return value.success ? { ok: true, value: value.data } : null;
};

/**
 * Sender, lock, request, handler, response, in this order. Refuses to be made when a channel lacks a handler or has two.
 */
export const createRouter = ({ sources, isTrusted, isDeskOpen, onBug }: RouterOptions): Router => {
  const assigned = assignSources(sources);
  return async (sender, name, request) => {
    const channel = isChannel(name) ? name : null;
    if (!isTrusted(sender, channel)) return failure('NON_AUTORISE');
    if (channel === null) return failure('REQUETE_INVALIDE');
    if (!isDeskOpen() && !isAllowedWhileLocked(channel)) return failure('VERROUILLE');
    const parsed = contract[channel].request.safeParse(request);
    if (!parsed.success) return failure('REQUETE_INVALIDE');
    const source = assigned.get(channel);
    if (source === undefined) return failure('ERREUR_INTERNE');
    try {
      const reply = parseReply(channel, await source.handle(channel, parsed.data));
      if (reply !== null) return reply;
      onBug(channel, new TypeError('reply'));
    } catch (error) {
      onBug(channel, error);
    }
    return failure('ERREUR_INTERNE');
  };
};
