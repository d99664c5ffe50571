import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFirstProjection } from '../../../../main/core/candidats/first-projection.ts';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { openStore } from '../../../../main/core/store/store.ts';
import { type Applied, createRowWriter, readFluxRow } from '../../../../main/core/sync/mirror.ts';
import { emptyFlux } from '../../../../main/core/sync/orders.ts';
import type { ReservationLigne } from '../../../../shared/contract/lignes.ts';
import type { PullRow } from '../../../../shared/contract/sync.ts';
import type { Acte } from '../../../../shared/domain/actes/acte.ts';
import { value } from '../../../support/result.ts';
import { dump } from '../candidats/dump.ts';
import { acteCorps, dossierCorps, dossierId, fluxId, idOf, putFlux, putSaisie } from '../candidats/poste.ts';
import { Bureau, corpsDe, creneauId, reservationId } from './bureau.ts';

type Step =
  | { do: 'dossier'; n: number; ine: number | null }
  | { do: 'creneau'; n: number; type: number; id: number; vu: number; capacite: number; unsent: boolean }
  | { do: 'ligne'; r: number; n: number; au: number; etat: ReservationLigne['etat'] }
  | { do: 'acte'; r: number; n: number; au: number; type: number; id: number; unsent: boolean }
  | { do: 'retour' | 'refus' | 'retrait'; id: number }
  | { do: 'depart'; n: number; quoi: 'dossier' | 'creneau' };

const n = fc.integer({ min: 0, max: 2 });
const id = fc.integer({ min: 100, max: 125 });
const unsent = fc.boolean();
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant('dossier' as const), n, ine: fc.option(fc.constant(1)) }), weight: 3 },
  {
    arbitrary: fc.record({
      do: fc.constant('creneau' as const),
      n,
      type: fc.integer({ min: 0, max: 2 }),
      id,
      vu: id,
      capacite: fc.integer({ min: 1, max: 3 }),
      unsent,
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('ligne' as const),
      r: n,
      n,
      au: n,
      etat: fc.constantFrom('confirmee' as const, 'attente' as const, 'a_reconfirmer' as const, 'annulee' as const),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('acte' as const),
      r: n,
      n,
      au: n,
      type: fc.integer({ min: 0, max: 4 }),
      id,
      unsent,
    }),
    weight: 4,
  },
  fc.record({ do: fc.constantFrom('retour' as const, 'refus' as const, 'retrait' as const), id }),
  fc.record({ do: fc.constant('depart' as const), n, quoi: fc.constantFrom('dossier' as const, 'creneau' as const) }),
);

const creneauTypes = ['creneau-cree', 'creneau-modifie', 'creneau-annule'];
const hours = { genre: 'reunion', debut: '2026-06-02T12:00:00.000Z', fin: '2026-06-02T13:00:00.000Z' } as const;
const acteTypes = (r: number, au: number): { type: string; corps: Acte['corps']; fait: string }[] => {
  const of = { reservation: reservationId(r), creneau: creneauId(au) };
  const fait = `reservation:${of.reservation}`;
  return [
    { type: 'reservation-demandee', corps: { ...of, demande: null, ...hours, remplace: null }, fait },
    { type: 'reservation-annulee', corps: of, fait },
    { type: 'reservation-reconfirmee', corps: { ...of, debut: hours.debut }, fait },
    { type: 'assiduite', corps: { reservation: of.reservation, etat: 'absent' }, fait: `assiduite:${of.reservation}` },
    {
      type: 'appel',
      corps: { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' },
      fait: 'x',
    },
  ];
};

/** A réservation never goes from one dossier to another. */
const ofDossier = ({ n: dossier, r }: { n: number; r: number }): number => dossier * 10 + r;

/** Applies one step to the rows and projects what the pull, the push or the person would project. */
function apply(bureau: Bureau, one: Step): void {
  const { store } = bureau;
  const saisie = (acte: string) =>
    store.bulk
      .prepare<[string], { dossier: string; corps: string }>('SELECT dossier, corps FROM saisie WHERE acte = ?')
      .get(acte);
  const write = (un: Acte, isUnsent: boolean): void => {
    const known = store.bulk
      .prepare('SELECT 1 FROM ligne WHERE id = ? UNION SELECT 1 FROM saisie WHERE acte = ?')
      .get(un.id, un.id);
    if (known !== undefined) return;
    if (!isUnsent) {
      bureau.received(un.dossier, un.type, un.corps, un);
      return;
    }
    putSaisie(store, un);
    bureau.project(un.dossier);
  };
  if (one.do === 'dossier') bureau.person(one.n, { ine: one.ine === null ? null : '123456781AB' });
  else if (one.do === 'creneau') {
    const dossier = creneauId(one.n);
    const type = creneauTypes[one.type] ?? '';
    const corps =
      type === 'creneau-annule' ? { creneau: dossier } : corpsDe(dossier, { ...hours, capacite: one.capacite });
    const remplace = { [`creneau:${dossier}`]: [idOf(6, one.vu)] };
    write(acteCorps({ id: idOf(6, one.id), flux: fluxId(1), dossier, type, corps, remplace }), one.unsent);
  } else if (one.do === 'ligne')
    bureau.reservation(ofDossier(one), { of: one.n, au: one.au, etat: one.etat, ...hours });
  else if (one.do === 'acte') {
    const un = acteTypes(ofDossier(one), one.au)[one.type];
    if (un === undefined) return;
    const envelope = { id: idOf(6, one.id), flux: fluxId(1), dossier: dossierId(one.n) };
    write(acteCorps({ ...envelope, type: un.type, corps: un.corps, remplace: { [un.fait]: [] } }), one.unsent);
  } else if (one.do === 'depart') {
    const gone = one.quoi === 'dossier' ? dossierId(one.n) : creneauId(one.n);
    store.bulk.prepare('DELETE FROM ligne WHERE dossier = ?').run(gone);
    store.bulk.prepare('DELETE FROM saisie WHERE dossier = ?').run(gone);
    bureau.project(gone);
  } else {
    const acte = idOf(6, one.id);
    const row = saisie(acte);
    if (row === undefined) return;
    if (one.do === 'refus') {
      store.bulk.prepare("UPDATE saisie SET etat = 'a_revoir', code = 'CRENEAU_INVALIDE' WHERE acte = ?").run(acte);
      bureau.project(row.dossier);
      return;
    }
    store.bulk.prepare('DELETE FROM saisie WHERE acte = ?').run(acte);
    if (one.do === 'retrait') bureau.project(row.dossier);
    else {
      const back: Acte = JSON.parse(row.corps);
      bureau.received(back.dossier, back.type, back.corps, back);
    }
  }
}

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

describe('the agenda', () => {
  test('grown row by row is the one folded from nothing, whatever came in whatever order', () => {
    const { store } = bureau;
    store.bulk.pragma('synchronous=off');
    let shown = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
        store.bulk.exec('DELETE FROM ligne; DELETE FROM saisie');
        for (const _ of projectAll(store));
        for (const one of steps) apply(bureau, one);
        const grown = dump(store);
        shown += Number(
          store.bulk
            .prepare('SELECT count(*) FROM creneau_compte c JOIN creneau_etat e ON e.id = c.creneau')
            .pluck()
            .get(),
        );
        for (const _ of projectAll(store));
        expect(dump(store)).toEqual(grown);
      }),
      { numRuns: 60, seed: 20260601 },
    );
    // Not by holding nothing.
    expect(shown).toBeGreaterThan(30);
  }, 60_000);

  test('leaves with its flux, whichever way that one ends', async () => {
    bureau.person(1);
    bureau.creneau(1);
    bureau.creneau(2, {}, 2);
    const creneau = await bureau.cree();
    bureau.reservation(1);
    await bureau.ask('agenda:inscrire', { creneau, dossier: dossierId(1), demande: null, remplace: null });
    bureau.told();
    bureau.store.write(bureau.store.bulk, () => {
      const { dossiers } = emptyFlux(bureau.store.bulk, fluxId(1), '2026-06-03T09:00:00.000Z');
      bureau.project(...dossiers);
    });
    const { creneaux, comptes, reservations } = dumped();
    expect(creneaux).toMatchObject([{ id: creneauId(2) }]);
    expect([comptes, reservations]).toEqual([[], []]);
    expect(bureau.told()).toEqual([creneauId(1), creneau].sort());
    expect(bureau.store.bulk.prepare('SELECT DISTINCT corps FROM saisie').pluck().all()).toEqual(['{}']);
  });

  test('loses what a tombstone names: the acte that made a créneau takes it away', async () => {
    const made = bureau.creneau(1);
    bureau.store.bulk.prepare('DELETE FROM ligne WHERE id = ?').run(made);
    bureau.project(creneauId(1));
    expect(dumped().creneaux).toEqual([]);
  });
});

const dumped = () => {
  const { bulk } = bureau.store;
  const all = (table: string) => bulk.prepare(`SELECT * FROM ${table}`).all();
  return { creneaux: all('creneau_etat'), comptes: all('creneau_compte'), reservations: all('reservation_etat') };
};

describe('a first sync', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rappel-premiere-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('draws the same agenda, a person drawn as her rows come or folded at the end', () => {
    const store = value(openStore({ file: join(folder, 'p.db'), keyHex: 'ab'.repeat(32), mode: 'premiere' }));
    try {
      putFlux(store, 1);
      const first = createFirstProjection(store);
      const recu = {
        recu_le: '2026-06-01T08:00:00.000Z',
        fait_corrige_le: '2026-06-01T08:00:00.000Z',
        heure_incertaine: false,
        compte: null,
        poste: null,
        poste_nom: null,
        effet: 'aucun',
      };
      const cree = acteCorps({
        id: idOf(6, 1),
        flux: fluxId(1),
        dossier: creneauId(1),
        type: 'creneau-cree',
        corps: corpsDe(creneauId(1)),
      });
      const ligne = (of: number, au: number) => ({
        dossier: dossierId(of),
        creneau: creneauId(au),
        demande: null,
        etat: 'confirmee',
        motif: null,
        ...hours,
        rang: of,
        demandee_le: '2026-06-01T08:00:00.000Z',
        etat_le: '2026-06-01T08:00:00.000Z',
        expire_le: null,
        source: 'public',
        remplace: null,
      });
      const dossier = (of: number) => JSON.stringify(dossierCorps({ nom: `NOM ${of}` }));
      const rows: PullRow[] = [
        [1, 'dossier', dossierId(1), 1, dossierId(1), dossier(1)],
        [2, 'reservation', reservationId(1), 1, dossierId(1), JSON.stringify(ligne(1, 1))],
        // Of a créneau that never comes.
        [3, 'reservation', reservationId(2), 1, dossierId(2), JSON.stringify(ligne(2, 2))],
        [4, 'acte', cree.id, 1, creneauId(1), JSON.stringify({ ...cree, ...recu })],
        [5, 'dossier', dossierId(2), 1, dossierId(2), dossier(2)],
      ];
      const row = readFluxRow(store.bulk, fluxId(1));
      if (row === null) throw new Error('no flux');
      store.write(store.bulk, () => {
        const applied: Applied = { byDossier: new Map(), hasErased: false };
        createRowWriter(store.bulk)(row, rows, applied);
        first.draw(store.bulk, applied.byDossier);
      });
      for (const one of first.settle()) expect(one.ok).toBe(true);
      value(store.finishFirstSync());
      const drawn = dump(store);
      expect(drawn).toMatchObject({
        creneaux: [{ id: creneauId(1), a_noter: 1 }],
        comptes: [{ prises: 1 }, { prises: 1 }],
        reservations: [{ id: reservationId(1) }, { id: reservationId(2) }],
      });
      for (const _ of projectAll(store));
      expect(dump(store)).toEqual(drawn);
    } finally {
      store.close();
    }
  });
});
