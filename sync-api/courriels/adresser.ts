import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { donneesDe } from './donnees.ts';
import { type Ecrivain, insererCourriel } from './ecrire.ts';
import type { DemandeEcrite } from './genres.ts';

/**
 * When a notice may leave for one recipient: a new demande, a change, an address of a candidate that does not work. The
 * first three of a kind within an hour leave at once; from the fourth they wait for the next full hour, and leave together
 * as one mail that counts them. So a burst is at most three mails and one an hour, and a quiet site is told at once. What
 * has not left yet counts too: after a breakdown, a recipient does not find one mail for each demande.
 */
const avis: ReadonlySet<string> = new Set([
  'cfa-nouvelle',
  'cfa-changement',
  'cfa-candidat-injoignable',
  'cfa-reservation',
]);
export const estUnAvis = (genre: string): boolean => avis.has(genre);

const aussitotMax = 3;
const heureMs = 3_600_000;

export const momentPour = async (
  trx: Kysely<Tables>,
  genre: string,
  courriel: string,
  maintenant: Date,
): Promise<string> => {
  const depuis = new Date(maintenant.getTime() - heureMs).toISOString();
  const { nombre } = await trx
    .selectFrom('courriel')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('destinataire', '=', courriel)
    .where('genre', '=', genre)
    .where((eb) => eb.or([eb('cree_le', '>', depuis), eb('etat', 'in', ['a_envoyer', 'en_cours'])]))
    .executeTakeFirstOrThrow();
  if (Number(nombre) < aussitotMax) return maintenant.toISOString();
  return new Date(Math.ceil((maintenant.getTime() + 1) / heureMs) * heureMs).toISOString();
};

/** Whether a notice waits to be gathered: its moment was put off, not by a try that failed. */
export const estRetenue = (row: Pick<Tables['courriel'], 'genre' | 'essais' | 'envoyable_le' | 'cree_le'>): boolean =>
  estUnAvis(row.genre) && row.essais === 0 && row.envoyable_le > row.cree_le;

/** The notice of a demande to one more recipient. */
export const adresserNouvelle = async (
  ecrivain: Ecrivain & { trx: Kysely<Tables> },
  demande: DemandeEcrite,
  courriel: string,
): Promise<void> => {
  const { trx, clock } = ecrivain;
  await insererCourriel(trx, ecrivain, {
    genre: 'cfa-nouvelle',
    demande_id: demande.id,
    flux_id: demande.fluxId,
    dossier_id: demande.dossierId,
    destinataire: courriel,
    donnees: JSON.stringify(donneesDe({ genre: 'cfa-nouvelle', demande })),
    envoyable_le: await momentPour(trx, 'cfa-nouvelle', courriel, clock.now()),
  });
};
