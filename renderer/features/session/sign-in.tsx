import { Anchor, Button, TextInput } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type ReactNode, useContext, useState } from 'react';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { WithoutServer } from './sans-serveur.tsx';
import styles from './sign-in.module.css';
import { StepPage } from './step-page.tsx';
import { textes } from './textes.ts';
import { LastAttempt, useSessionCommand } from './use-session.ts';

const ServerAddress = ({
  etat,
  onDone,
  sansServeur,
}: {
  etat: SessionEtat;
  onDone: () => void;
  sansServeur: ReactNode;
}) => {
  const { send, erreur, enCours } = useSessionCommand();
  const [url, setUrl] = useState(etat.serveur ?? '');
  const submit = async (): Promise<void> => {
    if ((await send('session:definir-serveur', { url: url.trim() })) !== null) onDone();
  };
  return (
    <StepPage
      titre={textes.serveur.titre}
      aide={textes.serveur.aide}
      etape={1}
      erreur={erreur}
      onSubmit={() => void submit()}
    >
      <TextInput
        label={textes.serveur.champ}
        placeholder={textes.serveur.exemple}
        value={url}
        maxLength={300}
        onChange={(event) => setUrl(event.currentTarget.value)}
        data-autofocus
        autoFocus
      />
      <Button type="submit" loading={enCours} disabled={url.trim() === ''}>
        {textes.serveur.continuer}
      </Button>
      {sansServeur}
    </StepPage>
  );
};

/** The browser first; a code for kiosks and locked-down PCs (SECURITY, Who). */
export const SignIn = ({ etat }: { etat: SessionEtat }) => {
  const { send, erreur, enCours, oublier } = useSessionCommand();
  const [changing, setChanging] = useState(etat.serveur === null);
  const [withCode, setWithCode] = useState(false);
  const [alone, setAlone] = useState(false);
  const { nomPoste: typed, setNomPoste } = useContext(LastAttempt);
  const nomPoste = typed ?? etat.poste ?? '';
  const [code, setCode] = useState('');

  if (alone) return <WithoutServer onBack={() => setAlone(false)} />;
  // Only to whoever never came in: a file that belongs to a server goes on with it.
  const sansServeur = etat.etape === 'connexion' && (
    <Anchor
      component="button"
      type="button"
      fz="sm"
      onClick={() => {
        oublier();
        setAlone(true);
      }}
    >
      {textes.sansServeur.lien}
    </Anchor>
  );
  if (changing) return <ServerAddress etat={etat} onDone={() => setChanging(false)} sansServeur={sansServeur} />;

  const nom = nomPoste.trim();
  const submit = (): void => {
    if (nom === '') return;
    if (withCode) void send('session:enroler', { code: code.replace(/[\s-]/g, '').toUpperCase(), nomPoste: nom });
    else void send('session:connecter', { nomPoste: nom });
  };
  const toggle = (): void => {
    oublier();
    setWithCode(!withCode);
  };
  return (
    <StepPage
      titre={textes.connexion.titre}
      aide={textes.connexion.aide}
      etape={1}
      erreur={erreur ?? etat.raison}
      onSubmit={submit}
      pied={
        <>
          <span data-selectable>{etat.serveur}</span>
          <Anchor component="button" type="button" fz="xs" onClick={() => setChanging(true)}>
            {textes.serveur.changer}
          </Anchor>
        </>
      }
    >
      <TextInput
        label={textes.connexion.nomPoste}
        description={textes.connexion.aideNomPoste}
        value={nomPoste}
        maxLength={40}
        onChange={(event) => setNomPoste(event.currentTarget.value)}
        autoFocus
      />
      {withCode && (
        <TextInput
          label={textes.connexion.champCode}
          description={textes.connexion.aideCode}
          value={code}
          maxLength={20}
          classNames={{ input: styles.code ?? '' }}
          autoFocus
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <Button
        type="submit"
        loading={enCours}
        disabled={nom === '' || (withCode && code.trim() === '')}
        rightSection={withCode ? undefined : <IconExternalLink size={16} aria-hidden />}
      >
        {withCode ? textes.connexion.valider : textes.connexion.bouton}
      </Button>
      <Anchor component="button" type="button" fz="sm" onClick={toggle}>
        {withCode ? textes.connexion.avecNavigateur : textes.connexion.avecCode}
      </Anchor>
      {sansServeur}
    </StepPage>
  );
};

export const SigningIn = ({ etat }: { etat: SessionEtat }) => {
  const { send, erreur, enCours } = useSessionCommand();
  return (
    <StepPage titre={textes.enCours.titre} aide={textes.enCours.aide} etape={1} erreur={erreur}>
      {etat.codePropose !== null && (
        <TextInput
          label={textes.enCours.code}
          value={etat.codePropose}
          readOnly
          classNames={{ input: styles.code ?? '' }}
        />
      )}
      <Button variant="default" loading={enCours} onClick={() => void send('session:annuler-connexion', {})}>
        {textes.enCours.annuler}
      </Button>
    </StepPage>
  );
};
