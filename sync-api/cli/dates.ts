const jour = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeZone: 'Europe/Paris' });
const heure = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short', timeZone: 'Europe/Paris' });

/** « 08/06/2026 », in the zone where the lists are made. @param instant ISO 8601 UTC */
export const jourLisible = (instant: string): string => jour.format(new Date(instant));

/** « 08/06/2026 à 10:02 (heure de Paris) »: postes overseas read it too. @param instant ISO 8601 UTC */
export const instantLisible = (instant: string): string =>
  `${jourLisible(instant)} à ${heure.format(new Date(instant))} (heure de Paris)`;
