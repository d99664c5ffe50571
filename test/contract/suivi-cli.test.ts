import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { noterReceptions } from '../../sync-api/suivi/receptions.ts';
import { recevoirTraces } from '../../sync-api/suivi/traces.ts';
import { TestProcess } from '../support/cli.ts';
import { createPoste } from '../support/flux-fixtures.ts';

/** What an operator reads of the demo CFA, whose délégué received the first relation and whose director nothing. */
const key = '5a'.repeat(32);
const villeurbanne = '99998000600012-99998000600020';
let folder: string;
let environment: Record<string, string>;
const run = (...args: string[]) => new TestProcess(environment).run(args);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);
const le = '2026-06-09T08:02:00.000Z';

const receive = async (db: Kysely<Tables>): Promise<void> => {
  const compte = await db
    .selectFrom('compte')
    .select(['id', 'nom'])
    .where('role', '=', 'delegue')
    .executeTakeFirstOrThrow();
  const poste = await createPoste(db, compte.id, 'Accueil');
  // The demo is built today: the délégation has to be older than what is told of June.
  await db.updateTable('delegation').set({ debut_le: '2026-05-01T00:00:00.000Z' }).execute();
  const { id: relationId } = await db
    .selectFrom('relation')
    .select('id')
    .where('siret_formateur', '=', '99998000600020')
    .executeTakeFirstOrThrow();
  const flux = await db
    .selectFrom('flux')
    .select(['id', 'tete'])
    .where('relation_id', '=', relationId)
    .executeTakeFirstOrThrow();
  const porteur = { compteId: compte.id, role: 'delegue', siret: null, posteId: poste.id } as const;
  await noterReceptions(db, porteur, flux, le);
  const whole = { ...porteur, posteNom: 'Accueil', renduLe: null, connecteLe: null };
  await recevoirTraces(db, { now: () => new Date(le) }, whole, [
    {
      id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3b8aff',
      genre: 'export',
      format: 'ypareo',
      portee: 'flux',
      nombre: 12,
      flux: [flux.id],
      operateur: null,
      fait_le: '2026-06-08T07:30:00.000Z',
    },
  ]);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-suivi-'));
  environment = { DATABASE_URL: `sqlite:${join(folder, 'base.sqlite')}`, SYNC_API_DB_KEY: key, PORT: '0' };
  const built = await run('demo', '--mot-de-passe', 'quatre mots sans rapport', '--listes', '1');
  expect(built.err).toBe('');
  const db = await openDatabase({ url: environment.DATABASE_URL ?? '', key });
  await receive(db);
  await db.destroy();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('recus', () => {
  test('says by relation and list who received, on which poste, when, and who is still waited for', async () => {
    const { out, exitCode } = await run('recus');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/relations, \d+ listes transmises, dont 1 reçue par son destinataire principal\./);
    expect(out).toContain(villeurbanne);
    expect(out).toMatch(/Liste 1 du \d\d\/\d\d\/\d{4}, première liste, \d+ vœux :/);
    expect(out).toContain(
      'reçue par Service des admissions de Villeurbanne (admissions@example.org), délégué, sur « Accueil », le 09/06/2026 à 10:02 (heure de Paris)',
    );
    expect(out).toContain('pas encore reçue par CFA des Trois Fourneaux (99998000600012), responsable');
  });

  test('one relation, for a program', async () => {
    const { relations } = await json('recus', '--relation', villeurbanne);
    expect(relations).toMatchObject([
      {
        relation: villeurbanne,
        listes: [{ numero: 1, receptions: [{ role: 'delegue', recue_le: le }], en_attente: [] }],
      },
    ]);
  });

  test('a couple that is none is a usage error, an unknown one is said', async () => {
    expect((await run('recus', '--relation', '123')).exitCode).toBe(2);
    const unknown = await run('recus', '--relation', '11111111111111-22222222222222');
    expect([unknown.exitCode, unknown.err]).toEqual([1, 'Cette relation est inconnue : vérifiez ses deux SIRET.\n']);
  });
});

describe('traces', () => {
  test('says who took how many people out, from which poste, and when the server knew', async () => {
    const { out } = await run('traces');
    expect(out).toContain('export ypareo, 12 personnes, une liste');
    expect(out).toContain('par Service des admissions de Villeurbanne, sur « Accueil », signalé le 09/06/2026 à 10:02');
    expect(out).toContain(villeurbanne);
  });

  test('from a day on; a day that is none is refused', async () => {
    expect((await json('traces', '--depuis', '2026-06-09')).traces).toHaveLength(1);
    expect((await json('traces', '--depuis', '2026-06-10')).traces).toEqual([]);
    expect((await run('traces', '--depuis', '2026-06-10')).out).toBe('Aucun export ni aucune impression signalés.\n');
    const refused = await run('traces', '--depuis', 'hier');
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining('La date n’est pas valable')]);
  });
});

describe('stats', () => {
  test('gives the exact figures, whole and by académie', async () => {
    const { organismes, voeux, progresses } = await json('stats');
    const whole = <T>(rows: { code: string; stats: T }[]) => rows.find(({ code }) => code === 'ALL')?.stats;
    expect(whole(organismes)).toMatchObject({ totalResponsable: 1, totalResponsableActivated: 1, totalDelegations: 1 });
    const { relations } = await json('recus');
    const sent = relations.reduce(
      (sum: number, { listes }: { listes: { total: number }[] }) => sum + (listes.at(-1)?.total ?? 0),
      0,
    );
    expect(whole(voeux)).toMatchObject({ nbVoeux: sent });
    expect(whole(progresses)).toMatchObject({ fullDownload: { nbFormateur: 1 } });
    expect(voeux).toHaveLength(39);
    const { out } = await run('stats');
    expect(out).toContain('chiffres exacts');
    expect(out).toMatch(/Lyon : 1, 100 %, \d+, \d+, \d+ %/);
  });

  test('of another year there are none; a year that is none is a usage error', async () => {
    expect((await json('stats', '--campagne', '2020')).voeux[0].stats.total).toBe(0);
    expect((await run('stats', '--campagne', 'hier')).exitCode).toBe(2);
  });
});
