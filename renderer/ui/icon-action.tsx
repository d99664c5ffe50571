import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** A small button without a word: its name is both its tooltip and what is announced. */
export const IconAction = ({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) => (
  <Tooltip label={label}>
    <ActionIcon variant="subtle" size="md" aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  </Tooltip>
);
