import type { CorePort } from './core-endpoint.ts';

/** The port of a core forked on plain Node. A parent that is gone leaves nobody to answer: the process ends with it. */
export const createNodeCorePort = (): CorePort => {
  process.on('disconnect', () => process.exit(0));
  // A send to a parent that just died emits `error`; unheard, it would be thrown.
  process.on('error', () => process.exit(0));
  return {
    post: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
};
