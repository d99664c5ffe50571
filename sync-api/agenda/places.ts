import type { Kysely } from 'kysely';
import { type PlacesDuCreneau, tientUnePlace } from '../../shared/domain/agenda/places.ts';
import type { Tables } from '../store/tables.ts';
import type { CreneauRow } from './ligne.ts';

export interface Places extends PlacesDuCreneau {
  /** The order of arrival of the next booking. */
  rangSuivant: number;
  /** How many come for sure, or were offered a place: those who hold one and have nothing to say again. */
  sures: number;
}

/** How full a créneau is: one walk of its own part of `reservation_par_creneau`, whatever the flux holds. */
export const placesDe = async (trx: Kysely<Tables>, creneau: CreneauRow): Promise<Places> => {
  const groupes = await trx
    .selectFrom('reservation')
    .select((eb) => ['etat', eb.fn.countAll<number>().as('nombre'), eb.fn.max('rang').as('dernier')])
    .where('creneau_id', '=', creneau.id)
    .groupBy('etat')
    .execute();
  const somme = (est: (etat: (typeof groupes)[number]['etat']) => boolean): number =>
    groupes.reduce((total, { etat, nombre }) => total + (est(etat) ? Number(nombre) : 0), 0);
  return {
    etat: creneau.etat,
    debut: creneau.debut,
    fin: creneau.fin,
    capacite: creneau.capacite,
    listeAttente: creneau.liste_attente === 1,
    prises: somme(tientUnePlace),
    sures: somme((etat) => etat === 'confirmee' || etat === 'offerte'),
    enAttente: somme((etat) => etat === 'attente'),
    rangSuivant: Math.max(0, ...groupes.map(({ dernier }) => dernier)) + 1,
  };
};
