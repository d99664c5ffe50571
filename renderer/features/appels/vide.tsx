import { Button } from '@mantine/core';
import { IconPhoneCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useAsk } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { focusUnlessTyping } from '../../keyboard/use-intents.ts';
import empty from '../candidats/empty.module.css';
import { videDe, videTexte } from './textes.ts';
import type { FileLue } from './use-file.ts';

/** Nobody to call now: when the next one is, and the way out. */
export const FileVide = ({
  file,
  passees,
  onTous,
  onReprendre,
}: {
  file: Pick<FileLue, 'portee' | 'data'>;
  passees: number;
  onTous: () => void;
  onReprendre: () => void;
}) => {
  const now = useNow(30_000);
  const synchro = useAsk('synchro:etat', {}).data;
  const sansServeur = useAsk('session:etat', {}).data?.sansServeur === true;
  const candidats = useAsk('candidats:compteurs', {}).data?.total;
  const pourTous = useAsk('appels:compteurs', {}).data?.aAppeler;
  const button = useRef<HTMLButtonElement>(null);
  const vide = videDe({
    premiereSynchro: synchro?.enCours === 'premiere',
    candidats,
    passees,
    portee: file.portee,
    pourTous,
  });
  useEffect(() => focusUnlessTyping(button.current), []);
  const { titre, aide } = videTexte(vide, {
    passees,
    pourTous: pourTous ?? 0,
    prochaineLe: file.data?.prochaineLe ?? null,
    now,
    sansServeur,
  });
  return (
    <div className={empty.empty} role="status">
      <IconPhoneCheck size={34} stroke={1.3} aria-hidden />
      <h2>{titre}</h2>
      <p>{aide}</p>
      {vide === 'rien-a-moi' && (
        <Button ref={button} variant="default" onClick={onTous}>
          Voir tous
        </Button>
      )}
      {vide === 'reste-passees' && (
        <Button ref={button} variant="default" onClick={onReprendre}>
          Reprendre {passees === 1 ? 'la personne passée' : 'la première passée'}
        </Button>
      )}
    </div>
  );
};
