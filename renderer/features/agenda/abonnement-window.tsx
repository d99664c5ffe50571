import { Button, TextInput } from '@mantine/core';
import { IconLink, IconLinkOff, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useNow } from '../../clock.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { jourEtHeure } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { Window } from '../../ui/window.tsx';
import { CopyButton } from '../listes/copy-button.tsx';
import styles from './abonnement-window.module.css';

/** The créneaux of the CFA in another calendar: an address that is told once, replaced or taken back. */
export const AbonnementWindow = ({ onClose }: { onClose: () => void }) => {
  useFocusBack();
  const bridge = useBridge();
  const queries = useQueryClient();
  const now = useNow(60_000);
  const answer = useAsk('agenda:abonnement', {});
  const [url, setUrl] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [asked, setAsked] = useState<'remplacer' | 'retirer' | null>(null);
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const adresse = useRef<HTMLInputElement>(null);
  const creer = useRef<HTMLButtonElement>(null);
  const wantsCreer = useRef(false);
  const reread = (): Promise<void> => queries.invalidateQueries({ queryKey: ['agenda:abonnement'] });

  const create = async (): Promise<void> => {
    if (isAsking) return;
    setErreur(null);
    setAsking(true);
    const created = await bridge.invoke('agenda:abonner', {});
    setAsking(false);
    if (!created.ok) return setErreur(created.error.code);
    setAsked(null);
    setUrl(created.value.url);
    await reread();
  };
  const remove = async (): Promise<void> => {
    if (isAsking) return;
    setErreur(null);
    setAsking(true);
    const removed = await bridge.invoke('agenda:desabonner', {});
    setAsking(false);
    if (!removed.ok) return setErreur(removed.error.code);
    wantsCreer.current = true;
    setUrl(null);
    await reread();
    setAsked(null);
  };
  // What was pressed is gone: the keys go on with what came of it.
  useEffect(() => {
    if (url !== null) adresse.current?.focus();
  }, [url]);
  useEffect(() => {
    if (!wantsCreer.current || creer.current === null) return;
    wantsCreer.current = false;
    creer.current.focus();
  });
  const close = (): void => {
    // Another opening asks the server again: somebody else may have replaced it.
    queries.removeQueries({ queryKey: ['agenda:abonnement'] });
    onClose();
  };

  const { data, error } = answer;
  const existe = url !== null || data?.existe === true;
  return (
    <Window titre="S’abonner depuis un autre agenda" size={520} opened onClose={close}>
      <div className={styles.contenu}>
        <p className={styles.aide}>
          Une adresse à donner à Outlook, Google Agenda ou un téléphone : les créneaux du CFA s’y affichent, et suivent
          leurs changements.
        </p>
        <ul className={styles.liste}>
          <li>
            On y voit : le genre du créneau, son jour et ses heures, son lieu, et combien de places sont prises — «
            Réunion d’information (8/12) ».
          </li>
          <li>On n’y voit aucun nom, aucun téléphone, aucune adresse de famille.</li>
          <li>Qui a l’adresse voit ces créneaux : la donner à des collègues, pas la publier.</li>
        </ul>
        {error !== null && !answer.isFetching && (
          <RetryNotice onRetry={() => void answer.refetch()}>
            {phraseErreur(error instanceof CallFailed ? error.code : 'ERREUR_INTERNE')}
          </RetryNotice>
        )}
        {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
        {url !== null && (
          <div className={styles.adresse}>
            <TextInput
              label="Adresse de l’abonnement"
              description="Montrée une seule fois : la copier maintenant."
              ref={adresse}
              readOnly
              value={url}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton texte={url} label="Copier l’adresse" fait="Adresse copiée" filled />
          </div>
        )}
        <p role="status" className={styles.etat}>
          {isAsking
            ? 'Demandé au serveur…'
            : data === undefined || url !== null
              ? ''
              : data.existe
                ? `Une adresse existe${data.creeLe === null ? '' : `, créée ${jourEtHeure(data.creeLe, now)}`}. Elle ne peut pas être montrée de nouveau.`
                : 'Aucune adresse n’a été créée pour ce compte.'}
        </p>
        {asked !== null && (
          <Notice
            tone="warn"
            action={
              <Button
                size="compact-sm"
                variant="default"
                aria-disabled={isAsking}
                onClick={() => void (asked === 'remplacer' ? create() : remove())}
              >
                Continuer
              </Button>
            }
          >
            {asked === 'remplacer'
              ? 'L’adresse actuelle ne mènera plus nulle part : chaque agenda abonné devra recevoir la nouvelle.'
              : 'Les agendas abonnés ne verront plus les créneaux.'}
          </Notice>
        )}
        <div className={styles.boutons}>
          {!existe && (
            <Button
              ref={creer}
              disabled={data === undefined}
              aria-disabled={isAsking}
              leftSection={<IconLink size={16} stroke={1.8} aria-hidden />}
              onClick={() => void create()}
            >
              Créer une adresse
            </Button>
          )}
          {existe && (
            <>
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} stroke={1.8} aria-hidden />}
                onClick={() => setAsked('remplacer')}
              >
                Remplacer l’adresse
              </Button>
              <Button
                variant="default"
                leftSection={<IconLinkOff size={16} stroke={1.8} aria-hidden />}
                onClick={() => setAsked('retirer')}
              >
                Ne plus partager
              </Button>
            </>
          )}
          <Button variant="default" onClick={close}>
            Fermer
          </Button>
        </div>
      </div>
    </Window>
  );
};
