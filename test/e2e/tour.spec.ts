import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import Papa from 'papaparse';
import readXlsxFile from 'read-excel-file/node';
import { z } from 'zod';
import { type Etape, parcours } from '../../sync-api/cli/demo-parcours.ts';
import { repositoryFolder } from '../../tools/repository.ts';
import { runCommand } from '../../tools/run-command.ts';
import { demoFolder } from '../../tools/tour/demo-server.ts';
import { askedForms } from '../../tools/tour/part-accueil.ts';
import { askedCreneau } from '../../tools/tour/part-agenda-public.ts';
import { typedNote } from '../../tools/tour/part-journee.ts';
import { unknownCaller } from '../../tools/tour/part-personnes.ts';
import { exportsFolder } from '../../tools/tour/part-sorties.ts';
import { ByteScan, filesBelow, phoneForms, readAllBytes, secretsOf, secretsOfDemandes } from '../support/byte-scan.ts';
import { readPdf } from '../support/read-pdf.ts';

const report = z.object({
  resultat: z.literal('reussi'),
  electron: z.string().min(1),
  node: z.string().min(1),
  voeux_recus: z.array(z.object({ relation: z.string(), serveur: z.number().positive(), poste: z.number() })).length(3),
  appels_hors_ligne: z.array(z.object({ nom: z.string() })).length(10),
  actes_pousses: z.object({
    par_type: z.object({ appel: z.literal(10), note: z.literal(1) }),
    en_double: z.literal(0),
  }),
  comparaisons: z.array(z.object({ liste: z.number(), personnes: z.record(z.string(), z.number()) })).length(6),
  fichiers_sortis: z.tuple([
    z.object({ quoi: z.literal('ypareo'), fichier: z.string(), nombre: z.number().positive() }),
    z.object({ quoi: z.literal('excel-csv'), fichier: z.string() }),
    z.object({ quoi: z.literal('excel-xlsx'), fichier: z.string() }),
    z.object({ quoi: z.literal('feuille-appel'), fichier: z.string(), nombre: z.number().positive() }),
    z.object({ quoi: z.literal('emargement'), fichier: z.string(), nombre: z.number().positive() }),
    z.object({ quoi: z.literal('ics'), fichier: z.string() }),
  ]),
  second_poste: z.object({ personnes: z.array(z.object({ nom: z.string() })).length(10), identique: z.literal(true) }),
  import_a_la_main: z.object({ personnes: z.number().positive(), appels_rattaches: z.literal(1) }),
  demandes: z.object({
    // Sooner than the poste would have looked by itself: it was told.
    vues_apres_ms: z.tuple([z.number().max(45_000), z.number().max(45_000)]),
    reponse_recue: z.literal(true),
  }),
  agenda: z.object({ flux: z.object({ statut: z.literal(200), evenements: z.number().min(24) }) }),
  captures: z.array(z.string()).min(230),
});

/** What staff of the demo wrote about a family. */
const motsDe = ({ quoi }: Etape): string[] => {
  switch (quoi.genre) {
    case 'appel':
      return quoi.note === undefined ? [] : [quoi.note];
    case 'promesse':
      return quoi.motif === undefined ? [] : [quoi.motif];
    case 'note':
    case 'courriel':
      return [quoi.texte];
  }
};

const test = base.extend<{ workFolder: string }>({
  // Not below test-results: Chromium's socket lies in the temporary folder, and Linux takes 107 characters for one.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  workFolder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rappel-tour-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

test('the tour passes, and nothing on the disk names anybody but the files that were asked for', async ({
  workFolder,
}, testInfo) => {
  test.setTimeout(1_200_000);
  const captureFolder = testInfo.outputPath('captures');
  // Whatever the tour, the browser, the server and the app put in the temporary folder is read too.
  const tmp = join(workFolder, 'tmp');
  await mkdir(tmp, { recursive: true });
  const run = join(repositoryFolder, 'tools', 'tour', 'run.ts');
  const result = await runCommand(process.execPath, [run, '--capture', captureFolder, '--travail', workFolder], {
    output: 'keep',
    env: { ...process.env, TMPDIR: tmp },
  });
  expect(result.output, result.output).toContain('The tour passed');
  expect(result.code).toBe(0);
  const told = report.parse(JSON.parse(await readFile(join(captureFolder, 'rapport.json'), 'utf8')));
  for (const { serveur, poste } of told.voeux_recus) expect(poste).toBe(serveur);

  const lists = await Promise.all([1, 2, 3].map((n) => readFile(join(demoFolder, `extraction-${n}.csv`), 'utf8')));
  const demandes = await readFile(join(demoFolder, 'demandes.json'), 'utf8');
  const typed = JSON.stringify(Object.values({ ...askedForms, askedCreneau }).map((depot) => ({ depot })));
  const caller = [unknownCaller.nom, ...phoneForms(unknownCaller.telephone)];
  const noted = [typedNote, ...Object.values(parcours).flat().flatMap(motsDe)];
  expect(noted.length).toBeGreaterThan(8);
  const scan = new ByteScan([
    ...[...lists.flatMap(secretsOf), ...[demandes, typed].flatMap(secretsOfDemandes), ...caller],
    ...noted,
  ]);
  // The scan sees what is there to be seen: the lists themselves, in each encoding; the demandes; what the tour types.
  const [first = ''] = lists;
  for (const encoding of ['utf8', 'latin1', 'utf16le'] as const)
    expect(scan.findIn(Buffer.from(first, encoding)).length).toBeGreaterThan(1_000);
  expect(scan.findIn(Buffer.from(demandes)).length).toBeGreaterThan(75);
  expect(scan.findIn(Buffer.from(typed)).length).toBeGreaterThan(5);

  // A person asked for these files, and for no other: they name people, everything else must not.
  const [ypareo, lisible, classeur, feuille, emargement, evenement] = told.fichiers_sortis;
  const sortis = told.fichiers_sortis.map(({ fichier }) => join(workFolder, fichier));
  expect((await filesBelow(join(workFolder, exportsFolder))).sort()).toEqual(sortis.toSorted());
  for (const { fichier } of [ypareo, lisible])
    expect(scan.findIn(await readFile(join(workFolder, fichier))).length).toBeGreaterThan(500);
  const { data: lines } = Papa.parse<string[]>(await readFile(join(workFolder, ypareo.fichier), 'utf8'), {
    skipEmptyLines: true,
  });
  expect(lines).toHaveLength(ypareo.nombre + 1);
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([27]));
  const sheets = await readXlsxFile(join(workFolder, classeur.fichier));
  expect(JSON.stringify(sheets)).toContain(lines[1]?.[1]);
  const pages = await readPdf(await readFile(join(workFolder, feuille.fichier)));
  expect(pages.map(({ widthMm, heightMm }) => [widthMm, heightMm])).toEqual([[210, 297]]);
  expect(pages[0]?.text).toContain(`${feuille.nombre} personnes`);
  const signatures = await readPdf(await readFile(join(workFolder, emargement.fichier)));
  expect(signatures.map(({ widthMm, heightMm }) => [widthMm, heightMm])).toEqual([[210, 297]]);
  expect(scan.findIn(await readFile(join(workFolder, evenement.fichier)))).toEqual([]);

  const files = (await filesBelow(workFolder)).filter((file) => !sortis.includes(file));
  // The files that hold everything, encrypted, and what each server says of its work are among those that were read.
  expect(files.filter((file) => file.endsWith('base.sqlite')).length).toBeGreaterThan(0);
  for (const name of ['demo.sqlite', 'guichet.sqlite', 'journal-sync.log', 'journal-public.log']) {
    const [file = '', ...others] = files.filter((path) => basename(path) === name);
    expect(others).toEqual([]);
    expect((await readFile(file)).length, name).toBeGreaterThan(200);
  }
  expect(await readAllBytes(scan, files)).toEqual({});
  expect(scan.findIn(Buffer.from(result.output))).toEqual([]);
});
