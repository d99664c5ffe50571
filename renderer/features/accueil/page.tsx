import { Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useCompteFile } from '../appels/use-compte.ts';
import { useReglages } from '../desk/reglages.tsx';
import { Avancement } from './avancement.tsx';
import { type Compte, Comptes } from './comptes.tsx';
import { ProchainesDemandes } from './demandes.tsx';
import { AccueilHead } from './head.tsx';
import styles from './page.module.css';
import { Semaine } from './semaine.tsx';
import { siensDe } from './siens.ts';
import { aDepartagerPhrase, compteTextes } from './textes.ts';
import { type Accueil, useAccueil } from './use-accueil.ts';
import { Vide } from './vide.tsx';

interface AccueilProps {
  onAppels: () => void;
  onCandidats: (filtres: CandidatFiltres) => void;
  onDemandes: () => void;
  onListes: () => void;
  onOpenCandidat: (candidat: string) => void;
}

const comptesDe = (
  accueil: Accueil,
  flux: string | null,
  /** Of « Moi », what Appels shows; null where the count leads elsewhere, or is everybody's. */
  siens: { aAppeler: number; plus: boolean } | null,
  sansServeur: boolean,
  { onAppels, onCandidats, onDemandes }: AccueilProps,
): Compte[] => {
  const liste: CandidatFiltres = flux === null ? {} : { flux: [flux] };
  return [
    {
      cle: 'aAppeler',
      nombre: siens?.aAppeler ?? accueil.aAppeler,
      plus: siens?.plus === true,
      mot: compteTextes.aAppeler(siens === null ? 'tous' : 'moi'),
      enRetard: 0,
      ton: 'accent',
      // The queue calls for every list: the people of one are shown where a list can be chosen.
      ouvrir: () => (flux === null ? onAppels() : onCandidats({ ...liste, aAppeler: true })),
    },
    {
      cle: 'rappels',
      nombre: accueil.rappelsDuJour,
      mot: compteTextes.rappels(accueil.rappelsDuJour),
      enRetard: accueil.rappelsEnRetard,
      ton: 'warn',
      ouvrir: () => onCandidats({ ...liste, rappelDuJour: true }),
    },
    ...(sansServeur
      ? []
      : [
          {
            cle: 'demandes',
            nombre: accueil.demandesAvantCeSoir,
            mot: compteTextes.demandes(accueil.demandesAvantCeSoir),
            enRetard: accueil.demandesEnRetard,
            ton: 'bad' as const,
            ouvrir: onDemandes,
          },
        ]),
    {
      cle: 'injoignables',
      nombre: accueil.injoignables,
      mot: compteTextes.injoignables(accueil.injoignables),
      enRetard: 0,
      ton: 'text',
      ouvrir: () => onCandidats({ ...liste, situation: ['INJOIGNABLE'] }),
    },
  ];
};

/** After the four counts, whichever of them are there. */
const departagerKey = 5;

/** Whom to call, what is late: the first screen. */
export const AccueilPage = (props: AccueilProps) => {
  const { onCandidats, onDemandes, onListes, onOpenCandidat } = props;
  const [flux, setFlux] = useState<string | null>(null);
  const { reglages } = useReglages();
  const sansServeur = useAsk('session:etat', {}).data?.sansServeur === true;
  const enReception = (useAsk('synchro:etat', {}).data?.enCours ?? 'aucune') !== 'aucune';
  const { data: accueil, error, refetch, now } = useAccueil(flux);
  // A list whose right ended a moment ago is looked at no more.
  if (flux !== null && error instanceof CallFailed && error.code === 'INTROUVABLE') setFlux(null);
  const siens = siensDe(flux, useCompteFile());
  const comptes =
    accueil === undefined || siens === undefined ? [] : comptesDe(accueil, flux, siens, sansServeur, props);
  const aDepartager = accueil?.aDepartager ?? 0;
  const departager = (): void => onCandidats({ ...(flux === null ? {} : { flux: [flux] }), aDepartager: true });
  const departagerTouche = keyLabel(String(departagerKey), reglages.raccourcisUneTouche);
  useIntents(reglages.raccourcisUneTouche, (intent) => {
    if (intent.do !== 'digit') return false;
    if (intent.digit === departagerKey && aDepartager > 0) {
      departager();
      return true;
    }
    const compte = comptes[intent.digit - 1];
    compte?.ouvrir();
    return compte !== undefined;
  });
  const isVide =
    accueil !== undefined &&
    flux === null &&
    accueil.parEtablissement.length === 0 &&
    accueil.parFormation.length === 0 &&
    accueil.demandes.length === 0;
  return (
    <div className={styles.page}>
      <AccueilHead accueil={accueil} now={now} flux={flux} onFlux={setFlux} />
      {error !== null && (
        <RetryNotice onRetry={() => void refetch()}>
          {phraseErreur(error instanceof CallFailed ? error.code : 'ERREUR_INTERNE')}
        </RetryNotice>
      )}
      {isVide && <Vide sansServeur={sansServeur} enReception={enReception} onListes={onListes} />}
      {accueil !== undefined && !isVide && (
        <>
          <Comptes comptes={comptes} />
          {aDepartager > 0 && (
            <Notice
              tone="warn"
              action={
                <Tooltip label={`Départager : ${departagerTouche}`}>
                  <Button
                    size="compact-sm"
                    variant="default"
                    rightSection={<KeyHint touche={departagerTouche} />}
                    onClick={departager}
                  >
                    Départager
                  </Button>
                </Tooltip>
              }
            >
              {aDepartagerPhrase(aDepartager)}
            </Notice>
          )}
          <div className={styles.colonnes}>
            <Avancement
              parEtablissement={accueil.parEtablissement}
              parFormation={accueil.parFormation}
              onEtablissement={(cle) => onCandidats({ flux: [cle] })}
              onFormation={(nom) => onCandidats({ ...(flux === null ? {} : { flux: [flux] }), formation: [nom] })}
            />
            <Semaine semaine={accueil.semaine} />
          </div>
          {!sansServeur && (
            <ProchainesDemandes demandes={accueil.demandes} now={now} onOuvrir={onOpenCandidat} onToutes={onDemandes} />
          )}
        </>
      )}
    </div>
  );
};
