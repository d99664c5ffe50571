import { Anchor, Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useNow } from '../../clock.tsx';
import { Notice } from '../../ui/notice.tsx';
import { etapesSansServeur, StepPage } from './step-page.tsx';
import { phraseNonEnvoyes, textes } from './textes.ts';
import { useSessionCommand } from './use-session.ts';

const minimum = 12;

const ChoosePhrase = ({ etat }: { etat: SessionEtat }) => {
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
      {...(etat.serveur === null ? { etapes: etapesSansServeur } : {})}
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

/** Says first what stays behind with the file. */
const ForgottenPhrase = ({ etat, onBack }: { etat: SessionEtat; onBack: () => void }) => {
  const { send, erreur, enCours } = useSessionCommand();
  const now = useNow(60_000);
  return (
    <StepPage
      titre={textes.phraseADonner.oubliee}
      aide={etat.serveur === null ? textes.phraseADonner.oublieeSansServeur : textes.phraseADonner.oublieeAide}
      erreur={erreur}
    >
      <Notice tone={etat.nonEnvoyes > 0 ? 'warn' : 'info'}>
        {phraseNonEnvoyes(etat, now)}
        {etat.nonEnvoyes > 0 && ' Elles resteront dans le fichier gardé de côté.'}
      </Notice>
      <Button variant="default" autoFocus onClick={onBack}>
        {textes.phraseADonner.retour}
      </Button>
      <Button color="red" variant="outline" loading={enCours} onClick={() => void send('session:repartir', {})}>
        {textes.phraseADonner.repartir}
      </Button>
    </StepPage>
  );
};

const GivePhrase = ({ etat }: { etat: SessionEtat }) => {
  const { send, erreur, enCours } = useSessionCommand();
  const [phrase, setPhrase] = useState('');
  const [isForgotten, setForgotten] = useState(false);
  if (isForgotten) return <ForgottenPhrase etat={etat} onBack={() => setForgotten(false)} />;
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
      <Anchor component="button" type="button" fz="sm" onClick={() => setForgotten(true)}>
        {textes.phraseADonner.oubliee}
      </Anchor>
    </StepPage>
  );
};

/** Only where the computer has no keychain (SECURITY, Keys and files). */
export const Passphrase = ({ etat }: { etat: SessionEtat }) =>
  etat.phrase === 'a-donner' ? <GivePhrase etat={etat} /> : <ChoosePhrase etat={etat} />;
