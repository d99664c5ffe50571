import { heureCivile, instantCivil } from '../fuseau.ts';
import { ajouterJoursOuvres, estJourOuvre, prochainJourOuvre, type Territoire } from '../jours-ouvres.ts';

/** The promise of the CFA (users-and-rules 0.4): four working days, until 18:00 where the site is. */
export const joursPromis = 4;
const heureLimite = 18;

/** Where a deadline is counted: the zone and the public holidays of the site. */
export interface Site {
  /** IANA zone. */
  fuseau: string;
  territoire: Territoire;
}

/** Day 0: the day of reception, or the next working day when it is none. YYYY-MM-DD. */
export const jourZero = (recueLe: string, { fuseau, territoire }: Site): string => {
  const { jour } = heureCivile(recueLe, fuseau);
  return estJourOuvre(jour, territoire) ? jour : prochainJourOuvre(jour, territoire);
};

/** When a demande must be answered: 18:00 local on the fourth working day after day 0. */
export const echeanceDe = (recueLe: string, site: Site): string => {
  const jour = ajouterJoursOuvres(jourZero(recueLe, site), joursPromis, site.territoire);
  return instantCivil({ jour, heure: heureLimite, minute: 0 }, site.fuseau);
};

/** At which local hour of half of the deadline, and of its last day, the CFA is reminded. */
const heureRelance = 9;

/** The two reminders of a demande that nobody answered: in the morning of its second, then of its last working day. */
export const relancesDe = (recueLe: string, site: Site): { miDelai: string; dernierJour: string } => {
  const zero = jourZero(recueLe, site);
  const matin = (jours: number): string =>
    instantCivil(
      { jour: ajouterJoursOuvres(zero, jours, site.territoire), heure: heureRelance, minute: 0 },
      site.fuseau,
    );
  return { miDelai: matin(joursPromis / 2), dernierJour: matin(joursPromis) };
};

/**
 * Working days between now and the deadline: 0 on its own day, 1 on the working day before. Once it is `depassee`, how
 * many have passed since: 0 on the evening of the deadline.
 */
export const joursRestants = (
  maintenant: string,
  echeance: string,
  { fuseau, territoire }: Site,
): { jours: number; depassee: boolean } => {
  const [debut = '', fin = ''] = [heureCivile(maintenant, fuseau).jour, heureCivile(echeance, fuseau).jour].sort();
  let jours = 0;
  let jour = prochainJourOuvre(debut, territoire);
  // A deadline is four working days away; one that was missed is not counted beyond a year.
  while (jour <= fin && jours < 260) {
    jours += 1;
    jour = prochainJourOuvre(jour, territoire);
  }
  return { jours, depassee: maintenant > echeance };
};
