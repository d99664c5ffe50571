import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAppels } from '../../../../main/core/accueil/appels-jours.ts';
import { lireAccueil } from '../../../../main/core/accueil/lire.ts';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import type { Store } from '../../../../main/core/store/store.ts';
import type { Avancement } from '../../../../shared/contract/ipc/accueil.ts';
import {
  demandeId,
  dossierCorps,
  dossierId,
  fluxId,
  followLists,
  openPoste,
  putFlux,
  putLigne,
} from '../candidats/poste.ts';
import { compter } from './compter.ts';
import { faire, type Geste, geste } from './gestes.ts';

/** The evening of a Monday in Paris, the next day on Réunion. */
const now = '2026-06-08T21:00:00.000Z';

const withPoste = (work: (store: Store, statements: string[]) => void): void => {
  const { store, statements, close } = openPoste();
  store.bulk.pragma('synchronous=off');
  putFlux(store, 1);
  putFlux(store, 2, 'relation', 'Indian/Reunion');
  try {
    work(store, statements);
  } finally {
    close();
  }
};

const sansNom = (bars: readonly Avancement[]) => new Map(bars.map(({ nom: _, ...bar }) => [bar.cle, bar]));

const lu = (store: Store, flux: string | null) => {
  const accueil = lireAccueil(store.bulk, flux, now);
  return {
    aAppeler: accueil.aAppeler,
    rappelsDuJour: accueil.rappelsDuJour,
    rappelsEnRetard: accueil.rappelsEnRetard,
    injoignables: accueil.injoignables,
    aDepartager: accueil.aDepartager,
    parEtablissement: sansNom(accueil.parEtablissement),
    parFormation: sansNom(accueil.parFormation),
    jours: readAppels(store.bulk, '2026-05-01', '2026-07-01', flux),
  };
};

test(
  'the figures are those counted over everybody, whatever happened in whatever order',
  () =>
    withPoste((store) => {
      fc.assert(
        fc.property(fc.array(geste, { minLength: 10, maxLength: 40 }), (gestes) => {
          store.bulk.exec('DELETE FROM ligne; DELETE FROM saisie');
          for (const _ of projectAll(store));
          for (const un of gestes) faire(store, un);
          followLists(store, 3);
          for (const flux of [null, fluxId(1), fluxId(2)]) expect(lu(store, flux)).toEqual(compter(store, flux, now));
        }),
        { numRuns: 60, seed: 20260608 },
      );
    }),
  60_000,
);

describe('calls', () => {
  const semaine = (store: Store, flux: string | null = null) =>
    lireAccueil(store.bulk, flux, now).semaine.filter(({ joints, autres }) => joints + autres > 0);

  test('count on the day of the site, and follow what takes them back or corrects them', () =>
    withPoste((store) => {
      for (const n of [0, 1]) faire(store, { do: 'dossier', n, ine: null });
      // 21:30 in UTC: still the 4th in Paris, the 5th on Réunion.
      faire(store, { do: 'appel', n: 0, id: 100, appel: 0, jour: 4 });
      faire(store, { do: 'appel', n: 1, id: 102, appel: 2, jour: 4 });
      expect(semaine(store)).toEqual([
        { jour: '2026-06-04', joints: 0, autres: 1 },
        { jour: '2026-06-05', joints: 1, autres: 0 },
      ]);
      expect(semaine(store, fluxId(2))).toEqual([{ jour: '2026-06-05', joints: 1, autres: 0 }]);
      faire(store, { do: 'correction', n: 0, id: 103, vise: 100, appel: 2 });
      faire(store, { do: 'annule', n: 1, id: 104, vise: 102, appel: 0 });
      expect(semaine(store)).toEqual([{ jour: '2026-06-04', joints: 1, autres: 0 }]);
    }));

  test('of merged people count once, and once more in the list they were noted in', () =>
    withPoste((store) => {
      for (const n of [0, 1]) faire(store, { do: 'dossier', n, ine: 1 });
      faire(store, { do: 'appel', n: 0, id: 100, appel: 2, jour: 4 });
      expect(semaine(store)).toEqual([{ jour: '2026-06-04', joints: 1, autres: 0 }]);
      const { parEtablissement } = lireAccueil(store.bulk, null, now);
      expect(parEtablissement.map(({ cle, joints, total }) => ({ cle, joints, total }))).toEqual([
        { cle: fluxId(1), joints: 1, total: 1 },
        { cle: fluxId(2), joints: 1, total: 1 },
      ]);
      expect(semaine(store, fluxId(2))).toEqual([]);
    }));

  test('leave with their list', () =>
    withPoste((store) => {
      faire(store, { do: 'dossier', n: 0, ine: null });
      faire(store, { do: 'appel', n: 0, id: 100, appel: 2, jour: 4 });
      faire(store, { do: 'oubli', n: 0 });
      expect(semaine(store)).toEqual([]);
      expect(lireAccueil(store.bulk, null, now).parEtablissement).toEqual([]);
      expect(store.bulk.prepare("SELECT cle FROM compteur WHERE cle LIKE 'a%'").all()).toEqual([]);
    }));
});

describe('what is shown', () => {
  test('five working days, with the other days that had calls', () =>
    withPoste((store) => {
      // 2026-06-08 is a Monday; where it is already Tuesday, that day is shown.
      expect(lireAccueil(store.bulk, fluxId(1), now).semaine.map(({ jour }) => jour)).toEqual([
        '2026-06-02',
        '2026-06-03',
        '2026-06-04',
        '2026-06-05',
        '2026-06-08',
      ]);
      expect(lireAccueil(store.bulk, fluxId(2), now).semaine.at(-1)?.jour).toBe('2026-06-09');
      faire(store, { do: 'dossier', n: 0, ine: null });
      faire(store, { do: 'appel', n: 0, id: 100, appel: 2, jour: 6 });
      expect(lireAccueil(store.bulk, fluxId(1), now).semaine.map(({ jour }) => jour)).toContain('2026-06-06');
    }));

  test('the lists of the campagne together, and the demandes that come first', () =>
    withPoste((store) => {
      faire(store, { do: 'transmission', flux: 1, numero: 1 });
      faire(store, { do: 'transmission', flux: 2, numero: 1 });
      faire(store, { do: 'transmission', flux: 2, numero: 2 });
      for (const n of [0, 1]) {
        faire(store, { do: 'dossier', n, ine: null });
        faire(store, { do: 'demande', n, etat: 'ouverte' });
      }
      const tout = lireAccueil(store.bulk, null, now);
      expect(tout.campagne).toEqual([
        { numero: 1, recueLe: '2026-06-01T08:00:00.000Z' },
        { numero: 2, recueLe: '2026-06-02T08:00:00.000Z' },
      ]);
      expect(tout.demandes.map(({ id }) => id)).toEqual([demandeId(0), demandeId(1)]);
      expect(tout).toMatchObject({ demandesAvantCeSoir: 2, demandesEnRetard: 2 });
      const une = lireAccueil(store.bulk, fluxId(1), now);
      expect(une).toMatchObject({ demandesAvantCeSoir: 1, campagne: [{ numero: 1 }] });
      expect(une.demandes).toHaveLength(1);
      expect(une.flux).toHaveLength(2);
    }));

  test('is asked again when the next promise comes, and at the latest when the day ends at a site', () =>
    withPoste((store) => {
      expect(lireAccueil(store.bulk, fluxId(1), now).changeLe).toBe('2026-06-08T22:00:00.000Z');
      expect(lireAccueil(store.bulk, fluxId(2), now).changeLe).toBe('2026-06-09T20:00:00.000Z');
      faire(store, { do: 'dossier', n: 0, ine: null });
      faire(store, { do: 'promesse', n: 0, id: 100, jour: 8, heure: 21 });
      expect(lireAccueil(store.bulk, null, '2026-06-08T20:15:00.000Z').changeLe).toBe('2026-06-08T21:00:00.000Z');
    }));
});

describe('cost', () => {
  const people = (store: Store, count: number): void => {
    store.write(store.bulk, () => {
      for (let n = 10; n < 10 + count; n += 1)
        putLigne(store, {
          id: dossierId(n),
          flux: fluxId(1),
          type: 'dossier',
          dossier: dossierId(n),
          corps: dossierCorps(),
        });
    });
    for (const _ of projectAll(store));
  };
  const costOf = (statements: string[], work: () => void): number => {
    statements.length = 0;
    work();
    return statements.length;
  };
  const appelDe: Geste = { do: 'appel', n: 10, id: 100, appel: 2, jour: 4 };

  test('a call moves as many counters whoever else is in the file', () => {
    const moved = [20, 200].map((count) => {
      let written = 0;
      withPoste((store, statements) => {
        people(store, count);
        statements.length = 0;
        faire(store, appelDe);
        written = statements.filter((sql) => /INTO compteur/.test(sql)).length;
      });
      return written;
    });
    expect(moved[0]).toBeGreaterThan(0);
    expect(moved[0]).toBeLessThan(20);
    expect(moved[1]).toBe(moved[0]);
  });

  test('reading asks as much of a file of 20 as of one of 200, and walks no table of people', () => {
    const asked = [20, 200].map((count) => {
      let cost = 0;
      withPoste((store, statements) => {
        people(store, count);
        cost = costOf(statements, () => lireAccueil(store.bulk, null, now));
        const plans = [...new Set(statements)].flatMap((sql) =>
          store.bulk.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(),
        );
        const walked = plans.filter(({ detail }) =>
          /SCAN (candidat|c|dossier_etat|candidat_corps|demande_etat)\b(?!.*INDEX)/.test(detail),
        );
        expect(walked).toEqual([]);
      });
      return cost;
    });
    expect(asked[1]).toBe(asked[0]);
  });
});
