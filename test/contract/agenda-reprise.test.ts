import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oublierDepots } from '../../sync-api/demandes/oubli.ts';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, ouvrirAgenda } from '../support/agenda-serveur.ts';
import type { Guichets } from '../support/demandes.ts';
import { checkFlux } from '../support/flux-invariants.ts';
import { type Panne, preparerPanne } from '../support/panne.ts';

/** The base is put back from a backup, the guichet is not: what families booked since is settled again. */
let panne: Panne;
let g: Guichets;
let agenda: Agenda;
let famille: Famille;

beforeEach(async () => {
  panne = preparerPanne();
  g = await panne.ouvrir();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => panne.close(g));

const sauver = () => panne.sauver(g);

const remettre = async (): Promise<void> => {
  g = await panne.remettre(g);
};

const reservations = async () =>
  (await famille.reservations()).map(({ id, etat, motif, demande_id, rang }) => ({
    id,
    etat,
    motif,
    demande_id,
    rang,
  }));
const messages = async () =>
  (
    await g.db
      .selectFrom('courriel')
      .select(['genre', 'message_id'])
      .where('genre', 'in', ['candidat-reservation', 'candidat-veille'])
      .orderBy('message_id')
      .execute()
  ).map(({ genre, message_id }) => `${genre} ${message_id}`);

describe('a base put back from a backup that knows the créneau', () => {
  it('books again under the same ids, with the same states and the same mails, and nothing twice', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    await sauver();
    const held = await famille.reserver(corps);
    g.clock.advance(60_000);
    await famille.reserver(corps, personne('Karim', 1));
    const avant = { places: await reservations(), demandes: await g.demandes(), mails: await messages() };
    expect(avant.places.map(({ etat }) => etat)).toEqual(['confirmee', 'attente']);
    g.clock.advance(3_600_000);
    await remettre();
    expect(await reservations()).toEqual(avant.places);
    // Answered when it was, although it is settled again an hour later.
    expect(await g.demandes()).toEqual(avant.demandes);
    expect(await messages()).toEqual(avant.mails);
    expect(await g.intake.lireReservation(held.reservation?.empreinte_jeton ?? '')).toMatchObject({
      etat: 'confirmee',
    });
    await g.reception.reprendre();
    await g.passer();
    expect(await reservations()).toEqual(avant.places);
    await checkFlux(g);
  });

  it('presses again the buttons that were pressed since, in their order', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const { corps: autre } = await agenda.creneau();
    await sauver();
    const { reservation } = await famille.reserver(corps);
    await famille.reserver(corps, personne('Karim', 1));
    await famille.presser(reservation ?? { empreinte_jeton: '' }, { geste: 'deplacer', creneau: autre });
    const offerte = (await famille.reservations()).find(({ etat }) => etat === 'offerte');
    await famille.presser(offerte ?? { empreinte_jeton: '' }, { geste: 'venir' });
    const avant = await reservations();
    expect(avant.map(({ etat }) => etat).sort()).toEqual(['annulee', 'confirmee', 'confirmee']);
    await remettre();
    expect(await reservations()).toEqual(avant);
    await checkFlux(g);
  });

  it('after the meeting gives the place all the same: whoever came is noted under it', async () => {
    const { corps } = await agenda.creneau();
    await sauver();
    await famille.reserver(corps);
    const avant = await reservations();
    g.clock.set('2026-06-12T08:00:00.000Z');
    await g.guichetDb.updateTable('depot_garde').set({ pris_le: g.clock.now().toISOString() }).execute();
    g.clock.set('2026-06-17T08:00:00.000Z');
    await remettre();
    expect(await reservations()).toEqual(avant);
    // Nobody is written to about a meeting that is over.
    expect(await messages()).toEqual([]);
  });
});

describe('a base put back from a backup of before the créneau', () => {
  it('takes the demandes at once, and gives their places when a poste offers the créneau again', async () => {
    await sauver();
    const { corps, acte } = await agenda.creneau({ capacite: 1 });
    await famille.reserver(corps);
    g.clock.advance(60_000);
    const { reservation: attente } = await famille.reserver(corps, personne('Karim', 1));
    const avant = await reservations();
    await remettre();
    expect((await g.demandes()).map(({ etat }) => etat)).toEqual(['ouverte', 'ouverte']);
    expect(await reservations()).toEqual([]);
    // Families are not shown what this base does not know.
    expect(await g.guichet.listerOffres()).toEqual([]);
    expect(await g.intake.lireReservation(attente?.empreinte_jeton ?? '')).toBeNull();
    await g.passer();
    expect(await reservations()).toEqual([]);
    expect(await g.pousser(acte)).toMatchObject([{ etat: 'accepte' }]);
    await g.passer();
    expect(await reservations()).toEqual(avant);
    expect((await g.demandes()).map(({ etat }) => etat)).toEqual(['repondue', 'ouverte']);
    expect(await g.guichet.listerOffres()).toEqual([corps.creneau]);
    expect(await g.intake.lireReservation(attente?.empreinte_jeton ?? '')).toMatchObject({ etat: 'attente' });
    expect(await g.db.selectFrom('reservation_attendue').selectAll().execute()).toEqual([]);
    await checkFlux(g);
  });

  it('keeps a button that was pressed until its réservation is there again, whatever stops meanwhile', async () => {
    await sauver();
    const { corps, acte } = await agenda.creneau();
    const { reservation } = await famille.reserver(corps);
    await famille.presser(reservation ?? { empreinte_jeton: '' }, { geste: 'annuler' });
    await remettre();
    // The server starts once more before any poste came back.
    await g.reception.reprendre();
    await g.pousser(acte);
    await g.passer();
    expect(await reservations()).toMatchObject([{ id: reservation?.id, etat: 'annulee', motif: 'candidat' }]);
    expect((await g.demandes()).map(({ etat }) => etat)).toEqual(['annulee']);
  });

  it('books nothing for a demande that was cancelled, and forgets after thirty days what no poste brought', async () => {
    await sauver();
    const { corps, acte } = await agenda.creneau();
    const { row } = await famille.reserver(corps);
    await famille.reserver(corps, personne('Karim', 1));
    await remettre();
    await g.intake.deposer('annulation', { empreinte_jeton: row.empreinte_jeton });
    await g.passer();
    await g.pousser(acte);
    await g.passer();
    expect((await reservations()).map(({ demande_id }) => demande_id)).not.toContain(row.id);
    await g.db
      .insertInto('reservation_attendue')
      .values({
        id: 'une',
        demande_id: row.id,
        creneau_id: g.random.uuid(),
        origine: 'PARCOURSUP',
        debut_vu: corps.debut,
        demandee_le: g.clock.now().toISOString(),
        remplace_id: null,
        sequence_vue: null,
      })
      .execute();
    g.clock.advance(31 * 86_400_000);
    await oublierDepots(g.db, g);
    expect(await g.db.selectFrom('reservation_attendue').selectAll().execute()).toEqual([]);
  });
});
