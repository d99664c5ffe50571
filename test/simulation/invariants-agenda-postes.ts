import { z } from 'zod';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { broken } from './invariants-base.ts';
import type { SimPoste } from './sim-poste.ts';
import type { World } from './world.ts';

/** A poste that has nothing left to send shows the créneaux and the réservations of the server, and no others. */

const texts = z.array(z.string());
const pluck = (poste: SimPoste, query: string): string[] => texts.parse(poste.store.bulk.prepare(query).pluck().all());

const sorted = (lines: readonly string[]): string => [...lines].sort().join('\n');

export async function checkAgendas(world: World, rows: readonly ReservationRow[]): Promise<void> {
  const creneaux = await world.server.db.selectFrom('creneau').selectAll().execute();
  for (const poste of world.postes) {
    if (pluck(poste, "SELECT acte FROM saisie WHERE etat <> 'squelette'").length > 0) continue;
    const held = new Set(pluck(poste, "SELECT id FROM flux WHERE droits = 'complets'"));
    const own = pluck(poste, "SELECT concat_ws(' ', id, flux, etat, debut, fin) FROM creneau_etat");
    const theirs = creneaux
      .filter(({ flux_id }) => held.has(flux_id))
      .map(({ id, flux_id, etat, debut, fin }) => [id, flux_id, etat, debut, fin].join(' '));
    if (sorted(own) !== sorted(theirs))
      throw broken(world, `${poste.name} and the server have other créneaux`, { own, theirs });
    const here = pluck(poste, "SELECT concat_ws(' ', id, dossier, creneau, etat, rang) FROM reservation_etat");
    const there = rows
      .filter(({ flux_id }) => held.has(flux_id))
      .map(({ id, dossier_id, creneau_id, etat, rang }) => [id, dossier_id, creneau_id, etat, rang].join(' '));
    if (sorted(here) !== sorted(there))
      throw broken(world, `${poste.name} and the server have other réservations`, { here, there });
  }
}
