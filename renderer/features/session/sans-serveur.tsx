import { Anchor, Button, TextInput } from '@mantine/core';
import { useContext, useState } from 'react';
import { etapesSansServeur, StepPage } from './step-page.tsx';
import { textes } from './textes.ts';
import { LastAttempt, useSessionCommand } from './use-session.ts';

/** An office that only has the CSV file of its lists: a name for the screen, a name for this poste, and it works. */
export const WithoutServer = ({ onBack }: { onBack: () => void }) => {
  const { send, erreur, enCours, oublier } = useSessionCommand();
  const { nomPoste: typed, setNomPoste } = useContext(LastAttempt);
  const [nom, setNom] = useState('');
  const nomPoste = typed ?? '';
  const ready = nom.trim() !== '' && nomPoste.trim() !== '';
  const back = (): void => {
    oublier();
    onBack();
  };
  return (
    <StepPage
      titre={textes.sansServeur.titre}
      aide={textes.sansServeur.aide}
      etape={1}
      etapes={etapesSansServeur}
      erreur={erreur}
      onSubmit={() => ready && void send('session:sans-serveur', { nom: nom.trim(), nomPoste: nomPoste.trim() })}
    >
      <TextInput
        label={textes.sansServeur.nom}
        placeholder={textes.sansServeur.exempleNom}
        value={nom}
        maxLength={80}
        autoFocus
        onChange={(event) => setNom(event.currentTarget.value)}
      />
      <TextInput
        label={textes.connexion.nomPoste}
        description={textes.connexion.aideNomPoste}
        value={nomPoste}
        maxLength={40}
        onChange={(event) => setNomPoste(event.currentTarget.value)}
      />
      <Button type="submit" loading={enCours} disabled={!ready}>
        {textes.sansServeur.bouton}
      </Button>
      <Anchor component="button" type="button" fz="sm" onClick={back}>
        {textes.sansServeur.retour}
      </Anchor>
    </StepPage>
  );
};
