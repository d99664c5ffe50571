import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { debutDuSite, nomDuCreneau, quandEnMots } from '../../textes/agenda.ts';
import { precisionFuseau } from '../../textes/echeances.ts';
import { Notice } from '../../ui/notice.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { ChampGenre, ChampsMots, ChampsOu, ChampsPlaces } from './champs.tsx';
import { ChampsOffre } from './champs-offre.tsx';
import { concernes, consequencesDe } from './consequences.ts';
import styles from './editor.module.css';
import { FormeWindow } from './forme-window.tsx';
import {
  avecDebut,
  avecGenreEtDuree,
  type Erreurs,
  type Formulaire,
  formulaireDe,
  formulaireVide,
  lireFormulaire,
} from './formulaire.ts';
import { ChampHeure, ChampJour } from './quand.tsx';
import { Suites, suitesCourt } from './suites.tsx';
import { fluxUsuel, type Lieu } from './use-agenda.ts';
import { useEnvoi } from './use-envoi.ts';

const ChampsQuand = ({
  forme,
  erreurs,
  fuseau,
  onChange,
}: {
  forme: Formulaire;
  erreurs: Erreurs;
  fuseau: string;
  onChange: (forme: Formulaire) => void;
}) => {
  const zone = precisionFuseau(`${forme.jour}T12:00:00.000Z`, fuseau, fuseauDuPoste());
  return (
    <div className={styles.grille}>
      <ChampJour
        label="Jour"
        value={forme.jour}
        erreur={erreurs.jour}
        onChange={(jour) => onChange({ ...forme, jour })}
      />
      <ChampHeure
        label={`Début${zone}`}
        autoFocus
        value={forme.debut}
        erreur={erreurs.debut}
        onChange={(debut) => onChange(avecDebut(forme, debut))}
      />
      <ChampHeure
        label={`Fin${zone}`}
        value={forme.fin}
        erreur={erreurs.fin}
        onChange={(fin) => onChange({ ...forme, fin })}
      />
    </div>
  );
};

/** A new créneau. */
export const NewWindow = ({
  lieux,
  flux,
  jour,
  debutMin,
  onClose,
  onDone,
}: {
  lieux: readonly Lieu[];
  /** The relation that is looked at, if one is. */
  flux: string | null;
  jour: string;
  debutMin: number;
  onClose: () => void;
  /** What was made, and on which day. */
  onDone: (creneau: string, jour: string) => void;
}) => {
  const bridge = useBridge();
  const clock = useClock();
  const { offerUndo } = useSaisies();
  const { erreur, isSending, envoyer } = useEnvoi();
  const [initial] = useState(() => formulaireVide(jour, debutMin));
  const [forme, setForme] = useState(initial);
  const [ici, setIci] = useState(() => fluxUsuel(lieux, flux));
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const lieu = lieux.find((un) => un.flux === ici);
  const fuseau = lieu?.fuseau ?? fuseauDuPoste();
  const lu = lireFormulaire(forme, fuseau);
  const isPast = lu.ok && Date.parse(lu.saisie.fin) <= clock.now();
  const send = (): void => {
    if (!lu.ok) {
      setErreurs(lu.erreurs);
      return;
    }
    setErreurs({});
    const phrase = `Créneau posé : ${debutDuSite({ debut: lu.saisie.debut, fuseau }, clock.now())}`;
    void envoyer(
      () => bridge.invoke('agenda:creer', { flux: ici, creneaux: [lu.saisie] }),
      ({ creneaux, annulableJusqua }) => {
        offerUndo({ actes: [], annulableJusqua }, phrase, () => bridge.invoke('agenda:retirer', { creneaux }));
        onDone(creneaux[0] ?? '', forme.jour);
      },
    );
  };
  return (
    <FormeWindow
      titre="Nouveau créneau"
      size={680}
      isDirty={forme !== initial}
      isSending={isSending}
      erreur={erreur}
      envoyer="Poser le créneau"
      onSend={send}
      onClose={onClose}
    >
      {lieux.length > 1 && (
        <NativeSelect
          label="Établissement"
          data={lieux.map((un) => ({ value: un.flux, label: un.nom }))}
          value={ici}
          onChange={(event) => {
            setIci(event.currentTarget.value);
            // Trainings are those of one site.
            setForme({ ...forme, certaines: false, formations: [] });
          }}
        />
      )}
      <ChampGenre forme={forme} onGenre={(genre) => setForme(avecGenreEtDuree(forme, genre))} />
      <ChampsQuand forme={forme} erreurs={erreurs} fuseau={fuseau} onChange={setForme} />
      {isPast && <Notice tone="warn">Cette heure est passée : le créneau servira à noter qui est venu.</Notice>}
      <div className={styles.deux}>
        <ChampsPlaces forme={forme} erreurs={erreurs} onChange={(change) => setForme({ ...forme, ...change })} />
        <ChampsOu
          forme={forme}
          erreurs={erreurs}
          lieu={lieu}
          onChange={(change) => setForme({ ...forme, ...change })}
        />
        <ChampsMots forme={forme} onChange={(change) => setForme({ ...forme, ...change })} />
      </div>
      <ChampsOffre
        forme={forme}
        erreurs={erreurs}
        lieu={lieu}
        onChange={(change) => setForme({ ...forme, ...change })}
      />
    </FormeWindow>
  );
};

/**
 * Changes a créneau, or only moves it; with what that does to those who come, before it is done. What is sent names the
 * state that was seen: changed by a colleague meanwhile, both are kept, *à départager*.
 */
export const ChangeWindow = ({
  creneau,
  seulementDeplacer,
  lieux,
  onClose,
  onDone,
}: {
  creneau: CreneauVu;
  seulementDeplacer: boolean;
  lieux: readonly Lieu[];
  onClose: () => void;
  onDone: () => void;
}) => {
  const bridge = useBridge();
  const clock = useClock();
  const { offerUndo } = useSaisies();
  const { erreur, isSending, envoyer } = useEnvoi();
  const [initial] = useState(() => formulaireDe(creneau));
  const [forme, setForme] = useState(initial);
  const [mot, setMot] = useState('');
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const inscriptions = useAsk('agenda:creneau', { creneau: creneau.id }).data?.inscriptions;
  const { fuseau } = creneau;
  const lieu = lieux.find((un) => un.flux === creneau.flux);
  const lu = lireFormulaire(forme, fuseau);
  const change = (part: Partial<Formulaire>): void => setForme((known) => ({ ...known, ...part }));
  const suites =
    !lu.ok || inscriptions === undefined ? null : consequencesDe(creneau, lu.saisie, inscriptions, clock.now());
  const send = (): void => {
    if (!lu.ok) {
      setErreurs(lu.erreurs);
      return;
    }
    setErreurs({});
    const { saisie } = lu;
    const isMoved = saisie.debut !== creneau.debut || saisie.fin !== creneau.fin;
    const quand = debutDuSite({ debut: saisie.debut, fuseau }, clock.now());
    const isSaid = suites !== null && suites.courriel !== null && mot.trim() !== '';
    void envoyer(
      () =>
        bridge.invoke('agenda:modifier', {
          creneau: creneau.id,
          saisie,
          mot: isSaid ? mot.trim() : null,
          vues: creneau.vues,
        }),
      ({ acte, annulableJusqua }) => {
        offerUndo({ actes: [acte], annulableJusqua }, `Créneau ${isMoved ? 'déplacé' : 'modifié'} : ${quand}`);
        onDone();
      },
    );
  };
  const isDirty = forme !== initial || mot !== '';
  return (
    <FormeWindow
      titre={seulementDeplacer ? 'Déplacer le créneau' : 'Modifier le créneau'}
      size={680}
      isDirty={isDirty}
      isSending={isSending}
      erreur={erreur}
      envoyer={seulementDeplacer ? 'Déplacer' : 'Enregistrer'}
      canSend={forme !== initial}
      note={forme !== initial && suites !== null ? suitesCourt(suites) : undefined}
      onSend={send}
      onClose={onClose}
    >
      <p className={styles.avant}>
        {nomDuCreneau(creneau)}, {quandEnMots(creneau, clock.now())}
      </p>
      {!seulementDeplacer && <ChampGenre forme={forme} onGenre={(genre) => setForme(avecGenreEtDuree(forme, genre))} />}
      <ChampsQuand forme={forme} erreurs={erreurs} fuseau={fuseau} onChange={setForme} />
      <div className={styles.deux}>
        <ChampsOu forme={forme} erreurs={erreurs} lieu={lieu} onChange={change} />
        {!seulementDeplacer && (
          <>
            <ChampsPlaces forme={forme} erreurs={erreurs} onChange={change} />
            <ChampsMots forme={forme} onChange={change} />
          </>
        )}
      </div>
      {!seulementDeplacer && <ChampsOffre forme={forme} erreurs={erreurs} lieu={lieu} onChange={change} />}
      {forme !== initial && lu.ok && suites !== null && (
        <Suites
          consequences={suites}
          annonce={{ creneau: lu.saisie, cfa: creneau.fluxNom, fuseau }}
          mot={mot}
          onMot={setMot}
          inscrits={concernes(inscriptions ?? []).length}
        />
      )}
    </FormeWindow>
  );
};
