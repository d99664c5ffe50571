import { Checkbox, Radio, Switch } from '@mantine/core';
import { libelleOrigine, lireOrigine, origines } from '../../../shared/domain/demandes/origines.ts';
import styles from './editor.module.css';
import type { Contenu, Erreurs } from './formulaire.ts';
import type { Lieu } from './use-agenda.ts';

/** Trainings that the créneau names and that this poste no longer lists keep their place. */
const formationsDe = (lieu: Lieu | undefined, choisies: readonly string[]): { cle: string; intitule: string }[] => {
  const connues = lieu?.formations ?? [];
  const autres = choisies.filter((cle) => !connues.some((une) => une.cle === cle));
  return [...connues, ...autres.map((cle) => ({ cle, intitule: 'Formation qui n’est plus dans les listes' }))];
};

/** Whether families see it, for which trainings and from which sites. */
export const ChampsOffre = ({
  forme,
  erreurs,
  lieu,
  onChange,
}: {
  forme: Contenu;
  erreurs: Erreurs;
  lieu: Lieu | undefined;
  onChange: (change: Partial<Contenu>) => void;
}) => {
  const formations = formationsDe(lieu, forme.formations);
  return (
    <fieldset className={styles.offre}>
      <legend>Offre aux familles</legend>
      <Switch
        label="Proposé en ligne"
        description={
          forme.enLigne
            ? 'Les familles y prennent une place elles-mêmes, jusqu’à deux heures avant le début.'
            : 'Il n’est pas montré aux familles : le CFA y donne les places.'
        }
        checked={forme.enLigne}
        onChange={(event) => onChange({ enLigne: event.currentTarget.checked })}
      />
      {forme.enLigne && (
        <>
          <Radio.Group
            label="Pour quelles formations"
            value={forme.certaines ? 'certaines' : 'toutes'}
            onChange={(value) => onChange({ certaines: value === 'certaines' })}
          >
            <div className={styles.choix}>
              <Radio value="toutes" label="Toutes celles de l’établissement" />
              <Radio value="certaines" label="Certaines seulement" disabled={formations.length === 0} />
            </div>
          </Radio.Group>
          {forme.certaines && (
            <Checkbox.Group
              aria-label="Formations"
              error={erreurs.formations}
              value={[...forme.formations]}
              onChange={(choisies) => onChange({ formations: choisies })}
            >
              <div className={styles.liste}>
                {formations.map(({ cle, intitule }) => (
                  <Checkbox key={cle} size="xs" value={cle} label={intitule} />
                ))}
              </div>
            </Checkbox.Group>
          )}
          <Checkbox.Group
            label="Sur quels sites"
            error={erreurs.origines}
            value={[...forme.origines]}
            onChange={(choisies) =>
              onChange({ origines: origines.filter((une) => choisies.map(lireOrigine).includes(une)) })
            }
          >
            <div className={styles.choix}>
              {origines.map((une) => (
                <Checkbox key={une} size="xs" value={une} label={libelleOrigine[une]} />
              ))}
            </div>
          </Checkbox.Group>
        </>
      )}
    </fieldset>
  );
};
