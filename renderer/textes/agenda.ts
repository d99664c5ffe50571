import type { ComptesCreneau, CreneauVu } from '../../shared/contract/ipc/agenda.ts';
import { type GenreCreneau, libelleGenre } from '../../shared/domain/agenda/creneaux.ts';
import { heureCivile } from '../../shared/domain/fuseau.ts';
import { heureMots, jourEnMots, precisionFuseau } from './echeances.ts';
import { compte, nombre, pluriel } from './pluriel.ts';

// Words of the agenda, as every screen of it says them. Hours are always those of the site.

/** Zone of this poste: where it is the site's too, no hour says whose it is. */
const chezSoi = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

type Quand = Pick<CreneauVu, 'debut' | 'fin' | 'fuseau'>;
type Places = { capacite: number; comptes: ComptesCreneau };

/** The civil day of an instant at the site, YYYY-MM-DD. */
export const jourDuSite = (instant: string, fuseau: string): string => heureCivile(instant, fuseau).jour;

const anneeDe = (now: number, fuseau: string): string => jourDuSite(new Date(now).toISOString(), fuseau).slice(0, 4);

/** « 14 h – 15 h 30 »; the end that is midnight says « minuit ». */
export const plageHoraire = ({ debut, fin, fuseau }: Quand): string => {
  const a = heureCivile(fin, fuseau);
  const fini = a.heure === 0 && a.minute === 0 ? 'minuit' : heureMots(a);
  return `${heureMots(heureCivile(debut, fuseau))} – ${fini}`;
};

/** « mardi 24 novembre, 14 h – 15 h 30, heure de La Réunion ». */
export const quandEnMots = (creneau: Quand, now: number, ici = chezSoi()): string => {
  const jour = jourEnMots(jourDuSite(creneau.debut, creneau.fuseau), anneeDe(now, creneau.fuseau));
  return `${jour}, ${plageHoraire(creneau)}${precisionFuseau(creneau.debut, creneau.fuseau, ici)}`;
};

/** What a list calls it: its own title, or what it is for. */
export const nomDuCreneau = ({ titre, genre }: { titre: string | null; genre: GenreCreneau }): string =>
  titre ?? libelleGenre[genre];

const estComplet = ({ capacite, comptes }: Places): boolean => comptes.prises >= capacite;

export interface PartsDesPlaces {
  /** « 12/12 » */
  prises: string;
  isComplet: boolean;
  /** « 3 en attente », « 2 à confirmer » */
  suites: string[];
}

/** What a card says of its places, in the order in which narrow ones give it up: the count stays. */
export const partsDesPlaces = ({ capacite, comptes }: Places): PartsDesPlaces => ({
  prises: `${nombre(comptes.prises)}/${nombre(capacite)}`,
  isComplet: estComplet({ capacite, comptes }),
  suites: [
    ...(comptes.attente > 0 ? [`${nombre(comptes.attente)} en attente`] : []),
    ...(comptes.demandees > 0 ? [`${nombre(comptes.demandees)} à confirmer`] : []),
  ],
});

/** « 8 places prises sur 12, 3 personnes en liste d’attente »: whole, for who hears it. */
export const placesEnMots = ({ capacite, comptes }: Places): string =>
  [
    `${compte(comptes.prises, 'place prise', 'places prises')} sur ${nombre(capacite)}`,
    ...(comptes.attente > 0 ? [`${compte(comptes.attente, 'personne', 'personnes')} en liste d’attente`] : []),
    ...(comptes.demandees > 0
      ? [`${nombre(comptes.demandees)} ${pluriel(comptes.demandees, 'réservation', 'réservations')} à confirmer`]
      : []),
    ...(comptes.aReconfirmer > 0 ? [`${compte(comptes.aReconfirmer, 'personne', 'personnes')} à reconfirmer`] : []),
  ].join(', ');

/** « mardi 24 novembre, 14 h », with the zone where it is not the poste's. */
export const debutDuSite = (
  { debut, fuseau }: Pick<Quand, 'debut' | 'fuseau'>,
  now: number,
  ici = chezSoi(),
): string => {
  const jour = jourEnMots(jourDuSite(debut, fuseau), anneeDe(now, fuseau));
  return `${jour}, ${heureMots(heureCivile(debut, fuseau))}${precisionFuseau(debut, fuseau, ici)}`;
};

/** « 14 h », at the site. */
export const debutSeul = ({ debut, fuseau }: Pick<Quand, 'debut' | 'fuseau'>): string =>
  heureMots(heureCivile(debut, fuseau));
