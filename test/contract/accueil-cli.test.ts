import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Io } from '../../sync-api/cli/io.ts';
import { servePublic } from '../../sync-api/cli/serveur-public.ts';
import { systemRandom } from '../../sync-api/context.ts';
import { GuichetServeur } from '../../sync-api/guichet/cote-serveur.ts';
import { openGuichet } from '../../sync-api/guichet/ouvrir.ts';
import { encode, formationOuverte, formulaireJuste } from '../support/accueil.ts';
import { TestClock } from '../support/server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-role-public-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const started = z.object({ url: z.url(), role: z.literal('public') });

/** A process of the role: its environment, what it says, and the signal that ends it. */
function makeProcess(environment: Record<string, string>) {
  const said = { out: '', err: '', exitCode: 0 };
  const ready = Promise.withResolvers<string>();
  const stop = Promise.withResolvers<void>();
  const io: Io = {
    environment,
    clock: new TestClock(),
    random: systemRandom,
    out: (text) => {
      said.out += text;
      ready.resolve(text);
    },
    err: (text) => {
      said.err += text;
    },
    setExitCode: (code) => {
      said.exitCode = code;
    },
    stopped: () => stop.promise,
  };
  return { io, said, ready: ready.promise, stop: () => stop.resolve() };
}

test('serveur --role public makes its own file and key, takes a form, and never opens the base', async () => {
  const { io, said, ready, stop } = makeProcess({
    DATABASE_URL: `sqlite:${join(folder, 'base.sqlite')}`,
    // Given by mistake, and of no shape: it is not even read.
    SYNC_API_DB_KEY: 'pas une clé',
    GUICHET_URL: `sqlite:${join(folder, 'guichet.sqlite')}`,
    PORT: '0',
  });
  const running = servePublic(io, { json: true });
  const { url } = started.parse(JSON.parse(await ready));
  const key = readFileSync(join(folder, 'guichet.sqlite.cle'), 'utf8').trim();
  if (process.platform !== 'win32') {
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  }
  // The server that holds the lists, on a handle of its own.
  const db = await openGuichet({ url: `sqlite:${join(folder, 'guichet.sqlite')}`, key });
  const serveur = new GuichetServeur(db);
  await serveur.publier([formationOuverte]);
  const { status } = await fetch(`${url}/demande`, { method: 'POST', body: encode(formulaireJuste()) });
  expect(status).toBe(200);
  expect(await serveur.prendre(10)).toHaveLength(1);
  await db.destroy();
  stop();
  await running;
  expect(said.exitCode).toBe(0);
  expect(said.err).not.toContain('Vauquelin');
  await expect(fetch(url)).rejects.toThrow();
  expect(readdirSync(folder).filter((name) => name.startsWith('base'))).toEqual([]);
});

test('an address that is taken is one sentence', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => {
    holder.listen(0, '127.0.0.1', () => resolve());
  });
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  const { io, said } = makeProcess({ GUICHET_URL: 'sqlite::memory:', PORT: port });
  await servePublic(io, {});
  await new Promise((resolve) => {
    holder.close(resolve);
  });
  expect(said.exitCode).toBe(1);
  expect(said.err).toContain('ne peut pas être écoutée');
});

test('a guichet that its key does not open is refused, and stays as it was', async () => {
  const guichet = join(folder, 'guichet.sqlite');
  await (await openGuichet({ url: `sqlite:${guichet}`, key: 'ab'.repeat(32) })).destroy();
  const before = readFileSync(guichet);
  const { io, said } = makeProcess({ GUICHET_URL: `sqlite:${guichet}`, PORT: '0' });
  await servePublic(io, { json: true });
  expect(JSON.parse(said.out)).toMatchObject({
    erreur: { code: 'CLE_ABSENTE', phrase: expect.stringContaining('GUICHET_CLE_FILE') },
  });
  expect(said.exitCode).toBe(1);
  expect(readFileSync(guichet).equals(before)).toBe(true);
});
