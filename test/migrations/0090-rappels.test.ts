import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compterAppels } from '../../main/core/appels/compteurs.ts';
import { lireFile } from '../../main/core/appels/file.ts';
import { passer } from '../../main/core/appels/passages.ts';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import type { Store } from '../../main/core/store/store.ts';
import { FormerFile, replay, settleFirstSync } from '../support/former-file.ts';
import { acteCorps, dossierCorps, dossierId, fluxId, idOf, phone, voeuCorps } from '../unit/core/candidats/poste.ts';

const maintenant = '2026-06-09T07:00:00.000Z';
const hier = '2026-06-08T07:30:00.000Z';
let file: FormerFile;
beforeEach(() => {
  file = new FormerFile();
});
afterEach(() => file.close());

/** An acte that the server holds. */
const recu = (n: number, dossier: string, type: string, corps: Record<string, unknown>) => ({
  ...acteCorps({ id: idOf(6, n), flux: fluxId(1), dossier, type, corps, fait_le: hier }),
  recu_le: hier,
  fait_corrige_le: hier,
  heure_incertaine: false,
  compte: null,
  poste: null,
  poste_nom: null,
  effet: 'aucun',
});
const appel = { sens: 'emis', numero: '+33639981202', interlocuteur: null, disposition: 'SANS_REPONSE' };
const rappel = { quoi: 'rappeler', le: '2026-06-09T06:30:00.000Z', precision: 'heure', qui: null };

/** A file as version 80 left it: it knew people and what was done, and no queue. */
const formerFile = (premiere: 'faite' | 'en-cours', dataVersion: string | null): void =>
  file.write({
    version: 80,
    premiere,
    dataVersion,
    flux: fluxId(1),
    lignes: [
      ...[1, 2, 3].flatMap((n) => [
        {
          id: dossierId(n),
          type: 'dossier',
          dossier: dossierId(n),
          corps: dossierCorps({ nom: `NOM ${n}`, telephones: [phone('+33639981202')] }),
        },
        { id: idOf(5, n), type: 'voeu', dossier: dossierId(n), corps: voeuCorps(dossierId(n)) },
      ]),
      ...[recu(1, dossierId(2), 'appel', appel), recu(2, dossierId(3), 'prochaine-action', rappel)].map((corps) => ({
        id: corps.id,
        type: 'acte',
        dossier: corps.dossier,
        corps,
      })),
    ],
    dossiers: [1, 2, 3].map(dossierId),
  });

const places = (opened: Store) => {
  const { entrees, total } = lireFile(opened.persons, { qui: null, now: maintenant }, 50);
  return { motifs: entrees.map(({ candidat, motif }) => [Number(candidat.slice(-12)), motif]), total };
};
const everything = {
  motifs: [
    [3, 'rappel'],
    [1, 'jamais_appele'],
    [2, 'reessai'],
  ],
  total: 3,
};

describe('version 90', () => {
  test.each(['projection:80', null])('gives the people of a file their places (data version %s)', async (known) => {
    formerFile('faite', known);
    const opened = file.open();
    expect(places(opened)).toEqual({ motifs: [], total: 0 });
    expect((await replay(opened)).ok).toBe(true);
    expect(places(opened)).toEqual(everything);
    expect(compterAppels(opened.persons, maintenant, null)).toEqual({ aAppeler: 3, plus: false, rappelsDus: 1 });
  });

  test('a first sync that was under way goes on, and everybody has a place after it', async () => {
    formerFile('en-cours', null);
    const opened = file.open();
    expect(opened.mode).toBe('premiere');
    expect(settleFirstSync(opened)).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(places(opened)).toEqual(everything);
  });

  test('a rebuild gives the same places and the same counters, and forgets nobody who was skipped', async () => {
    formerFile('faite', null);
    const opened = file.open();
    expect((await replay(opened)).ok).toBe(true);
    const passed = opened.writePersons((db) => passer(db, dossierId(1), { now: maintenant, fuseau: 'Europe/Paris' }));
    expect(passed.ok).toBe(true);
    const before = compterAppels(opened.persons, maintenant, null);
    for (const _ of createProjection(opened).projectAll());
    expect(compterAppels(opened.persons, maintenant, null)).toEqual(before);
    expect(places(opened).motifs).toEqual([
      [3, 'rappel'],
      [2, 'reessai'],
      [1, 'jamais_appele'],
    ]);
  });

  test('a purge takes the places with the people', async () => {
    formerFile('faite', null);
    const opened = file.open();
    expect((await replay(opened)).ok).toBe(true);
    opened.write(opened.bulk, () => {
      opened.bulk.prepare('DELETE FROM ligne WHERE flux = ?').run(fluxId(1));
      createProjection(opened).forget(opened.bulk, [1, 2, 3].map(dossierId));
    });
    expect(places(opened)).toEqual({ motifs: [], total: 0 });
    expect(compterAppels(opened.persons, maintenant, null)).toEqual({ aAppeler: 0, plus: false, rappelsDus: 0 });
  });

  test('refuses a state that no version knows', () => {
    formerFile('faite', null);
    const { bulk } = file.open();
    const lot = bulk.prepare("INSERT INTO lot (id, geste, cree_le, etat) VALUES ('l', 'affecter', 'x', ?)");
    expect(() => lot.run('perdu')).toThrow(/CHECK/);
    lot.run('en-cours');
    const membre = bulk.prepare("INSERT INTO lot_candidat (lot, rang, candidat, etat) VALUES ('l', 1, 'c', ?)");
    expect(() => membre.run('perdu')).toThrow(/CHECK/);
    const partage = bulk.prepare("INSERT INTO partage_local (id, genre, ecrit_le, etat) VALUES ('p', ?, 'x', ?)");
    expect(() => partage.run('autre', 'recu')).toThrow(/CHECK/);
    expect(() => partage.run('vue', 'perdu')).toThrow(/CHECK/);
  });
});
