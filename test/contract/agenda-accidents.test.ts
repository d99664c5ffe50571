import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Accidents } from '../../sync-api/accidents.ts';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { redireOffresOubliees } from '../../sync-api/agenda/offres-oubliees.ts';
import { expirerOffres } from '../../sync-api/agenda/promotion.ts';
import { type Travail, travailler } from '../../sync-api/cli/serveur-sync.ts';
import { createCourrier } from '../../sync-api/courriels/courrier.ts';
import { reprendreAttendues } from '../../sync-api/demandes/attendues.ts';
import { direSuivi } from '../../sync-api/demandes/ligne.ts';
import { depotsParPassage } from '../../sync-api/demandes/reception.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, debut, ouvrirAgenda } from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** One row that cannot be read, a queue that is long, a clock that jumps: nobody else waits for it. */
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
let logs: string[];
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
  logs = [];
});
afterEach(() => g.close());

const journal = () => createJournal((line) => logs.push(line), g.clock);
const codes = (): string[] => logs.map((line) => JSON.parse(line).code);
const place = (reservation: ReservationRow | null): ReservationRow => {
  if (reservation === null) throw new Error('a place was to be booked');
  return reservation;
};

/** Somebody holds the only place, another one is offered it. @returns the offer */
const offrir = async (rang: number): Promise<ReservationRow> => {
  const { corps } = await agenda.creneau({ capacite: 1 });
  const premiere = await famille.reserver(corps, personne(`Anna${'abcd'[rang]}`, rang));
  const seconde = await famille.reserver(corps, personne(`Bilal${'abcd'[rang]}`, rang + 10));
  await famille.presser(place(premiere.reservation), { geste: 'annuler' });
  return agenda.lire(place(seconde.reservation).id);
};

/** The words of its demande cannot be read any more. */
const casser = ({ demande_id }: ReservationRow) =>
  g.db
    .updateTable('ligne')
    .set({ corps: '{}' })
    .where('id', '=', demande_id ?? '')
    .execute();

describe('one booking that cannot be read', () => {
  it('is said, left alone for a while, and keeps no other offer from ending', async () => {
    const cassee = await offrir(0);
    const saine = await offrir(1);
    await casser(cassee);
    g.clock.advance(25 * 3_600_000);
    const accidents = new Accidents(g.clock);
    const passer = () => expirerOffres({ ...g, journal: journal(), accidents, annoncer: () => {} });
    expect(await passer()).toBe(1);
    expect([await famille.etatDe(cassee), await famille.etatDe(saine)]).toEqual(['offerte', 'expiree']);
    await passer();
    expect(codes()).toEqual(['OFFRE_EN_ACCIDENT']);
    g.clock.advance(600_000);
    await passer();
    expect(codes()).toEqual(['OFFRE_EN_ACCIDENT', 'OFFRE_EN_ACCIDENT']);
    // A clock that is put back makes nothing wait longer.
    g.clock.advance(-3_600_000);
    await passer();
    expect(codes()).toHaveLength(3);
  });

  it('keeps no other one from being made again after a restore', async () => {
    const { corps } = await agenda.creneau();
    const rows = [await g.demander(personne('Anna', 1)), await g.demander(personne('Bilal', 2))];
    for (const row of rows)
      await g.db
        .insertInto('reservation_attendue')
        .values({
          id: g.random.uuid(),
          demande_id: row.id,
          creneau_id: corps.creneau,
          origine: 'PARCOURSUP',
          debut_vu: corps.debut,
          demandee_le: row.recue_le,
          remplace_id: null,
          sequence_vue: null,
        })
        .execute();
    await g.db
      .updateTable('ligne')
      .set({ corps: '{}' })
      .where('id', '=', rows[0]?.id ?? '')
      .execute();
    const deps = { ...g, journal: journal(), serveur: { secretIne: g.secret }, annoncer: () => {} };
    expect(await reprendreAttendues({ ...deps, accidents: new Accidents(g.clock) })).toBe(1);
    expect(codes()).toEqual(['RESERVATION_EN_ACCIDENT']);
    expect(await famille.reservations()).toMatchObject([{ demande_id: rows[1]?.id, etat: 'confirmee' }]);
  });
});

describe('while the server runs', () => {
  let server: TestServer;
  let travail: Travail;
  beforeEach(async () => {
    server = await startTestServer({ db: g.db, clock: g.clock });
    const deps = { ...server.deps, journal: journal() };
    travail = travailler({
      deps,
      guichet: g.guichet,
      courrier: createCourrier({ ...deps, transport: null, retours: null }),
      minuterie: { every: () => () => {} },
      annoncer: () => {},
    });
  });
  afterEach(async () => {
    await travail.arreter();
    await server.stop();
  });

  it('a page that cannot be told keeps none of the others from being told', async () => {
    const { corps } = await agenda.creneau();
    const anna = place((await famille.reserver(corps, personne('Anna', 1))).reservation);
    const bilal = place((await famille.reserver(corps, personne('Bilal', 2))).reservation);
    await travail.recevoir();
    await casser(anna);
    await g.guichetDb.deleteFrom('suivi_reservation').execute();
    await g.db.transaction().execute((trx) => direSuivi(trx, [anna.empreinte_jeton, bilal.empreinte_jeton]));
    await travail.recevoir();
    expect(codes()).toContain('SUIVI_EN_ACCIDENT');
    expect(await g.intake.lireReservation(bilal.empreinte_jeton)).toMatchObject({ etat: 'confirmee' });
  });

  it('what cannot be taken keeps nothing from being told', async () => {
    await travail.recevoir();
    await agenda.creneau();
    await g.guichetDb.schema.dropTable('depot').execute();
    await travail.recevoir();
    expect(codes()).toContain('RECEPTION_EN_ECHEC');
    expect(await g.guichet.listerOffres()).toHaveLength(1);
  });

  it('an offer that was taken in time behind a long queue does not lapse', async () => {
    const offerte = await offrir(0);
    g.clock.set(new Date(Date.parse(offerte.expire_le ?? '') - 60_000).toISOString());
    // The waiting list behind her would take the place.
    await famille.reserver({ creneau: offerte.creneau_id }, personne('Chloe', 3));
    for (let rang = 0; rang < depotsParPassage; rang += 1)
      await g.deposer({
        prenom: `F${'abcdefghij'[rang % 10]}${'abcdefghij'[Math.floor(rang / 10)]}`,
        courriel: `f${rang}@example.org`,
      });
    await g.intake.deposer('reservation', { geste: 'venir', empreinte_jeton: offerte.empreinte_jeton, debut });
    g.clock.advance(120_000);
    await travail.recevoir();
    expect(await famille.etatDe(offerte)).toBe('confirmee');
  });

  it('offers that a clock ahead had closed come back', async () => {
    await agenda.creneau();
    await travail.recevoir();
    const le = g.clock.now().toISOString();
    g.clock.set('2026-06-20T00:00:00.000Z');
    await travail.recevoir();
    expect(await g.guichet.listerOffres()).toEqual([]);
    g.clock.set(le);
    await travail.recevoir();
    expect(await g.guichet.listerOffres()).toHaveLength(1);
    // The intake is told at once that the server comes by, whatever the clock said before.
    expect(await g.guichetDb.selectFrom('passage').select('vu_le').executeTakeFirst()).toEqual({ vu_le: le });
  });

  it('compares offers without telling again those that are there, or closed', async () => {
    await agenda.creneau();
    await g.passer();
    expect(await redireOffresOubliees(g)).toBe(0);
    g.clock.set('2026-06-16T07:30:00.000Z');
    await g.passer();
    expect(await redireOffresOubliees(g)).toBe(0);
  });
});
