import { Button, CloseButton, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useAsk } from '../../ask.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Changes, isNewList, phraseListe } from './changes.ts';

/** News never opens a window: one line above the desk, until it is seen. */
export const ListBanner = ({ onSee }: { onSee: () => void }) => {
  const counts = useAsk('candidats:compteurs', {}).data;
  const [seen, setSeen] = useState<Changes | null>(null);
  useEffect(() => {
    if (seen === null && counts !== undefined) setSeen(counts);
  }, [seen, counts]);
  if (counts === undefined || !isNewList(seen, counts)) return null;
  return (
    <Notice
      tone="info"
      action={
        <Group gap={4}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setSeen(counts);
              onSee();
            }}
          >
            Voir
          </Button>
          <CloseButton size="sm" c="inherit" aria-label="Masquer cette annonce" onClick={() => setSeen(counts)} />
        </Group>
      }
    >
      {phraseListe(counts)}
    </Notice>
  );
};
