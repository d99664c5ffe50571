import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { IconAction } from '../../ui/icon-action.tsx';
import { useCopied } from '../../ui/use-copied.ts';
import { useCopie } from '../saisies/use-copie.ts';

/** The number of an office, or a letter about it: nobody's personal data, it may stay in the clipboard. */
const useCopy = (): ReturnType<typeof useCopied> => useCopied(useCopie(false));

export const CopyIcon = ({ texte, label }: { texte: string; label: string }) => {
  const { copied, copy } = useCopy();
  return (
    <IconAction label={copied ? 'Copié' : label} onClick={() => copy(texte)}>
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
  const { copied, copy } = useCopy();
  return (
    <Button
      size="compact-sm"
      variant={filled ? 'filled' : 'default'}
      leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
      onClick={() => copy(texte)}
    >
      {copied ? fait : label}
    </Button>
  );
};
