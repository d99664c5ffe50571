import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { useBridge } from '../../ask.tsx';
import { deNom } from '../../textes/elision.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { phraseRepond } from '../demandes/textes.ts';
import { nomDe } from '../rapprochements/textes.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { useCopie } from '../saisies/use-copie.ts';
import type { Brouillon } from './brouillon.ts';
import { estPret, ModeleSelect, TexteField, type TexteRef } from './champs.tsx';
import { canaux, objetMax, texteMax } from './contexte.ts';
import { Depart } from './depart.tsx';
import styles from './messages.module.css';
import { Pour } from './pour.tsx';
import { Rgpd, type RgpdRef } from './rgpd.tsx';
import { saisiesMessage } from './saisies-message.ts';
import { canalTextes, phraseEcrit, phraseObjet, phrasePasOuvert, phraseTropLong } from './textes.ts';
import { useDelibere } from './use-delibere.ts';
import { useMessage } from './use-message.ts';

/** A mail, an SMS or a letter to one family: written here, sent with the person's own tools, then noted. */
export const EcrirePersonne = ({
  fiche,
  begun,
  onModeles,
  onClose,
}: {
  fiche: Fiche;
  /** What the file holds of it. */
  begun: Brouillon | null;
  onModeles: () => void;
  onClose: () => void;
}) => {
  const bridge = useBridge();
  const { record, say } = useSaisies();
  const copier = useCopie(true);
  const message = useMessage(fiche, begun);
  const { brouillon, change, canal, ecrit, setEcrit, entier, tient, peutPartir } = message;
  const text = useRef<TexteRef>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const objet = useRef<HTMLInputElement>(null);
  const rgpd = useRef<RgpdRef>(null);
  const [asked, setAsked] = useState(false);
  const isOut = brouillon.parti;
  const canAnswer = useDelibere(isOut);
  const setOut = (parti: boolean): void => change({ parti });
  const [erreur, setErreur] = useState<string | null>(null);
  const writing = useRef(false);
  const leaving = useRef(false);
  const nom = nomDe(fiche.identite);

  /** Nothing leaves with a blank in it: the first one is shown. */
  const isReady = (): boolean => {
    const objetPret = canal !== 'courriel' || estPret(ecrit.objet);
    const textePret = estPret(ecrit.texte);
    const entierPret = estPret(entier);
    setAsked(!(objetPret && textePret && entierPret));
    if (!objetPret) objet.current?.select();
    else if (!textePret) text.current?.toBlanc(0);
    else if (!entierPret) rgpd.current?.toBlanc();
    return objetPret && textePret && entierPret && entier.length <= texteMax;
  };
  const open = async (): Promise<void> => {
    if (leaving.current || !isReady()) return;
    leaving.current = true;
    const answer = await bridge.invoke('systeme:ecrire-courriel', {
      a: message.adresses,
      cci: false,
      objet: ecrit.objet,
      texte: entier,
    });
    leaving.current = false;
    setErreur(answer.ok ? null : phrasePasOuvert(answer.error.code, 'personne'));
    if (answer.ok) setOut(true);
  };
  const copy = async (): Promise<void> => {
    if (isReady() && (await copier(entier))) setOut(true);
  };
  const confirm = async (): Promise<void> => {
    if (writing.current || !canAnswer) return;
    const saisies = saisiesMessage(fiche, {
      canal,
      objet: ecrit.objet,
      texte: entier,
      modele: message.modele,
      informe: message.informe,
      repond: message.repond,
    });
    if (saisies.length === 0) {
      say(phraseErreur('INTROUVABLE'));
      return;
    }
    writing.current = true;
    const recorded = record(saisies, phraseEcrit(canal, nom, message.informe));
    // Behind it, and not after its answer: a lock between the two would ask again about what is noted.
    message.oublie();
    const done = await recorded;
    writing.current = false;
    if (done) onClose();
    else setOut(true);
  };
  const peutOuvrir = canal === 'courriel' && tient && peutPartir;
  const onKeyDown = (event: KeyboardEvent): void => {
    const isSend = event.key === 'Enter' && event.ctrlKey && !event.repeat;
    if (!isSend && event.key !== 'F8') return;
    event.preventDefault();
    if (!isSend) text.current?.toBlanc(null);
    else if (isOut) void confirm();
    else if (peutOuvrir) void open();
    else if (peutPartir) void copy();
  };
  const repond = phraseRepond(message.attendues, true);

  return (
    <Window
      titre={`Écrire à la famille ${deNom(nom)}`}
      size={660}
      opened
      isWriting
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <div className={styles.forme}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Moyen d’écrire"
          data={canaux.map((value) => ({ value, label: canalTextes[value] }))}
          value={canal}
          onChange={(value) => {
            const suivant = canaux.find((un) => un === value);
            if (suivant === undefined) return;
            setAsked(false);
            setErreur(null);
            message.setCanal(suivant);
          }}
        />
        <Pour fiche={fiche} canal={canal} sauf={brouillon.sauf} onSauf={(sauf) => change({ sauf: [...sauf] })} />
        <ModeleSelect
          modeles={message.offerts}
          cle={ecrit.modele}
          disabled={isOut}
          onChoose={message.choose}
          onManage={onModeles}
        />
        {canal === 'courriel' && (
          <TextInput
            ref={objet}
            size="xs"
            label="Objet"
            readOnly={isOut}
            maxLength={objetMax}
            value={ecrit.objet}
            {...(asked && !estPret(ecrit.objet) ? { error: phraseObjet(ecrit.objet) } : {})}
            onChange={(event) => setEcrit({ objet: event.currentTarget.value })}
          />
        )}
        <TexteField
          key={canal}
          ref={text}
          field={field}
          texte={ecrit.texte}
          entier={entier}
          max={texteMax}
          isSms={canal === 'sms'}
          readOnly={isOut}
          asked={asked}
          onChange={(texte) => setEcrit({ texte })}
          onBack={message.back}
        />
        <Rgpd
          ref={rgpd}
          asked={asked}
          key={`rgpd-${canal}`}
          jointe={message.jointe}
          texte={message.notice}
          informe={message.informe}
          dejaInforme={fiche.informe}
          readOnly={isOut}
          onJointe={(jointe) => message.setNotice({ jointe })}
          onTexte={(texte) => message.setNotice({ texte })}
          onInforme={(informe) => change({ informe })}
        />
        {repond !== null && (
          <Checkbox
            size="xs"
            label={repond}
            checked={brouillon.repond}
            onChange={(event) => change({ repond: event.currentTarget.checked })}
          />
        )}
        {canal === 'courriel' && peutPartir && !tient && <Notice tone="info">{phraseTropLong}</Notice>}
        {erreur !== null && <Notice tone="bad">{erreur}</Notice>}
        <Depart
          isOut={isOut}
          canAnswer={canAnswer}
          canOpen={peutOuvrir}
          canCopy={peutPartir}
          onOpen={() => void open()}
          onCopy={() => void copy()}
          onSent={() => void confirm()}
          onNotSent={() => setOut(false)}
          onGiveUp={
            message.isBegun
              ? () => {
                  message.oublie();
                  onClose();
                }
              : null
          }
          onClose={onClose}
        />
      </div>
    </Window>
  );
};
