import { z } from 'zod';
import { fuseauParDefaut, heureCivile, instantCivil } from './fuseau.ts';

/** Where the public holidays are those of the law (code du travail L3133-1, L3134-13, L3422-2; décret 83-1003). */
export const territoire = z.enum([
  'metropole',
  'alsace-moselle',
  'guadeloupe',
  'martinique',
  'guyane',
  'reunion',
  'mayotte',
  'saint-barthelemy',
  'saint-martin',
  'saint-pierre-et-miquelon',
]);
export type Territoire = z.infer<typeof territoire>;

const parFuseau: Readonly<Record<string, Territoire>> = {
  'America/Guadeloupe': 'guadeloupe',
  'America/Martinique': 'martinique',
  'America/Cayenne': 'guyane',
  'Indian/Reunion': 'reunion',
  'Indian/Mayotte': 'mayotte',
  'America/St_Barthelemy': 'saint-barthelemy',
  'America/Marigot': 'saint-martin',
  'America/Miquelon': 'saint-pierre-et-miquelon',
};

/** The territory of a zone; a zone cannot tell Alsace-Moselle from the rest, only a postcode can. */
export const territoireDuFuseau = (fuseau: string): Territoire => parFuseau[fuseau] ?? 'metropole';

const parPrefixe: Readonly<Record<string, Territoire>> = {
  '971': 'guadeloupe',
  '972': 'martinique',
  '973': 'guyane',
  '974': 'reunion',
  '975': 'saint-pierre-et-miquelon',
  '976': 'mayotte',
  '977': 'saint-barthelemy',
  '978': 'saint-martin',
};

export const territoireDuCodePostal = (codePostal: string | null): Territoire => {
  const code = (codePostal ?? '').trim();
  if (code === '97133') return 'saint-barthelemy';
  if (code === '97150') return 'saint-martin';
  if (/^(57|67|68)[0-9]{3}$/.test(code)) return 'alsace-moselle';
  return parPrefixe[code.slice(0, 3)] ?? 'metropole';
};

/** Days of the abolition of slavery (MM-DD). */
const abolition: Partial<Record<Territoire, string>> = {
  guadeloupe: '05-27',
  martinique: '05-22',
  guyane: '06-10',
  reunion: '12-20',
  mayotte: '04-27',
  'saint-barthelemy': '10-09',
  'saint-martin': '05-28',
};

const jourMs = 86_400_000;
/** The day so many days later, earlier when `nombre` is negative. Both are YYYY-MM-DD. */
export const ajouterJours = (jour: string, nombre: number): string =>
  new Date(Date.parse(`${jour}T00:00:00.000Z`) + nombre * jourMs).toISOString().slice(0, 10);

/** Easter Sunday of a Gregorian year (Meeus, Astronomical Algorithms, ch. 8). */
export const paques = (annee: number): string => {
  const a = annee % 19;
  const siecle = Math.floor(annee / 100);
  const reste = annee % 100;
  const h = (19 * a + siecle - Math.floor(siecle / 4) - Math.floor((8 * siecle + 13) / 25) + 15) % 30;
  const l = (32 + 2 * (siecle % 4) + 2 * Math.floor(reste / 4) - h - (reste % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const mois = Math.floor((h + l - 7 * m + 90) / 25);
  const jour = (h + l - 7 * m + 33 * mois + 19) % 32;
  return `${String(annee).padStart(4, '0')}-${String(mois).padStart(2, '0')}-${String(jour).padStart(2, '0')}`;
};

/** The public holidays of a year (YYYY-MM-DD, sorted). Good Friday counts in the whole of Alsace-Moselle. */
export const joursFeries = (annee: number, territoire: Territoire): string[] => {
  const a = String(annee).padStart(4, '0');
  const dimanche = paques(annee);
  const fixes = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
  const jours = fixes.map((jour) => `${a}-${jour}`);
  jours.push(ajouterJours(dimanche, 1), ajouterJours(dimanche, 39), ajouterJours(dimanche, 50));
  if (territoire === 'alsace-moselle') jours.push(ajouterJours(dimanche, -2), `${a}-12-26`);
  const local = abolition[territoire];
  if (local !== undefined) jours.push(`${a}-${local}`);
  return [...new Set(jours)].sort();
};

const calendriers = new Map<string, ReadonlySet<string>>();
const calendrier = (annee: string, territoire: Territoire): ReadonlySet<string> => {
  const cle = `${annee} ${territoire}`;
  const connu = calendriers.get(cle);
  if (connu !== undefined) return connu;
  const feries = new Set(joursFeries(Number(annee), territoire));
  calendriers.set(cle, feries);
  return feries;
};

/** Monday to Friday, public holidays excepted. `jour` is YYYY-MM-DD. */
export const estJourOuvre = (jour: string, territoire: Territoire = 'metropole'): boolean => {
  const semaine = new Date(`${jour}T00:00:00.000Z`).getUTCDay();
  if (semaine === 0 || semaine === 6) return false;
  return !calendrier(jour.slice(0, 4), territoire).has(jour);
};

/** The first working day strictly after `jour`. */
export const prochainJourOuvre = (jour: string, territoire: Territoire = 'metropole'): string => {
  let suivant = ajouterJours(jour, 1);
  while (!estJourOuvre(suivant, territoire)) suivant = ajouterJours(suivant, 1);
  return suivant;
};

/** `nombre` >= 0 working days after `jour`; zero leaves it as it is. A demande is due after 4 (users-and-rules 0.4). */
export const ajouterJoursOuvres = (jour: string, nombre: number, territoire: Territoire = 'metropole'): string => {
  let courant = jour;
  for (let reste = nombre; reste > 0; reste -= 1) courant = prochainJourOuvre(courant, territoire);
  return courant;
};

export type DemiJournee = 'matin' | 'apres-midi';

const finDuMatin = { heure: 12, minute: 30 } as const;

/** Before or from 12:30, in the given zone. */
export const demiJournee = (instant: string, fuseau: string = fuseauParDefaut): DemiJournee => {
  const { heure, minute } = heureCivile(instant, fuseau);
  return heure * 60 + minute < finDuMatin.heure * 60 + finDuMatin.minute ? 'matin' : 'apres-midi';
};

/** When the day that runs in a zone ends, as an instant: the first one of tomorrow there. */
export const finDuJour = (instant: string, fuseau: string): string => {
  const { jour } = heureCivile(instant, fuseau);
  return instantCivil({ jour: ajouterJours(jour, 1), heure: 0, minute: 0 }, fuseau);
};

/** When the half-day that runs in a zone ends, as an instant: at 12:30, then at midnight. */
export const finDeDemiJournee = (instant: string, fuseau: string = fuseauParDefaut): string => {
  const { jour } = heureCivile(instant, fuseau);
  return demiJournee(instant, fuseau) === 'matin'
    ? instantCivil({ jour, ...finDuMatin }, fuseau)
    : finDuJour(instant, fuseau);
};
