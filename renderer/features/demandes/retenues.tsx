import { Button } from '@mantine/core';
import { askOrThrow, useAsk, useBridge } from '../../ask.tsx';
import { Notice } from '../../ui/notice.tsx';
import { phraseRetenues } from './textes.ts';
import type { Choisie, Onglet } from './view.ts';

const pageRows = 200;

/** Answers of ours that were not mailed: their demandes are over, so nothing else would bring anybody back to them. */
export const Retenues = ({ compte, onSee }: { compte: number; onSee: (onglet: Onglet, choisie: Choisie) => void }) => {
  const bridge = useBridge();
  // Few answers are ever held, and the newest come first: the first page of what is over has them.
  const terminees = useAsk('demandes:liste', { vue: 'terminees', apres: null, limite: pageRows }, compte > 0).data;
  if (compte === 0) return null;
  const annulees = terminees?.lignes.filter(
    ({ retenue, suite, reponse }) => retenue && suite === 'annulee' && reponse === null,
  );
  const see = async (): Promise<void> => {
    for (const onglet of ['terminees', 'ouvertes'] as const) {
      const { lignes } = await askOrThrow(bridge, 'demandes:liste', { vue: onglet, apres: null, limite: pageRows });
      const found = lignes.find(({ retenue }) => retenue);
      if (found === undefined) continue;
      onSee(onglet, { demande: found.id, candidat: found.candidat });
      return;
    }
  };
  return (
    <Notice
      tone="warn"
      action={
        // What cannot be read now is said by the list itself.
        <Button size="compact-sm" variant="default" onClick={() => void see().catch(() => undefined)}>
          Voir
        </Button>
      }
    >
      {phraseRetenues(compte, annulees === undefined ? null : Math.min(annulees.length, compte))}
    </Notice>
  );
};
