import type { CoreProcess } from '../../main/shell/core-client.ts';
import { type MessageFromCore, type MessageToCore, messageToCore } from '../../main/shell/core-messages.ts';

/** A core process that lives in the test: it keeps what it is told and says what the test wants. */
export interface MemoryCore extends CoreProcess {
  received: MessageToCore[];
  say(message: MessageFromCore | Record<string, unknown>): void;
  die(code: number | null): void;
  isKilled: boolean;
}

export const createMemoryCore = (): MemoryCore => {
  const messageListeners: ((message: unknown) => void)[] = [];
  const exitListeners: ((code: number | null) => void)[] = [];
  const core: MemoryCore = {
    received: [],
    isKilled: false,
    post: (message) => {
      core.received.push(messageToCore.parse(structuredClone(message)));
    },
    onMessage: (listener) => {
      messageListeners.push(listener);
    },
    onExit: (listener) => {
      exitListeners.push(listener);
    },
    kill: () => {
      core.isKilled = true;
      core.die(9);
    },
    say: (message) => {
      for (const listener of messageListeners) listener(structuredClone(message));
    },
    die: (code) => {
      for (const listener of exitListeners) listener(code);
    },
  };
  return core;
};
