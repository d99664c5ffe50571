import { Button } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useCallback, useMemo, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import { askOrThrow, useAsk, useBridge } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { debutDuSite } from '../../textes/agenda.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { Window } from '../../ui/window.tsx';
import { usePages } from '../../use-pages.ts';
import { type Choix, lignesDeChoix, peutEtreChoisi, phrasePrevue } from './choix.ts';
import { ChoixListe } from './choix-liste.tsx';
import styles from './choix-window.module.css';
import { type Concernee, useGestes } from './use-gestes.ts';

const pageRows = 100;

/** Which créneau this person is given: what is left of each, and what the server will probably answer. */
export const ChoixWindow = ({
  qui,
  demande,
  remplace,
  place,
  onClose,
}: {
  qui: Concernee;
  demande: string | null;
  remplace: Pick<RendezVous, 'reservation' | 'creneau' | 'debut' | 'fuseau'> | null;
  /** Where the keys go back to when what opened the window is gone. */
  place?: RefObject<HTMLElement | null>;
  onClose: () => void;
}) => {
  useFocusBack(place);
  const bridge = useBridge();
  const { inscrire } = useGestes();
  const now = useNow(30_000);
  const enLigne = useAsk('synchro:etat', {}).data?.connexion === 'en-ligne';
  const { candidat, nom } = qui;
  const deplacee = remplace?.reservation ?? null;
  const ask = useCallback(
    (apres: string | null) =>
      askOrThrow(bridge, 'agenda:choix', { candidat, demande, remplace: deplacee, apres, limite: pageRows }),
    [bridge, candidat, demande, deplacee],
  );
  const pages = usePages<Choix, object>(['agenda:choix', { candidat, demande, remplace: deplacee }], ask);
  const { rows } = pages;
  const choix = useMemo(
    () => rows.filter(({ creneau }) => remplace === null || creneau.id !== remplace.creneau),
    [rows, remplace],
  );
  const lignes = useMemo(() => lignesDeChoix(choix, now), [choix, now]);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen: Choix | undefined =
    choix.find(({ creneau }) => creneau.id === chosenId) ??
    choix.find((un) => peutEtreChoisi(un, now, remplace !== null) && Date.parse(un.creneau.debut) > now) ??
    choix[0];
  const canGive = chosen !== undefined && peutEtreChoisi(chosen, now, remplace !== null);
  const [giving, setGiving] = useState(false);
  const [refus, setRefus] = useState<ErrorCode | null>(null);

  const give = async (): Promise<void> => {
    if (chosen === undefined || !canGive || giving) return;
    setGiving(true);
    const place = { dossier: chosen.dossier, demande, remplace: remplace?.reservation ?? null };
    const given = await inscrire(qui, chosen.creneau, place);
    setGiving(false);
    setRefus(given.ok ? null : given.error.code);
    if (given.ok) onClose();
  };
  const choose = (creneau: string): void => {
    setChosenId(creneau);
    setRefus(null);
  };
  const move = (to: number): void => {
    const next = choix[Math.max(0, Math.min(choix.length - 1, to))];
    if (next !== undefined) choose(next.creneau.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = chosen === undefined ? 0 : choix.indexOf(chosen);
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(choix.length - 1);
    else if (event.key === 'Enter') {
      if (!event.repeat) void give();
    } else return;
    event.preventDefault();
  };

  const isEmpty = !pages.isUnknown && pages.erreur === null && choix.length === 0;
  const titre = remplace === null ? 'Donner un créneau' : 'Déplacer vers un autre créneau';
  return (
    <Window titre={titre} size={660} opened onClose={onClose}>
      <div className={styles.contenu}>
        <p className={styles.qui}>
          <b>{nom}</b>
          {remplace !== null && (
            <span>Sa place du {debutDuSite(remplace, now)}, lui reste tant que l’autre n’est pas sûre.</span>
          )}
        </p>
        {pages.erreur !== null && <RetryNotice onRetry={pages.retry}>{phraseErreur(pages.erreur)}</RetryNotice>}
        {isEmpty ? (
          <Notice tone="info">
            Aucun {remplace === null ? '' : 'autre '}créneau à venir dans{' '}
            {remplace === null && demande === null ? 'ses établissements' : 'cet établissement'}. L’Agenda permet d’en
            créer.
          </Notice>
        ) : (
          <ChoixListe
            lignes={lignes}
            count={choix.length}
            hasMore={pages.hasMore}
            chosen={chosen?.creneau.id ?? null}
            now={now}
            isMove={remplace !== null}
            onChoose={choose}
            onGive={() => void give()}
            onKeyDown={onKeyDown}
            onMore={pages.more}
          />
        )}
        {refus !== null && <Notice tone="bad">{phraseErreur(refus)}</Notice>}
        <p role="status" className={styles.prevue}>
          {refus === null && chosen !== undefined && phrasePrevue(chosen, now, { enLigne, isMove: remplace !== null })}
        </p>
        <div className={styles.boutons}>
          <Button variant="default" onClick={onClose} rightSection={<KeyHint touche="Échap" />}>
            Fermer
          </Button>
          <Button
            disabled={!canGive}
            loading={giving}
            leftSection={<IconCalendarPlus size={16} stroke={1.8} aria-hidden />}
            rightSection={<KeyHint touche="Entrée" quiet />}
            onClick={() => void give()}
          >
            {remplace === null ? 'Donner ce créneau' : 'Déplacer ici'}
          </Button>
        </div>
      </div>
    </Window>
  );
};
