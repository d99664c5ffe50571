import { useCallback, useEffect, useState } from 'react';
import { useClock } from '../clock.tsx';

/** How long the button says that it did. */
const copiedMs = 2_000;

/** A button that copies by `copier`, which answers whether it could; `copied` for as long as the button says so. */
export const useCopied = (
  copier: (texte: string) => Promise<boolean>,
): { copied: boolean; copy: (texte: string) => void } => {
  const clock = useClock();
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? clock.after(copiedMs, () => setCopied(false)) : undefined), [clock, copied]);
  const copy = useCallback((texte: string): void => void copier(texte).then(setCopied), [copier]);
  return { copied, copy };
};
