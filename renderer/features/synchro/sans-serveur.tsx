import { Anchor, Button, TextInput } from '@mantine/core';
import { IconExternalLink, IconPlugConnected } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useAsk, useBridge, useRemember } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { textes as session } from '../session/textes.ts';
import styles from './page.module.css';
import { sansServeurTextes as mots, phraseGardees } from './textes.ts';

type Issue = { ok: true; value: SessionEtat } | { ok: false; error: { code: ErrorCode } };

/** The address when none is known, then the browser or a code: the file of this poste becomes the account's. */
const Connexion = ({ etat, onGiveUp }: { etat: SessionEtat; onGiveUp: () => void }) => {
  const bridge = useBridge();
  const remember = useRemember();
  const [adresse, setAdresse] = useState<string | null>(etat.serveur === null ? '' : null);
  const [code, setCode] = useState<string | null>(null);
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const [waits, setWaits] = useState<'serveur' | 'navigateur' | null>(null);
  const inBrowser = useRef(false);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
      // Gone to another screen: nobody is left here to come back to from the browser.
      if (inBrowser.current) void bridge.invoke('session:annuler-connexion', {});
    };
  }, [bridge]);

  const take = (issue: Issue): boolean => {
    if (issue.ok) remember('session:etat', {}, issue.value);
    if (!alive.current) return false;
    setWaits(null);
    if (!issue.ok && issue.error.code !== 'CONNEXION_ANNULEE') setErreur(issue.error.code);
    return issue.ok;
  };
  const nomPoste = etat.poste ?? 'Poste';
  const submit = async (): Promise<void> => {
    setErreur(null);
    if (adresse !== null) {
      setWaits('serveur');
      if (take(await bridge.invoke('session:definir-serveur', { url: adresse.trim() }))) setAdresse(null);
      return;
    }
    if (code !== null) {
      setWaits('serveur');
      const typed = code.replace(/[\s-]/g, '').toUpperCase();
      take(await bridge.invoke('session:enroler', { code: typed, nomPoste }));
      return;
    }
    setWaits('navigateur');
    inBrowser.current = true;
    const issue = await bridge.invoke('session:connecter', { nomPoste });
    inBrowser.current = false;
    take(issue);
  };
  const isEmpty = adresse?.trim() === '' || code?.trim() === '';
  return (
    <form
      className={styles.connexion}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!isEmpty && waits === null) void submit();
      }}
    >
      {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
      {waits === 'navigateur' && (
        <Notice
          tone="info"
          action={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void bridge.invoke('session:annuler-connexion', {})}
            >
              Ne plus attendre
            </Button>
          }
        >
          {mots.navigateur}
        </Notice>
      )}
      {adresse !== null && (
        <TextInput
          label={session.serveur.champ}
          description={session.serveur.aide}
          placeholder={session.serveur.exemple}
          value={adresse}
          maxLength={300}
          autoFocus
          onChange={(event) => setAdresse(event.currentTarget.value)}
        />
      )}
      {adresse === null && (
        <p className={styles.meta} data-selectable>
          Serveur : {etat.serveur}
        </p>
      )}
      {adresse === null && code !== null && (
        <TextInput
          label={session.connexion.champCode}
          description={session.connexion.aideCode}
          value={code}
          maxLength={20}
          autoFocus
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <div className={styles.buttons}>
        <Button
          type="submit"
          loading={waits !== null}
          disabled={isEmpty}
          rightSection={adresse === null && code === null ? <IconExternalLink size={16} aria-hidden /> : undefined}
        >
          {adresse !== null
            ? session.serveur.continuer
            : code !== null
              ? session.connexion.valider
              : session.connexion.bouton}
        </Button>
        <Button variant="default" onClick={onGiveUp}>
          {mots.rester}
        </Button>
      </div>
      {adresse === null && waits === null && (
        <p className={styles.liens}>
          <Anchor component="button" type="button" fz="sm" onClick={() => setCode(code === null ? '' : null)}>
            {code === null ? session.connexion.avecCode : session.connexion.avecNavigateur}
          </Anchor>
          <Anchor component="button" type="button" fz="sm" onClick={() => setAdresse(etat.serveur ?? '')}>
            {session.serveur.changer}
          </Anchor>
        </p>
      )}
    </form>
  );
};

/** A poste that knows no server: what that means, and the way to one, which loses nothing. */
export const SansServeur = ({ gardees }: { gardees: number }) => {
  const etat = useAsk('session:etat', {}).data;
  const [connecting, setConnecting] = useState(false);
  if (etat === undefined) return null;
  return (
    <section className={styles.panel} aria-label={mots.titre}>
      <h2>{mots.titre}</h2>
      <ul className={styles.explications}>
        <li>{mots.ici}</li>
        <li>{phraseGardees(gardees)}</li>
        <li>{mots.connecter}</li>
      </ul>
      {connecting ? (
        <Connexion etat={etat} onGiveUp={() => setConnecting(false)} />
      ) : (
        <Button leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={() => setConnecting(true)}>
          {mots.bouton}
        </Button>
      )}
    </section>
  );
};
