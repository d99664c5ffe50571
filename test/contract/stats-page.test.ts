import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pagesParMinute } from '../../sync-api/stats/routes.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { noterReceptions } from '../../sync-api/suivi/receptions.ts';
import { type Compte, createCompte, createRelation } from '../support/flux-fixtures.ts';
import { startTestServer, TestClock, type TestServer } from '../support/server.ts';
import { transmettre } from '../support/transmissions.ts';

const quarterMs = 15 * 60_000;

/** The page as text, white space folded. */
const textOf = (page: string): string =>
  page
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim();

describe('the public figures', () => {
  let server: TestServer;
  let clock: TestClock;
  let directeur: Compte;
  let flux: string;
  beforeEach(async () => {
    clock = new TestClock(Date.UTC(2026, 5, 9, 8));
    server = await startTestServer({ clock });
    directeur = await createCompte(server.db, 'responsable', 'Directrice Nomdefamille');
    ({ flux } = await createRelation(server.db, directeur));
    await transmettre(server.db, flux, { numero: 1, le: '2026-06-08T06:00:00.000Z', voeux: 13, ines: ['123456789AB'] });
  });
  afterEach(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers: { accept: 'text/html', ...headers } });
  const read = async (path = '/stats'): Promise<string> => textOf(await (await get(path)).text());
  const receive = () =>
    noterReceptions(server.db, directeur.porteur, { id: flux, tete: 14 }, clock.now().toISOString());

  test('anybody reads rounded counts; a small one is hidden, zero as well', async () => {
    const text = await read();
    expect(text).toContain('Candidatures transmises à un organisme 10');
    expect(text).toContain('Organismes responsables moins de 5');
    expect(text).toContain('Candidatures dont la dernière liste est reçue moins de 5');
    expect(text).not.toContain('13');
  });

  test('a proved reception shows at the next edition, a quarter of an hour later', async () => {
    await read();
    await receive();
    expect(await read()).toContain('Candidatures dont la dernière liste est reçue moins de 5');
    clock.advance(quarterMs);
    expect(await read()).toContain('Candidatures dont la dernière liste est reçue 10, soit 100 %');
  });

  test('each académie has its own page, and is listed whatever it has', async () => {
    expect(await read('/stats?academie=UNKNOWN')).toContain('Candidatures transmises à un organisme 10');
    expect(await read('/stats?academie=28')).toContain('La Réunion');
    expect(await read('/stats?academie=28')).toContain('Candidatures transmises à un organisme moins de 5');
    const rows = (await (await get('/stats')).text()).match(/href="\/stats\?academie=/g) ?? [];
    expect(rows).toHaveLength(38);
  });

  test('what is no académie is not found, and never repeated', async () => {
    for (const path of [
      '/stats?academie=99',
      '/stats?academie=',
      '/stats?academie=28&academie=10',
      '/stats?academie=%3Cb%3E',
    ]) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('<b>');
    }
  });

  test('nothing of a person, an account, a poste or an organisme is there', async () => {
    await receive();
    const page = `${await (await get('/stats')).text()}${await (await get('/stats?academie=UNKNOWN')).text()}`;
    const { siret, id } = directeur.acces.compte;
    for (const secret of ['Nomdefamille', '123456789AB', siret ?? 'rien', id, flux, 'poste de Dir'])
      expect(page).not.toContain(secret);
    expect(page).not.toMatch(/[0-9]{14}|[0-9]{7}[A-Z]\b|[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  test('the page keeps the policy: no script, no inline style, no cookie, and says how long it may be kept', async () => {
    const response = await get('/stats');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('set-cookie')).toBeNull();
    const page = await response.text();
    expect(page).not.toMatch(/<script|<style|style=|onclick|javascript:|https?:/i);
    const style = await get('/pages/stats.css');
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  test('a reader that has the edition is told so, another edition or place is sent', async () => {
    const etag = (await get('/stats')).headers.get('etag') ?? '';
    expect((await get('/stats', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('/stats?academie=28', { 'if-none-match': etag })).status).toBe(200);
    clock.advance(quarterMs);
    expect((await get('/stats', { 'if-none-match': etag })).status).toBe(200);
  });

  test('only reading is possible', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await fetch(`${server.url}/stats`, { method })).status).toBe(404);
  });

  test('a loop is stopped, and told when to come back', async () => {
    for (let count = 0; count < pagesParMinute; count += 1) expect((await get('/stats')).status).toBe(200);
    const refused = await get('/stats');
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
});

test('a server without any list shows its page', async () => {
  const server = await startTestServer();
  try {
    const response = await fetch(`${server.url}/stats`);
    expect(response.status).toBe(200);
    expect(textOf(await response.text())).toContain('Candidatures transmises à un organisme moins de 5');
  } finally {
    await server.stop();
  }
});

test('while an import holds the lock the page is still shown, and what was counted is kept later', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-stats-'));
  const url = `sqlite:${join(folder, 'base.sqlite')}`;
  const key = '5a'.repeat(32);
  const db = await openDatabase({ url, key, busyTimeoutMs: 50 });
  const importer = await openDatabase({ url, key, busyTimeoutMs: 50 });
  const clock = new TestClock(Date.UTC(2026, 5, 9, 8));
  const server = await startTestServer({ clock, db });
  try {
    const { flux } = await createRelation(db, await createCompte(db, 'responsable', 'a'));
    await transmettre(db, flux, { numero: 1, le: '2026-06-08T06:00:00.000Z', voeux: 10 });
    await sql`begin immediate`.execute(importer);
    expect(textOf(await (await fetch(`${server.url}/stats`)).text())).toContain('transmises à un organisme 10');
    expect(await db.selectFrom('bilan_relation').selectAll().execute()).toEqual([]);
    await sql`commit`.execute(importer);
    clock.advance(quarterMs);
    await fetch(`${server.url}/stats`);
    expect(await db.selectFrom('bilan_relation').selectAll().execute()).toHaveLength(1);
  } finally {
    await server.stop();
    await importer.destroy();
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
});
