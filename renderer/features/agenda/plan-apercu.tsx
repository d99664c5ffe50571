import { IconAlertTriangle, IconCalendarOff, IconCopy } from '@tabler/icons-react';
import type { Territoire } from '../../../shared/domain/jours-ouvres.ts';
import { debutSeul, plageHoraire } from '../../textes/agenda.ts';
import { jourEnMots } from '../../textes/echeances.ts';
import { feriesEnMots } from '../../textes/feries.ts';
import { compte, majuscule } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import styles from './plan.module.css';
import type { Propose } from './plan.ts';

const size = { size: 13, stroke: 1.9, 'aria-hidden': true } as const;
const dejaTextes = { identique: 'existe déjà', chevauche: 'chevauche un créneau prévu' } as const;

/** Every créneau that would be made, by day: one press leaves it out or takes it back. */
export const PlanApercu = ({
  jours,
  fuseau,
  territoire,
  feries,
  passes,
  tropNombreux,
  max,
  onToggle,
}: {
  jours: readonly { jour: string; proposes: readonly Propose[] }[];
  fuseau: string;
  territoire: Territoire;
  feries: readonly string[];
  passes: number;
  tropNombreux: boolean;
  max: number;
  onToggle: (debut: string) => void;
}) => {
  const tous = jours.flatMap(({ proposes }) => proposes);
  const gardes = tous.filter(({ garde }) => garde);
  const identiques = tous.filter(({ deja }) => deja === 'identique').length;
  const chevauchent = gardes.filter(({ deja }) => deja === 'chevauche').length;
  return (
    <section className={styles.apercu} aria-label="Aperçu">
      <h3 className={styles.nombre} aria-live="polite">
        {compte(gardes.length, 'créneau', 'créneaux')}
      </h3>
      {feries.length > 0 && (
        <p className={styles.ligne}>
          <IconCalendarOff {...size} />
          <span>
            {feries.length === 1 ? 'Jour férié sauté : ' : 'Jours fériés sautés : '}
            {feriesEnMots(feries, territoire)}.
          </span>
        </p>
      )}
      {passes > 0 && (
        <p className={styles.ligne}>
          <IconCalendarOff {...size} />
          <span>{compte(passes, 'heure déjà passée, sautée', 'heures déjà passées, sautées')}.</span>
        </p>
      )}
      {identiques > 0 && (
        <p className={styles.ligne}>
          <IconCopy {...size} />
          <span>
            {compte(identiques, 'existe', 'existent')} déjà aux mêmes heures : {identiques === 1 ? 'laissé' : 'laissés'}{' '}
            de côté.
          </span>
        </p>
      )}
      {chevauchent > 0 && (
        <p className={styles.ligne} data-tone="warn">
          <IconAlertTriangle {...size} />
          <span>
            {compte(chevauchent, 'chevauche', 'chevauchent')} un créneau déjà prévu : à garder si deux personnes
            reçoivent.
          </span>
        </p>
      )}
      {tropNombreux && (
        <Notice tone="warn">Une série compte {max} créneaux au plus : la suite est à générer ensuite.</Notice>
      )}
      {tous.length === 0 && <p className={styles.vide}>Aucun créneau ne tient dans ces heures et ces jours.</p>}
      {jours.map(({ jour, proposes }) => (
        <div key={jour} className={styles.jour}>
          <h4>{majuscule(jourEnMots(jour))}</h4>
          <div className={styles.heures}>
            {proposes.map(({ debut, fin, deja, garde }) => (
              <button
                key={debut}
                type="button"
                className={styles.heure}
                aria-pressed={garde}
                data-deja={deja ?? undefined}
                aria-label={`${plageHoraire({ debut, fin, fuseau })}${deja === null ? '' : `, ${dejaTextes[deja]}`}`}
                title={deja === null ? undefined : dejaTextes[deja]}
                onClick={() => onToggle(debut)}
              >
                {deja === 'chevauche' && <IconAlertTriangle {...size} />}
                {deja === 'identique' && <IconCopy {...size} />}
                {debutSeul({ debut, fuseau })}
              </button>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
};
