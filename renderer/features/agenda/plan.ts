import type { CreneauSaisi } from '../../../shared/contract/ipc/agenda.ts';
import { type CreneauxGeneres, genererCreneaux, memeMoment } from '../../../shared/domain/agenda/generer.ts';
import type { Territoire } from '../../../shared/domain/jours-ouvres.ts';
import { jourDuSite } from '../../textes/agenda.ts';
import { type Contenu, type Contenus, contenuVide, minutesDe } from './formulaire.ts';

/** A row of créneaux, as it is typed. */
export interface Plan extends Contenu {
  du: string;
  au: string;
  jours: readonly number[];
  debut: string;
  fin: string;
  duree: number | string;
  ecart: number | string;
  pause: boolean;
  pauseDebut: string;
  pauseFin: string;
}

export type ChampDuPlan = 'du' | 'au' | 'jours' | 'debut' | 'fin' | 'duree' | 'ecart' | 'pauseFin';

const ouvres = [1, 2, 3, 4, 5] as const;

export const planVide = (du: string, au: string): Plan => ({
  ...contenuVide('entretien'),
  // A row of créneaux is most often made to be offered.
  enLigne: true,
  du,
  au,
  jours: ouvres,
  debut: '09:00',
  fin: '17:00',
  duree: 30,
  ecart: 0,
  pause: true,
  pauseDebut: '12:00',
  pauseFin: '13:30',
});

const enMinutes = (saisie: number | string): number | null =>
  typeof saisie === 'number' && Number.isInteger(saisie) && saisie >= 0 ? saisie : null;

/** Why nothing can be made yet, field by field. */
export const erreursDuPlan = (plan: Plan): Partial<Record<ChampDuPlan, string>> => {
  const erreurs: Partial<Record<ChampDuPlan, string>> = {};
  const debut = minutesDe(plan.debut);
  const fin = finDe(plan.fin);
  if (plan.du === '') erreurs.du = 'Choisir un jour.';
  if (plan.au === '') erreurs.au = 'Choisir un jour.';
  else if (plan.du !== '' && plan.au < plan.du) erreurs.au = 'Le dernier jour vient après le premier.';
  if (plan.jours.length === 0) erreurs.jours = 'Choisir au moins un jour de la semaine.';
  if (debut === null) erreurs.debut = 'Une heure, par exemple 09:00.';
  if (fin === null) erreurs.fin = 'Une heure, par exemple 17:00.';
  else if (debut !== null && fin <= debut) erreurs.fin = 'La fin vient après le début.';
  const duree = enMinutes(plan.duree);
  if (duree === null || duree < 5 || duree > 720) erreurs.duree = 'De 5 à 720 minutes.';
  if (enMinutes(plan.ecart) === null) erreurs.ecart = 'Un nombre de minutes.';
  if (plan.pause) {
    const arret = minutesDe(plan.pauseDebut);
    const reprise = minutesDe(plan.pauseFin);
    if (arret === null || reprise === null || reprise <= arret) erreurs.pauseFin = 'Une pause finit après son début.';
  }
  return erreurs;
};

/** « 00:00 » as an end is the midnight that closes the day. */
const finDe = (heure: string): number | null => {
  const minutes = minutesDe(heure);
  return minutes === 0 ? 1440 : minutes;
};

const rien: CreneauxGeneres = { creneaux: [], feries: [], passes: 0, tropNombreux: false };

export const genererPlan = (
  plan: Plan,
  { fuseau, territoire, maintenant, max }: { fuseau: string; territoire: Territoire; maintenant: string; max: number },
): CreneauxGeneres => {
  const debutMin = minutesDe(plan.debut);
  const finMin = finDe(plan.fin);
  const dureeMin = enMinutes(plan.duree);
  const ecartMin = enMinutes(plan.ecart);
  const arret = minutesDe(plan.pauseDebut);
  const reprise = minutesDe(plan.pauseFin);
  if (Object.keys(erreursDuPlan(plan)).length > 0) return rien;
  if (debutMin === null || finMin === null || dureeMin === null || ecartMin === null) return rien;
  const pause = plan.pause && arret !== null && reprise !== null ? { debutMin: arret, finMin: reprise } : null;
  const { du, au, jours } = plan;
  return genererCreneaux({
    du,
    au,
    jours,
    debutMin,
    finMin,
    dureeMin,
    ecartMin,
    pause,
    fuseau,
    territoire,
    maintenant,
    max,
  });
};

export interface Propose {
  debut: string;
  fin: string;
  /** What is there already. */
  deja: 'identique' | 'chevauche' | null;
  garde: boolean;
}

/**
 * What a plan gives, by day of the site. What exists already is left out at first; `inverses` are those a person chose
 * otherwise about.
 */
export const propositions = (
  generes: CreneauxGeneres['creneaux'],
  prevus: readonly { debut: string; fin: string }[],
  inverses: ReadonlySet<string>,
  fuseau: string,
): { jour: string; proposes: Propose[] }[] => {
  const parJour = new Map<string, Propose[]>();
  for (const { debut, fin } of generes) {
    const deja = memeMoment({ debut, fin }, prevus);
    const garde = (deja !== 'identique') !== inverses.has(debut);
    const jour = jourDuSite(debut, fuseau);
    parJour.set(jour, [...(parJour.get(jour) ?? []), { debut, fin, deja, garde }]);
  }
  return [...parJour].map(([jour, proposes]) => ({ jour, proposes }));
};

export const saisiesDe = (jours: readonly { proposes: readonly Propose[] }[], contenu: Contenus): CreneauSaisi[] =>
  jours.flatMap(({ proposes }) =>
    proposes.filter(({ garde }) => garde).map(({ debut, fin }) => ({ ...contenu, debut, fin })),
  );
