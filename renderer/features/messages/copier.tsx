import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCopied } from '../../ui/use-copied.ts';
import { useCopie } from '../saisies/use-copie.ts';

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
  // A message names somebody.
  const { copied, copy } = useCopied(useCopie(true));
  const press = async (): Promise<void> => {
    const whole = await texte();
    if (whole !== null) copy(whole);
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
