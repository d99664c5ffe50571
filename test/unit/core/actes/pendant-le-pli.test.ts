import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { readLocal, writeLocal } from '../../../../main/core/store/local.ts';
import { dataVersion, replayAfterUpdate } from '../../../../main/core/sync/replay.ts';
import { acteCorps, demandeId, dossierCorps, dossierId, fluxId, idOf, putActe, putLigne } from '../candidats/poste.ts';
import { Bureau } from '../demandes/bureau.ts';

/** After an update everybody is drawn again, from nobody, while people go on calling. */
let bureau: Bureau;
const last = 1300;
const appel = { sens: 'emis', numero: null, interlocuteur: 'candidat', disposition: 'JOINT' };

beforeEach(() => {
  bureau = new Bureau();
  // Between the two dossiers of one person stands more than what is drawn at a time.
  bureau.store.write(bureau.store.bulk, () => {
    for (let n = 2; n < 1200; n += 1)
      putLigne(bureau.store, { id: dossierId(n), flux: fluxId(1), type: 'dossier', corps: dossierCorps() });
  });
  writeLocal(bureau.store.persons, 'version-donnees', 'before');
});
afterEach(() => bureau.close());

/** Draws everybody again and does `act` in the middle of it, once. */
async function during(act: () => void): Promise<void> {
  let isDone = false;
  await replayAfterUpdate({
    store: bureau.store,
    projectAll: () => projectAll(bureau.store),
    breathe: async () => {
      const known = bureau.store.persons.prepare('SELECT 1 FROM dossier_etat WHERE dossier = ?').get(dossierId(last));
      const isBegun = bureau.store.persons.prepare('SELECT 1 FROM dossier_etat LIMIT 1').get() !== undefined;
      if (isDone || known !== undefined || !isBegun) return;
      isDone = true;
      act();
    },
    onFolded: () => undefined,
  });
  expect(isDone).toBe(true);
  expect(readLocal(bureau.store.persons, 'version-donnees', z.string())).toBe(dataVersion);
}

const bind = (how: string): void => {
  const ine = how === 'INE' ? '123456789AB' : null;
  bureau.person(1, { ine });
  bureau.person(last, { ine }, 2);
  if (how === 'INE') return;
  for (const [n, flux] of [
    [1, 1],
    [last, 2],
  ] as const) {
    const corps = { lien_id: idOf(7, 1), cote: n === 1 ? 'a' : 'b', preuve: 'nom' };
    const half = { id: idOf(8, n), flux: fluxId(flux), dossier: dossierId(n), type: 'lien', corps };
    putActe(bureau.store, acteCorps(half), '2026-06-02T08:00:00.000Z');
  }
};

test.each(['INE', 'merge'])('a call answers what she asked in a dossier that is not drawn yet (%s)', async (how) => {
  bind(how);
  bureau.demande(last, {}, { flux: 2 });
  bureau.demande(1);
  await during(() => bureau.write(1, 'appel', appel));
  const answered = bureau.saisies().filter(({ type }) => type === 'reponse');
  expect(answered.map(({ corps }) => corps.demande).sort()).toEqual([demandeId(1), demandeId(last)]);
  expect(bureau.list('ouvertes')).toEqual([]);
});

test.each(['INE', 'merge'])('an opposition said in a dossier that is not drawn yet holds (%s)', async (how) => {
  bind(how);
  const corps = { id: idOf(8, 5), flux: fluxId(2), dossier: dossierId(last), type: 'opposition', corps: {} };
  putActe(bureau.store, acteCorps(corps), '2026-06-02T08:00:00.000Z');
  await during(() => expect(() => bureau.write(1, 'appel', appel)).toThrow('OPPOSITION'));
  expect(bureau.saisies()).toEqual([]);
});

describe('drafts', () => {
  const tables = ['brouillon', 'brouillon_appel', 'brouillon_message'] as const;
  const begin = (n: number): void => {
    const { persons } = bureau.store;
    const candidat = dossierId(n);
    persons.prepare("INSERT INTO brouillon (candidat, texte, ecrit_le) VALUES (?, 'Note', '')").run(candidat);
    persons
      .prepare("INSERT INTO brouillon_appel (candidat, contenu, operateur, ecrit_le) VALUES (?, '{}', 'o', '')")
      .run(candidat);
    message(`personne:${candidat}`, candidat);
  };
  const message = (cle: string, candidat: string | null): void => {
    bureau.store.persons
      .prepare("INSERT INTO brouillon_message (cle, candidat, contenu, parti, ecrit_le) VALUES (?, ?, 'x', 1, '')")
      .run(cle, candidat);
  };
  const about = (table: (typeof tables)[number]): unknown[] =>
    bureau.store.persons.prepare(`SELECT candidat FROM ${table} ORDER BY candidat`).pluck().all();

  test('about somebody who asks to be forgotten before she is drawn go with her, those of others stay', async () => {
    bureau.person(1);
    bureau.person(last);
    for (const n of [1, last]) begin(n);
    message('groupe', null);
    message('modele:nouveau', null);
    writeLocal(bureau.store.persons, 'compte', { role: 'responsable' });
    writeLocal(bureau.store.persons, 'a-nettoyer', null);
    await during(() => bureau.write(last, 'effacement', {}));
    for (const table of tables) {
      const nobody = table === 'brouillon_message' ? [null, null] : [];
      expect(about(table)).toEqual([...nobody, dossierId(1)]);
    }
    // What left may still stand in free pages.
    expect(readLocal(bureau.store.persons, 'a-nettoyer', z.boolean())).toBe(true);
  });

  test('about the last one of a file go with her', () => {
    const { store } = bureau;
    begin(1);
    store.bulk.exec('DELETE FROM ligne; DELETE FROM saisie');
    for (const _ of projectAll(store));
    expect(tables.flatMap(about)).toEqual([]);
  });
});
