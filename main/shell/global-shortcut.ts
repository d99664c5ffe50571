/** Ctrl+Alt+Q, on a Mac Command+Alt+Q. */
export const shortcutKeys = 'CommandOrControl+Alt+Q';

export type ShortcutState = 'absent' | 'actif' | 'pris';

export interface ShortcutDeps {
  /** Answers false when another program has these keys. */
  register(keys: string, onPress: () => void): boolean;
  unregister(keys: string): void;
  onPress(): void;
}

export interface GlobalShortcut {
  apply(isWanted: boolean): void;
  state(): ShortcutState;
  release(): void;
}

/** Keys of the whole system, taken only while the setting asks for them. */
export const createGlobalShortcut = ({ register, unregister, onPress }: ShortcutDeps): GlobalShortcut => {
  let state: ShortcutState = 'absent';
  const release = (): void => {
    if (state === 'actif') unregister(shortcutKeys);
    state = 'absent';
  };
  return {
    apply(isWanted) {
      if (!isWanted) release();
      else if (state !== 'actif') state = register(shortcutKeys, onPress) ? 'actif' : 'pris';
    },
    state: () => state,
    release,
  };
};
