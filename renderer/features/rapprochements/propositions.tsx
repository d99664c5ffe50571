import { Button, Tooltip } from '@mantine/core';
import { IconArrowMerge, IconUserSearch, IconUsersGroup } from '@tabler/icons-react';
import type { Rapprochement } from '../../../shared/contract/ipc/rapprochements.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { keyLabel } from '../../keyboard/keys.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { deNom } from '../../textes/elision.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { SituationBadge } from '../../ui/situation-badge.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import styles from './rapprochements.module.css';
import { SignInNotice } from './sign-in-notice.tsx';
import { entreFluxAide, nomDe, phrasePreuves, resumePersonne, titreFamille, titreProposition } from './textes.ts';
import { useRecentSignIn } from './use-recent-sign-in.ts';

interface Opening {
  /** The sheet of somebody else. */
  onOpen: (candidat: string) => void;
}

const Who = ({ rapprochement }: { rapprochement: Rapprochement }) => (
  <div className={styles.who}>
    <span>
      {resumePersonne(rapprochement.avec)}
      <span className={styles.preuves} data-selectable>
        {phrasePreuves(rapprochement.preuves, rapprochement.avec)}
      </span>
    </span>
    <SituationBadge code={rapprochement.avec.situation} />
  </div>
);

/** Two sheets that may be one person: the evidence, one press to merge, which can be taken back, one to say no. */
const Proposition = ({
  rapprochement,
  hasKeys,
  onOpen,
  onMerged,
}: Opening & { rapprochement: Rapprochement; hasKeys: boolean; onMerged: (candidat: string) => void }) => {
  const bridge = useBridge();
  const { offerUndo, refresh, say } = useSaisies();
  const single = useReglages().reglages.raccourcisUneTouche;
  const gate = useRecentSignIn();
  const isRefused = gate.etape === 'connexion' || gate.etape === 'navigateur';
  const { dossier, autre, avec, entreFlux } = rapprochement;

  const merge = (): void =>
    gate.run(async () => {
      const answer = await bridge.invoke('rapprochements:fusionner', { dossier, autre });
      if (!answer.ok) return answer;
      const { lien, candidat } = answer.value;
      offerUndo(answer.value, `Fusionnée avec ${nomDe(avec)}`, () => bridge.invoke('rapprochements:defaire', { lien }));
      onMerged(candidat);
      return answer;
    });
  const dismiss = (): void => {
    void bridge.invoke('rapprochements:ecarter', { dossier, autre }).then((answer) => {
      if (answer.ok) refresh();
      else say(phraseErreur(answer.error.code));
    });
  };
  useIntents(
    single,
    (intent, { inText, repeat }) => {
      if (inText || repeat) return false;
      if (intent.do === 'same') {
        if (gate.etape === 'repos') merge();
      } else if (intent.do === 'not-same') dismiss();
      else return false;
      return true;
    },
    hasKeys,
  );

  return (
    <article className={styles.box} data-genre="personne" aria-label={titreProposition(rapprochement)}>
      <h3 className={styles.titre}>
        <IconUserSearch size={16} stroke={1.8} aria-hidden />
        <span data-selectable>{titreProposition(rapprochement)}</span>
      </h3>
      <Who rapprochement={rapprochement} />
      {entreFlux && gate.etape === 'repos' && <p className={styles.aide}>{entreFluxAide}</p>}
      <SignInNotice gate={gate} suite="fusionner" />
      <div className={styles.actions}>
        {!isRefused && (
          <Tooltip label={hasKeys ? `Fusionner : ${keyLabel('M', single)}` : 'Fusionner'}>
            <Button
              size="compact-sm"
              leftSection={<IconArrowMerge size={15} stroke={1.8} aria-hidden />}
              rightSection={hasKeys ? <KeyHint touche={keyLabel('M', single)} quiet /> : undefined}
              loading={gate.etape === 'envoi'}
              onClick={merge}
            >
              Fusionner
            </Button>
          </Tooltip>
        )}
        <Tooltip
          label={hasKeys ? `Ne plus le proposer : ${keyLabel('Maj M', single)}` : 'Ne plus le proposer sur ce poste'}
        >
          <Button size="compact-sm" variant="default" onClick={dismiss}>
            Ce n’est pas la même personne
          </Button>
        </Tooltip>
        <button type="button" className={styles.link} onClick={() => onOpen(avec.candidat)}>
          Voir sa fiche
        </button>
      </div>
    </article>
  );
};

const Family = ({ rapprochement, onOpen }: Opening & { rapprochement: Rapprochement }) => (
  <article className={styles.box} data-genre="famille" aria-label={titreFamille(rapprochement)}>
    <h3 className={styles.titre}>
      <IconUsersGroup size={16} stroke={1.8} aria-hidden />
      <span data-selectable>{titreFamille(rapprochement)}</span>
      <button
        type="button"
        className={styles.link}
        aria-label={`Voir la fiche ${deNom(nomDe(rapprochement.avec))}`}
        onClick={() => onOpen(rapprochement.avec.candidat)}
      >
        Voir sa fiche
      </button>
    </h3>
    <Who rapprochement={rapprochement} />
  </article>
);

/** Who else in the file may be this person, then who is of her family. Nothing is merged by itself. */
export const Propositions = ({
  candidat,
  isFree,
  onOpen,
  onMerged,
}: Opening & {
  candidat: string;
  /** No entry is being typed: the keys of the sheet are free. */
  isFree: boolean;
  /** Who the two are together. */
  onMerged: (candidat: string) => void;
}) => {
  const propositions = useAsk('rapprochements:pour', { candidat }).data?.propositions ?? [];
  const personnes = propositions.filter(({ genre }) => genre === 'personne');
  const familles = propositions.filter(({ genre }) => genre === 'famille');
  return (
    <>
      {personnes.map((rapprochement, index) => (
        <Proposition
          key={rapprochement.dossier + rapprochement.autre}
          rapprochement={rapprochement}
          hasKeys={isFree && index === 0}
          onOpen={onOpen}
          onMerged={onMerged}
        />
      ))}
      {familles.map((rapprochement) => (
        <Family key={rapprochement.dossier + rapprochement.autre} rapprochement={rapprochement} onOpen={onOpen} />
      ))}
    </>
  );
};
