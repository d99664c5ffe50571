import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inscrire } from '../../main/core/agenda/inscrire.ts';
import { listCandidats } from '../../main/core/candidats/list.ts';
import { projectDossiers } from '../../main/core/candidats/projection.ts';
import type { CandidatFiltres } from '../../shared/contract/ipc/candidats.ts';
import type { ReservationLigne } from '../../shared/contract/lignes.ts';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import { value } from '../support/result.ts';
import { acteCorps, dossierId, fluxId, idOf, putActe, putLigne, putSaisie } from '../unit/core/candidats/poste.ts';
import { Bureau } from '../unit/core/demandes/bureau.ts';

/** Monday, 10:00 to 11:00 in Paris. The office opens on Wednesday the 3rd. */
const debut = '2026-06-15T08:00:00.000Z';
const fin = '2026-06-15T09:00:00.000Z';
const creneauId = (n: number): string => idOf(20, n);
const reservationId = (n: number): string => idOf(21, n);

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

function creneau(n: number, over: Partial<CreneauCorps> = {}, flux = 1): void {
  const corps = {
    creneau: creneauId(n),
    genre: 'reunion',
    debut,
    fin,
    capacite: 12,
    liste_attente: true,
    titre: 'Découverte des métiers',
    lieu: 'Salle B12',
    offre: null,
    ...over,
  };
  const un = { id: idOf(22, n), flux: fluxId(flux), dossier: creneauId(n), type: 'creneau-cree', corps };
  putActe(bureau.store, acteCorps(un), '2026-06-01T08:00:00.000Z');
  project(creneauId(n));
}

/** The row of réservation `n`, of the dossier `of`, at the créneau `at`. */
function reserve(n: number, over: Partial<ReservationLigne> = {}, { of = n, flux = 1, at = 1 } = {}): void {
  const corps: ReservationLigne = {
    dossier: dossierId(of),
    creneau: creneauId(at),
    demande: null,
    etat: 'confirmee',
    motif: null,
    genre: 'reunion',
    debut,
    fin,
    rang: n,
    demandee_le: '2026-06-02T08:00:00.000Z',
    etat_le: '2026-06-02T08:00:00.000Z',
    expire_le: null,
    source: 'public',
    remplace: null,
    ...over,
  };
  putLigne(bureau.store, {
    id: reservationId(n),
    flux: fluxId(flux),
    type: 'reservation',
    dossier: dossierId(of),
    corps,
  });
  project(dossierId(of), creneauId(at));
}

function project(...ids: string[]): void {
  bureau.store.write(bureau.store.bulk, () => projectDossiers(bureau.store.bulk, ids));
}

const at = (now: string): void => {
  bureau.now = Date.parse(now);
};
/** Who the list shows with these filters, now. */
function shown(filtres: CandidatFiltres): string[] {
  const asked = { filtres, recherche: '', tri: 'nom', sens: 'croissant', apres: null, limite: 50 } as const;
  const { lignes } = value(listCandidats(bureau.store.persons, asked, new Date(bureau.now).toISOString()));
  return lignes.map(({ id }) => id);
}
const aAppeler = () => shown({ aAppeler: true });
const enRetard = () => shown({ enRetard: true });
const ligne = (n = 1) => bureau.fiche(n).ligne;

/** What the page asks, answered or refused. */
const saisir = (n: number, type: string, corps: Record<string, unknown>, vues = {}) =>
  bureau.actes['actes:enregistrer']({ saisies: [{ dossier: dossierId(n), type, corps, vues }] });
/** A place at the first créneau, given where créneaux are. @returns its réservation */
const donner = (n: number): string => {
  let made = 90;
  const random = { uuid: () => reservationId(made++), bytes: Buffer.alloc, fraction: () => 0 };
  const asked = { creneau: creneauId(1), dossier: dossierId(n), demande: null, remplace: null };
  return value(
    bureau.store.writePersons((db) =>
      inscrire({ db, random, nowMs: bureau.now, decalageMs: 0 }, asked, new Date(bureau.now).toISOString()),
    ),
  ).reservation;
};
const code = (answer: ReturnType<typeof saisir>) => (answer.ok ? null : answer.error.code);

describe('somebody who has a rendez-vous', () => {
  beforeEach(() => {
    bureau.person(1);
    creneau(1);
  });

  test('leaves the call queue for her meeting, whose presence is then late until it is noted', () => {
    expect(aAppeler()).toEqual([dossierId(1)]);
    reserve(1);
    expect(ligne()).toMatchObject({
      situation: 'RDV_FIXE',
      ouverte: true,
      prochaineAction: { quoi: 'rencontrer', le: debut, precision: 'heure', fin },
    });
    for (const now of ['2026-06-03T09:00:00.000Z', debut, '2026-06-15T08:59:59.999Z']) {
      at(now);
      expect(aAppeler()).toEqual([]);
      expect(enRetard()).toEqual([]);
    }
    at(fin);
    // Nobody is called for a presence: the agenda asks for it.
    expect(aAppeler()).toEqual([]);
    expect(enRetard()).toEqual([dossierId(1)]);
    value(saisir(1, 'assiduite', { reservation: reservationId(1), etat: 'present' }));
    expect(aAppeler()).toEqual([]);
    // The second working day, at the first hour of the site's window.
    at('2026-06-17T07:59:59.999Z');
    expect(aAppeler()).toEqual([]);
    at('2026-06-17T08:00:00.000Z');
    expect(aAppeler()).toEqual([dossierId(1)]);
  });

  test('who did not come is to be called at once, until somebody did', () => {
    reserve(1);
    at(fin);
    value(saisir(1, 'assiduite', { reservation: reservationId(1), etat: 'absent' }));
    expect(ligne()).toMatchObject({ situation: 'A_RAPPELER', prochaineAction: { quoi: 'rappeler', le: fin } });
    expect(aAppeler()).toEqual([dossierId(1)]);
    at('2026-06-15T14:00:00.000Z');
    value(
      saisir(1, 'appel', { sens: 'emis', numero: '+33639981201', interlocuteur: null, disposition: 'SANS_REPONSE' }),
    );
    expect(aAppeler()).toEqual([]);
    expect(ligne()).toMatchObject({ prochaineAction: { le: '2026-06-16T08:00:00.000Z' } });
  });

  test('is to be called now when a place is kept for her, or when her meeting moved', () => {
    for (const etat of ['offerte', 'a_reconfirmer'] as const) {
      reserve(1, { etat, etat_le: '2026-06-03T08:00:00.000Z', motif: etat === 'offerte' ? null : 'deplace' });
      expect(aAppeler()).toEqual([dossierId(1)]);
    }
  });

  test('is expected as soon as the place is asked for here, and as before once it is given back', () => {
    const before = ligne();
    const reservation = donner(1);
    expect(aAppeler()).toEqual([]);
    expect(bureau.fiche(1).rendezVous).toMatchObject([{ etat: 'demandee', enAttente: true, position: null }]);
    value(saisir(1, 'reservation-annulee', { reservation, creneau: creneauId(1) }));
    expect(bureau.fiche(1).rendezVous).toMatchObject([{ etat: 'annulee', motif: 'cfa', enAttente: true }]);
    expect(ligne()).toEqual({ ...before, enAttente: true });
    const [demandee, annulee] = bureau.saisies();
    expect(annulee?.depend).toEqual([demandee?.id]);
  });

  test('is told with the place of the créneau, which only the créneau knows', () => {
    reserve(1);
    expect(bureau.fiche(1).rendezVous).toEqual([
      {
        reservation: reservationId(1),
        creneau: creneauId(1),
        dossier: dossierId(1),
        demande: null,
        flux: fluxId(1),
        genre: 'reunion',
        titre: 'Découverte des métiers',
        lieu: 'Salle B12',
        lien: null,
        debut,
        fin,
        fuseau: 'Europe/Paris',
        etat: 'confirmee',
        motif: null,
        position: null,
        rang: 1,
        expireLe: null,
        etatLe: '2026-06-02T08:00:00.000Z',
        source: 'public',
        assiduite: null,
        assiduiteVues: [],
        enAttente: false,
        refuse: null,
      },
    ]);
    // The créneau comes after: the hours are in the réservation.
    reserve(2, { creneau: creneauId(7) }, { of: 1, at: 7 });
    expect(bureau.fiche(1).rendezVous[1]).toMatchObject({ creneau: creneauId(7), titre: null, lieu: null, debut });
  });

  test('is told where she waits', () => {
    for (const n of [2, 3]) {
      bureau.person(n);
      reserve(n, { etat: 'attente' });
    }
    reserve(1, { etat: 'attente', rang: 9 });
    expect(bureau.fiche(1).rendezVous).toMatchObject([{ etat: 'attente', position: 3, rang: 9 }]);
    expect(bureau.fiche(2).rendezVous).toMatchObject([{ position: 1 }]);
  });
});

test('a person of two lists has the réservations of both, those to come first', () => {
  bureau.person(1, { ine: '123456789AB' });
  bureau.person(2, { ine: '123456789AB' }, 2);
  creneau(1);
  creneau(2, { debut: '2026-06-10T08:00:00.000Z', fin: '2026-06-10T09:00:00.000Z', titre: 'Entretien' }, 2);
  reserve(1);
  const tot = { debut: '2026-06-10T08:00:00.000Z', fin: '2026-06-10T09:00:00.000Z' };
  reserve(2, tot, { of: 2, flux: 2, at: 2 });
  const passe = { debut: '2026-06-01T08:00:00.000Z', fin: '2026-06-01T09:00:00.000Z' };
  reserve(3, passe, { of: 1, at: 3 });
  reserve(4, { etat: 'annulee', motif: 'candidat' }, { of: 1, at: 4 });
  expect(bureau.fiche(1).rendezVous.map(({ reservation, flux }) => [reservation, flux])).toEqual([
    [reservationId(2), fluxId(2)],
    [reservationId(1), fluxId(1)],
    [reservationId(4), fluxId(1)],
    [reservationId(3), fluxId(1)],
  ]);
  expect(ligne()).toMatchObject({ prochaineAction: { quoi: 'rencontrer', le: passe.debut } });
  value(saisir(1, 'assiduite', { reservation: reservationId(3), etat: 'present' }));
  expect(ligne()).toMatchObject({ prochaineAction: { quoi: 'rencontrer', le: tot.debut } });
  expect(aAppeler()).toEqual([]);
});

describe('an acte about a réservation', () => {
  beforeEach(() => {
    for (const n of [1, 2]) bureau.person(n);
    creneau(1);
    reserve(1);
  });
  const de = (n: number) => ({ reservation: reservationId(n), creneau: creneauId(1) });

  test.each([
    ['reservation-annulee', {}],
    ['reservation-reconfirmee', { debut }],
    ['assiduite', { creneau: undefined, etat: 'present' }],
  ])('names one of that dossier: %s', (type, reste) => {
    at(fin);
    const corps = JSON.parse(JSON.stringify({ ...de(1), ...reste }));
    expect(code(saisir(2, type, corps))).toBe('INTROUVABLE');
    expect(code(saisir(1, type, { ...corps, reservation: reservationId(8) }))).toBe('INTROUVABLE');
    expect(code(saisir(1, type, { ...corps, reservation: 'x' }))).toBe('ACTE_INVALIDE');
    expect(bureau.saisies()).toEqual([]);
    expect(code(saisir(1, type, corps))).toBeNull();
  });

  test('notes nobody present before the meeting began', () => {
    const corps = { reservation: reservationId(1), etat: 'present' };
    at('2026-06-15T07:59:59.999Z');
    expect(code(saisir(1, 'assiduite', corps))).toBe('RENDEZ_VOUS_A_VENIR');
    at(debut);
    expect(code(saisir(1, 'assiduite', corps))).toBeNull();
  });

  test('says nothing of a booking that the server refused, and that counts for nothing', () => {
    const corps = { ...de(5), demande: null, genre: 'reunion', debut, fin, remplace: null };
    const refusee = acteCorps({
      id: idOf(23, 1),
      flux: fluxId(1),
      dossier: dossierId(2),
      type: 'reservation-demandee',
      corps,
    });
    putSaisie(bureau.store, refusee, 'a_revoir');
    bureau.store.persons.prepare("UPDATE saisie SET code = 'CRENEAU_INCONNU'").run();
    bureau.project(2);
    expect(ligne(2)).toMatchObject({ situation: 'A_APPELER', prochaineAction: { quoi: 'rappeler', le: null } });
    expect(aAppeler()).toEqual([dossierId(2)]);
    expect(bureau.fiche(2).rendezVous).toMatchObject([{ etat: 'demandee', refuse: 'CRENEAU_INCONNU' }]);
    expect(code(saisir(2, 'reservation-annulee', de(5)))).toBe('DEPENDANCE_REFUSEE');
  });

  test('is not said otherwise once the server settled it, and no créneau is made in the dossier of a person', () => {
    const corps = { ...de(1), demande: null, genre: 'reunion', debut, fin, remplace: null };
    const demandee = acteCorps({
      id: idOf(23, 2),
      flux: fluxId(1),
      dossier: dossierId(1),
      type: 'reservation-demandee',
      corps,
    });
    putActe(bureau.store, demandee, '2026-06-02T08:00:00.000Z');
    bureau.project(1);
    expect(code(saisir(1, 'correction', { acte: demandee.id, corps: { ...corps, debut: fin } }))).toBe('ACTE_INVALIDE');
    expect(code(saisir(1, 'creneau-annule', { creneau: dossierId(1) }))).toBe('ACTE_INVALIDE');
    expect(bureau.saisies()).toEqual([]);
  });

  test('noted again, replaces what was seen; undone, it is to be noted again', () => {
    at(fin);
    const corps = { reservation: reservationId(1) };
    const [absent = ''] = value(saisir(1, 'assiduite', { ...corps, etat: 'absent' })).actes;
    expect(bureau.fiche(1).rendezVous).toMatchObject([{ assiduite: 'absent', assiduiteVues: [absent] }]);
    const vues = { [`assiduite:${reservationId(1)}`]: [absent] };
    const [excuse = ''] = value(saisir(1, 'assiduite', { ...corps, etat: 'excuse' }, vues)).actes;
    expect(bureau.fiche(1).rendezVous).toMatchObject([{ assiduite: 'excuse', assiduiteVues: [excuse] }]);
    value(bureau.actes['actes:annuler']({ actes: [excuse] }));
    value(bureau.actes['actes:annuler']({ actes: [absent] }));
    expect(bureau.fiche(1).rendezVous).toMatchObject([{ assiduite: null, assiduiteVues: [] }]);
    expect(ligne()).toMatchObject({ prochaineAction: { quoi: 'rencontrer' } });
  });
});
