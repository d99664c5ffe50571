import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { estSiretPlausible, estUaiValide } from '../../../shared/domain/identifiants.ts';
import { lireTelephone } from '../../../shared/domain/telephone.ts';
import { depotDemande } from '../../../sync-api/guichet/depot.ts';
import { genererDemo } from '../../../tools/demo-generator.ts';

const { fichiers: files, changements } = genererDemo();
const records = (name: string): string[][] =>
  (files.get(name) ?? '')
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(';').map((value) => value.replaceAll('"', '')));
const lists = [1, 2, 3].flatMap((list) => records(`extraction-${list}.csv`));

describe('the demo CFA', () => {
  it.each([...files.keys()])('gives the committed bytes of %s', async (name) => {
    const committed = await readFile(new URL(`../../../resources/demo/${name}`, import.meta.url), 'utf8');
    expect(files.get(name)).toBe(committed);
  });

  it('has 400 different vœux of about 300 people, some with two vœux, in three relations', () => {
    const real = lists.filter((row) => row[0] !== 'ATLANTIDE' && !row[38]?.startsWith('69R'));
    expect(new Set(real.map((row) => `${row[1]} ${row[38]}`)).size).toBe(400);
    const people = new Set(real.map((row) => row[1])).size;
    expect(people).toBeGreaterThan(280);
    expect(people).toBeLessThan(320);
    expect(new Set(real.map((row) => row[55]?.slice(25, 39))).size).toBe(3);
    const sites = Map.groupBy(real, (row) => row[1]);
    expect([...sites.values()].some((rows) => new Set(rows.map((row) => row[59])).size === 2)).toBe(true);
  });

  it('records what each following list changes', () => {
    const count = (list: 0 | 1) =>
      Object.fromEntries(
        [...Map.groupBy(changements[list], ({ genre }) => genre)].map(([genre, all]) => [genre, all.length]),
      );
    expect(count(0)).toMatchObject({ ajoute: 9, retire: 7, deplace: 1 });
    expect(count(1)).toMatchObject({ ajoute: 2, retire: 24, deplace: 1 });
  });

  it('holds no phone that could be somebody’s, and mails on example domains only', () => {
    const fictional = /^(\+33(19900|26191|35301|46571|53649|63998)|\+262(26399|69319))/;
    for (const row of lists) {
      for (const raw of row.slice(13, 18).filter((value) => value !== '-' && value !== '')) {
        const { e164 } = lireTelephone(raw);
        if (e164 !== null) expect(e164).toMatch(fictional);
        else expect(raw.replaceAll(/[^0-9]/g, '').length).toBeLessThan(9);
      }
      for (const mail of row.slice(18, 20)) expect(mail).toMatch(/^-$|(@|\(at\))example\.(com|org|net)$/);
    }
  });

  it('has twenty-five forms that the intake would have left, from numbers of nobody', () => {
    const forms = z
      .array(z.object({ jours_ouvres: z.number().int().min(0), heure: z.string(), depot: depotDemande }))
      .parse(JSON.parse(files.get('demandes.json') ?? ''));
    expect(forms).toHaveLength(25);
    const keys = new Set(records('catalogue.csv').map((row) => row[0]));
    for (const { depot } of forms) {
      // Ofcom keeps 07700 900 for fiction: one comes from abroad.
      expect(depot.telephone).toMatch(/^(\+33(19900|46571|63998)|\+262(26399|69319)|\+447700900)/);
      expect(depot.courriel).toMatch(/@example\.(com|org|net)$/);
      expect(keys).toContain(depot.cle_ministere_educatif);
    }
  });

  it('has SIRET and UAI that pass their check digits', () => {
    for (const row of records('etablissements.csv')) {
      expect(estSiretPlausible(row[0] ?? '')).toBe(true);
      expect(estUaiValide(row[1] ?? '')).toBe(true);
    }
    for (const row of lists)
      for (const uai of [row[31], row[51]]) if (uai !== '-') expect(estUaiValide(uai ?? '')).toBe(true);
  });
});
