import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useNow } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { SignIn } from './sign-in.tsx';
import { StepPage } from './step-page.tsx';
import { phraseNonEnvoyes, textes } from './textes.ts';
import { useSessionCommand } from './use-session.ts';

/** The page is emptied of data, the unsent count stays: nothing is wiped by a session that ended. */
const SignInAgain = ({ etat, titre, aide }: { etat: SessionEtat; titre: string; aide: string }) => {
  const { send, erreur, enCours } = useSessionCommand();
  const [otherWay, setOtherWay] = useState(false);
  const now = useNow(60_000);
  const nomPoste = etat.poste;
  if (otherWay || nomPoste === null) return <SignIn etat={etat} />;
  return (
    <StepPage
      titre={titre}
      aide={aide}
      // What refused the last PIN is also why one stands here: said once.
      erreur={erreur === etat.raison ? null : erreur}
      onSubmit={() => void send('session:connecter', { nomPoste })}
      pied={<span data-selectable>{etat.serveur}</span>}
    >
      <Notice tone={etat.nonEnvoyes > 0 ? 'warn' : 'info'}>
        {phraseNonEnvoyes(etat, now)}
        {etat.nonEnvoyes > 0 && ' Elles sont gardées et partiront après la connexion.'}
      </Notice>
      <Button type="submit" loading={enCours}>
        {textes.reconnexion.bouton}
      </Button>
      <Anchor component="button" type="button" fz="sm" onClick={() => setOtherWay(true)}>
        {textes.connexion.avecCode}
      </Anchor>
    </StepPage>
  );
};

export const Reconnection = ({ etat }: { etat: SessionEtat }) => (
  <SignInAgain etat={etat} titre={textes.reconnexion.titre} aide={phraseErreur(etat.raison ?? 'SESSION_EXPIREE')} />
);

export const LeaseEnded = ({ etat }: { etat: SessionEtat }) => (
  <SignInAgain etat={etat} titre={textes.bail.titre} aide={textes.bail.aide} />
);

/** A full disk, a second window, a newer version: the file is good, only the moment is not. */
const WaitedOut = ({ raison }: { raison: ErrorCode }) => {
  const { send, erreur, enCours } = useSessionCommand();
  return (
    <StepPage titre={textes.attente.titre} aide={textes.attente.aide} erreur={erreur}>
      <Notice tone="warn">{phraseErreur(raison)}</Notice>
      <Button loading={enCours} onClick={() => void send('session:repartir', {})}>
        {textes.attente.bouton}
      </Button>
    </StepPage>
  );
};

const lostFile: readonly ErrorCode[] = ['BASE_ILLISIBLE', 'CLE_ABSENTE'];

export const UnreadableBase = ({ etat }: { etat: SessionEtat }) =>
  etat.raison === null || lostFile.includes(etat.raison) ? (
    <LostFile etat={etat} />
  ) : (
    <WaitedOut raison={etat.raison} />
  );

const LostFile = ({ etat }: { etat: SessionEtat }) => {
  const { send, erreur, enCours } = useSessionCommand();
  const now = useNow(60_000);
  return (
    <StepPage titre={textes.illisible.titre} aide={textes.illisible.garde} erreur={erreur}>
      {etat.raison !== null && etat.raison !== 'BASE_ILLISIBLE' && (
        <Notice tone="info">{phraseErreur(etat.raison)}</Notice>
      )}
      <Notice tone={etat.nonEnvoyes > 0 ? 'warn' : 'info'}>
        {phraseNonEnvoyes(etat, now)}
        {etat.nonEnvoyes > 0 && ' Elles sont dans le fichier gardé de côté.'}
      </Notice>
      <p>{etat.serveur === null ? textes.illisible.suiteSansServeur : textes.illisible.suite}</p>
      <Button loading={enCours} onClick={() => void send('session:repartir', {})}>
        {textes.illisible.bouton}
      </Button>
    </StepPage>
  );
};
