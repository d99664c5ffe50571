import { Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconId, IconMail, IconUserShare } from '@tabler/icons-react';
import type { CandidatLigne, Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { useNow } from '../../clock.tsx';
import { keyLabel } from '../../keyboard/keys.ts';
import { essaiMot } from '../../textes/appel.ts';
import { nomDuTerritoire } from '../../textes/echeances.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import type { CallDraft } from '../candidats/saisie/call-draft.ts';
import { HorsDesHeures } from '../candidats/saisie/hors-des-heures.tsx';
import { dUnTrait, heureFamille } from '../candidats/sheet/resume.ts';
import type { Geste } from '../candidats/view.ts';
import { useReglages } from '../desk/reglages.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import styles from './entete.module.css';
import { aDemander } from './textes.ts';

/** Where one is in the queue and the ways out of this person: skip, come back, her whole sheet. */
export const Rang = ({
  phrase,
  motif,
  enRetard,
  canRevenir,
  onRevenir,
  onPasser,
  onFiche,
  onGeste,
}: {
  phrase: string;
  motif: string;
  enRetard: boolean;
  canRevenir: boolean;
  onRevenir: () => void;
  onPasser: () => void;
  onFiche: () => void;
  /** null until her sheet is there, and where nothing can be written about her any more. */
  onGeste: ((quoi: Geste['quoi']) => void) | null;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  return (
    <div className={styles.rang}>
      <p>
        {phrase} ·{' '}
        <span data-retard={enRetard || undefined}>
          {enRetard && <IconAlertTriangle size={14} stroke={2} aria-hidden />}
          {motif}
        </span>
      </p>
      <div className={styles.gestes}>
        {canRevenir && (
          <Tooltip label="Revenir à la personne d’avant : ←">
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconArrowLeft size={15} stroke={1.8} aria-hidden />}
              rightSection={<KeyHint touche="←" />}
              onClick={onRevenir}
            >
              Revenir
            </Button>
          </Tooltip>
        )}
        <Tooltip label={`Confier à quelqu’un : ${keyLabel('F', single)}. À moi : ${keyLabel('F', single)} puis Entrée`}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconUserShare size={15} stroke={1.8} aria-hidden />}
            rightSection={<KeyHint touche={keyLabel('F', single)} />}
            disabled={onGeste === null}
            onClick={() => onGeste?.('affecter')}
            aria-label="Affecter"
          >
            <span className={styles.mot}>Affecter</span>
          </Button>
        </Tooltip>
        <Tooltip label={`Écrire à la famille, courriel ou SMS : ${keyLabel('S', single)}`}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconMail size={15} stroke={1.8} aria-hidden />}
            rightSection={<KeyHint touche={keyLabel('S', single)} />}
            disabled={onGeste === null}
            onClick={() => onGeste?.('ecrire')}
            aria-label="Écrire"
          >
            <span className={styles.mot}>Écrire</span>
          </Button>
        </Tooltip>
        <Tooltip label={`Voir toute sa fiche : ${keyLabel('U', single)}`}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconId size={15} stroke={1.8} aria-hidden />}
            rightSection={<KeyHint touche={keyLabel('U', single)} />}
            onClick={onFiche}
          >
            Fiche
          </Button>
        </Tooltip>
        <Tooltip label="Passer pour l’instant : →">
          <Button size="compact-sm" variant="subtle" rightSection={<KeyHint touche="→" />} onClick={onPasser}>
            Passer
          </Button>
        </Tooltip>
      </div>
    </div>
  );
};

/** Where no try is to be counted: nobody called, or somebody of the family was on the line since. */
const dejaEnLigne = ({ ligne }: Fiche): string =>
  ligne.dernierAppel === null ? 'premier appel' : 'famille déjà en ligne';

/** Who she is, whom to ask for, and what time it is there. */
export const Entete = ({
  ligne,
  fiche,
  interlocuteur,
}: {
  ligne: Pick<CandidatLigne, 'nom' | 'prenom'>;
  fiche: Fiche | undefined;
  interlocuteur: CallDraft['interlocuteur'];
}) => {
  const now = useNow(15_000);
  const famille = fiche === undefined ? null : heureFamille(fiche.famille, now);
  const fuseau = fiche?.famille.fuseau ?? null;
  const territoire = fuseau === null ? null : nomDuTerritoire(fuseau);
  return (
    <header className={styles.entete}>
      <h2 data-selectable>{nomDe(ligne)}</h2>
      {fiche !== undefined && (
        <p className={styles.sous}>
          {dUnTrait(`${essaiMot(fiche.essais) ?? dejaEnLigne(fiche)} · demander `)}
          <b>{aDemander(interlocuteur, fiche)}</b>
          {famille !== null && dUnTrait(` · ${famille}${territoire === null ? '' : ` (${territoire})`}`)}
        </p>
      )}
      {fiche !== undefined && <HorsDesHeures fiche={fiche} now={now} />}
    </header>
  );
};
