import { QueryClient, type QueryKey, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect } from 'react';
import type { Channel, EventName, EventPayload, RequestOf, ResponseOf } from '../shared/contract/ipc/index.ts';
import { type Bridge, CallFailed } from './bridge.ts';

const BridgeContext = createContext<Bridge | null>(null);

export const BridgeProvider = ({ bridge, children }: { bridge: Bridge; children: ReactNode }) => (
  <BridgeContext value={bridge}>{children}</BridgeContext>
);

export const useBridge = (): Bridge => {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error('useBridge needs a BridgeProvider.');
  return bridge;
};

/** Everything is local and said stale by events: nothing is asked again on focus, nor retried blindly. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Number.POSITIVE_INFINITY,
      },
    },
  });

export const keyOf = <C extends Channel>(channel: C, request: RequestOf<C>): QueryKey => [channel, request];

/** Reads one channel: rejects with the code, for the query library alone. */
export const askOrThrow = async <C extends Channel>(
  bridge: Bridge,
  channel: C,
  request: RequestOf<C>,
): Promise<ResponseOf<C>> => {
  const answer = await bridge.invoke(channel, request);
  if (!answer.ok) throw new CallFailed(answer.error.code);
  return answer.value;
};

export const useAsk = <C extends Channel>(
  channel: C,
  request: RequestOf<C>,
  enabled = true,
): UseQueryResult<ResponseOf<C>> => {
  const bridge = useBridge();
  return useQuery<ResponseOf<C>>({
    queryKey: keyOf(channel, request),
    queryFn: () => askOrThrow(bridge, channel, request),
    enabled,
  });
};

export const useEvent = <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): void => {
  const bridge = useBridge();
  useEffect(() => bridge.on(event, listener), [bridge, event, listener]);
};

/** Writes an answer that an event or a command brought, so that no screen asks for it again. */
export const useRemember = () => {
  const queries = useQueryClient();
  return useCallback(
    <C extends Channel>(channel: C, request: RequestOf<C>, value: ResponseOf<C>): void => {
      queries.setQueryData(keyOf(channel, request), value);
    },
    [queries],
  );
};
