import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, annulerPlace, fin, modifier, ouvrirAgenda } from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';

/** The address of an online meeting in the guichet: of who is to come, until it is over. */
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

const lien = 'https://visio.example/salle';
const prendre = async (...parts: Parameters<Famille['reserver']>): Promise<ReservationRow> => {
  const { reservation } = await famille.reserver(...parts);
  if (reservation === null) throw new Error('a place was to be booked');
  return reservation;
};
const montre = async ({ empreinte_jeton }: ReservationRow) => {
  const lue = await g.intake.lireReservation(empreinte_jeton);
  return [lue?.etat, lue?.lien];
};
const liens = async () =>
  (await g.guichetDb.selectFrom('suivi_reservation').select('lien').where('lien', 'is not', null).execute()).length;

test('not for a place that is only offered, before she says that she comes', async () => {
  const { corps } = await agenda.creneau({ capacite: 1, lien });
  const premiere = await prendre(corps);
  const suivante = await prendre(corps, personne('Karim', 1));
  await famille.presser(premiere, { geste: 'annuler' });
  expect([await montre(premiere), await montre(suivante)]).toEqual([
    ['annulee', null],
    ['offerte', null],
  ]);
  await famille.presser(suivante, { geste: 'venir' });
  expect(await montre(suivante)).toEqual(['confirmee', lien]);
});

test('not for who has to be called, as there are too many', async () => {
  const { corps, acte } = await agenda.creneau({ capacite: 2, lien });
  const premiere = await prendre(corps);
  const suivante = await prendre(corps, personne('Karim', 1));
  await g.pousser(modifier(agenda.flux, { ...corps, capacite: 1 }, [acte.id]));
  await g.passer();
  expect([await montre(premiere), await montre(suivante)]).toEqual([
    ['confirmee', lien],
    ['a_reconfirmer', null],
  ]);
});

test('no more once the meeting is over, though nothing else changed', async () => {
  const { corps } = await agenda.creneau({ lien });
  await prendre(corps);
  g.clock.set(new Date(Date.parse(fin) - 1).toISOString());
  await g.passer();
  expect(await liens()).toBe(1);
  g.clock.advance(1);
  await g.passer();
  expect(await liens()).toBe(0);
  const [row] = (
    await sql<{ detail: string }>`explain query plan update suivi_reservation set lien = null
    where lien is not null and fin <= ${fin}`.execute(g.guichetDb)
  ).rows;
  expect(row?.detail).toContain('suivi_reservation_avec_lien');
});

test('whom the CFA told not to come may take another créneau by the same link', async () => {
  const { corps } = await agenda.creneau({ lien });
  const { corps: autre } = await agenda.creneau();
  const sienne = await prendre(corps);
  await g.pousser(annulerPlace(agenda.flux, sienne.dossier_id, sienne.id, corps.creneau));
  await g.passer();
  expect(await montre(sienne)).toEqual(['annulee', null]);
  await famille.presser(sienne, { geste: 'deplacer', creneau: autre });
  const prise = (await famille.reservations()).find(({ creneau_id }) => creneau_id === autre.creneau);
  expect(prise).toMatchObject({ etat: 'confirmee', demande_id: sienne.demande_id });
});
