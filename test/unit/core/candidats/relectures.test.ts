import { describe, expect, test } from 'vitest';
import { projectAll, projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import {
  dossierCorps,
  dossierId,
  fluxId,
  followLists,
  idOf,
  openPoste,
  pendingStep,
  putFlux,
  putLigne,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from './poste.ts';

describe('a list that moves the marks of many', () => {
  /** Dossiers of flux 1, all brought by list 2, before that list is known. */
  function fill(store: Store, count: number): string[] {
    putFlux(store, 1);
    const ids = Array.from({ length: count }, (_, at) => dossierId(at * 2));
    store.write(store.bulk, () => {
      for (const [at, dossier] of ids.entries()) {
        putLigne(store, { id: dossier, flux: fluxId(1), type: 'dossier', dossier, corps: dossierCorps() });
        const corps = voeuCorps(dossier, {
          premiere_transmission: transmissionId(12),
          derniere_transmission: transmissionId(12),
        });
        putLigne(store, { id: idOf(5, at), flux: fluxId(1), type: 'voeu', dossier, corps });
      }
      projectDossiers(store.bulk, ids);
    });
    return ids;
  }
  const bring = (store: Store, flux: number, numero: number): void => {
    putLigne(store, {
      id: transmissionId(flux * 10 + numero),
      flux: fluxId(flux),
      type: 'transmission',
      corps: transmissionCorps(numero, numero === 1 ? 'premiere' : 'mise_a_jour'),
    });
    store.write(store.bulk, () => projectDossiers(store.bulk, []));
  };
  const marked = (store: Store): unknown =>
    store.bulk.prepare(`SELECT count(*) AS n FROM candidat WHERE nouveaute = 'nouveau'`).get();

  test('is followed in steps of a bounded size, none in the transaction that brings it', () => {
    const { store, close } = openPoste();
    store.bulk.pragma('synchronous=off');
    try {
      fill(store, 620);
      expect(pendingStep(store, 100)).toEqual({ done: 0, candidats: new Set() });
      bring(store, 1, 2);
      expect(marked(store)).toEqual({ n: 0 });
      expect(followLists(store, 100)).toEqual([500, 120, 100, 100, 100, 100, 100, 100, 20]);
      expect(marked(store)).toEqual({ n: 620 });
    } finally {
      close();
    }
  });

  test('survives a kill half way, and a third list that comes before the second is followed', () => {
    const poste = openPoste();
    let { store } = poste;
    try {
      const ids = fill(store, 6);
      bring(store, 1, 2);
      expect(pendingStep(store, 4)).toEqual({ done: 6, candidats: new Set() });
      expect(pendingStep(store, 4)).toEqual({ done: 4, candidats: new Set(ids.slice(0, 4)) });
      const { file } = store;
      store.close();
      const opened = openStore({ file, keyHex: 'ab'.repeat(32), mode: 'normal' });
      if (!opened.ok) throw new Error(opened.error.code);
      store = opened.value;
      expect(marked(store)).toEqual({ n: 4 });
      expect(followLists(store, 4)).toEqual([2]);
      expect(marked(store)).toEqual({ n: 6 });
      bring(store, 1, 3);
      bring(store, 2, 1);
      pendingStep(store, 4);
      bring(store, 1, 4);
      followLists(store, 4);
      expect(marked(store)).toEqual({ n: 0 });
    } finally {
      store.close();
      poste.close();
    }
  });

  test('waits for nobody once everything was folded again', () => {
    const { store, close } = openPoste();
    try {
      fill(store, 3);
      bring(store, 1, 2);
      for (const _ of projectAll(store));
      expect(marked(store)).toEqual({ n: 3 });
      expect(followLists(store, 4)).toEqual([]);
    } finally {
      close();
    }
  });
});
