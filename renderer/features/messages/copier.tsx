import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';

/** How long the button says that it did. */
const copiedMs = 2_000;

/** Copies through the shell, which takes it out of the clipboard after a minute: a message names somebody. */
export const useCopieSensible = (): ((texte: string) => Promise<boolean>) => {
  const bridge = useBridge();
  const { say } = useSaisies();
  return useCallback(
    async (texte) => {
      const answer = await bridge.invoke('systeme:copier', { texte, sensible: true });
      if (!answer.ok) say(phraseErreur(answer.error.code));
      return answer.ok;
    },
    [bridge, say],
  );
};

export const BoutonCopier = ({
  texte,
  label,
  nom = label,
  small = false,
}: {
  /** What is copied; null when something is missing first, which the answer of the press says. */
  texte: () => string | null | Promise<string | null>;
  label: string;
  /** Said whole, where the label is one word. */
  nom?: string;
  small?: boolean;
}) => {
  const copier = useCopieSensible();
  const clock = useClock();
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? clock.after(copiedMs, () => setCopied(false)) : undefined), [clock, copied]);
  const press = async (): Promise<void> => {
    const whole = await texte();
    if (whole === null || !(await copier(whole))) return;
    setCopied(true);
  };
  return (
    <Button
      size={small ? 'compact-sm' : 'sm'}
      variant="default"
      aria-label={copied ? `${nom} : copié` : nom}
      leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
      onClick={() => void press()}
    >
      {copied ? 'Copié' : label}
    </Button>
  );
};
