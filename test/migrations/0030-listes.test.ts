import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCartes } from '../../main/core/listes/cartes.ts';
import { FormerFile, replay, settleFirstSync } from '../support/former-file.ts';
import {
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from '../unit/core/candidats/poste.ts';

let file: FormerFile;
beforeEach(() => {
  file = new FormerFile();
});
afterEach(() => file.close());

/** A file as version 20 left it: two people drawn, no count of their list. */
const formerFile = (premiere: 'faite' | 'en-cours', dataVersion: string | null): void =>
  file.write({
    version: 20,
    premiere,
    dataVersion,
    flux: fluxId(1),
    lignes: [
      ...[1, 2].flatMap((n) => [
        { id: dossierId(n), type: 'dossier', dossier: dossierId(n), corps: dossierCorps() },
        {
          id: idOf(5, n),
          type: 'voeu',
          dossier: dossierId(n),
          corps: voeuCorps(dossierId(n), n === 1 ? {} : { etat: 'retire' }),
        },
      ]),
      { id: transmissionId(1), type: 'transmission', dossier: null, corps: transmissionCorps(1) },
    ],
    dossiers: [1, 2].map(dossierId),
    also: (db) => db.exec('UPDATE flux SET verifie_tete = 9'),
  });

describe('version 30', () => {
  test.each(['20', null])('counts the lists of a file that had none (data version %s)', async (dataVersion) => {
    formerFile('faite', dataVersion);
    const opened = file.open();
    expect(readCartes(opened.persons).cartes[0]).toMatchObject({ voeux: 0, candidats: 0, retires: 0 });
    expect((await replay(opened)).ok).toBe(true);
    expect(readCartes(opened.persons).cartes[0]).toMatchObject({
      voeux: 1,
      candidats: 1,
      retires: 1,
      accueils: [{ cle: '0690002B', candidats: 1 }],
      constats: [],
    });
  });

  test('proves again what was proved, so that the transmissions get their hour', () => {
    formerFile('faite', '20');
    expect(file.open().bulk.prepare('SELECT verifie_tete, curseur FROM flux').all()).toEqual([
      { verifie_tete: -1, curseur: 9 },
    ]);
  });

  test('a first sync that was under way goes on, and everything is folded after it', async () => {
    formerFile('en-cours', null);
    const opened = file.open();
    expect(opened.mode).toBe('premiere');
    expect(opened.bulk.prepare('SELECT curseur FROM flux').pluck().all()).toEqual([9]);
    expect(settleFirstSync(opened)).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(readCartes(opened.persons).cartes[0]).toMatchObject({ voeux: 1, candidats: 1, retires: 1 });
  });

  test('every table is STRICT, and a mark that no version knows is refused', () => {
    formerFile('faite', '20');
    const { bulk } = file.open();
    const loose = bulk
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
    expect(() => bulk.prepare("UPDATE dossier_etat SET marque = 'autre'").run()).toThrow(/CHECK/);
  });
});
