import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { extractionDates } from '../../sync-api/cli/demo.ts';
import { main } from '../../sync-api/cli/index.ts';
import { systemRandom } from '../../sync-api/context.ts';

const demo = (name: string): string => fileURLToPath(new URL(`../../resources/demo/${name}`, import.meta.url));
const now = new Date('2026-11-20T09:00:00.000Z');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-import-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const result = { code: 0, out: '', err: '' };
  await main(
    {
      environment: { DATABASE_URL: `sqlite:${join(folder, 'base.sqlite')}` },
      clock: { now: () => now },
      random: systemRandom,
      out: (text) => {
        result.out += text;
      },
      err: (text) => {
        result.err += text;
      },
      setExitCode: (code) => {
        result.code = code;
      },
      stopped: () => new Promise(() => undefined),
    },
    args,
  );
  return result;
}

const counts = z.object({
  total: z.number(),
  crees: z.number(),
  modifies: z.number(),
  inchanges: z.number(),
  retires: z.number(),
  invalides: z.number(),
  ignores: z.number(),
  recensement: z.number(),
  echecs: z.number(),
  anomalies: z.array(z.object({ ligne: z.number(), champ: z.string(), type: z.string() })),
});
const refused = z.object({ erreur: z.object({ code: z.string(), phrase: z.string() }) });

describe('importer-voeux', () => {
  it('prints the counts as JSON on one line', async () => {
    const { code, out } = await run('importer-voeux', demo('extraction-1.csv'), '--date', '2026-06-08', '--json');
    expect(code).toBe(0);
    expect(counts.parse(JSON.parse(out))).toMatchObject({
      total: 393,
      crees: 391,
      invalides: 1,
      ignores: 0,
      recensement: 1,
      echecs: 0,
    });
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(out).not.toContain('TARDIVEL');
    expect(out).not.toContain('240000001AB');
  });

  it('speaks to a person in French', async () => {
    const { code, out } = await run('importer-voeux', demo('extraction-1.csv'));
    expect(code).toBe(0);
    expect(out).toContain('391 vœux créés');
    expect(out).not.toContain('TARDIVEL');
  });

  it.each([
    ['a missing file', null, 'FICHIER_ILLISIBLE', 'n’existe pas'],
    ['an empty file', '', 'FICHIER_VIDE', 'vide'],
    ['a wrong header', '"INE";"Nom"\n"1";"2"\n', 'ENTETE_INATTENDU', 'Il manque'],
  ])('refuses %s with a sentence, a code and exit code 1', async (_name, content, code, words) => {
    const path = join(folder, 'liste.csv');
    if (content !== null) await writeFile(path, content);
    const spoken = await run('importer-voeux', path);
    expect(spoken).toMatchObject({ code: 1, out: '' });
    expect(spoken.err).toContain(words);
    expect(spoken.err).toContain('Rien n’a été modifié.');
    const told = await run('importer-voeux', path, '--json');
    expect(told.code).toBe(1);
    expect(refused.parse(JSON.parse(told.out)).erreur.code).toBe(code);
  });

  it('refuses a folder, a bad date and a list that lost too much, then takes the confirmation', async () => {
    expect((await run('importer-voeux', folder)).err).toContain('dossier');
    expect((await run('importer-voeux', demo('extraction-1.csv'), '--date', 'hier')).code).toBe(1);
    await run('importer-voeux', demo('extraction-1.csv'), '--json');
    const small = join(folder, 'courte.csv');
    const { readFile } = await import('node:fs/promises');
    await writeFile(small, (await readFile(demo('extraction-1.csv'), 'utf8')).split('\n').slice(0, 6).join('\n'));
    const refusal = await run('importer-voeux', small);
    expect(refusal.code).toBe(1);
    expect(refusal.err).toContain('99998000600012-99998200200019 : 68 vœux retirés sur 68');
    const accepted = await run('importer-voeux', small, '--json', '--confirmer-retraits');
    expect(counts.parse(JSON.parse(accepted.out)).retires).toBe(386);
  });
});

describe('importer-voeux --remplacements', () => {
  const overwrites = (rows: string): string =>
    `Affelnet_id;UAI accueil;UAI formateur;Siret formateur;UAI responsable;Siret responsable\n${rows}\n`;

  it('takes the corrections, and tells those that served nothing', async () => {
    const path = join(folder, 'corrections.csv');
    await writeFile(path, overwrites('lyon/69a00101;;;99998100400016;;\nPARIS/INCONNUE;;;;;'));
    const { code, out } = await run('importer-voeux', demo('extraction-1.csv'), '--remplacements', path);
    expect(code).toBe(0);
    expect(out).toContain('1 remplacement sans effet, son offre est absente du fichier : PARIS/INCONNUE');
    expect(out).toContain('1 ligne de recensement, à part.');
  });

  it.each([
    ['is missing', null, 'FICHIER_ILLISIBLE', 'Ce fichier n’existe pas.'],
    ['is empty', '', 'FICHIER_VIDE', 'Le fichier est vide.'],
    [
      'has a wrong SIRET',
      overwrites('LYON/1;;;123;;'),
      'REMPLACEMENT_INVALIDE',
      'Ligne 2 : la colonne « Siret formateur »',
    ],
  ])('refuses the whole import when the file %s', async (_name, content, code, words) => {
    const path = join(folder, 'corrections.csv');
    if (content !== null) await writeFile(path, content);
    const spoken = await run('importer-voeux', demo('extraction-1.csv'), '--remplacements', path);
    expect(spoken).toMatchObject({ code: 1, out: '' });
    expect(spoken.err).toContain(`Fichier des remplacements. ${words}`);
    expect(spoken.err).toContain('Rien n’a été modifié.');
    const told = await run('importer-voeux', demo('extraction-1.csv'), '--remplacements', path, '--json');
    expect(refused.parse(JSON.parse(told.out)).erreur.code).toBe(code);
    const after = await run('importer-voeux', demo('extraction-1.csv'), '--json');
    expect(counts.parse(JSON.parse(after.out))).toMatchObject({ crees: 391, inchanges: 0 });
  });
});

describe('the imports of the references', () => {
  /** A base in use: a simulation makes none. */
  beforeEach(async () => {
    const path = join(folder, 'relation.csv');
    await writeFile(
      path,
      'siret_responsable;email_responsable;siret_formateurs\n99998900100011;a@example.org;99998900100029\n',
    );
    await run('importer-relations', path);
  });
  const header =
    'ACADEMIE;CODE_OFFRE;UAI;CLE_MINISTERE_EDUCATIF;SIRET_UAI_GESTIONNAIRE;SIRET_UAI_FORMATEUR;UAI_RESPONSABLE;UAI_FORMATEUR;LIBELLE_TYPE_ETABLISSEMENT;CAPACITE_AFFECTATION';
  const offers = (count: number): string =>
    [header, ...Array.from({ length: count }, (_, index) => `LYON;69A${index};;;;;;;CFA;12`), ''].join('\n');

  it('tells what it would do, does it, does nothing twice, and asks before it removes many offers', async () => {
    const path = join(folder, 'offre.csv');
    await writeFile(path, offers(30));
    const tried = await run('importer-formations', path, '--simuler');
    expect(tried.out).toContain('Simulation : rien n’a été écrit.\n  + 10/69A0\n');
    expect(tried.out).toContain('… et 10 autres (tous avec --json)');
    expect(tried.out).toContain('30 lignes lues : 30 ajouts');
    expect((await run('importer-formations', path)).out).toContain('30 ajouts');
    const bilan = z.object({ crees: z.number(), inchanges: z.number(), retires: z.number() });
    const again = await run('importer-formations', path, '--json');
    expect(bilan.parse(JSON.parse(again.out))).toEqual({ crees: 0, inchanges: 30, retires: 0 });
    await writeFile(path, offers(3));
    const refusal = await run('importer-formations', path);
    expect(refusal).toMatchObject({ code: 1, out: '' });
    expect(refusal.err).toContain('trop d’offres de formation : 27 sur 30');
    const accepted = await run('importer-formations', path, '--confirmer-retraits');
    expect(accepted.out).toContain('27 offres absentes du fichier, retirées.');
  });

  it.each([
    ['importer-mef', 'n_mef.csv'],
    ['importer-etablissements', 'etablissements.csv'],
    ['importer-relations', 'relations.csv'],
  ])('lets %s be tried first', async (name, file) => {
    const bilan = z.object({ crees: z.number(), simulation: z.boolean(), changements: z.array(z.unknown()) });
    const tried = bilan.parse(JSON.parse((await run(name, demo(file), '--simuler', '--json')).out));
    expect(tried.crees).toBeGreaterThan(0);
    expect(tried).toMatchObject({ simulation: true });
    expect(tried.changements).toHaveLength(tried.crees);
    const done = bilan.parse(JSON.parse((await run(name, demo(file), '--json')).out));
    expect(done).toEqual({ crees: tried.crees, simulation: false, changements: [] });
    expect((await run(name, '--help')).out).toContain('dire ce qui changerait, sans rien écrire');
  });
});

describe('demo', () => {
  const bilan = z.object({
    comptes: z.array(z.object({ identifiant: z.string(), role: z.string(), mot_de_passe: z.string().nullable() })),
    operateurs: z.array(z.object({ nom_affiche: z.string() })),
    extractions: z.array(
      z.object({ crees: z.number(), modifies: z.number(), deplaces: z.number(), retires: z.number() }),
    ),
    demandes: z.number(),
    code: z.object({ code: z.string() }).nullable(),
  });

  it('builds the CFA by importing its lists and taking its demandes, once', async () => {
    const first = bilan.parse(JSON.parse((await run('demo', '--json', '--code')).out));
    expect(first.extractions).toMatchObject([
      { crees: 391, retires: 0 },
      { crees: 9, retires: 7, deplaces: 1 },
    ]);
    expect(first.demandes).toBe(25);
    expect(first.comptes.map(({ identifiant }) => identifiant)).toEqual(['99998000600012', 'admissions@example.org']);
    expect(first.comptes.every(({ mot_de_passe: password }) => password !== null && password.length >= 16)).toBe(true);
    expect(first.operateurs.map(({ nom_affiche: name }) => name)).toEqual(['Léa M.', 'Karim B.']);
    expect(first.code?.code).toMatch(/^[A-Z]{8}$/);
    const again = bilan.parse(JSON.parse((await run('demo', '--json')).out));
    expect(again).toMatchObject({ extractions: [], demandes: 0, code: null });
    expect(again.comptes.map(({ mot_de_passe: password }) => password)).toEqual([null, null]);
  });

  it('refuses a common password before it builds anything', async () => {
    expect(await run('demo', '--mot-de-passe', 'motdepasse2026')).toMatchObject({ code: 1, out: '' });
  });

  it.each([
    ['2026-11-20T09:00:00.000Z', '2026-06-08T06:00:00.000Z', '2026-06-29T06:00:00.000Z'],
    ['2027-03-25T09:00:00.000Z', '2027-03-02T09:00:00.000Z', '2027-03-23T09:00:00.000Z'],
    ['2027-01-02T09:00:00.000Z', '2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('dates the lists in the campagne of %s, never later', (instant, first, second) => {
    expect(
      extractionDates(new Date(instant))
        .map((date) => date.toISOString())
        .slice(0, 2),
    ).toEqual([first, second]);
  });
});
