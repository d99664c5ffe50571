import { contextBridge, ipcRenderer } from 'electron';
import type { PageApi } from '../../shared/contract/ipc/index.ts';
import { eventWire, invokeWire } from './wire.ts';

// The whole surface of the page: two functions. What they may carry is checked on the other side, in router.ts.
const api: PageApi = {
  invoke: (channel, request) => ipcRenderer.invoke(invokeWire, channel, request),
  on: (event, listener) => {
    const hear = (_: unknown, name: unknown, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on(eventWire, hear);
    return () => {
      ipcRenderer.off(eventWire, hear);
    };
  },
};

contextBridge.exposeInMainWorld('api', api);
