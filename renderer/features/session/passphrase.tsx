import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { StepPage } from './step-page.tsx';
import { textes } from './textes.ts';
import { useSessionCommand } from './use-session.ts';

const minimum = 12;

const ChoosePhrase = () => {
  const { send, erreur, enCours } = useSessionCommand();
  const [phrase, setPhrase] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== phrase;
  const ready = phrase.length >= minimum && again === phrase;
  return (
    <StepPage
      titre={textes.phraseAChoisir.titre}
      aide={textes.phraseAChoisir.aide}
      etape={2}
      erreur={erreur}
      onSubmit={() => ready && void send('session:phrase', { phrase })}
    >
      <PasswordInput
        label={textes.phraseAChoisir.champ}
        description={textes.phraseAChoisir.regle}
        value={phrase}
        maxLength={200}
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': 'Montrer ou masquer' }}
        onChange={(event) => setPhrase(event.currentTarget.value)}
      />
      <PasswordInput
        label={textes.phraseAChoisir.confirmation}
        value={again}
        maxLength={200}
        error={differs && again.length >= phrase.length ? textes.phraseAChoisir.different : null}
        visibilityToggleButtonProps={{ 'aria-label': 'Montrer ou masquer' }}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <Button type="submit" loading={enCours} disabled={!ready}>
        {textes.phraseAChoisir.bouton}
      </Button>
    </StepPage>
  );
};

const GivePhrase = ({ etat }: { etat: SessionEtat }) => {
  const { send, erreur, enCours } = useSessionCommand();
  const [phrase, setPhrase] = useState('');
  return (
    <StepPage
      titre={textes.phraseADonner.titre}
      aide={textes.phraseADonner.aide}
      erreur={erreur ?? etat.raison}
      onSubmit={() => phrase !== '' && void send('session:phrase', { phrase })}
    >
      <PasswordInput
        label={textes.phraseADonner.champ}
        value={phrase}
        maxLength={200}
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': 'Montrer ou masquer' }}
        onChange={(event) => setPhrase(event.currentTarget.value)}
      />
      <Button type="submit" loading={enCours} disabled={phrase === ''}>
        {textes.phraseADonner.bouton}
      </Button>
    </StepPage>
  );
};

/** Only where the computer has no keychain (SECURITY, Keys and files). */
export const Passphrase = ({ etat }: { etat: SessionEtat }) =>
  etat.phrase === 'a-donner' ? <GivePhrase etat={etat} /> : <ChoosePhrase />;
