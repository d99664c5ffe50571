import { heureCivile, instantCivil } from '../fuseau.ts';
import { joursFeries, type Territoire } from '../jours-ouvres.ts';
import { refusHoraire } from './creneaux.ts';

/** A row of créneaux of the same length, on the same hours of chosen days. Hours are civil minutes since midnight. */
export interface PlanDeCreneaux {
  /** First and last day, YYYY-MM-DD, at the site. */
  du: string;
  au: string;
  /** Days of the week, 0 for Sunday as `Date` counts them. */
  jours: readonly number[];
  debutMin: number;
  /** 1440 is the midnight that closes the day. */
  finMin: number;
  dureeMin: number;
  /** Free time between two of them. */
  ecartMin: number;
  /** Nothing takes place then; the next one begins when it is over. */
  pause: { debutMin: number; finMin: number } | null;
  /** IANA zone of the site. */
  fuseau: string;
  /** Whose public holidays are skipped. */
  territoire: Territoire;
  /** ISO 8601 UTC: what would have begun before is left out. */
  maintenant: string;
  max: number;
}

export interface CreneauxGeneres {
  /** By beginning, ISO 8601 UTC. */
  creneaux: { debut: string; fin: string }[];
  /** Chosen days that are public holidays (YYYY-MM-DD): nothing was put there. */
  feries: string[];
  /** Left out because they have begun already. */
  passes: number;
  /** There would be more than `max`: the rest is left out. */
  tropNombreux: boolean;
}

const jourMs = 86_400_000;
const minuteMs = 60_000;
/** A plan over more than that was mistyped. */
const joursMax = 400;

const joursEntre = (du: string, au: string): string[] => {
  const premier = Date.parse(`${du}T00:00:00.000Z`);
  const nombre = Math.floor((Date.parse(`${au}T00:00:00.000Z`) - premier) / jourMs) + 1;
  if (!Number.isFinite(nombre)) return [];
  return Array.from({ length: Math.max(0, Math.min(nombre, joursMax)) }, (_unused, index) =>
    new Date(premier + index * jourMs).toISOString().slice(0, 10),
  );
};

const instantMs = (jour: string, minutes: number, fuseau: string): number => {
  const jourVrai = new Date(Date.parse(`${jour}T00:00:00.000Z`) + Math.floor(minutes / 1440) * jourMs);
  const reste = minutes % 1440;
  const civil = { jour: jourVrai.toISOString().slice(0, 10), heure: Math.floor(reste / 60), minute: reste % 60 };
  return Date.parse(instantCivil(civil, fuseau));
};

/**
 * The créneaux of one day. Each lasts what it says in real time: the day when clocks change, there are fewer or more of
 * them between the same two hours, and none is doubled or cut.
 */
const duJour = (jour: string, plan: PlanDeCreneaux): { debut: string; fin: string }[] => {
  const { fuseau, dureeMin, ecartMin, pause } = plan;
  const fin = instantMs(jour, plan.finMin, fuseau);
  const arret = pause === null ? null : instantMs(jour, pause.debutMin, fuseau);
  const reprise = pause === null ? null : instantMs(jour, pause.finMin, fuseau);
  const faits: { debut: string; fin: string }[] = [];
  let debut = instantMs(jour, plan.debutMin, fuseau);
  while (debut + dureeMin * minuteMs <= fin) {
    const terme = debut + dureeMin * minuteMs;
    if (arret !== null && reprise !== null && debut < reprise && terme > arret) {
      debut = reprise;
      continue;
    }
    const un = { debut: new Date(debut).toISOString(), fin: new Date(terme).toISOString() };
    if (refusHoraire(un.debut, un.fin, fuseau) === null && heureCivile(un.debut, fuseau).jour === jour) faits.push(un);
    debut = terme + ecartMin * minuteMs;
  }
  return faits;
};

const estPossible = ({ debutMin, finMin, dureeMin, ecartMin, pause }: PlanDeCreneaux): boolean =>
  dureeMin >= 1 &&
  ecartMin >= 0 &&
  debutMin >= 0 &&
  debutMin < finMin &&
  finMin <= 1440 &&
  (pause === null || pause.debutMin < pause.finMin);

/**
 * What a plan gives: public holidays of the site skipped, nothing past midnight, nothing that has begun, `max` at most.
 * A plan that cannot be (no length, an end before its beginning) gives nothing.
 */
export const genererCreneaux = (plan: PlanDeCreneaux): CreneauxGeneres => {
  const resultat: CreneauxGeneres = { creneaux: [], feries: [], passes: 0, tropNombreux: false };
  if (!estPossible(plan)) return resultat;
  for (const jour of joursEntre(plan.du, plan.au)) {
    if (!plan.jours.includes(new Date(`${jour}T00:00:00Z`).getUTCDay())) continue;
    if (joursFeries(Number(jour.slice(0, 4)), plan.territoire).includes(jour)) {
      resultat.feries.push(jour);
      continue;
    }
    for (const un of duJour(jour, plan)) {
      if (un.debut < plan.maintenant) resultat.passes += 1;
      else if (resultat.creneaux.length >= plan.max) resultat.tropNombreux = true;
      else resultat.creneaux.push(un);
    }
  }
  return resultat;
};

export interface DejaPrevu {
  debut: string;
  fin: string;
}

/**
 * Whether something takes place then already: `identique` begins and ends with it, `chevauche` has a moment in common.
 * Instants ISO 8601 UTC.
 */
export const memeMoment = (un: DejaPrevu, prevus: readonly DejaPrevu[]): 'identique' | 'chevauche' | null => {
  const communs = prevus.filter((autre) => autre.debut < un.fin && autre.fin > un.debut);
  if (communs.some((autre) => autre.debut === un.debut && autre.fin === un.fin)) return 'identique';
  return communs.length > 0 ? 'chevauche' : null;
};
