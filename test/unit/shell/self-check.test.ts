import { expect, it } from 'vitest';
import { type Etape, etapes, failedAtStart, type Outcome, runSelfCheck } from '../../../main/shell/self-check.ts';
import { jsonReport, textReport } from '../../../main/shell/self-check-report.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const good: Outcome = { ok: true, facts: {} };
const facts = { node: '24.21.0', sqlite: '3.53.4', chiffrement: 'sqlcipher, 2.4.0', trousseau: 'absent' };
const surroundings = {
  version: '1.2.3',
  electron: '45.4.1',
  chrome: '150.0.0.0',
  hote: 'utilitaire',
  plateforme: 'win32 x64',
} as const;

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const runWith = (outcomes: Partial<Record<Etape, Outcome | Promise<Outcome>>>) => {
  const clock = new ManualClock();
  const asked: Etape[] = [];
  const bugs: unknown[] = [];
  const result = runSelfCheck({
    run: async (etape) => {
      asked.push(etape);
      return await (outcomes[etape] ?? good);
    },
    clock,
    limitMs: 60_000,
    onBug: (error) => bugs.push(error),
  });
  return { result, asked, bugs, clock };
};

it('runs every step in order and keeps what they learnt', async () => {
  const { result, asked } = runWith({ base: { ok: true, facts } });
  expect(await result).toMatchObject({ ok: true, facts });
  expect(asked).toEqual([...etapes]);
});

it('stops at the first step that fails and names it', async () => {
  const { result, asked } = runWith({ chiffrement: { ok: false, cause: 'FICHIER_EN_CLAIR' } });
  const { ok, etapes: results } = await result;
  expect(ok).toBe(false);
  expect(asked).toEqual(['noyau', 'base', 'chiffrement']);
  expect(results.map(({ etape, resultat, cause }) => [etape, resultat, cause])).toEqual([
    ['noyau', 'bon', null],
    ['base', 'bon', null],
    ['chiffrement', 'mauvais', 'FICHIER_EN_CLAIR'],
    ['recherche', 'non-fait', null],
    ['coffre', 'non-fait', null],
    ['trousseau', 'non-fait', null],
    ['page', 'non-fait', null],
  ]);
});

it('a step that never ends fails when the time is up', async () => {
  const { result, clock } = runWith({ page: new Promise(() => undefined) });
  for (let turn = 0; turn < 5; turn += 1) await settle();
  await clock.advance(60_000);
  expect((await result).etapes.at(-1)).toMatchObject({ etape: 'page', resultat: 'mauvais', cause: 'DELAI_DEPASSE' });
});

it('a step that throws has failed, and the report says so', async () => {
  const bug = new Error('of the step');
  const { result, bugs } = runWith({ coffre: Promise.reject(bug) });
  expect((await result).etapes.find(({ resultat }) => resultat === 'mauvais')).toMatchObject({
    etape: 'coffre',
    cause: 'INATTENDU',
  });
  expect(bugs).toEqual([bug]);
});

it('a check that could not begin is a failed report too', () => {
  const text = textReport(failedAtStart('INATTENDU'), { ...surroundings, hote: null });
  expect(text).toContain('Données : Node inconnu (processus inconnu)');
  expect(text).toMatch(/\nInstallation défectueuse : échec à l’étape « noyau » \(INATTENDU\)\.\n$/);
  expect(JSON.parse(jsonReport(failedAtStart('INATTENDU'), surroundings))).toMatchObject({ ok: false, etape: 'noyau' });
});

it('the report ends with a line that says it all', async () => {
  const sound = textReport(await runWith({ base: { ok: true, facts } }).result, surroundings);
  expect(sound).toMatch(/^Rappel CFA 1\.2\.3 : vérification de l’installation\n/);
  expect(sound).toContain('SQLite 3.53.4 (sqlcipher, 2.4.0)');
  expect(sound).toContain('Trousseau : absent, une phrase secrète sera demandée');
  expect(sound).toMatch(/\nInstallation vérifiée\.\n$/);
  const broken = textReport(await runWith({ base: { ok: false, cause: 'NOYAU_ARRETE' } }).result, surroundings);
  expect(broken).toMatch(/\nInstallation défectueuse : échec à l’étape « base » \(NOYAU_ARRETE\)\.\n$/);
});

it('the JSON report is one line that names the step', async () => {
  const broken = await runWith({ page: { ok: false, cause: 'PAGE_ABSENTE' } }).result;
  const text = jsonReport(broken, surroundings);
  expect(text.trimEnd()).not.toContain('\n');
  expect(JSON.parse(text)).toMatchObject({
    ok: false,
    etape: 'page',
    version: '1.2.3',
    hote: 'utilitaire',
    sqlite: null,
    trousseau: null,
  });
  expect(JSON.parse(jsonReport(await runWith({}).result, surroundings))).toMatchObject({ ok: true, etape: null });
});
