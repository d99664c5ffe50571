import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countDemandes } from '../../main/core/demandes/compteurs.ts';
import { FormerFile, replay, settleFirstSync } from '../support/former-file.ts';
import { demandeCorps, demandeId, dossierCorps, dossierId, fluxId } from '../unit/core/candidats/poste.ts';

const now = '2026-06-03T08:00:00.000Z';
let file: FormerFile;
beforeEach(() => {
  file = new FormerFile();
});
afterEach(() => file.close());

/** A file as version 40 left it: a demande that came and that no inbox shows. */
const formerFile = (premiere: 'faite' | 'en-cours', dataVersion: string | null): void =>
  file.write({
    version: 40,
    premiere,
    dataVersion,
    flux: fluxId(1),
    lignes: [
      { id: dossierId(1), type: 'dossier', dossier: dossierId(1), corps: dossierCorps() },
      { id: demandeId(1), type: 'demande', dossier: dossierId(1), corps: demandeCorps(dossierId(1)) },
    ],
    dossiers: [dossierId(1)],
  });

describe('version 50', () => {
  test.each(['projection:30', null])('shows the demandes that a file already held (data version %s)', async (known) => {
    formerFile('faite', known);
    const opened = file.open();
    expect(countDemandes(opened.persons, now).ouvertes).toBe(0);
    expect((await replay(opened)).ok).toBe(true);
    expect(countDemandes(opened.persons, now)).toEqual({ ouvertes: 1, avantCeSoir: 0, depassees: 0, retenues: 0 });
  });

  test('a first sync that was under way goes on, and everything is folded after it', async () => {
    formerFile('en-cours', null);
    const opened = file.open();
    expect(opened.mode).toBe('premiere');
    expect(opened.bulk.prepare('SELECT curseur FROM flux').pluck().all()).toEqual([9]);
    expect(settleFirstSync(opened)).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(countDemandes(opened.persons, now).ouvertes).toBe(1);
  });

  test('refuses a state that no version knows', () => {
    formerFile('faite', null);
    const insert = file.open().bulk.prepare(
      `INSERT INTO demande_etat (dossier, id, flux, ouverte, suite, echeance, finie_le, retenue, vue, essais)
       VALUES ('d', 'i', 'f', 1, ?, 'x', '', 0, 0, 0)`,
    );
    expect(() => insert.run('oubliee')).toThrow(/CHECK/);
    expect(() => insert.run('suivie')).not.toThrow();
    expect(() => insert.run('suivie')).toThrow(/UNIQUE/);
  });
});
