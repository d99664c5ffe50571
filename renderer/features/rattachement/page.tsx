import { Button, NativeSelect } from '@mantine/core';
import { IconArrowsJoin, IconCircleCheck, IconListDetails } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { phraseTravail } from '../exports/textes.ts';
import { Avance } from '../imports/avance.tsx';
import shared from '../imports/page.module.css';
import { BackHead, useBackPage } from '../listes/back-head.tsx';
import styles from './page.module.css';
import { Personnes } from './personnes.tsx';
import {
  type ListeARattacher,
  nouveauxDe,
  phraseAttente,
  phraseDisparition,
  phraseFin,
  phraseNouveaux,
  phraseRejoint,
  phraseRestes,
  phraseRetrouves,
  phraseSaisies,
} from './textes.ts';
import { useRattachementEtat } from './use-etat.ts';

/** Where one is in giving a list to the server; kept while another screen is open. */
export interface RattachementPlace {
  flux: string;
  /** The work that this screen follows, once it was asked for. */
  travail: string | null;
  /** What the list held when it was given, for the last sentence. */
  saisies: number;
  /** People of it whom the server did not know. */
  nouveaux: number;
}

/** What will happen, in the order in which a person would ask, and to whom. */
const Recit = ({
  liste,
  destination,
  onDestination,
}: {
  liste: ListeARattacher;
  destination: string;
  onDestination: (flux: string) => void;
}) => {
  const nouveaux = phraseNouveaux(liste);
  const restes = phraseRestes(liste);
  return (
    <section className={styles.panel} aria-label="Ce qui va se passer">
      <h2>Ce qui va se passer</h2>
      <ul className={styles.recit}>
        <li>
          {phraseRetrouves(liste)}
          {phraseRejoint(liste)}
        </li>
        {nouveaux !== null && (
          <li>
            {nouveaux}
            <NativeSelect
              className={styles.select ?? ''}
              label="Liste qui reçoit ces nouveaux dossiers"
              value={destination}
              data={liste.destinations.map(({ flux, nom }) => ({ value: flux, label: nom }))}
              onChange={(event) => onDestination(event.currentTarget.value)}
            />
          </li>
        )}
        <li>
          <b>{phraseSaisies(liste.saisies)}</b>
        </li>
        {restes !== null && <li>{restes}</li>}
        <li>{phraseDisparition(liste.nom, liste.limites)}</li>
      </ul>
    </section>
  );
};

/** A list imported by hand meets those of the server: who is found again, what happens, then one press. */
export const RattachementPage = ({
  place,
  onPlace,
  onBack,
  onWorkSeen,
}: {
  place: RattachementPlace;
  onPlace: (place: RattachementPlace) => void;
  onBack: () => void;
  /** This page said how a work ended: nothing else needs to. */
  onWorkSeen: (travail: string) => void;
}) => {
  const bridge = useBridge();
  const { listes, pret, erreur } = useRattachementEtat(true);
  const travaux = useAsk('travaux:liste', {}).data?.travaux ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [refus, setRefus] = useState<ErrorCode | null>(null);
  const [busy, setBusy] = useState(false);
  const titre = useBackPage(onBack);

  const travail = travaux.find((one) => one.travail === place.travail) ?? null;
  const ended = travail !== null && travail.etat !== 'en-cours' ? travail.travail : null;
  const liste = listes?.find(({ flux }) => flux === place.flux);
  const destination = liste?.destinations.find(({ flux }) => flux === chosen) ?? liste?.destinations[0];

  useEffect(() => {
    if (ended !== null) onWorkSeen(ended);
  }, [ended, onWorkSeen]);

  const apply = async (): Promise<void> => {
    if (liste === undefined || destination === undefined) return;
    setBusy(true);
    setRefus(null);
    const started = await bridge.invoke('rattachement:appliquer', { flux: liste.flux, destination: destination.flux });
    setBusy(false);
    if (started.ok) {
      const nouveaux = nouveauxDe(liste);
      onPlace({ ...place, travail: started.value.travail, saisies: liste.saisies, nouveaux });
    } else setRefus(started.error.code);
  };

  const isDone = travail?.etat === 'fini';
  const isRunning = travail?.etat === 'en-cours';
  const canApply = liste !== undefined && destination !== undefined && !isDone && !isRunning;
  const echec = travail?.etat === 'echec' ? phraseTravail(travail) : null;
  return (
    <div className={shared.page}>
      <BackHead
        titre="Rattacher une liste au serveur"
        place={titre}
        sujet={liste !== undefined && !isDone && <p>{liste.nom}</p>}
        onBack={onBack}
      >
        {canApply && pret && (
          <Button loading={busy} leftSection={<IconArrowsJoin size={16} aria-hidden />} onClick={() => void apply()}>
            Rattacher
          </Button>
        )}
      </BackHead>
      {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
      {refus !== null && <Notice tone="bad">{phraseErreur(refus)}</Notice>}
      {echec !== null && <Notice tone="bad">{echec}</Notice>}
      {isRunning && <Avance travail={travail} canCancel={false} />}
      {isDone && (
        <section className={shared.centre} aria-label="Rattachement terminé">
          <IconCircleCheck size={34} stroke={1.3} aria-hidden className={shared.fait} />
          <h2>Rattachement terminé</h2>
          <p role="status">{phraseFin(travail.resultat?.nombre ?? 0, place.saisies, place.nouveaux)}</p>
          <Button autoFocus leftSection={<IconListDetails size={16} aria-hidden />} onClick={onBack}>
            Voir les listes
          </Button>
        </section>
      )}
      {canApply && !pret && <Notice tone="info">{phraseAttente}</Notice>}
      {canApply && (
        <>
          <Recit liste={liste} destination={destination.flux} onDestination={setChosen} />
          <div className={styles.personnes}>
            <Personnes liste={liste} destination={destination.nom} />
          </div>
        </>
      )}
      {listes !== undefined && liste === undefined && !isDone && !isRunning && (
        <Notice tone="info">Cette liste n’est plus sur ce poste : il n’y a rien à rattacher.</Notice>
      )}
      {liste !== undefined && destination === undefined && (
        <Notice tone="info">Aucune liste du serveur ne peut recevoir ces personnes pour l’instant.</Notice>
      )}
    </div>
  );
};
