import { useState } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { debutDuSite, nomDuCreneau, quandEnMots } from '../../textes/agenda.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { concernes, consequencesDe } from './consequences.ts';
import styles from './editor.module.css';
import { FormeWindow } from './forme-window.tsx';
import { saisieDe } from './formulaire.ts';
import { Suites } from './suites.tsx';
import { useEnvoi } from './use-envoi.ts';

/** Cancelling is for good, since people are told: who they are and what they will read, first. */
export const CancelWindow = ({
  creneau,
  onClose,
  onDone,
}: {
  creneau: CreneauVu;
  onClose: () => void;
  onDone: () => void;
}) => {
  const bridge = useBridge();
  const clock = useClock();
  const { offerUndo } = useSaisies();
  const { erreur, isSending, envoyer } = useEnvoi();
  const [mot, setMot] = useState('');
  const inscriptions = useAsk('agenda:creneau', { creneau: creneau.id }).data?.inscriptions;
  const suites = inscriptions === undefined ? null : consequencesDe(creneau, null, inscriptions, clock.now());
  const send = (): void => {
    const isSaid = suites !== null && suites.courriel !== null && mot.trim() !== '';
    void envoyer(
      () =>
        bridge.invoke('agenda:annuler', {
          creneau: creneau.id,
          mot: isSaid ? mot.trim() : null,
          vues: creneau.vues,
        }),
      ({ acte, annulableJusqua }) => {
        const phrase = `Créneau annulé : ${debutDuSite(creneau, clock.now())}`;
        offerUndo({ actes: [acte], annulableJusqua }, phrase);
        onDone();
      },
    );
  };
  return (
    <FormeWindow
      titre="Annuler le créneau"
      size={560}
      isDirty={mot !== ''}
      isSending={isSending}
      canSend={suites !== null}
      erreur={erreur}
      envoyer="Annuler ce créneau"
      danger
      onSend={send}
      onClose={onClose}
    >
      <p className={styles.avant}>
        <b>{nomDuCreneau(creneau)}</b>, {quandEnMots(creneau, clock.now())}. Passé dix secondes, un créneau annulé le
        reste : il faut en poser un autre pour revenir en arrière.
      </p>
      {suites !== null && (
        <Suites
          consequences={suites}
          annonce={{ creneau: saisieDe(creneau), cfa: creneau.fluxNom, fuseau: creneau.fuseau }}
          mot={mot}
          onMot={setMot}
          inscrits={concernes(inscriptions ?? []).length}
        />
      )}
    </FormeWindow>
  );
};
