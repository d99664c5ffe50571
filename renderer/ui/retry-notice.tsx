import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Notice } from './notice.tsx';

/** A page of a list that could not be read: why, and the button that asks again. */
export const RetryNotice = ({ onRetry, children }: { onRetry: () => void; children: ReactNode }) => (
  <Notice
    tone="bad"
    action={
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        Réessayer
      </Button>
    }
  >
    {children}
  </Notice>
);
