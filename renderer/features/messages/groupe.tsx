import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { estPret, ModeleSelect, TexteField, type TexteRef } from './champs.tsx';
import { objetMax, texteMax } from './contexte.ts';
import { BoutonCopier, useCopieSensible } from './copier.tsx';
import { Depart } from './depart.tsx';
import styles from './messages.module.css';
import { Rgpd } from './rgpd.tsx';
import { phraseEnvoi, phraseExclus, phraseGroupe, phraseIllisibles, phraseObjet, phraseTropLong } from './textes.ts';
import { useGroupe } from './use-groupe.ts';
import { useMessageGroupe } from './use-message-groupe.ts';

/** One mail to many families, in bcc, fifty addresses at a time; then noted for those it was sent to. */
export const EcrireGroupe = ({
  portee,
  phrase,
  onModeles,
  onClose,
}: {
  portee: PorteeLot;
  phrase: string;
  onModeles: () => void;
  onClose: () => void;
}) => {
  const bridge = useBridge();
  const copier = useCopieSensible();
  const groupe = useGroupe(portee);
  const message = useMessageGroupe(portee, groupe.envoi?.adresses ?? []);
  const { ecrit, setEcrit, entier, tient } = message;
  const text = useRef<TexteRef>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const objet = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState(false);
  const [isOut, setOut] = useState(false);
  const [erreur, setErreur] = useState<string | null>(null);
  const noting = useRef(false);
  const { envoi, envois, rang, partis } = groupe;
  // What some have received is what all receive.
  const isFrozen = isOut || partis.length > 0;

  const isReady = (): boolean => {
    const objetPret = estPret(ecrit.objet);
    const textePret = estPret(ecrit.texte);
    setAsked(!(objetPret && textePret));
    if (!objetPret) objet.current?.select();
    else if (!textePret) text.current?.toBlanc(0);
    return objetPret && textePret && entier.length <= texteMax;
  };
  const open = async (): Promise<void> => {
    if (envoi === null || !isReady()) return;
    const answer = await bridge.invoke('systeme:ecrire-courriel', {
      a: envoi.adresses,
      cci: true,
      objet: ecrit.objet,
      texte: entier,
    });
    setErreur(answer.ok ? null : phraseErreur(answer.error.code));
    if (answer.ok) setOut(true);
  };
  const copy = async (): Promise<void> => {
    if (isReady() && (await copier(entier))) setOut(true);
  };
  const noter = async (envoyes: typeof partis): Promise<void> => {
    if (noting.current) return;
    noting.current = true;
    const done = await groupe.noter(envoyes, {
      objet: ecrit.objet.trim(),
      texte: entier,
      modele: message.modele,
      informe: message.informe,
    });
    noting.current = false;
    if (!done) return;
    if (envoyes.length > 0) message.oublie();
    onClose();
  };
  const next = (isSent: boolean): void => {
    const envoyes = groupe.suivant(isSent);
    setOut(false);
    if (rang + 1 >= envois.length) void noter(envoyes);
  };
  // Closed half way: those whose mail left are noted all the same.
  const leave = (): void => void noter(partis);
  const peutOuvrir = envoi !== null && tient;
  const onKeyDown = (event: KeyboardEvent): void => {
    const isSend = event.key === 'Enter' && event.ctrlKey && !event.repeat;
    if (!isSend && event.key !== 'F8') return;
    event.preventDefault();
    if (!isSend) text.current?.toBlanc(null);
    else if (isOut) next(true);
    else if (peutOuvrir) void open();
    else if (envoi !== null) void copy();
  };
  const exclus = phraseExclus(groupe.exclus);
  const code = groupe.erreur instanceof CallFailed ? groupe.erreur.code : null;

  return (
    <Window titre="Écrire aux familles" size={660} opened onClose={leave} onKeyDown={onKeyDown}>
      <div className={styles.forme}>
        <div className={styles.qui} role="status">
          <p>
            <b>{phrase}</b>
          </p>
          {groupe.isKnown && <p>{phraseGroupe(groupe.candidats, groupe.adresses)}</p>}
          {exclus !== null && <p className={styles.muted}>{exclus}</p>}
          {groupe.illisibles > 0 && <p className={styles.muted}>{phraseIllisibles(groupe.illisibles)}</p>}
        </div>
        {code !== null && <Notice tone="bad">{phraseErreur(code)}</Notice>}
        {groupe.isKnown && envois.length === 0 && (
          <Notice tone="warn">Personne ici n’a d’adresse à laquelle écrire.</Notice>
        )}
        {!isFrozen && (
          <ModeleSelect modeles={message.offerts} cle={ecrit.modele} onChoose={message.choose} onManage={onModeles} />
        )}
        <TextInput
          ref={objet}
          size="xs"
          label="Objet"
          maxLength={objetMax}
          readOnly={isFrozen}
          value={ecrit.objet}
          {...(asked && !estPret(ecrit.objet) ? { error: phraseObjet(ecrit.objet) } : {})}
          onChange={(event) => setEcrit({ objet: event.currentTarget.value })}
        />
        <TexteField
          ref={text}
          field={field}
          texte={ecrit.texte}
          entier={entier}
          max={texteMax}
          readOnly={isFrozen}
          asked={asked}
          onChange={(texte) => setEcrit({ texte })}
          onBack={isFrozen ? null : message.back}
        />
        <Rgpd
          jointe={message.jointe}
          texte={message.notice}
          informe={message.informe}
          dejaInforme={false}
          readOnly={isFrozen}
          onJointe={(jointe) => message.setNotice({ jointe })}
          onTexte={(texte) => message.setNotice({ texte })}
          onInforme={message.setInforme}
        />
        {envoi !== null && envois.length > 1 && (
          <p role="status">
            <b>{phraseEnvoi(rang + 1, envois.length)}</b>
          </p>
        )}
        {envoi !== null && !tient && (
          <Notice
            tone="info"
            action={
              <BoutonCopier
                texte={() => envoi.adresses.join('; ')}
                label={`Copier les adresses (${envoi.adresses.length})`}
              />
            }
          >
            {phraseTropLong} Les adresses vont dans « Cci ».
          </Notice>
        )}
        {erreur !== null && <Notice tone="bad">{erreur}</Notice>}
        <Depart
          key={rang}
          isOut={isOut}
          canOpen={peutOuvrir}
          canCopy={envoi !== null}
          question={envois.length > 1 ? 'Cet envoi est-il parti ?' : 'Le message est-il parti ?'}
          onOpen={() => void open()}
          onCopy={() => void copy()}
          onSent={() => next(true)}
          onNotSent={() => setOut(false)}
          onClose={leave}
        />
        {envoi !== null && envois.length > 1 && !isOut && (
          <div>
            <Button size="compact-sm" variant="subtle" onClick={() => next(false)}>
              Passer cet envoi sans le noter
            </Button>
          </div>
        )}
      </div>
    </Window>
  );
};
