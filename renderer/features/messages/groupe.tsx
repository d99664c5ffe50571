import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import type { Envoi } from '../../../shared/domain/messages/envois.ts';
import { tientDansUnLien } from '../../../shared/domain/messages/mailto.ts';
import { useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { phraseExclus } from '../lots/textes.ts';
import { SignInNotice } from '../rapprochements/sign-in-notice.tsx';
import { useCopie } from '../saisies/use-copie.ts';
import { type Brouillon, brouillonNeuf } from './brouillon.ts';
import { estPret, ModeleSelect, TexteField, type TexteRef } from './champs.tsx';
import { objetMax, texteMax } from './contexte.ts';
import { BoutonCopier } from './copier.tsx';
import { Depart } from './depart.tsx';
import styles from './messages.module.css';
import { Rgpd, type RgpdRef } from './rgpd.tsx';
import {
  phraseCci,
  phraseDejaNotes,
  phraseEnvoi,
  phraseGroupe,
  phraseIllisibles,
  phraseObjet,
  phrasePasOuvert,
  phraseTropLong,
} from './textes.ts';
import { useDelibere } from './use-delibere.ts';
import { useGroupe } from './use-groupe.ts';
import { useMessageGroupe } from './use-message-groupe.ts';

/** One mail to many families, in bcc, as many addresses as a link holds; each sending is noted once it is said sent. */
export const EcrireGroupe = ({
  portee,
  phrase,
  begun,
  onModeles,
  onClose,
}: {
  portee: PorteeLot;
  phrase: string;
  /** What the file holds of it. */
  begun: Brouillon | null;
  onModeles: () => void;
  onClose: () => void;
}) => {
  const bridge = useBridge();
  const copier = useCopie(true);
  const message = useMessageGroupe(begun);
  const { brouillon, change, ecrit, setEcrit, entier } = message;
  const [passes, setPasses] = useState<readonly string[]>([]);
  const [faits, setFaits] = useState(0);
  const groupe = useGroupe(portee, { brouillon, passes, objet: ecrit.objet, entier });
  const text = useRef<TexteRef>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const objet = useRef<HTMLInputElement>(null);
  const rgpd = useRef<RgpdRef>(null);
  const [asked, setAsked] = useState(false);
  const [erreur, setErreur] = useState<string | null>(null);
  const noting = useRef(false);
  const leaving = useRef(false);
  const isOut = brouillon.parti;
  const canAnswer = useDelibere(isOut);
  const { envoi, envois } = groupe;
  const total = faits + envois.length;
  const tient = envoi === null || tientDansUnLien({ to: [], bcc: envoi.adresses, subject: ecrit.objet, body: entier });
  // What some have received is what all receive.
  const isFrozen = isOut || brouillon.notes.length > 0;

  const isReady = (): boolean => {
    const objetPret = estPret(ecrit.objet);
    const textePret = estPret(ecrit.texte);
    const entierPret = estPret(entier);
    setAsked(!(objetPret && textePret && entierPret));
    if (!objetPret) objet.current?.select();
    else if (!textePret) text.current?.toBlanc(0);
    else if (!entierPret) rgpd.current?.toBlanc();
    return objetPret && textePret && entierPret && entier.length <= texteMax;
  };
  const out = ({ candidats }: Envoi): void =>
    change({ parti: true, attente: { candidats, seul: envois.length === 1, lot: crypto.randomUUID() } });
  const isStillSo = async (prochain: Envoi): Promise<boolean> => {
    const change = await groupe.verifier(prochain, isOut);
    setErreur(change);
    return change === null;
  };
  const open = async (): Promise<void> => {
    if (envoi === null || leaving.current || !isReady()) return;
    leaving.current = true;
    if (!(await isStillSo(envoi))) {
      leaving.current = false;
      return;
    }
    const answer = await bridge.invoke('systeme:ecrire-courriel', {
      a: envoi.adresses,
      cci: true,
      objet: ecrit.objet,
      texte: entier,
    });
    leaving.current = false;
    setErreur(answer.ok ? null : phrasePasOuvert(answer.error.code, 'groupe'));
    if (answer.ok) out(envoi);
  };
  const copy = async (): Promise<void> => {
    if (envoi !== null && isReady() && (await isStillSo(envoi)) && (await copier(entier))) out(envoi);
  };
  const sent = async (): Promise<void> => {
    const { notes, attente } = brouillon;
    if (noting.current || !canAnswer || attente === null) return;
    noting.current = true;
    // Locked before the answer, it is asked again: it is the same lot, which is noted once.
    const done = await groupe.noter(attente, {
      objet: ecrit.objet.trim(),
      texte: entier,
      modele: message.modele,
      informe: message.informe,
    });
    noting.current = false;
    if (!done) return;
    setErreur(null);
    const suivants = envois.filter(({ candidats }) => !candidats.some((un) => attente.candidats.includes(un))).length;
    if (attente.seul) message.oublie();
    else {
      change({ parti: false, attente: null, notes: [...notes, ...attente.candidats] });
      setFaits(faits + 1);
    }
    if (attente.seul || suivants === 0) onClose();
  };
  const notSent = (): void => {
    setErreur(null);
    change({ parti: false, attente: null });
  };
  const pass = (): void => {
    if (envoi === null) return;
    if (envois.length <= 1) {
      onClose();
      return;
    }
    setPasses([...passes, ...envoi.candidats]);
    setFaits(faits + 1);
  };
  const giveUp = (): void => {
    message.oublie();
    onClose();
  };
  const peutOuvrir = envoi !== null && tient;
  const onKeyDown = (event: KeyboardEvent): void => {
    const isSend = event.key === 'Enter' && event.ctrlKey && !event.repeat;
    if (!isSend && event.key !== 'F8') return;
    event.preventDefault();
    if (!isSend) text.current?.toBlanc(null);
    else if (isOut) void sent();
    else if (peutOuvrir) void open();
    else if (envoi !== null) void copy();
  };
  const exclus = phraseExclus(groupe.exclus);
  const code = groupe.erreur instanceof CallFailed ? groupe.erreur.code : null;

  return (
    <Window titre="Écrire aux familles" size={660} opened isWriting onClose={onClose} onKeyDown={onKeyDown}>
      <div className={styles.forme}>
        <div className={styles.qui} role="status">
          <p>
            <b>{phrase}</b>
          </p>
          {groupe.isKnown && <p>{phraseGroupe(groupe.candidats, groupe.adresses)}</p>}
          {exclus !== '' && <p className={styles.muted}>{exclus}</p>}
          {groupe.illisibles > 0 && <p className={styles.muted}>{phraseIllisibles(groupe.illisibles)}</p>}
        </div>
        <SignInNotice gate={groupe.gate} suite="continuer" />
        {code !== null && <Notice tone="bad">{phraseErreur(code)}</Notice>}
        {groupe.isKnown && envois.length === 0 && (
          <Notice tone="warn">Personne ici n’a d’adresse à laquelle écrire.</Notice>
        )}
        {brouillon.notes.length > 0 && (
          <Notice
            tone="info"
            action={
              isOut ? null : (
                <Button size="compact-sm" variant="default" onClick={() => change(brouillonNeuf('courriel'))}>
                  Écrire un autre message
                </Button>
              )
            }
          >
            {phraseDejaNotes(brouillon.notes.length)}
          </Notice>
        )}
        <ModeleSelect
          modeles={message.offerts}
          cle={ecrit.modele}
          disabled={isFrozen}
          onChoose={message.choose}
          onManage={onModeles}
        />
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
          ref={rgpd}
          asked={asked}
          jointe={message.jointe}
          texte={message.notice}
          informe={message.informe}
          dejaInforme={false}
          readOnly={isFrozen}
          onJointe={(jointe) => message.setNotice({ jointe })}
          onTexte={(texte) => message.setNotice({ texte })}
          onInforme={message.setInforme}
        />
        {envoi !== null && (
          <div className={styles.ligne}>
            {total > 1 && (
              <p role="status">
                <b>{phraseEnvoi(faits + 1, total)}</b>
              </p>
            )}
            <BoutonCopier
              small
              texte={async () => ((await isStillSo(envoi)) ? envoi.adresses.join('; ') : null)}
              label={`Copier les adresses (${envoi.adresses.length})`}
            />
            <span className={styles.muted}>{phraseCci}</span>
          </div>
        )}
        {envoi !== null && !tient && <Notice tone="info">{phraseTropLong}</Notice>}
        {erreur !== null && <Notice tone="bad">{erreur}</Notice>}
        <Depart
          isOut={isOut}
          canAnswer={canAnswer}
          canOpen={peutOuvrir}
          canCopy={envoi !== null}
          question={total > 1 ? 'Cet envoi est-il parti ?' : 'Le message est-il parti ?'}
          onOpen={() => void open()}
          onCopy={() => void copy()}
          onSent={() => void sent()}
          onNotSent={notSent}
          onGiveUp={ecrit.texte.trim() === '' ? null : giveUp}
          onClose={onClose}
        />
        {envoi !== null && envois.length > 1 && !isOut && (
          <div>
            <Button size="compact-sm" variant="subtle" onClick={pass}>
              Passer cet envoi sans le noter
            </Button>
          </div>
        )}
      </div>
    </Window>
  );
};
