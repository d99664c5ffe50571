import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { createListesHandlers } from '../../../../main/core/listes/handlers.ts';
import { removeLocalListe } from '../../../../main/core/listes/supprimer-locale.ts';
import { isScrubAsked } from '../../../../main/core/store/store.ts';
import { value } from '../../../support/result.ts';
import { dump } from '../candidats/dump.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  type Poste,
  putFlux,
  putLigne,
  putSaisie,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from '../candidats/poste.ts';

let poste: Poste;
let told: unknown[];
beforeEach(() => {
  poste = openPoste();
  told = [];
});
afterEach(() => poste.close());

const local = `local:${fluxId(8)}`;
const remove = (flux: string) =>
  createListesHandlers({
    store: poste.store,
    lastSuccess: () => null,
    travaux: { alone: (run) => run() },
    breathe: async () => undefined,
    onCandidats: (candidats) => told.push([...candidats].sort()),
    onListes: () => told.push('listes'),
  })['listes:supprimer-locale']({ flux });

const person = (n: number, flux: string, ine: string | null): string => {
  const dossier = dossierId(n);
  putLigne(poste.store, {
    id: dossier,
    flux,
    type: 'dossier',
    dossier,
    corps: dossierCorps({ ine, nom: `ELEVE ${n}` }),
  });
  putLigne(poste.store, { id: idOf(5, n), flux, type: 'voeu', dossier, corps: voeuCorps(dossier) });
  return dossier;
};
const note = (n: number, flux: string, dossier: string): void =>
  putSaisie(poste.store, acteCorps({ id: idOf(6, n), flux, dossier, type: 'note', corps: { texte: 'Veut visiter.' } }));
const project = (...dossiers: string[]): void => {
  poste.store.write(poste.store.bulk, () => projectDossiers(poste.store.bulk, dossiers));
};
const countOf = (table: string): unknown => poste.store.bulk.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

describe('removing a list imported by hand', () => {
  test('takes its people and what was written for them, and leaves what the server gave', async () => {
    putFlux(poste.store, 1);
    putLigne(poste.store, {
      id: transmissionId(1),
      flux: fluxId(1),
      type: 'transmission',
      corps: transmissionCorps(1),
    });
    const kept = person(1, fluxId(1), '123456789AB');
    note(1, fluxId(1), kept);
    project(kept);
    const before = dump(poste.store);
    poste.store.bulk
      .prepare(
        "INSERT INTO flux (id, genre, nom, entree, campagne, droits) VALUES (?, 'relation', 'Mienne', '{}', 2026, 'complets')",
      )
      .run(local);
    putLigne(poste.store, { id: transmissionId(2), flux: local, type: 'transmission', corps: transmissionCorps(1) });
    const same = person(2, local, '123456789AB');
    const alone = person(3, local, '987654321AB');
    note(2, local, same);
    note(3, local, alone);
    project(same, alone);
    poste.store.persons.prepare("INSERT INTO brouillon VALUES (?, 'à finir', '')").run(alone);
    expect(countOf('candidat')).toBe(2);
    expect(value(await remove(local))).toEqual({ candidats: 2 });
    expect(dump(poste.store)).toEqual(before);
    expect(countOf('flux')).toBe(1);
    expect(countOf('ligne')).toBe(3);
    expect(countOf('ligne_corps')).toBe(3);
    expect(poste.store.bulk.prepare('SELECT acte FROM saisie').pluck().all()).toEqual([idOf(6, 1)]);
    expect(countOf('brouillon')).toBe(0);
    expect(isScrubAsked(poste.store.persons)).toBe(false);
    expect(told).toEqual([[dossierId(1), alone].sort(), 'listes']);
    expect(await remove(local)).toMatchObject({ error: { code: 'INTROUVABLE' } });
  });

  test('lets other commands through between two steps; what a kill left is removed by asking again', async () => {
    poste.store.bulk
      .prepare(
        "INSERT INTO flux (id, genre, nom, entree, campagne, droits) VALUES (?, 'relation', 'Mienne', '{}', 2026, 'complets')",
      )
      .run(local);
    const people = Array.from({ length: 120 }, (_, n) => person(n, local, null));
    project(...people);
    const seen: unknown[] = [];
    const killed = removeLocalListe(poste.store, local, async () => {
      seen.push(countOf('candidat'));
      if (seen.length === 2) throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(seen).toEqual([70, 20]);
    expect([countOf('ligne'), countOf('flux'), isScrubAsked(poste.store.persons)]).toEqual([40, 1, true]);
    expect(value(await remove(local))).toEqual({ candidats: 20 });
    expect([countOf('candidat'), countOf('ligne'), countOf('flux'), countOf('compteur')]).toEqual([0, 0, 0, 0]);
    expect(isScrubAsked(poste.store.persons)).toBe(false);
  });

  test('refuses a list of the server, and nothing changed', async () => {
    putFlux(poste.store, 1);
    const kept = person(1, fluxId(1), null);
    project(kept);
    const before = dump(poste.store);
    expect(await remove(fluxId(1))).toMatchObject({ error: { code: 'NON_AUTORISE' } });
    expect(dump(poste.store)).toEqual(before);
    expect([countOf('ligne'), countOf('flux'), told.length]).toEqual([2, 1, 0]);
  });
});
