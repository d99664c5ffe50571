import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../sync-api/store/database.ts';
import { TestProcess } from '../support/cli.ts';
import { signInPoste } from '../support/poste.ts';
import { testPassword } from '../support/server.ts';

let folder: string;
let environment: Record<string, string>;
const key = '5a'.repeat(32);
const siret = '12345678901234';
const created = z.object({
  id: z.uuid(),
  identifiant: z.string(),
  role: z.string(),
  lien: z.url(),
  expire_le: z.string(),
});
const refused = z.object({ erreur: z.object({ code: z.string(), phrase: z.string() }) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-cli-'));
  environment = { DATABASE_URL: `sqlite:${join(folder, 'base.sqlite')}`, SYNC_API_DB_KEY: key, PORT: '0' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => new TestProcess(environment).run(args);
const insertRelation = async (): Promise<void> => {
  const db = await openDatabase({ url: environment.DATABASE_URL ?? '', key });
  await db
    .insertInto('relation')
    .values({
      id: '00000000-0000-4000-8000-00000000000b',
      siret_responsable: siret,
      siret_formateur: '99999999999999',
      cree_le: '2026-06-01T00:00:00.000Z',
      retiree_le: null,
    })
    .execute();
  await db.destroy();
};

describe('creer-compte', () => {
  test('gives a responsable a link, whose token stands after the #', async () => {
    environment.PUBLIC_URL = 'https://cfa.example.org';
    const result = await run('creer-compte', '--siret', siret, '--json');
    expect(result).toMatchObject({ exitCode: 0, err: '' });
    const compte = created.parse(JSON.parse(result.out));
    expect(compte).toMatchObject({ identifiant: siret, role: 'responsable' });
    expect(compte.lien).toMatch(/^https:\/\/cfa\.example\.org\/invitation#[\w-]{43}$/);
  });

  test('speaks French to a person', async () => {
    const { out } = await run('creer-compte', '--siret', siret);
    expect(out).toContain('valable 72 heures et une seule fois');
  });

  test('refuses an account that exists, and renews its link when asked', async () => {
    const first = created.parse(JSON.parse((await run('creer-compte', '--siret', siret, '--json')).out));
    const again = await run('creer-compte', '--siret', siret, '--json');
    expect(again.exitCode).toBe(1);
    expect(refused.parse(JSON.parse(again.out)).erreur.phrase).toContain('--renouveler');
    const renewed = await run('creer-compte', '--siret', siret, '--renouveler', '--json');
    const second = created.parse(JSON.parse(renewed.out));
    expect(second.id).toBe(first.id);
    expect(second.lien).not.toBe(first.lien);
  });

  test('gives a délégué the relations that are known, and makes nothing for an unknown one', async () => {
    const relation = `${siret}:99999999999999`;
    const early = await run('creer-compte', '--email', 'delegue@cfa.fr', '--relation', relation, '--json');
    expect([early.exitCode, refused.parse(JSON.parse(early.out)).erreur.code]).toEqual([1, 'INTROUVABLE']);
    await insertRelation();
    const made = await run('creer-compte', '--email', 'Delegue@cfa.fr', '--relation', relation, '--json');
    expect(created.parse(JSON.parse(made.out))).toMatchObject({ role: 'delegue' });
    const db = await openDatabase({ url: environment.DATABASE_URL ?? '', key });
    expect(await db.selectFrom('delegation').select(['relation_id', 'fin_le']).execute()).toEqual([
      { relation_id: '00000000-0000-4000-8000-00000000000b', fin_le: null },
    ]);
    await db.destroy();
  });

  test.each([
    ['without anybody', ['creer-compte']],
    ['with a SIRET of 13 digits', ['creer-compte', '--siret', '1234567890123']],
    ['with an e-mail that is none', ['creer-compte', '--email', 'delegue', '--relation', `${siret}:${siret}`]],
    ['with a délégué without relation', ['creer-compte', '--email', 'delegue@cfa.fr']],
    ['with relations for a responsable', ['creer-compte', '--siret', siret, '--relation', `${siret}:${siret}`]],
    ['with a relation that is no couple', ['creer-compte', '--email', 'd@cfa.fr', '--relation', siret]],
    ['with an unknown option', ['creer-compte', '--sirene', siret]],
    ['with an unknown command', ['creer']],
  ])('%s is a usage error in one French sentence, and makes no database', async (_name, args) => {
    const result = await run(...args);
    expect(result.exitCode).toBe(2);
    expect(result.err.trim().split('\n')).toHaveLength(1);
    expect(result.err).toMatch(/^[A-ZÀ-Ý].*\n$/);
    expect(result.err).not.toMatch(/error|unknown|invalid/);
    expect(existsSync(join(folder, 'base.sqlite'))).toBe(false);
  });

  test('on a database of another key says so and leaves it there', async () => {
    await run('creer-compte', '--siret', siret);
    environment.SYNC_API_DB_KEY = 'cd'.repeat(32);
    const result = await run('creer-compte', '--siret', '99999999999999', '--json');
    expect(result.exitCode).toBe(1);
    expect(refused.parse(JSON.parse(result.out)).erreur.code).toBe('BASE_ILLISIBLE');
  });
});

describe('suspendre-compte', () => {
  const statut = async (): Promise<string | undefined> => {
    const db = await openDatabase({ url: environment.DATABASE_URL ?? '', key });
    const row = await db.selectFrom('compte').select('statut').executeTakeFirst();
    await db.destroy();
    return row?.statut;
  };

  test('shuts an account out and lets it back in', async () => {
    await run('creer-compte', '--siret', siret);
    const out = await run('suspendre-compte', siret, '--json');
    expect([out.exitCode, JSON.parse(out.out)]).toEqual([0, { identifiant: siret, suspendu: true }]);
    expect(await statut()).toBe('suspendu');
    expect((await run('creer-compte', '--siret', siret, '--renouveler')).exitCode).toBe(1);
    await run('suspendre-compte', siret, '--reprendre');
    expect(await statut()).toBe('invite');
  });

  test('says that an account is unknown', async () => {
    const result = await run('suspendre-compte', 'personne@cfa.fr', '--json');
    expect([result.exitCode, refused.parse(JSON.parse(result.out)).erreur.code]).toEqual([1, 'INTROUVABLE']);
  });

  test('asks for the account', async () => {
    const result = await run('suspendre-compte');
    expect([result.exitCode, result.err]).toEqual([2, 'Il manque un argument. (compte) Voir --help.\n']);
  });
});

describe('serveur', () => {
  test('says its address once it listens, serves a whole sign-in, and stops when asked', async () => {
    const made = created.parse(JSON.parse((await run('creer-compte', '--siret', siret, '--json')).out));
    const process = new TestProcess(environment);
    const { promise: line, resolve } = Promise.withResolvers<string>();
    const ended = process.run(['serveur', '--json'], resolve);
    const { url } = z.object({ url: z.url(), epoque: z.uuid() }).parse(JSON.parse(await line));
    const accepted = await fetch(`${url}/invitation`, {
      method: 'POST',
      headers: { origin: url },
      body: new URLSearchParams({
        jeton: new URL(made.lien).hash.slice(1),
        mot_de_passe: testPassword,
        confirmation: testPassword,
      }),
    });
    expect(accepted.status).toBe(200);
    const poste = await signInPoste({ url, clock: process.clock }, { identifiant: siret, motDePasse: testPassword });
    expect((await poste.fetch('/v1/flux')).status).toBe(200);
    process.stop();
    const result = await ended;
    expect(result.exitCode).toBe(0);
    await expect(fetch(`${url}/v1/sante`)).rejects.toThrow();
    expect(result.err).not.toContain(siret);
  });

  test('after a restore answers with a new epoch', async () => {
    const epochs: string[] = [];
    for (const args of [
      ['serveur', '--json'],
      ['serveur', '--json', '--apres-restauration'],
      ['serveur', '--json'],
    ]) {
      const process = new TestProcess(environment);
      process.stop();
      epochs.push(z.object({ epoque: z.uuid() }).parse(JSON.parse((await process.run(args)).out)).epoque);
    }
    expect(epochs[1]).not.toBe(epochs[0]);
    expect(epochs[2]).toBe(epochs[1]);
  });

  test('on an address that is taken says so and exits 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const result = await run('serveur', '--port', port);
    other.close();
    expect(result.exitCode).toBe(1);
    expect(result.err).toContain(`127.0.0.1:${port} ne peut pas être écoutée`);
  });

  test('with signing keys that are none refuses to start', async () => {
    const cles = join(folder, 'cles-abimees');
    environment.DOSSIER_CLES = cles;
    await run('creer-compte', '--siret', siret);
    const process = new TestProcess(environment);
    process.stop();
    await process.run(['serveur']);
    writeFileSync(join(cles, 'signature.json'), '{}');
    const result = await run('serveur');
    expect(result.exitCode).toBe(1);
    expect(result.err).toContain('clés de signature est illisible');
  });

  test('with bad settings says each in one sentence and exits 2', async () => {
    const result = await run('serveur', '--port', 'abc', '--enrolement', 'bof');
    expect(result.exitCode).toBe(2);
    expect(result.err.trim().split('\n')).toEqual([
      expect.stringMatching(/^PORT : attendu/),
      expect.stringMatching(/^ENROLEMENT : attendu/),
    ]);
  });

  test('help is French and lists every setting', async () => {
    const { out, exitCode } = await run('--help');
    expect(exitCode).toBe(0);
    for (const name of ['DATABASE_URL', 'PORT', 'RETENTION_MOIS', 'VERSION_MINIMALE']) expect(out).toContain(name);
    expect(out).not.toMatch(/Usage:|Options:|Commands:|display help/);
  });
});
