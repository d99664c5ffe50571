export interface TextClipboard {
  /** Recent Electrons answer later, older ones at once. */
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void;
}

export interface ClipboardGuard {
  copy(text: string, isSensitive: boolean): Promise<void>;
  /** At quit: what is still ours does not stay behind. */
  clearNow(): Promise<void>;
}

export interface ClipboardGuardOptions {
  clipboard: TextClipboard;
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
  clearAfterMs: number;
}

/** A copied number leaves the clipboard after a while, unless the person has copied something else since. */
export const createClipboardGuard = ({ clipboard, sleep, clearAfterMs }: ClipboardGuardOptions): ClipboardGuard => {
  let pending: { text: string; waiting: AbortController } | null = null;
  const clearNow = async (): Promise<void> => {
    if (pending === null) return;
    const { text, waiting } = pending;
    pending = null;
    waiting.abort();
    if ((await clipboard.readText()) === text) clipboard.clear();
  };
  return {
    async copy(text, isSensitive) {
      pending?.waiting.abort();
      pending = null;
      await clipboard.writeText(text);
      if (!isSensitive) return;
      const waiting = new AbortController();
      pending = { text, waiting };
      sleep(clearAfterMs, waiting.signal).then(clearNow, () => undefined);
    },
    clearNow,
  };
};
