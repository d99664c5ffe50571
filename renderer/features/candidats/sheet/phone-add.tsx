import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { afficherTelephone } from '../../../../shared/domain/telephone.ts';
import { useSaisies } from '../../saisies/saisies.tsx';
import { ajouteNumero } from './numeros.ts';
import styles from './phones.module.css';

const refus = {
  illisible: 'Ce n’est pas un numéro de téléphone complet.',
  connu: 'Ce numéro est déjà sur la fiche.',
} as const;

/** A number that the family gave and no list holds. */
export const PhoneAdd = ({ fiche }: { fiche: Fiche }) => {
  const { record } = useSaisies();
  const [opened, setOpened] = useState(false);
  const [tape, setTape] = useState('');
  const [erreur, setErreur] = useState<string | null>(null);
  const writing = useRef(false);
  const button = useRef<HTMLButtonElement>(null);

  const close = (): void => {
    setOpened(false);
    setTape('');
    setErreur(null);
    requestAnimationFrame(() => button.current?.focus());
  };
  const add = async (): Promise<void> => {
    const ajout = ajouteNumero(fiche, tape);
    if (ajout.genre !== 'ajout') {
      setErreur(refus[ajout.genre]);
      return;
    }
    if (writing.current) return;
    writing.current = true;
    const { nom, prenom } = fiche.ligne;
    const done = await record(ajout.saisies, `Numéro ajouté : ${afficherTelephone(ajout.e164)} — ${nom} ${prenom}`);
    writing.current = false;
    if (done) close();
  };

  if (!opened)
    return (
      <button ref={button} type="button" className={styles.ajouter} onClick={() => setOpened(true)}>
        <IconPlus size={13} stroke={2} aria-hidden />
        Ajouter un numéro
      </button>
    );
  return (
    <form
      className={styles.ajout}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <TextInput
        size="xs"
        type="tel"
        aria-label="Numéro à ajouter"
        placeholder="06 12 34 56 78"
        autoFocus
        maxLength={40}
        value={tape}
        error={erreur}
        onChange={(event) => {
          setTape(event.currentTarget.value);
          setErreur(null);
        }}
      />
      <Button size="xs" type="submit" disabled={tape.trim() === ''}>
        Ajouter
      </Button>
      <Button size="xs" variant="default" onClick={close}>
        Quitter
      </Button>
    </form>
  );
};
