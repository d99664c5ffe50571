import type { Page } from 'playwright';

interface Bridge {
  invoke(channel: string, request: unknown): Promise<unknown>;
}

/** A question through the page's own bridge, as the page itself asks it: what the screen draws, without its words. */
export const ask = (page: Page, channel: string, request: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, value]) => {
      const api: Bridge = Reflect.get(window, 'api');
      return api.invoke(name, value);
    },
    [channel, request] as const,
  );
