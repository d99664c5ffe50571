import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { compte } from '../../textes/pluriel.ts';
import type { Lecteur } from './apercu-courriel.ts';
import type { Consequences } from './consequences.ts';

/** Those who read the very same mail. */
export interface Lecteurs {
  lecteur: Lecteur;
  nombre: number;
}

const ordre: readonly Lecteur['place'][] = ['tenue', 'offerte', 'a_appeler', 'attente'];

/** As the server will have her when the mail is written. */
const placeDe = (
  { reservation, etat, motif }: Inscription,
  isComplet: boolean,
  { courriel, aReconfirmer }: Pick<Consequences, 'courriel' | 'aReconfirmer'>,
): Lecteur['place'] => {
  if (etat === 'attente' || (etat === 'demandee' && isComplet)) return 'attente';
  if (courriel !== 'changee') return 'tenue';
  if (etat === 'offerte') return 'offerte';
  const isEnTrop = aReconfirmer?.some((une) => une.reservation === reservation) === true;
  return isEnTrop || (etat === 'a_reconfirmer' && motif === 'capacite') ? 'a_appeler' : 'tenue';
};

/** The readers of the mail that leaves, by what they read; most advanced first. */
export const lecteursDe = (
  { capacite, comptes }: Pick<CreneauVu, 'capacite' | 'comptes'>,
  consequences: Pick<Consequences, 'courriel' | 'ecrits' | 'aReconfirmer'>,
): Lecteurs[] => {
  const { courriel, ecrits } = consequences;
  if (courriel === null) return [];
  const isComplet = comptes.prises >= capacite;
  const places = ecrits.map((une) => ({
    // Cancelled, whoever held a place and whoever waited are told the same.
    place: courriel === 'annulee' ? 'tenue' : placeDe(une, isComplet, consequences),
    demande: une.demande !== null && une.demande !== undefined,
  }));
  return ordre
    .flatMap((place) => [true, false].map((demande): Lecteur => ({ place, demande })))
    .map((lecteur) => ({
      lecteur,
      nombre: places.filter(({ place, demande }) => place === lecteur.place && demande === lecteur.demande).length,
    }))
    .filter(({ nombre }) => nombre > 0);
};

const placeTextes: Readonly<Record<Lecteur['place'], readonly [string, string]>> = {
  tenue: ['personne qui a une place', 'personnes qui ont une place'],
  offerte: ['personne à qui une place est proposée', 'personnes à qui une place est proposée'],
  a_appeler: ['personne à reconfirmer par téléphone', 'personnes à reconfirmer par téléphone'],
  attente: ['personne en liste d’attente', 'personnes en liste d’attente'],
};

/** « 3 personnes qui ont une place, avec une demande »: above their mail, when others read another one. */
export const lecteursEnMots = (
  { lecteur: { place, demande }, nombre }: Lecteurs,
  courriel: Consequences['courriel'],
): string => {
  const [un, plusieurs] = courriel === 'annulee' ? (['personne', 'personnes'] as const) : placeTextes[place];
  return `${compte(nombre, un, plusieurs)}, ${demande ? 'avec une demande' : 'sans demande'}`;
};
