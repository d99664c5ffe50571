export interface DialogTokensOptions {
  now(): number;
  makeToken(): string;
  lifetimeMs: number;
}

/** The page never holds a path: it gets a token that the core exchanges once, within its lifetime. */
export interface DialogTokens {
  issue(path: string): string;
  redeem(token: string): string | null;
}

export const createDialogTokens = ({ now, makeToken, lifetimeMs }: DialogTokensOptions): DialogTokens => {
  const paths = new Map<string, { path: string; until: number }>();
  const dropExpired = (): void => {
    for (const [token, entry] of paths) if (entry.until <= now()) paths.delete(token);
  };
  return {
    issue(path) {
      dropExpired();
      const token = makeToken();
      paths.set(token, { path, until: now() + lifetimeMs });
      return token;
    },
    redeem(token) {
      dropExpired();
      const entry = paths.get(token);
      paths.delete(token);
      return entry?.path ?? null;
    },
  };
};
