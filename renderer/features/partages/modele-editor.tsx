import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { modeleVide } from '../../../shared/domain/messages/modeles-fournis.ts';
import { compterSms } from '../../../shared/domain/messages/sms.ts';
import { remplir, variableMots, variables, variablesInconnues } from '../../../shared/domain/messages/variables.ts';
import { type Modele, modele as schema } from '../../../shared/domain/partages.ts';
import { Notice } from '../../ui/notice.tsx';
import { FormeWindow } from '../agenda/forme-window.tsx';
import { avecBlancs } from '../demandes/apercu.tsx';
import { phraseSms } from '../messages/textes.ts';
import { useGarde, useGarder } from '../messages/use-brouillon.ts';
import { exemple } from './exemple.ts';
import { lireModeleBegun } from './modele-begun.ts';
import styles from './partages.module.css';
import { phraseInconnues, phrasePartage } from './textes.ts';
import { useConnexion } from './use-connexion.ts';
import { usePartages } from './use-partages.ts';

/** One modèle, and what a family would read of it. */
const Editor = ({
  id,
  depart,
  begun,
  onClose,
}: {
  /** null for a new one. */
  id: string | null;
  depart: Modele;
  /** What the file holds of it, from before a lock. */
  begun: Modele | null;
  onClose: () => void;
}) => {
  const { ecrire } = usePartages();
  const connexion = useConnexion();
  const [modele, setModele] = useState(begun ?? depart);
  const { keep, write } = useGarder({ genre: 'modele', id });
  const [isSending, setSending] = useState(false);
  const [asked, setAsked] = useState(false);
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const set = (change: Partial<Modele>): void => {
    const next = { ...modele, ...change };
    setModele(next);
    keep(JSON.stringify(next));
  };
  const isDirty = modele.nom !== depart.nom || modele.objet !== depart.objet || modele.texte !== depart.texte;
  const close = (): void => {
    if (isDirty || begun !== null) write('', false);
    onClose();
  };
  const isSms = modele.canal === 'sms';
  const inconnues = variablesInconnues(isSms ? modele.texte : `${modele.objet}\n${modele.texte}`);
  const lu = schema.safeParse({ ...modele, objet: isSms ? '' : modele.objet });

  const insert = (variable: string): void => {
    const field = area.current;
    if (field === null) return;
    const { selectionStart, selectionEnd } = field;
    const mot = `{${variable}}`;
    set({ texte: `${modele.texte.slice(0, selectionStart)}${mot}${modele.texte.slice(selectionEnd)}` });
    field.focus();
    // After React has put the new text in.
    queueMicrotask(() => field.setSelectionRange(selectionStart + mot.length, selectionStart + mot.length));
  };
  const send = async (): Promise<void> => {
    setAsked(true);
    if (!lu.success || inconnues.length > 0) return;
    setSending(true);
    const written = await ecrire({ genre: 'modele', id, valeur: lu.data });
    setSending(false);
    setErreur(written.ok ? null : written.error.code);
    if (written.ok) close();
  };
  const apercu = remplir(modele.texte, exemple);
  return (
    <FormeWindow
      titre={id === null ? 'Nouveau modèle' : 'Modifier le modèle'}
      size={860}
      isDirty={isDirty}
      isSending={isSending}
      erreur={erreur}
      envoyer="Enregistrer"
      note={phrasePartage(connexion)}
      onSend={() => void send()}
      onClose={close}
    >
      <div className={styles.deux}>
        <div className={styles.champs}>
          <TextInput
            size="xs"
            label="Nom du modèle"
            data-autofocus
            maxLength={60}
            value={modele.nom}
            {...(asked && modele.nom.trim() === '' ? { error: 'Lui donner un nom, pour le retrouver.' } : {})}
            onChange={(event) => set({ nom: event.currentTarget.value })}
          />
          <SegmentedControl
            size="xs"
            aria-label="Moyen d’écrire"
            data={[
              { value: 'courriel', label: 'Courriel, courrier' },
              { value: 'sms', label: 'SMS' },
            ]}
            value={modele.canal}
            onChange={(canal) => set({ canal: canal === 'sms' ? 'sms' : 'courriel' })}
          />
          {!isSms && (
            <TextInput
              size="xs"
              label="Objet"
              maxLength={150}
              value={modele.objet}
              onChange={(event) => set({ objet: event.currentTarget.value })}
            />
          )}
          <Textarea
            ref={area}
            size="xs"
            label="Texte"
            autosize
            minRows={8}
            maxRows={14}
            maxLength={4_000}
            spellCheck
            lang="fr"
            value={modele.texte}
            {...(asked && modele.texte.trim() === '' ? { error: 'Le texte est vide.' } : {})}
            onChange={(event) => set({ texte: event.currentTarget.value })}
          />
          <div className={styles.variables} role="toolbar" aria-label="Ajouter au texte">
            {variables.map((variable) => (
              <button key={variable} type="button" onClick={() => insert(variable)}>
                {variableMots[variable]}
              </button>
            ))}
          </div>
          {inconnues.length > 0 && <Notice tone="bad">{phraseInconnues(inconnues)}</Notice>}
        </div>
        <section className={styles.apercu} aria-label="Aperçu" data-selectable>
          <p className={styles.legende}>Aperçu, pour une personne inventée</p>
          {!isSms && <p className={styles.objet}>{remplir(modele.objet, exemple)}</p>}
          <p className={styles.corps}>{avecBlancs(apercu)}</p>
          {isSms && <p className={styles.legende}>{phraseSms(compterSms(apercu))}</p>}
        </section>
      </div>
    </FormeWindow>
  );
};

/** Once what was begun of it is read from the file; a copy begins with what it copies. */
export const ModeleEditor = ({ id, depart, onClose }: { id: string | null; depart: Modele; onClose: () => void }) => {
  const contenu = useGarde({ genre: 'modele', id });
  if (contenu === undefined) return null;
  const isCopy = id === null && depart !== modeleVide;
  return <Editor id={id} depart={depart} begun={isCopy ? null : lireModeleBegun(contenu)} onClose={onClose} />;
};
