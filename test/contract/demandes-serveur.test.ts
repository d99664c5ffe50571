import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Travail, travailler } from '../../sync-api/cli/serveur-sync.ts';
import { systemRandom } from '../../sync-api/context.ts';
import { createCourrier } from '../../sync-api/courriels/courrier.ts';
import { GuichetPublic } from '../../sync-api/guichet/cote-public.ts';
import { loadGuichetKey, openGuichet } from '../../sync-api/guichet/ouvrir.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { TestProcess } from '../support/cli.ts';
import { formulaire, type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const key = '5a'.repeat(32);
const catalogue = new URL('../../resources/demo/catalogue.csv', import.meta.url).pathname;
const cle = '069001P01319999800060001299998000600020-69266#L01';
const fermee = '069001P01319999800060001299998000600020-69266#L02';

describe('on the command line', () => {
  let folder: string;
  let environment: Record<string, string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rappel-demandes-'));
    environment = { DATABASE_URL: `sqlite:${join(folder, 'base.sqlite')}`, SYNC_API_DB_KEY: key, PORT: '0' };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) => new TestProcess(environment).run(args);
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);
  const withDatabase = async <T>(action: (db: Kysely<Tables>) => Promise<T>): Promise<T> => {
    const db = await openDatabase({ url: environment.DATABASE_URL ?? '', key });
    try {
      return await action(db);
    } finally {
      await db.destroy();
    }
  };
  const atTheIntake = async <T>(action: (intake: GuichetPublic) => Promise<T>): Promise<T> => {
    const url = `sqlite:${join(folder, 'guichet.sqlite')}`;
    const file = `${join(folder, 'guichet.sqlite')}.cle`;
    const db = await openGuichet({ url, key: loadGuichetKey({ url, file, bytes: systemRandom.bytes }) });
    try {
      return await action(new GuichetPublic({ db, clock: { now: () => new Date() }, random: systemRandom }));
    } finally {
      await db.destroy();
    }
  };
  /** Starts, and is asked to stop as soon as it listens. */
  const serve = async (...args: string[]) => {
    const server = new TestProcess(environment);
    return server.run(['serveur', ...args], () => server.stop());
  };

  it('a server that was away takes what was left, and says how many mails wait for a mail server', async () => {
    expect((await run('importer-catalogue', catalogue)).exitCode).toBe(0);
    await atTheIntake((intake) => intake.deposer('demande', formulaire({ cle_ministere_educatif: cle })));
    const first = await serve();
    expect(first.exitCode).toBe(0);
    expect(await withDatabase((db) => db.selectFrom('demande').select('etat').execute())).toEqual([
      { etat: 'ouverte' },
    ]);
    await atTheIntake(async (intake) => {
      expect((await intake.trouverFormation({ cle }))?.origines).toContain('SITE_CFA');
      expect(await intake.dernierPassage()).not.toBeNull();
    });
    const second = await serve('--json');
    const waiting = second.err.split('\n').find((line) => line.includes('COURRIELS_SANS_ENVOI'));
    expect(JSON.parse(waiting ?? '{}').nombre).toBeGreaterThanOrEqual(2);
    for (const word of ['Vauquelin', 'example.org', '639980112']) expect(first.err + second.err).not.toContain(word);
  });

  it('the public role listens without the base or its key', async () => {
    const only = new TestProcess({
      GUICHET_URL: `sqlite:${join(folder, 'guichet.sqlite')}`,
      DATABASE_URL: `sqlite:${join(folder, 'absente', 'base.sqlite')}`,
      PORT: '0',
    });
    const started = await only.run(['serveur', '--role', 'public', '--json'], () => only.stop());
    expect([started.exitCode, JSON.parse(started.out).role]).toEqual([0, 'public']);
    const wrong = await run('serveur', '--role', 'tout');
    expect([wrong.exitCode, wrong.err]).toEqual([2, 'Le rôle est « sync » ou « public ».\n']);
  });

  it('ouvertures tells figures, one training or one site, and keeps what is decided', async () => {
    await run('importer-catalogue', catalogue);
    expect((await json('ouvertures')).retirees).toBe(0);
    expect((await run('ouvertures', '--fermer', '--cle', fermee, '--origine', 'parcoursup')).out).toContain(
      'PARCOURSUP : fermée (décidé par l’exploitant)',
    );
    await run('importer-catalogue', catalogue);
    const [formation] = (await json('ouvertures', '--cle', fermee)).formations;
    expect(formation.ouvertures.filter(({ ouverte }: { ouverte: boolean }) => !ouverte)).toEqual([
      { origine: 'PARCOURSUP', ouverte: false, par: 'exploitant' },
    ]);
    expect((await json('ouvertures')).decidees).toBe(1);
    expect((await json('ouvertures', '--siret', '99998000600020')).total).toBeGreaterThan(1);
    expect((await run('ouvertures', '--ouvrir', '--cle', fermee)).out).not.toContain('fermée');
  });

  it.each([
    [['--ouvrir']],
    [['--ouvrir', '--fermer', '--cle', cle]],
    [['--origine', 'LBA']],
    [['--ouvrir', '--cle', cle, '--origine', 'TELEX']],
    [['--siret', '12']],
  ])('ouvertures %j is refused with what to write', async (args) => {
    const refused = await run('ouvertures', ...args);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('--ouvrir ou --fermer avec --cle');
  });

  it('ouvertures of a training that nobody knows is said, and decides nothing', async () => {
    const unknown = await run('ouvertures', '--fermer', '--cle', 'inconnue');
    expect(unknown.exitCode).toBe(1);
    expect(await json('ouvertures')).toMatchObject({ decidees: 0 });
    expect((await run('ouvertures', '--cle', 'inconnue')).err).toContain('Aucune formation');
  });

  it('demandes counts by relation, at the moment of the acte, and names nobody', async () => {
    expect((await run('demandes')).out).toBe('Aucune demande.\n');
    await run('importer-catalogue', catalogue);
    await atTheIntake((intake) => intake.deposer('demande', formulaire({ cle_ministere_educatif: cle })));
    await serve();
    await withDatabase(async (db) => {
      const row = await db.selectFrom('demande').selectAll().executeTakeFirstOrThrow();
      const more = (id: string, values: object) =>
        db
          .insertInto('demande')
          .values({ ...row, id, empreinte_jeton: id, cle_courriel: id, cle_telephone: id, ...values })
          .execute();
      const echeance = '2026-06-12T16:00:00.000Z';
      await more('tard', { etat: 'ouverte', echeance: '2020-01-01T00:00:00.000Z' });
      await more('temps', { etat: 'repondue', echeance, repondue_le: '2026-06-12T16:00:00.000Z' });
      await more('apres', { etat: 'repondue', echeance, repondue_le: '2026-06-12T16:00:00.001Z' });
      await more('annulee', { etat: 'annulee' });
    });
    const { relations } = await json('demandes');
    expect(relations).toMatchObject([
      {
        relation: '99998000600012-99998000600020',
        recues: 5,
        ouvertes: 2,
        en_retard: 1,
        repondues: 2,
        repondues_a_temps: 1,
        annulees: 1,
      },
    ]);
    const { out } = await run('demandes');
    expect(out).toContain('Demandes : 5 reçues, 2 ouvertes dont 1 en retard, 2 répondues dont 1 à temps, 1 annulée.');
    expect(out).not.toContain('Vauquelin');
  });
});

describe('beside the requests', () => {
  let g: Guichets;
  let server: TestServer;
  let travail: Travail;
  let beats: Map<number, () => void>;
  const logs: string[] = [];
  beforeEach(async () => {
    g = await ouvrirGuichets();
    server = await startTestServer({ db: g.db, clock: g.clock });
    beats = new Map();
    logs.length = 0;
    const deps = { ...server.deps, journal: createJournal((line) => logs.push(line), g.clock) };
    travail = travailler({
      deps,
      guichet: g.guichet,
      courrier: createCourrier({ ...deps, transport: null, retours: null }),
      minuterie: {
        every: (periodMs, run) => {
          beats.set(periodMs, run);
          return () => beats.delete(periodMs);
        },
      },
      annoncer: (tetes) => g.annonces.push(...tetes),
    });
  });
  afterEach(async () => {
    await travail.arreter();
    await server.stop();
    await g.close();
  });

  it('deposits come in at their beat, and postes are told at once', async () => {
    await travail.recevoir();
    await g.deposer();
    await travail.recevoir();
    const [row] = await g.demandes();
    expect(g.annonces.map(({ flux }) => flux)).toContain(row?.flux_id);
    expect(logs.join()).toContain('DEPOTS_PRIS');
    expect([...beats.keys()].sort((a, b) => a - b)).toEqual([2_000, 5_000, 3_600_000]);
  });

  it('a guichet that cannot be read is said once, and stops nothing else', async () => {
    await travail.recevoir();
    await g.guichetDb.schema.dropTable('depot').execute();
    await travail.recevoir();
    await travail.recevoir();
    expect(logs.filter((line) => line.includes('RECEPTION_EN_ECHEC'))).toHaveLength(1);
    expect(await travail.envoyer()).toBeUndefined();
  });

  it('stops with nothing under way', async () => {
    await travail.arreter();
    expect(beats.size).toBe(0);
    await g.deposer();
    await travail.recevoir();
    expect(await g.demandes()).toEqual([]);
  });
});
