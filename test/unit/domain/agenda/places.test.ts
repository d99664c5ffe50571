import { describe, expect, test } from 'vitest';
import { attenteMax } from '../../../../shared/domain/agenda/creneaux.ts';
import {
  aSaPlace,
  estActive,
  etatReservation,
  finDeLOffre,
  finDeLOffreParAppel,
  type PlacesDuCreneau,
  repondreReservation,
  tientUnePlace,
} from '../../../../shared/domain/agenda/places.ts';

const debut = '2026-06-16T08:00:00.000Z';
const maintenant = '2026-06-08T08:00:00.000Z';

const creneau = (changes: Partial<PlacesDuCreneau> = {}): PlacesDuCreneau => ({
  etat: 'prevu',
  debut,
  fin: '2026-06-16T10:00:00.000Z',
  capacite: 2,
  listeAttente: true,
  prises: 0,
  enAttente: 0,
  ...changes,
});
const repondre = (changes: Partial<PlacesDuCreneau> = {}, vu = debut, le = maintenant) => {
  const { etat, motif } = repondreReservation(creneau(changes), vu, le);
  return motif === null ? etat : `${etat} ${motif}`;
};

describe('one more booking', () => {
  test('has a place while one is free', () => {
    expect(repondre()).toBe('confirmee');
    expect(repondre({ prises: 1 })).toBe('confirmee');
    expect(repondre({ prises: 2 })).toBe('attente');
  });

  test('waits where one may wait, and no more than so many', () => {
    expect(repondre({ prises: 2, listeAttente: false })).toBe('complet');
    expect(repondre({ prises: 2, enAttente: attenteMax - 1 })).toBe('attente');
    expect(repondre({ prises: 2, enAttente: attenteMax })).toBe('complet');
    expect(repondre({ prises: 3, capacite: 1 })).toBe('attente');
  });

  test('for an hour that has moved since, keeps its place and has to be said again', () => {
    expect(repondre({}, '2026-06-16T09:00:00.000Z')).toBe('a_reconfirmer deplace');
    expect(repondre({ prises: 2 }, '2026-06-16T09:00:00.000Z')).toBe('attente');
  });

  test('of a cancelled créneau is cancelled, were it past', () => {
    expect(repondre({ etat: 'annule' })).toBe('annulee creneau');
    expect(repondre({ etat: 'annule' }, debut, '2026-06-20T08:00:00.000Z')).toBe('annulee creneau');
  });

  test('noted by staff once the meeting has begun stands at the door, however many they are', () => {
    expect(repondre({ prises: 2 }, '2026-06-16T09:00:00.000Z', debut)).toBe('confirmee');
    expect(repondre({ prises: 2, enAttente: 1 }, debut, '2026-06-16T12:00:00.000Z')).toBe('confirmee');
    expect(repondre({ prises: 2 }, debut, '2026-06-16T07:59:59.999Z')).toBe('attente');
  });

  test('by the public pages passes before nobody who waits, and is too late once it has begun', () => {
    const parElle = (changes: Partial<PlacesDuCreneau>, le = maintenant) =>
      repondreReservation(creneau(changes), debut, le, 'public').etat;
    expect(parElle({ prises: 1 })).toBe('confirmee');
    expect(parElle({ prises: 1, enAttente: 1 })).toBe('attente');
    expect(parElle({ prises: 1, enAttente: 1, listeAttente: false })).toBe('complet');
    expect(repondre({ prises: 1, enAttente: 1 })).toBe('confirmee');
    expect(parElle({}, debut)).toBe('complet');
  });
});

describe('how long a freed place is kept', () => {
  test.each([
    ['a day, when there is time', maintenant, '2026-06-09T08:00:00.000Z'],
    ['until two hours before the meeting', '2026-06-15T20:00:00.000Z', '2026-06-16T06:00:00.000Z'],
    ['an hour at least', '2026-06-16T05:00:00.000Z', '2026-06-16T06:00:00.000Z'],
    ['not at all, later', '2026-06-16T05:00:00.001Z', null],
    ['nor once it has begun', '2026-06-16T09:00:00.000Z', null],
  ])('%s', (_name, le, attendu) => {
    expect(finDeLOffre(le, debut)).toBe(attendu);
  });
});

describe('how long it is kept for somebody who has to be called', () => {
  test.each([
    ['four hours', '2026-06-08T08:00:00.000Z', '2026-06-08T12:00:00.000Z'],
    ['of the day only', '2026-06-08T17:30:00.000Z', '2026-06-09T09:30:00.000Z'],
    ['and not of the night', '2026-06-08T02:00:00.000Z', '2026-06-08T10:00:00.000Z'],
    ['no longer than by mail', '2026-06-16T04:00:00.000Z', '2026-06-16T06:00:00.000Z'],
    ['when all that is left is the night', '2026-06-15T20:00:00.000Z', '2026-06-16T06:00:00.000Z'],
    ['not at all too near', '2026-06-16T05:00:00.001Z', null],
  ])('%s', (_name, le, attendu) => {
    expect(finDeLOffreParAppel(le, debut, 'Europe/Paris')).toBe(attendu);
  });

  test('by the hours of the site', () => {
    expect(finDeLOffreParAppel('2026-06-08T08:00:00.000Z', debut, 'Indian/Reunion')).toBe('2026-06-08T12:00:00.000Z');
    expect(finDeLOffreParAppel('2026-06-08T14:00:00.000Z', debut, 'Indian/Reunion')).toBe('2026-06-09T06:00:00.000Z');
  });
});

test('who holds a place, and who is not done', () => {
  expect(etatReservation.options.filter(tientUnePlace)).toEqual(['confirmee', 'offerte', 'a_reconfirmer']);
  expect(etatReservation.options.filter(estActive)).toEqual(['confirmee', 'attente', 'offerte', 'a_reconfirmer']);
});

test('who is to come is told where, not who is only offered a place or has to be called', () => {
  const motifs = [null, 'deplace', 'capacite'];
  const viennent = etatReservation.options.flatMap((etat) =>
    motifs.filter((motif) => aSaPlace({ etat, motif })).map((motif) => `${etat} ${motif}`),
  );
  expect(viennent.filter((un) => !un.startsWith('confirmee'))).toEqual(['a_reconfirmer null', 'a_reconfirmer deplace']);
  expect(aSaPlace({ etat: 'confirmee', motif: null })).toBe(true);
});
