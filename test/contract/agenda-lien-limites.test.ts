import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { expirerOffres } from '../../sync-api/agenda/promotion.ts';
import { deplacementsParJour } from '../../sync-api/demandes/lien-reservation.ts';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, debut, ouvrirAgenda } from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';

/** Buttons that come late, or again and again. */
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

const prendre = async (...parts: Parameters<Famille['reserver']>): Promise<ReservationRow> => {
  const { reservation } = await famille.reserver(...parts);
  if (reservation === null) throw new Error('a place was to be booked');
  return reservation;
};

describe('the link of a réservation', () => {
  it('takes an offer that lapsed behind a queue of forms, when she pressed in time and nobody else has it', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const sienne = await prendre(corps);
    const karim = await prendre(corps, personne('Karim', 1));
    await famille.presser(sienne, { geste: 'annuler' });
    g.clock.advance(86_400_000 - 1);
    await g.intake.deposer('reservation', { geste: 'venir', empreinte_jeton: karim.empreinte_jeton, debut });
    g.clock.advance(3_600_000);
    expect(await expirerOffres({ ...g, annoncer: () => {} })).toBe(1);
    await g.passer();
    expect(await famille.etatDe(karim)).toBe('confirmee');
    // Once it is over for good, the button says nothing.
    const louise = await prendre(corps, personne('Louise', 2));
    await famille.presser(karim, { geste: 'annuler' });
    g.clock.advance(86_400_000);
    await expirerOffres({ ...g, annoncer: () => {} });
    await famille.presser(louise, { geste: 'venir' });
    expect(await famille.etatDe(louise)).toBe('expiree');
  });

  it('pressed more often than a hand would, says once a day that what she has stays', async () => {
    const { corps: premier } = await agenda.creneau();
    const { corps: second } = await agenda.creneau();
    await prendre(premier);
    const actuelle = async (): Promise<ReservationRow> => {
      const row = (await famille.reservations()).find(({ etat }) => etat === 'confirmee');
      if (row === undefined) throw new Error('she has a place');
      return row;
    };
    const bouger = async (): Promise<void> => {
      const row = await actuelle();
      await famille.presser(row, { geste: 'deplacer', creneau: row.creneau_id === premier.creneau ? second : premier });
    };
    for (let fois = 1; fois < deplacementsParJour; fois += 1) await bouger();
    const dites = async () =>
      (await famille.courriels()).filter((un) => un === 'candidat-reservation inchangee').length;
    expect(await dites()).toBe(0);
    const tenue = await actuelle();
    await bouger();
    await bouger();
    expect([(await actuelle()).id, await dites()]).toEqual([tenue.id, 1]);
    g.clock.advance(86_400_000 + 1);
    await bouger();
    expect((await actuelle()).id).not.toBe(tenue.id);
  });
});
