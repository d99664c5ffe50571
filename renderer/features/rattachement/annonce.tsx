import { Button } from '@mantine/core';
import { IconArrowsJoin } from '@tabler/icons-react';
import type { CarteListe } from '../../../shared/contract/ipc/listes.ts';
import { Notice } from '../../ui/notice.tsx';
import { aProposer, phraseAttente, phraseRetrouves } from './textes.ts';
import { useRattachementEtat } from './use-etat.ts';

/** Above the cards, once this poste has both lists of its own and lists of a server. */
export const AnnonceRattachement = ({
  cartes,
  onRattacher,
}: {
  cartes: readonly CarteListe[];
  onRattacher: (flux: string) => void;
}) => {
  const hasBoth = cartes.some(({ local }) => local) && cartes.some(({ local }) => !local);
  const { listes, pret } = useRattachementEtat(hasBoth);
  if (!hasBoth || listes === undefined) return null;
  return aProposer(listes).map((liste) => (
    <Notice
      key={liste.flux}
      tone="info"
      action={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsJoin size={16} aria-hidden />}
          aria-label={`Rattacher la liste ${liste.nom}`}
          onClick={() => onRattacher(liste.flux)}
        >
          Rattacher…
        </Button>
      }
    >
      <b>{liste.nom}</b>, importée sur ce poste. {pret ? phraseRetrouves(liste) : phraseAttente}
    </Notice>
  ));
};
