import { type Kysely, sql } from 'kysely';
import { type CreneauDeFlux, icsDuFlux } from '../../shared/domain/agenda/ics.ts';
import { tiennentUnePlace } from '../../shared/domain/agenda/places.ts';
import { droitsDe, type Porteur } from '../flux/droits.ts';
import type { Tables } from '../store/tables.ts';
import { lieuDe, siteDuFlux } from './ecrite.ts';

/** What is read by a subscribed calendar: the créneaux of an account, counted, without anybody's name. */

const jourMs = 86_400_000;
const avantMs = 30 * jourMs;
const apresMs = 365 * jourMs;
/** A calendar that is read every hour stays small; beyond it the latest are left out. */
export const evenementsMax = 5_000;
const nom = 'Rappel CFA';

/** Those that take place, from thirty days ago to a year ahead, with how many hold a place and since when. */
const listerCreneaux = (db: Kysely<Tables>, flux: readonly string[], now: Date) =>
  db
    .selectFrom('creneau')
    .selectAll('creneau')
    .select((eb) => [
      eb
        .selectFrom('reservation')
        .select((count) => count.fn.countAll<number>().as('nombre'))
        .whereRef('reservation.creneau_id', '=', 'creneau.id')
        .where('reservation.etat', 'in', [...tiennentUnePlace])
        .as('prises'),
      eb
        .selectFrom('reservation')
        .select(sql<string | null>`max(reservation.etat_le)`.as('le'))
        .whereRef('reservation.creneau_id', '=', 'creneau.id')
        .as('reserve_le'),
    ])
    .where('creneau.flux_id', 'in', flux)
    .where('creneau.etat', '=', 'prevu')
    .where('creneau.fin', '>=', new Date(now.getTime() - avantMs).toISOString())
    .where('creneau.debut', '<=', new Date(now.getTime() + apresMs).toISOString())
    .orderBy('creneau.debut')
    .orderBy('creneau.id')
    .limit(evenementsMax)
    .execute();

/**
 * The feed of an account, with the rights that it has at this moment: what it may read no more is not in it, and its
 * calendar drops it. One whose rights have all ended reads an empty calendar.
 */
export const lireFluxIcs = async (db: Kysely<Tables>, porteur: Porteur, now: Date): Promise<string> => {
  const flux = (await droitsDe(db, porteur, now)).flatMap((droit) =>
    droit.droits === 'complets' && droit.flux.genre === 'relation' ? droit.flux.id : [],
  );
  const rows = flux.length === 0 ? [] : await listerCreneaux(db, flux, now);
  const sites = new Map<string, Awaited<ReturnType<typeof siteDuFlux>>>();
  for (const { flux_id } of rows) if (!sites.has(flux_id)) sites.set(flux_id, await siteDuFlux(db, flux_id));
  return icsDuFlux(
    nom,
    rows.map((row): CreneauDeFlux => {
      const site = sites.get(row.flux_id) ?? null;
      const reserveLe = row.reserve_le ?? '';
      return {
        creneau: row.id,
        genre: row.genre,
        debut: row.debut,
        fin: row.fin,
        lieu: lieuDe(row, site?.adresse ?? null),
        enLigne: row.lien !== null,
        cfa: site?.nom ?? '',
        sequence: row.sequence,
        ecritLe: reserveLe > row.modifie_le ? reserveLe : row.modifie_le,
        prises: Number(row.prises),
        capacite: row.capacite,
      };
    }),
  );
};
