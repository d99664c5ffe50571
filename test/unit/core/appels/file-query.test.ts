import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rappelsSql } from '../../../../main/core/appels/compteurs.ts';
import { fileSql, tetesDeFile } from '../../../../main/core/appels/file-query.ts';
import { passesDe } from '../../../../main/core/appels/passages.ts';
import { candidatRow } from '../../../../main/core/candidats/candidat-row.ts';
import { readFolded } from '../../../../main/core/candidats/fold.ts';
import { dossiersOf } from '../../../../main/core/candidats/groups.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { dispositions } from '../../../../shared/domain/actes/appel.ts';
import { estDansLaFile, ordonnerFile } from '../../../../shared/domain/file-appels.ts';
import { Seeded } from '../../../simulation/seeded.ts';
import { value } from '../../../support/result.ts';
import { dossierId, operateurId } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

const nombre = 120;
const heure = 3_600_000;
const codesPostaux = ['69004', '97400', '97100', '98800', null];
let bureau: Bureau;
beforeAll(() => {
  bureau = new Bureau('2026-03-29T07:00:00.000Z');
});
afterAll(() => bureau.close());

/** The clocks of Paris change on 29 March and on 25 October 2026; half-days turn at 12:30 of each family. */
const midis = ['2026-03-29', '2026-10-25'].flatMap((jour) =>
  // Half past twelve in Paris before and after the change, in La Réunion, Guadeloupe and New Caledonia.
  ['08:30', '10:30', '11:30', '16:30', '01:30'].map((midi) => `${jour}T${midi}:00.000Z`),
);
const instants = midis.flatMap((midi) =>
  [-1, 0, 1].map((minutes) => new Date(Date.parse(midi) + minutes * 60_000).toISOString()),
);

/** Random people around one change of clocks: calls, plans, demandes, holders, and a few merged by their INE. */
function peupler(hasard: Seeded, milieu: string): void {
  const instant = (avant: number, apres: number): string =>
    new Date(Date.parse(milieu) + (hasard.below(avant + apres) - avant) * heure).toISOString();
  const tous = Array.from({ length: nombre }, (_, n) => n);
  for (const n of tous) {
    const ine = n % 20 < 2 ? `${String(100000000 + Math.floor(n / 20))}AB` : null;
    const nom = hasard.pick(['ALMEIDA', 'BENARD', 'MARTIN']);
    bureau.personne(n, { nom, prenom: hasard.pick(['Aya', 'Noé']), codePostal: hasard.pick(codesPostaux), ine });
    if (hasard.chance(0.15)) bureau.demande(n, instant(72, 0), instant(24, 72));
    for (let calls = hasard.below(3); calls > 0; calls -= 1) bureau.appel(n, hasard.pick(dispositions), instant(96, 0));
    if (hasard.chance(0.4))
      bureau.rappel(n, instant(48, 48), instant(96, 0), hasard.pick([null, operateurId(1), operateurId(2)]));
    if (hasard.chance(0.5)) bureau.acte(n, 'affectation', { operateur: operateurId(1 + hasard.below(2)) }, milieu);
  }
  bureau.plier(...tous);
}

/** Everybody's place, folded again from what was noted. */
function places() {
  const db = bureau.store.persons;
  const candidats = db.prepare<[], string>('SELECT id FROM candidat').pluck().all();
  return candidats.flatMap((id) => {
    const members = dossiersOf(db, id).flatMap((dossier) => readFolded(db, dossier) ?? []);
    const row = candidatRow(id, members);
    return row === null || row.file === null ? [] : [{ ...row.file, id, qui: row.affectes }];
  });
}

// Everybody's place is folded again at each of many hours: long on a machine that does something else.
describe.each([1, 2])('whatever people there are (seed %i)', { timeout: 60_000 }, (graine) => {
  test('the query gives the order of the rule, whoever was skipped at its end', () => {
    const hasard = new Seeded(graine);
    const milieu = graine === 1 ? '2026-03-29T10:00:00.000Z' : '2026-10-25T11:00:00.000Z';
    peupler(hasard, milieu);
    const references = places();
    const motifs = new Set(references.map(({ motif }) => motif));
    expect([...motifs].sort()).toEqual(['demande', 'jamais_appele', 'rappel', 'reessai', 'suivi']);
    for (const n of [2, 5, 9, 42, 77, 110]) bureau.at(milieu).passer(n);
    for (const now of instants) {
      bureau.at(now);
      for (const portee of ['tous', 'moi'] as const) {
        const qui = portee === 'moi' ? operateurId(1) : null;
        const siennes = references.filter((place) => qui === null || place.qui.includes(qui));
        const attendus = ordonnerFile(siennes, now).map(({ id }) => id);
        const db = bureau.store.persons;
        const sautees = passesDe(db, now, qui).map(({ rang }) => rang);
        const passes = sautees.map((rang) =>
          db.prepare<[number], string>('SELECT id FROM candidat WHERE rang = ?').pluck().get(rang),
        );
        const ordre = [...attendus.filter((id) => !passes.includes(id)), ...passes];
        const tetes = tetesDeFile(db, { qui, now }, sautees, nombre).map(({ place }) => place.id);
        expect([...tetes, ...passes]).toEqual(ordre);
        const page = bureau.file(portee, 10);
        expect(page.entrees.map(({ candidat }) => candidat)).toEqual(ordre.slice(0, 10));
        expect(page.entrees.map(({ motif }) => motif)).toEqual(
          page.entrees.map(({ candidat }) => references.find(({ id }) => id === candidat)?.motif),
        );
        expect(page).toMatchObject({ total: attendus.length, passees: passes.length });
        const aVenir = siennes.filter((place) => !estDansLaFile(place, now)).map(({ des }) => des);
        const retours = db
          .prepare<[string], string>('SELECT jusqua FROM passage_file WHERE jusqua > ?')
          .pluck()
          .all(now);
        expect(page.prochaineLe).toBe([...aVenir, ...(passes.length > 0 ? retours : [])].sort()[0] ?? null);
        // What stands beside Appels is what it shows.
        expect(value(bureau.appels['appels:compteurs']({ portee }))).toEqual({
          aAppeler: attendus.length,
          plus: false,
          rappelsDus: siennes.filter((place) => place.motif === 'rappel' && estDansLaFile(place, now)).length,
        });
      }
      const { aAppeler, rappelsDus } = value(bureau.appels['appels:compteurs']({}));
      const dus = references.filter((place) => estDansLaFile(place, now));
      expect(aAppeler).toBe(dus.length);
      expect(rappelsDus).toBe(dus.filter(({ motif }) => motif === 'rappel').length);
    }
  });

  test('each holds exactly those who were given to her, or whom a plan names her for; two may hold one', () => {
    const deTous = places();
    const queues = [1, 2].map((n) => {
      writeLocal(bureau.store.persons, 'operateur', operateurId(n));
      const attendus = deTous.flatMap(({ id, qui }) => (qui.includes(operateurId(n)) ? [id] : []));
      const mienne = bureau.ordre('moi').map(dossierId);
      expect(mienne.length).toBeGreaterThan(0);
      expect(mienne.filter((id) => !attendus.includes(id))).toEqual([]);
      return mienne;
    });
    writeLocal(bureau.store.persons, 'operateur', operateurId(1));
    const [une = [], autre = []] = queues;
    expect(une.filter((id) => autre.includes(id)).length).toBeGreaterThan(0);
  });
});

describe('the plans of SQLite', () => {
  const explain = (sql: string, params: unknown[] | Record<string, unknown>): string[] =>
    bureau.store.persons
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(params)
      .map(({ detail }) => detail);
  const asked = { qui: operateurId(1), now: '2026-06-09T07:00:00.000Z', essai: '', vide: '', passes: '[]', limite: 50 };

  test.each([
    [false, 'COVERING INDEX candidat_file'],
    [true, 'PRIMARY KEY'],
  ])('a page, its total and the next hour search the index of the queue and sort nothing (mine: %s)', (mine, index) => {
    const sql = fileSql(mine);
    const texts = [
      ...Object.values(sql.heads),
      ...Object.values(sql.counts),
      ...Object.values(sql.coming).flatMap((text) => text ?? []),
      sql.nextEssai,
    ];
    expect(texts).toHaveLength(12);
    for (const text of texts) {
      const details = explain(text, asked);
      const searched = details.filter((detail) => /\b(c|candidat)\b/.test(detail));
      expect(searched).toEqual([expect.stringMatching(new RegExp(`^SEARCH c USING ${index} `))]);
      expect(details.join()).not.toContain('B-TREE');
      expect(details.filter((detail) => /^SCAN (?!json_each|CONSTANT|\(subquery)/.test(detail))).toEqual([]);
    }
  });

  test('the promised calls of one colleague stand first in hers', () => {
    const details = explain(rappelsSql.deQui, [operateurId(1), 'x', 1]).filter((detail) => /file_de/.test(detail));
    expect(details).toEqual([expect.stringMatching(/^SEARCH file_de USING PRIMARY KEY /)]);
  });

  test('the promised calls stand first in it', () => {
    for (const sql of [rappelsSql.dus, rappelsSql.prochain]) {
      const params = sql === rappelsSql.dus ? ['', 'x', 1] : ['x'];
      const [searched, ...others] = explain(sql, params).filter((detail) => /candidat/.test(detail));
      expect(searched).toMatch(/^SEARCH candidat USING COVERING INDEX candidat_file /);
      expect(others).toEqual([]);
    }
  });

  test('whoever was skipped is found by her id, from the few who were', () => {
    const { statements } = bureau.poste;
    statements.length = 0;
    bureau.file();
    const sql = statements.find((text) => text.includes('passage_file')) ?? '';
    expect(sql).not.toBe('');
    const details = explain(sql, []);
    expect(details.some((detail) => /^SEARCH c USING INDEX \S+ \(id=\?\)/.test(detail))).toBe(true);
    expect(details.filter((detail) => /^SCAN (c|candidat)\b/.test(detail))).toEqual([]);
  });

  test('no statement of a page goes through the people', () => {
    const { statements } = bureau.poste;
    statements.length = 0;
    bureau.file('tous', 50);
    bureau.file('moi', 50);
    for (const portee of ['tous', 'moi'] as const) value(bureau.appels['appels:compteurs']({ portee }));
    const reads = [...new Set(statements)].filter((text) => /^\s*SELECT/.test(text));
    expect(reads.length).toBeGreaterThan(20);
    const scans = reads
      .flatMap((text) => explain(text, []))
      .filter((detail) => /^SCAN (c|candidat|e|t|l)\b/.test(detail));
    expect(scans).toEqual([]);
  });
});
