import { NumberInput, Switch } from '@mantine/core';
import { nomsDesJours } from '../../../shared/domain/calendrier.ts';
import { majuscule } from '../../textes/pluriel.ts';
import chips from '../../ui/chips.module.css';
import editor from './editor.module.css';
import styles from './plan.module.css';
import type { ChampDuPlan, Plan } from './plan.ts';
import { ChampHeure, ChampJour } from './quand.tsx';

/** From Monday, as a week is read. */
const semaine = [1, 2, 3, 4, 5, 6, 0] as const;

/** On which days, and when in the day. */
export const PlanChamps = ({
  plan,
  erreurs,
  zone,
  onChange,
}: {
  plan: Plan;
  erreurs: Partial<Record<ChampDuPlan, string>>;
  /** « , heure de La Réunion » where the site is not on this clock. */
  zone: string;
  onChange: (change: Partial<Plan>) => void;
}) => (
  <>
    <div className={editor.grille}>
      <ChampJour label="Du" value={plan.du} erreur={erreurs.du} onChange={(du) => onChange({ du })} />
      <ChampJour label="Au" value={plan.au} erreur={erreurs.au} onChange={(au) => onChange({ au })} />
    </div>
    <div>
      <p className={styles.label} id="plan-jours">
        Jours
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of boxes under a name that is already on screen */}
      <div role="group" aria-labelledby="plan-jours" className={styles.semaine}>
        {semaine.map((jour) => (
          <button
            key={jour}
            type="button"
            className={chips.chip}
            aria-pressed={plan.jours.includes(jour)}
            aria-label={majuscule(nomsDesJours[jour])}
            onClick={() => onChange({ jours: semaine.filter((un) => plan.jours.includes(un) !== (un === jour)) })}
          >
            {majuscule(nomsDesJours[jour].slice(0, 3))}.
          </button>
        ))}
      </div>
      {erreurs.jours !== undefined && <p className={styles.erreur}>{erreurs.jours}</p>}
    </div>
    <div className={styles.paire}>
      <ChampHeure
        label={`De${zone}`}
        autoFocus
        value={plan.debut}
        erreur={erreurs.debut}
        onChange={(debut) => onChange({ debut })}
      />
      <ChampHeure label="À" value={plan.fin} erreur={erreurs.fin} onChange={(fin) => onChange({ fin })} />
      <NumberInput
        label="Durée (minutes)"
        min={5}
        max={720}
        step={5}
        clampBehavior="none"
        allowDecimal={false}
        hideControls
        error={erreurs.duree}
        value={plan.duree}
        onChange={(duree) => onChange({ duree })}
      />
      <NumberInput
        label="Entre deux (minutes)"
        min={0}
        max={240}
        step={5}
        clampBehavior="none"
        allowDecimal={false}
        hideControls
        error={erreurs.ecart}
        value={plan.ecart}
        onChange={(ecart) => onChange({ ecart })}
      />
    </div>
    <div className={styles.pause}>
      <Switch
        className={editor.bascule ?? ''}
        label="Pause"
        checked={plan.pause}
        onChange={(event) => onChange({ pause: event.currentTarget.checked })}
      />
      {plan.pause && (
        <>
          <ChampHeure label="Pause de" value={plan.pauseDebut} onChange={(pauseDebut) => onChange({ pauseDebut })} />
          <ChampHeure
            label="à"
            value={plan.pauseFin}
            erreur={erreurs.pauseFin}
            onChange={(pauseFin) => onChange({ pauseFin })}
          />
        </>
      )}
    </div>
  </>
);
