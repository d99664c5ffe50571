import type { Kysely } from 'kysely';
import { estActive } from '../../shared/domain/agenda/places.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { lireReservationEcrite } from '../agenda/ecrite.ts';
import { findReservation } from '../agenda/ligne.ts';
import type { Tables } from '../store/tables.ts';
import { momentPour } from './adresser.ts';
import { alerterSansDestinataire } from './alertes.ts';
import { destinatairesDuSite } from './destinataires.ts';
import { type Donnees, lireDonnees } from './donnees.ts';
import { ecrireCourriel, insererCourriel } from './ecrire.ts';
import type { CourrielRow } from './file.ts';

/** What a mail about a réservation that did not arrive changes. */

const listerAvis = (trx: Kysely<Tables>, reservationId: string) =>
  trx
    .selectFrom('courriel')
    .selectAll()
    .where('reservation_id', '=', reservationId)
    .where('genre', '=', 'cfa-reservation')
    .execute();

/**
 * A mail to her came back, of a meeting that staff gave her without a demande whose row would say it: the CFA is told by
 * mail, once, while she is still expected.
 */
export const direInjoignable = async (ecriture: Ecriture, reservationId: string): Promise<void> => {
  const { trx, clock } = ecriture;
  const row = await findReservation(trx, reservationId);
  if (row === undefined || !estActive(row.etat)) return;
  const dits = (await listerAvis(trx, row.id)).map(({ donnees }) => lireDonnees(donnees));
  if (dits.some((lues) => lues?.genre === 'cfa-reservation' && lues.quoi === 'injoignable')) return;
  const ecrite = await lireReservationEcrite(trx, row);
  if (ecrite === null || ecrite.reservation.fin <= clock.now().toISOString()) return;
  const { reservation } = ecrite;
  await ecrireCourriel(trx, ecriture, { genre: 'cfa-reservation', reservation, quoi: 'injoignable' });
};

/**
 * A notice to the CFA was refused: it goes on to whoever comes next at this site, and was not told yet.
 *
 * @param lues of the notice; several gathered in one are not told again: the page Agenda shows them
 */
export const avertirSuivants = async (
  ecriture: Ecriture,
  row: CourrielRow,
  lues: Extract<Donnees, { genre: 'cfa-reservation' }>,
): Promise<void> => {
  const { trx, clock } = ecriture;
  const { reservation } = lues;
  const memes = (await listerAvis(trx, reservation.id)).filter(({ donnees }) => donnees === row.donnees);
  const dites = new Set(memes.flatMap(({ destinataire }) => destinataire ?? []));
  const refusees = new Set(memes.flatMap(({ destinataire, etat }) => (etat === 'refuse' ? (destinataire ?? []) : [])));
  const suivantes = await destinatairesDuSite(trx, reservation, refusees);
  if (suivantes.length === 0) {
    await alerterSansDestinataire(ecriture, reservation);
    return;
  }
  for (const destinataire of suivantes.filter((adresse) => !dites.has(adresse)))
    await insererCourriel(trx, ecriture, {
      genre: row.genre,
      demande_id: null,
      reservation_id: reservation.id,
      flux_id: reservation.fluxId,
      dossier_id: reservation.dossierId,
      destinataire,
      donnees: row.donnees,
      envoyable_le: await momentPour(trx, row.genre, destinataire, clock.now()),
    });
};
