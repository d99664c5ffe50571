import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReservationLigne } from '../../../../shared/contract/lignes.ts';
import type { AssiduiteEtat } from '../../../../shared/domain/actes/reservation.ts';
import { dossierId } from '../candidats/poste.ts';
import { Bureau, reservationId } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1);
  for (const n of [1, 2]) bureau.creneau(n);
});
afterEach(() => bureau.close());

const le = (heure: string): string => `2026-06-02T${heure}:00.000Z`;
const reservation = (n: number, over: Partial<ReservationLigne> = {}): void =>
  bureau.reservation(n, { of: 1, au: n, ...over });
const noter = (n: number, etat: AssiduiteEtat, heure: string) =>
  bureau.received(dossierId(1), 'assiduite', { reservation: reservationId(n), etat }, { fait_le: le(heure) });
const absents = async () =>
  (await bureau.ask('agenda:absents', { apres: null, limite: 10 })).lignes.map((une) => une.reservation);
/** Of the queue. */
const prochaine = (): unknown => {
  const corps = bureau.store.persons
    .prepare<[string], string>(
      "SELECT t.corps ->> '$.prochaineAction' FROM candidat c JOIN candidat_corps t USING (rang) WHERE c.id = ?",
    )
    .pluck()
    .get(dossierId(1));
  return JSON.parse(corps ?? 'null');
};

describe('who is to be called back, in the list of the absent as in the queue', () => {
  beforeEach(() => {
    reservation(1, { debut: le('08:00'), fin: le('09:00'), demandee_le: '2026-06-01T08:00:00.000Z' });
    noter(1, 'absent', '09:30');
  });

  test('nobody who is to come again, and the same person again once she gave that up', async () => {
    expect(await absents()).toEqual([reservationId(1)]);
    expect(prochaine()).toMatchObject({ quoi: 'rappeler', le: le('09:30') });
    reservation(2, { demandee_le: le('10:00'), etat_le: le('10:00') });
    expect(await absents()).toEqual([]);
    expect(prochaine()).toMatchObject({ quoi: 'rencontrer', fuseau: 'Europe/Paris' });
    reservation(2, { demandee_le: le('10:00'), etat_le: le('11:00'), etat: 'annulee', motif: 'candidat' });
    expect(await absents()).toEqual([reservationId(1)]);
    expect(prochaine()).toMatchObject({ quoi: 'rappeler', le: le('09:30') });
  });

  test('nobody who came to another one since', async () => {
    reservation(2, { debut: le('12:00'), fin: le('13:00'), demandee_le: le('11:00') });
    noter(2, 'present', '13:30');
    expect(await absents()).toEqual([]);
    expect(prochaine()).toMatchObject({ quoi: 'rappeler', precision: 'jour' });
  });

  test('once, who missed two meetings that were written down when both were over', async () => {
    reservation(1, { debut: le('08:00'), fin: le('09:00'), demandee_le: le('17:00'), source: 'poste' });
    reservation(2, { debut: le('12:00'), fin: le('13:00'), demandee_le: le('17:01'), source: 'poste' });
    noter(2, 'absent', '17:02');
    expect(await absents()).toEqual([reservationId(2)]);
    expect(prochaine()).toMatchObject({ quoi: 'rappeler', le: le('17:02') });
  });
});
