import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconUserPlus } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { issues } from '../../../shared/domain/actes/appel.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { dispositionTextes, interlocuteurTextes, isIssue } from '../../textes/appel.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NoteField } from '../candidats/saisie/note-field.tsx';
import { useIssueTextes } from '../partages/mots.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import {
  type ContactDraft,
  type ContactErreurs,
  creationDe,
  dispositionsRecues,
  erreursDe,
  maxTelephones,
} from './contact.ts';
import styles from './qui-appelle.module.css';

const interlocuteurs = ['responsable', 'candidat', 'autre'] as const;
const qui = { ...interlocuteurTextes, candidat: 'La personne elle-même' } as const;

/** The call that is going on: who is on the line, what it led to, a note. */
const Appel = ({ contact, set }: { contact: ContactDraft; set: (change: Partial<ContactDraft>) => void }) => {
  const issueTextes = useIssueTextes();
  return (
    <>
      <div className={styles.deux}>
        <NativeSelect
          size="xs"
          label="Qui appelle"
          value={contact.interlocuteur}
          data={interlocuteurs.map((value) => ({ value, label: qui[value] }))}
          onChange={(event) => {
            const interlocuteur = interlocuteurs.find((un) => un === event.currentTarget.value);
            if (interlocuteur !== undefined) set({ interlocuteur });
          }}
        />
        <NativeSelect
          size="xs"
          label="Ce qui s’est passé"
          value={contact.disposition}
          data={dispositionsRecues.map((value) => ({ value, label: dispositionTextes[value] }))}
          onChange={(event) => {
            const disposition = dispositionsRecues.find((une) => une === event.currentTarget.value);
            if (disposition !== undefined) set({ disposition });
          }}
        />
      </div>
      {contact.disposition === 'JOINT' && (
        <NativeSelect
          size="xs"
          label="Ce qu’il en ressort"
          value={contact.issue ?? ''}
          data={[{ value: '', label: 'Rien encore' }, ...issues.map((value) => ({ value, label: issueTextes[value] }))]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ issue: isIssue(value) ? value : null });
          }}
        />
      )}
      {contact.disposition === 'RAPPELER' && (
        <p className={styles.aide}>La date du rappel se choisit ensuite, sur la fiche.</p>
      )}
      <NoteField rows={2} label="Note de l’appel" value={contact.note} onChange={(note) => set({ note })} />
    </>
  );
};

/** Somebody that no list names: a sheet of their own, with the call that made it. Nothing is written before it is right. */
export const Nouveau = ({
  contact,
  onChange,
  onBack,
  onCreated,
}: {
  contact: ContactDraft;
  onChange: (contact: ContactDraft) => void;
  onBack: () => void;
  onCreated: (candidat: string, flux: string) => void;
}) => {
  const bridge = useBridge();
  const { offerUndo } = useSaisies();
  const options = useAsk('candidats:options', {}).data;
  const [erreurs, setErreurs] = useState<ContactErreurs | null>(null);
  const [refus, setRefus] = useState<ErrorCode | null>(null);
  const writing = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const listes = options?.flux ?? [];
  const [seule] = listes;
  const flux = contact.flux ?? (listes.length === 1 && seule !== undefined ? seule.id : null);
  const set = (change: Partial<ContactDraft>): void => {
    setErreurs(null);
    onChange({ ...contact, ...change });
  };

  const create = async (): Promise<void> => {
    const found = erreursDe(contact, flux, listes.length > 0);
    setErreurs(found);
    setRefus(null);
    if (found !== null || flux === null || writing.current) return;
    writing.current = true;
    const answer = await bridge.invoke('contacts:creer', creationDe(contact, flux));
    writing.current = false;
    if (!answer.ok) {
      setRefus(answer.error.code);
      return;
    }
    offerUndo(answer.value, `Nouveau contact — ${contact.nom.trim()} ${contact.prenom.trim()}`);
    onCreated(answer.value.candidat, flux);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void create();
  };

  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        // Entrée writes a line in the note: with Ctrl it creates, as everywhere.
        if (event.key === 'Enter' && event.ctrlKey) form.current?.requestSubmit();
      }}
    >
      <div className={styles.deux}>
        <TextInput
          size="xs"
          label="Nom"
          autoFocus={contact.nom === ''}
          maxLength={80}
          value={contact.nom}
          error={erreurs?.nom}
          onChange={(event) => set({ nom: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label="Prénom"
          autoFocus={contact.nom !== ''}
          maxLength={80}
          value={contact.prenom}
          error={erreurs?.prenom}
          onChange={(event) => set({ prenom: event.currentTarget.value })}
        />
      </div>
      {contact.telephones.map((brut, index) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: fields are only added, at the end
          key={index}
          size="xs"
          type="tel"
          label={index === 0 ? 'Téléphone' : `Téléphone ${index + 1}`}
          maxLength={40}
          value={brut}
          error={erreurs?.telephones[index]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ telephones: contact.telephones.map((un, at) => (at === index ? value : un)) });
          }}
        />
      ))}
      {contact.telephones.length < maxTelephones && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => set({ telephones: [...contact.telephones, ''] })}
          >
            Autre numéro
          </Button>
        </div>
      )}
      {listes.length > 1 && (
        <NativeSelect
          size="xs"
          label="Établissement, liste"
          value={flux ?? ''}
          error={erreurs?.flux}
          data={[
            ...(flux === null ? [{ value: '', label: 'Choisir…' }] : []),
            ...listes.map(({ id, nom }) => ({ value: id, label: nom })),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ flux: value === '' ? null : value });
          }}
        />
      )}
      <Checkbox
        size="xs"
        label="Noter l’appel reçu"
        checked={contact.hasAppel}
        onChange={(event) => set({ hasAppel: event.currentTarget.checked })}
      />
      {contact.hasAppel && <Appel contact={contact} set={set} />}
      {listes.length === 0 && erreurs?.flux !== undefined && <Notice tone="bad">{erreurs.flux}</Notice>}
      {refus !== null && <Notice tone="bad">{phraseErreur(refus)}</Notice>}
      <div className={styles.actions}>
        <Button
          size="xs"
          fz="sm"
          variant="default"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={onBack}
        >
          Retour
        </Button>
        <Button
          type="submit"
          size="xs"
          fz="sm"
          leftSection={<IconUserPlus size={15} aria-hidden />}
          rightSection={<KeyHint touche="Entrée" quiet />}
        >
          Créer la fiche
        </Button>
      </div>
    </form>
  );
};
