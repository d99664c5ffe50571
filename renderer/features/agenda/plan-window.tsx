import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { creneauxMax } from '../../../shared/contract/ipc/agenda.ts';
import { ajouterJours, territoire as territoireLu } from '../../../shared/domain/jours-ouvres.ts';
import { useBridge } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { precisionFuseau } from '../../textes/echeances.ts';
import { compte } from '../../textes/pluriel.ts';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { ChampGenre, ChampsMots, ChampsOu, ChampsPlaces } from './champs.tsx';
import { ChampsOffre } from './champs-offre.tsx';
import editor from './editor.module.css';
import { FormeWindow } from './forme-window.tsx';
import { avecGenre, type Erreurs, lireContenu, usuels } from './formulaire.ts';
import styles from './plan.module.css';
import { type ChampDuPlan, erreursDuPlan, genererPlan, type Plan, planVide, propositions, saisiesDe } from './plan.ts';
import { PlanApercu } from './plan-apercu.tsx';
import { PlanChamps } from './plan-champs.tsx';
import { fluxUsuel, type Lieu } from './use-agenda.ts';
import { useEnvoi } from './use-envoi.ts';
import { usePrevus } from './use-prevus.ts';

/** A plan is made for a week or two, most often. */
const joursUsuels = 4;

/** Créneaux by the row: everything that would be made is seen before it is, and taken back for ten seconds after. */
export const PlanWindow = ({
  lieux,
  flux,
  jour,
  onClose,
  onDone,
}: {
  lieux: readonly Lieu[];
  flux: string | null;
  /** The first day of the plan. */
  jour: string;
  onClose: () => void;
  onDone: (creneau: string, jour: string) => void;
}) => {
  const bridge = useBridge();
  const now = useNow(60_000);
  const { offerUndo } = useSaisies();
  const { erreur, isSending, envoyer } = useEnvoi();
  const [initial] = useState(() => planVide(jour, ajouterJours(jour, joursUsuels)));
  const [plan, setPlan] = useState<Plan>(initial);
  const [ici, setIci] = useState(() => fluxUsuel(lieux, flux));
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const [inverses, setInverses] = useState<ReadonlySet<string>>(new Set());
  const lieu = lieux.find((un) => un.flux === ici);
  const fuseau = lieu?.fuseau ?? fuseauDuPoste();
  const lu = territoireLu.safeParse(lieu?.territoire);
  const territoire = lu.success ? lu.data : 'metropole';
  const prevus = usePrevus(ici, plan.du, plan.au);
  const planErreurs: Partial<Record<ChampDuPlan, string>> = erreursDuPlan(plan);
  const generes = useMemo(
    () => genererPlan(plan, { fuseau, territoire, maintenant: new Date(now).toISOString(), max: creneauxMax }),
    [plan, fuseau, territoire, now],
  );
  const jours = useMemo(
    () => propositions(generes.creneaux, prevus ?? [], inverses, fuseau),
    [generes, prevus, inverses, fuseau],
  );
  const gardes = jours.flatMap(({ proposes }) => proposes).filter(({ garde }) => garde).length;
  const change = (part: Partial<Plan>): void => setPlan((known) => ({ ...known, ...part }));
  const toggle = (debut: string): void =>
    setInverses((known) => {
      const next = new Set(known);
      if (!next.delete(debut)) next.add(debut);
      return next;
    });
  const setGenre = (genre: Plan['genre']): void => {
    const isUsual = plan.duree === usuels[plan.genre].dureeMin;
    const suivant = avecGenre(plan, genre);
    setPlan(isUsual ? { ...suivant, duree: usuels[genre].dureeMin } : suivant);
  };
  const send = (): void => {
    const contenu = lireContenu(plan);
    if (!contenu.ok) {
      setErreurs(contenu.erreurs);
      return;
    }
    setErreurs({});
    const creneaux = saisiesDe(jours, contenu.saisie);
    const premier = jours.find(({ proposes }) => proposes.some(({ garde }) => garde))?.jour ?? jour;
    const phrase = `${compte(creneaux.length, 'créneau posé', 'créneaux posés')}`;
    void envoyer(
      () => bridge.invoke('agenda:creer', { flux: ici, creneaux }),
      ({ creneaux: faits, annulableJusqua }) => {
        offerUndo({ actes: [], annulableJusqua }, phrase, () => bridge.invoke('agenda:retirer', { creneaux: faits }));
        onDone(faits[0] ?? '', premier);
      },
    );
  };
  const zone = precisionFuseau(`${plan.du === '' ? jour : plan.du}T12:00:00.000Z`, fuseau, fuseauDuPoste());
  return (
    <FormeWindow
      titre="Générer une série de créneaux"
      size={980}
      isDirty={plan !== initial || inverses.size > 0}
      isSending={isSending}
      // Until what exists is known, one would make it twice.
      canSend={gardes > 0 && prevus !== undefined}
      erreur={erreur}
      envoyer={`Poser ${compte(gardes, 'créneau', 'créneaux')}`}
      onSend={send}
      onClose={onClose}
    >
      <div className={styles.colonnes}>
        <div className={styles.champs}>
          {lieux.length > 1 && (
            <NativeSelect
              label="Établissement"
              data={lieux.map((un) => ({ value: un.flux, label: un.nom }))}
              value={ici}
              onChange={(event) => {
                setIci(event.currentTarget.value);
                setInverses(new Set());
                change({ certaines: false, formations: [] });
              }}
            />
          )}
          <ChampGenre forme={plan} onGenre={setGenre} />
          <PlanChamps plan={plan} erreurs={planErreurs} zone={zone} onChange={change} />
          <div className={editor.deux}>
            <ChampsPlaces forme={plan} erreurs={erreurs} onChange={change} />
            <ChampsOu forme={plan} erreurs={erreurs} lieu={lieu} onChange={change} />
            <ChampsMots forme={plan} onChange={change} />
          </div>
          <ChampsOffre forme={plan} erreurs={erreurs} lieu={lieu} onChange={change} />
        </div>
        <PlanApercu
          jours={jours}
          fuseau={fuseau}
          territoire={territoire}
          feries={generes.feries}
          passes={generes.passes}
          tropNombreux={generes.tropNombreux}
          max={creneauxMax}
          onToggle={toggle}
        />
      </div>
    </FormeWindow>
  );
};
