import type { ElectronApplication } from '@playwright/test';
import { invokeWire } from '../../main/bridge/wire.ts';
import type { Channel } from '../../shared/contract/ipc/index.ts';

/**
 * From now on the answers of one channel wait on their way to the page, as on a machine that does much else.
 * @returns what lets them go, those that wait and those to come
 */
export const holdAnswers = async (app: ElectronApplication, channel: Channel): Promise<() => Promise<void>> => {
  const held = `held ${channel}`;
  await app.evaluate(
    ({ ipcMain }, { wire, channel, held }) => {
      const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
      const answer: unknown = handlers instanceof Map ? handlers.get(wire) : undefined;
      if (typeof answer !== 'function') throw new Error('nobody answers the page');
      const gate = Promise.withResolvers<void>();
      Reflect.set(globalThis, held, gate.resolve);
      ipcMain.removeHandler(wire);
      ipcMain.handle(wire, async (event, asked: unknown, request: unknown) => {
        const answered: unknown = await answer(event, asked, request);
        if (asked === channel) await gate.promise;
        return answered;
      });
    },
    { wire: invokeWire, channel, held },
  );
  return () =>
    app.evaluate((_, held) => {
      Reflect.apply(Reflect.get(globalThis, held), undefined, []);
    }, held);
};
