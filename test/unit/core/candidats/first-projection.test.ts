import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFirstProjection } from '../../../../main/core/candidats/first-projection.ts';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import { type Applied, createRowWriter, readFluxRow, startRebuild } from '../../../../main/core/sync/mirror.ts';
import type { ReservationLigne } from '../../../../shared/contract/lignes.ts';
import type { PullRow } from '../../../../shared/contract/sync.ts';
import type { AssiduiteEtat } from '../../../../shared/domain/actes/reservation.ts';
import type { EtatReservation } from '../../../../shared/domain/agenda/places.ts';
import { dump } from './dump.ts';
import {
  acteCorps,
  demandeCorps,
  demandeId,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  phone,
  putFlux,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from './poste.ts';

let folder = '';
let opened: Store[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-premiere-'));
});
afterEach(() => {
  for (const store of opened) store.close();
  opened = [];
  rmSync(folder, { recursive: true, force: true });
});

const open = (name: string): Store => {
  const store = openStore({ file: join(folder, name), keyHex: 'ab'.repeat(32), mode: 'premiere' });
  if (!store.ok) throw new Error(store.error.code);
  opened.push(store.value);
  return store.value;
};

/** Receives rows as the pull of a first sync does: stored and drawn in one transaction. */
function receive(store: Store, first: ReturnType<typeof createFirstProjection>, flux: number, rows: PullRow[]): void {
  const row = readFluxRow(store.bulk, fluxId(flux));
  if (row === null) throw new Error('no flux');
  store.write(store.bulk, () => {
    const applied: Applied = { byDossier: new Map(), hasErased: false };
    createRowWriter(store.bulk)(row, rows, applied);
    first.draw(store.bulk, applied.byDossier);
  });
}

function settle(first: ReturnType<typeof createFirstProjection>): void {
  for (const step of first.settle()) expect(step.ok).toBe(true);
}

/** What the file holds, then what it holds once everything is folded again from its rows. */
function bothWays(store: Store): [unknown, unknown] {
  const drawn = dump(store);
  for (const _ of projectAll(store));
  return [drawn, dump(store)];
}

const appel = { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' } as const;
const recu = (un: ReturnType<typeof acteCorps>) => ({
  ...un,
  recu_le: '2026-06-06T09:00:00.000Z',
  fait_corrige_le: un.fait_le,
  heure_incertaine: false,
  compte: null,
  poste: null,
  poste_nom: 'Accueil-2',
  effet: 'aucun',
});

type Came =
  | { what: 'dossier'; n: number; ine: number | null; nom: string }
  | { what: 'voeu'; n: number; v: number; etat: 'actif' | 'retire'; list: number }
  | { what: 'acte' | 'lien'; n: number; id: number; lien: number }
  | { what: 'liste'; numero: number }
  | { what: 'demande'; n: number; d: number; etat: 'ouverte' | 'annulee' }
  | { what: 'reservation'; n: number; r: number; creneau: number; etat: EtatReservation }
  | { what: 'creneau'; n: number; creneau: number; isAnnule: boolean }
  | { what: 'assiduite'; n: number; r: number; id: number; etat: AssiduiteEtat }
  | { what: 'tombstone'; n: number };

const n = fc.integer({ min: 0, max: 7 });
const came: fc.Arbitrary<Came> = fc.oneof(
  {
    arbitrary: fc.record({
      what: fc.constant('dossier' as const),
      n,
      ine: fc.option(fc.integer({ min: 1, max: 3 })),
      nom: fc.constantFrom('TARDIVEL', "D'ALMÉIDA", 'ŒUVRARD'),
    }),
    weight: 5,
  },
  {
    arbitrary: fc.record({
      what: fc.constant('voeu' as const),
      n,
      v: fc.integer({ min: 0, max: 2 }),
      etat: fc.constantFrom('actif' as const, 'retire' as const),
      list: fc.integer({ min: 1, max: 2 }),
    }),
    weight: 5,
  },
  fc.record({
    what: fc.constantFrom('acte' as const, 'lien' as const),
    n,
    id: fc.integer({ min: 100, max: 120 }),
    lien: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({ what: fc.constant('liste' as const), numero: fc.integer({ min: 1, max: 2 }) }),
  fc.record({
    what: fc.constant('demande' as const),
    n,
    d: fc.integer({ min: 0, max: 1 }),
    etat: fc.constantFrom('ouverte' as const, 'annulee' as const),
  }),
  fc.record({
    what: fc.constant('reservation' as const),
    n,
    r: fc.integer({ min: 0, max: 1 }),
    creneau: fc.integer({ min: 1, max: 2 }),
    etat: fc.constantFrom('confirmee' as const, 'attente' as const, 'annulee' as const, 'offerte' as const),
  }),
  fc.record({
    what: fc.constant('creneau' as const),
    n: fc.integer({ min: 30, max: 39 }),
    creneau: fc.integer({ min: 1, max: 2 }),
    isAnnule: fc.boolean(),
  }),
  fc.record({
    what: fc.constant('assiduite' as const),
    n,
    r: fc.integer({ min: 0, max: 1 }),
    id: fc.integer({ min: 40, max: 49 }),
    etat: fc.constantFrom('present' as const, 'absent' as const),
  }),
  fc.record({ what: fc.constant('tombstone' as const), n }),
);

const heures = { debut: '2026-06-15T08:00:00.000Z', fin: '2026-06-15T09:00:00.000Z' } as const;
const creneauId = (which: number): string => idOf(20, which);
const reservationId = (of: number, which: number): string => idOf(21, of * 10 + which);

const reservationCorps = ({ n: of, r, creneau, etat }: Extract<Came, { what: 'reservation' }>): ReservationLigne => ({
  dossier: dossierId(of),
  creneau: creneauId(creneau),
  demande: null,
  etat,
  motif: null,
  genre: 'reunion',
  ...heures,
  rang: of * 10 + r,
  demandee_le: '2026-06-02T08:00:00.000Z',
  etat_le: '2026-06-02T08:00:00.000Z',
  expire_le: null,
  source: 'public',
  remplace: null,
});

/** One row of flux 1 or 2, as the server numbers it. */
function rowOf(one: Came, seq: number): { flux: number; row: PullRow } {
  const row = (flux: number, type: string, id: string, dossier: string | null, corps: unknown) => ({
    flux,
    row: [seq, type, id, 1, dossier, JSON.stringify(corps)] satisfies PullRow,
  });
  if (one.what === 'liste') {
    const genre = one.numero === 1 ? 'premiere' : 'mise_a_jour';
    return row(1, 'transmission', transmissionId(one.numero), null, transmissionCorps(one.numero, genre));
  }
  const flux = (one.n % 2) + 1;
  const dossier = dossierId(one.n);
  if (one.what === 'tombstone') {
    return row(flux, 'tombstone', dossier, null, { raison: 'effacement', jour: '2026-06-08' });
  }
  if (one.what === 'dossier') {
    const ine = one.ine === null ? null : `12345678${one.ine}AB`;
    const corps = dossierCorps({ ine, nom: one.nom, telephones: [phone('+33639981201')] });
    return row(flux, 'dossier', dossier, dossier, corps);
  }
  if (one.what === 'voeu') {
    const corps = voeuCorps(dossier, {
      etat: one.etat,
      rang: one.v,
      premiere_transmission: transmissionId(one.list),
      derniere_transmission: transmissionId(one.list),
    });
    return row(flux, 'voeu', idOf(5, one.n * 10 + one.v), dossier, corps);
  }
  if (one.what === 'demande') {
    return row(flux, 'demande', demandeId(one.n * 10 + one.d), dossier, demandeCorps(dossier, { etat: one.etat }));
  }
  if (one.what === 'reservation') {
    return row(flux, 'reservation', reservationId(one.n, one.r), dossier, reservationCorps(one));
  }
  if (one.what === 'creneau') {
    // A créneau is its own pseudo-dossier.
    const creneau = creneauId(one.creneau);
    const at = { id: idOf(22, one.n), flux: fluxId(1), dossier: creneau };
    const corps = { creneau, genre: 'reunion', ...heures, capacite: 3, liste_attente: true, offre: null };
    const un = one.isAnnule
      ? acteCorps({ ...at, type: 'creneau-annule', corps: { creneau } })
      : acteCorps({ ...at, type: 'creneau-cree', corps });
    return row(1, 'acte', un.id, creneau, recu(un));
  }
  if (one.what === 'assiduite') {
    const corps = { reservation: reservationId(one.n, one.r), etat: one.etat };
    const un = acteCorps({ id: idOf(23, one.id * 10 + one.n), flux: fluxId(flux), dossier, type: 'assiduite', corps });
    return row(flux, 'acte', un.id, dossier, recu(un));
  }
  const envelope = { id: idOf(6, one.id * 10 + one.n), flux: fluxId(flux), dossier };
  const lien = { lien_id: idOf(7, one.lien), cote: one.n % 2 === 0 ? 'a' : 'b', preuve: 'même personne' };
  const un =
    one.what === 'lien'
      ? acteCorps({ ...envelope, type: 'lien', corps: lien })
      : acteCorps({ ...envelope, type: 'appel', corps: appel });
  return row(flux, 'acte', envelope.id, dossier, recu(un));
}

describe('the projection of a first sync', () => {
  test('is the one folded from nothing, whatever came, in whatever transactions, killed and resumed anywhere', () => {
    let run = 0;
    fc.assert(
      fc.property(
        fc.array(fc.record({ came, cut: fc.boolean(), kill: fc.boolean() }), { minLength: 5, maxLength: 40 }),
        fc.nat(6),
        fc.nat(40),
        (steps, settledBefore, settledAt) => {
          const name = `premiere-${run++}.db`;
          let store = open(name);
          for (const flux of [1, 2]) putFlux(store, flux);
          let first = createFirstProjection(store);
          const waiting = new Map<number, PullRow[]>();
          const write = (): void => {
            for (const [flux, rows] of waiting) receive(store, first, flux, rows);
            waiting.clear();
          };
          for (const [index, step] of steps.entries()) {
            // Everything seemed to be here, then the poste was killed in the middle of what was left: more has come.
            if (index === settledAt) {
              write();
              const begun = first.settle();
              for (let done = 0; done < settledBefore; done += 1) begun.next();
              store.close();
              store = open(name);
              first = createFirstProjection(store);
            }
            const { flux, row } = rowOf(step.came, index + 1);
            waiting.set(flux, [...(waiting.get(flux) ?? []), row]);
            if (!step.cut && !step.kill) continue;
            write();
            if (!step.kill) continue;
            store.close();
            store = open(name);
            first = createFirstProjection(store);
          }
          write();
          settle(first);
          expect(store.finishFirstSync().ok).toBe(true);
          const [drawn, folded] = bothWays(store);
          expect(drawn).toEqual(folded);
          expect(store.bulk.pragma('integrity_check', { simple: true })).toBe('ok');
          store.close();
          opened = [];
        },
      ),
      { numRuns: 40, seed: 20260608 },
    );
  }, 60_000);

  test('keeps the newest version of a row that changed while it was received', () => {
    const store = open('double.db');
    putFlux(store, 2);
    const first = createFirstProjection(store);
    const dossier = (nom: string, seq: number) => rowOf({ what: 'dossier', n: 1, ine: null, nom }, seq).row;
    receive(store, first, 2, [dossier('TARDIVEL', 1)]);
    receive(store, first, 2, [dossier('ŒUVRARD', 7)]);
    settle(first);
    const rows = store.bulk.prepare('SELECT seq, corps FROM ligne JOIN ligne_corps USING (rang)').all();
    expect(rows).toEqual([{ seq: 7, corps: expect.stringContaining('ŒUVRARD') }]);
    expect(store.bulk.prepare('SELECT nom_tri FROM candidat').pluck().all()).toEqual(['oeuvrard maelys']);
    expect(store.bulk.prepare('SELECT count(*) FROM ligne_corps').pluck().get()).toBe(1);
  });

  test('erases somebody whose tombstone no longer says who it was', () => {
    const store = open('efface.db');
    putFlux(store, 2);
    const first = createFirstProjection(store);
    receive(store, first, 2, [rowOf({ what: 'dossier', n: 1, ine: 1, nom: 'TARDIVEL' }, 1).row]);
    receive(store, first, 2, [rowOf({ what: 'tombstone', n: 1 }, 2).row]);
    settle(first);
    expect(store.bulk.prepare('SELECT type, dossier FROM ligne').all()).toEqual([
      { type: 'tombstone', dossier: dossierId(1) },
    ]);
    expect(store.bulk.prepare('SELECT count(*) FROM candidat').pluck().get()).toBe(0);
    expect(
      store.bulk.prepare("SELECT count(*) FROM candidat_texte WHERE candidat_texte MATCH 'tardivel'").pluck().get(),
    ).toBe(0);
  });

  test('a rebuild that starts meanwhile replaces rows instead of adding them', () => {
    const store = open('reprise.db');
    putFlux(store, 2);
    const first = createFirstProjection(store);
    const row = rowOf({ what: 'dossier', n: 1, ine: 1, nom: 'TARDIVEL' }, 5).row;
    receive(store, first, 2, [row]);
    store.write(store.bulk, () => startRebuild(store.bulk, fluxId(2)));
    receive(store, first, 2, [row]);
    expect(store.bulk.prepare('SELECT generation FROM ligne').all()).toEqual([{ generation: 1 }]);
    settle(first);
    expect(store.bulk.prepare('SELECT count(*) FROM candidat').pluck().get()).toBe(1);
  });
});
