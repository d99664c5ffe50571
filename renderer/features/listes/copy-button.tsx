import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { IconAction } from '../../ui/icon-action.tsx';
import { useSaisies } from '../saisies/saisies.tsx';

/** How long the button says that it did. */
const copiedMs = 2_000;

const useCopy = (texte: string): { copied: boolean; copy: () => void } => {
  const bridge = useBridge();
  const clock = useClock();
  const { say } = useSaisies();
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? clock.after(copiedMs, () => setCopied(false)) : undefined), [clock, copied]);
  const copy = async (): Promise<void> => {
    // The number of an office, or a letter about it: nobody's personal data, it may stay in the clipboard.
    const answer = await bridge.invoke('systeme:copier', { texte, sensible: false });
    setCopied(answer.ok);
    if (!answer.ok) say(phraseErreur(answer.error.code));
  };
  return { copied, copy: () => void copy() };
};

export const CopyIcon = ({ texte, label }: { texte: string; label: string }) => {
  const { copied, copy } = useCopy(texte);
  return (
    <IconAction label={copied ? 'Copié' : label} onClick={copy}>
      {copied ? <IconCheck size={16} stroke={2} /> : <IconCopy size={16} stroke={1.7} />}
    </IconAction>
  );
};

export const CopyButton = ({
  texte,
  label,
  fait = 'Message copié',
  filled,
}: {
  texte: string;
  label: string;
  /** What it says once it did. */
  fait?: string;
  filled: boolean;
}) => {
  const { copied, copy } = useCopy(texte);
  return (
    <Button
      size="compact-sm"
      variant={filled ? 'filled' : 'default'}
      leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
      onClick={copy}
    >
      {copied ? fait : label}
    </Button>
  );
};
