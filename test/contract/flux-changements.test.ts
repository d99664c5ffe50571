import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { limits, pullFin, pullHeader, pullRow, pullSuite, readPullLine } from '../../shared/contract/sync.ts';
import { ajouter } from '../../shared/domain/empreinte.ts';
import { empreinteLigne, retireLignes, writeLignes } from '../../sync-api/store/flux.ts';
import { type Compte, createCompte, createRelation, writeRows } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

const parse = (text: string) => {
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.slice(0, -1).split('\n');
  const json = (line = ''): unknown => JSON.parse(line);
  const rows = lines.slice(1, -1).map((line) => {
    expect(json(line)).toHaveLength(6);
    return pullRow.parse(readPullLine(line));
  });
  return { header: pullHeader.parse(json(lines[0])), rows, last: json(lines.at(-1)) };
};

describe('GET /v1/flux/:id/changements', () => {
  let server: FluxServer;
  let compte: Compte;
  let flux: string;
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    flux = (await createRelation(server.db, compte)).flux;
  });
  afterEach(() => server.close());

  const pull = (apres: number | string, headers: Record<string, string> = {}) =>
    server.fetch('a', `/v1/flux/${flux}/changements?apres=${apres}`, { headers });
  const code = async (response: Response) => [response.status, httpError.parse(await response.json()).code];

  test('gives every row in order of seq, then the head, count and empreinte of exactly those rows', async () => {
    const ids = await writeRows(server.db, flux, 3);
    const response = await pull(0);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    expect(response.headers.get('content-encoding')).toBeNull();
    const { header, rows, last } = parse(await response.text());
    expect(header).toEqual({
      colonnes: ['seq', 'type', 'id', 'v', 'dossier', 'corps'],
      flux,
      apres: 0,
      epoque: server.deps.serveur.epoque,
      suite: null,
    });
    expect(rows.map(([seq, , id]) => [seq, id])).toEqual(ids.map((id, index) => [index + 1, id]));
    const empreinte = rows.reduce((sum, [seq, , id]) => ajouter(sum, empreinteLigne(id, seq)), '0'.repeat(64));
    expect(pullFin.parse(last)).toEqual({ fin: { tete: 3, nombre: 3, empreinte } });
  });

  test('an empty flux and a poste up to date get the end at once', async () => {
    expect(parse(await (await pull(0)).text()).last).toMatchObject({ fin: { tete: 0, nombre: 0 } });
    await writeRows(server.db, flux, 2);
    const { rows, last } = parse(await (await pull(2)).text());
    expect(rows).toEqual([]);
    expect(last).toMatchObject({ fin: { tete: 2, nombre: 2 } });
  });

  test('stops at 5,000 rows and goes on from there to the same file', async () => {
    await writeRows(server.db, flux, limits.pullRows + 10);
    const first = parse(await (await pull(0)).text());
    expect(first.rows.length).toBe(limits.pullRows);
    expect(pullSuite.parse(first.last)).toEqual({ suite: limits.pullRows });
    expect(first.header.suite).toBe(limits.pullRows);
    const second = parse(await (await pull(limits.pullRows)).text());
    expect(second.rows.length).toBe(10);
    const empreinte = [...first.rows, ...second.rows].reduce(
      (sum, [seq, , id]) => ajouter(sum, empreinteLigne(id, seq)),
      '0'.repeat(64),
    );
    expect(second.last).toEqual({ fin: { tete: limits.pullRows + 10, nombre: limits.pullRows + 10, empreinte } });
  });

  test('stops before 1 MiB, and lets a single larger row through', async () => {
    await writeRows(server.db, flux, 3, 600_000);
    const body = await (await pull(0)).text();
    const first = parse(body);
    expect(Buffer.byteLength(body)).toBeLessThan(limits.pullBytes);
    expect([first.rows.length, first.last]).toEqual([1, { suite: 1 }]);
    await writeRows(server.db, flux, 1, limits.pullBytes + 10);
    const large = parse(await (await pull(3)).text());
    expect(large.rows.length).toBe(1);
  });

  test('stops after 20 s', async () => {
    await writeRows(server.db, flux, 2_500);
    const now = server.clock.now.bind(server.clock);
    server.clock.now = () => {
      server.clock.advance(limits.pullMs / 2);
      return now();
    };
    const { last, rows } = parse(await (await pull(0)).text());
    expect(pullSuite.parse(last).suite).toBe(rows.length);
    expect(rows.length).toBeLessThan(2_500);
  });

  test('an updated row is seen under its new number only', async () => {
    const [first = '', second = ''] = await writeRows(server.db, flux, 2);
    await writeLignes(server.db, {
      fluxId: flux,
      lignes: [{ id: first, type: 'reglage', v: 1, dossierId: null, corps: '{"cle":"x","valeur":2}' }],
    });
    await retireLignes(server.db, { fluxId: flux, ids: [second], raison: 'purge', jour: '2026-06-08' });
    const { rows } = parse(await (await pull(0)).text());
    expect(rows.map(([seq, type, id]) => [seq, type, id])).toEqual([
      [3, 'reglage', first],
      [4, 'tombstone', second],
    ]);
  });

  test('a row that changes between two pages is given again, and the end still describes the file', async () => {
    await writeRows(server.db, flux, 2_400);
    const response = await pull(0);
    const [first] = await server.db.selectFrom('ligne').select('id').where('seq', '=', 1).execute();
    await writeLignes(server.db, {
      fluxId: flux,
      lignes: [{ id: first?.id ?? '', type: 'reglage', v: 1, dossierId: null, corps: '{}' }],
    });
    const read = parse(await response.text());
    const file = new Map(read.rows.map(([seq, , id]) => [id, seq]));
    const next = parse(await (await pull(pullFin.parse(read.last).fin.tete)).text());
    for (const [seq, , id] of next.rows) file.set(id, seq);
    const { fin } = pullFin.parse(next.last);
    const empreinte = [...file].reduce((sum, [id, seq]) => ajouter(sum, empreinteLigne(id, seq)), '0'.repeat(64));
    expect([file.size, empreinte]).toEqual([fin.nombre, fin.empreinte]);
  });

  test('speaks zstd when asked and identity otherwise', async () => {
    await writeRows(server.db, flux, 50);
    const raw = (accept: string) =>
      new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
        const url = `${server.origin}/v1/flux/${flux}/changements?apres=0`;
        httpRequest(url, { headers: { 'x-acces': 'a', 'accept-encoding': accept } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
          );
        })
          .on('error', reject)
          .end();
      });
    const plain = await raw('gzip, br');
    const zstd = await raw('gzip, zstd;q=0.5');
    const refused = await raw('zstd;q=0');
    expect([plain.encoding, zstd.encoding, refused.encoding]).toEqual([undefined, 'zstd', undefined]);
    expect(zstdDecompressSync(zstd.body).equals(plain.body)).toBe(true);
  });

  test('a reader that goes away in the middle leaves the server ready for the next one', async () => {
    await writeRows(server.db, flux, 4_000, 200);
    const cut = new AbortController();
    const response = await server.fetch('a', `/v1/flux/${flux}/changements?apres=0`, { signal: cut.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    cut.abort();
    await expect(reader?.read()).rejects.toThrow();
    const { last } = parse(await (await pull(3_990)).text());
    expect(last).toMatchObject({ fin: { tete: 4_000 } });
  });

  test('a database that fails after the first line cuts the answer before any last line', async () => {
    await server.db.schema.alterTable('ligne').renameTo('ligne_lost').execute();
    const text = await pull(0)
      .then((response) => response.text())
      .catch(() => '');
    expect(text).not.toMatch(/"fin"|"suite"/);
  });

  test('a cursor beyond the head or below the floor is refused with 410', async () => {
    await writeRows(server.db, flux, 2);
    expect(await code(await pull(3))).toEqual([410, 'CURSEUR_PERIME']);
    await server.db.updateTable('flux').set({ plancher: 1 }).where('id', '=', flux).execute();
    expect(await code(await pull(1))).toEqual([410, 'CURSEUR_PERIME']);
    expect((await pull(0)).status).toBe(200);
    expect((await pull(2)).status).toBe(200);
  });

  test('an unreadable request is refused', async () => {
    for (const apres of ['-1', 'x', '1.5']) expect(await code(await pull(apres))).toEqual([400, 'REQUETE_INVALIDE']);
    expect(await code(await server.fetch('a', '/v1/flux/nothing/changements?apres=0'))).toEqual([
      400,
      'REQUETE_INVALIDE',
    ]);
    expect(await code(await server.fetch('a', `/v1/flux/${flux}/changements`))).toEqual([400, 'REQUETE_INVALIDE']);
  });

  test('nobody, another compte and an unknown flux are refused alike', async () => {
    expect(await code(await server.fetch(null, `/v1/flux/${flux}/changements?apres=0`))).toEqual([
      401,
      'SESSION_EXPIREE',
    ]);
    const other = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', other.acces);
    const foreign = await server.fetch('b', `/v1/flux/${flux}/changements?apres=0`);
    const unknown = await server.fetch('b', `/v1/flux/${randomUUID()}/changements?apres=0`);
    const organisme = await server.db
      .selectFrom('flux')
      .select('id')
      .where('siret_responsable', '=', compte.porteur.siret)
      .executeTakeFirstOrThrow();
    const theirOrganisme = await server.fetch('b', `/v1/flux/${organisme.id}/changements?apres=0`);
    const theirCompte = await server.fetch('b', `/v1/flux/${compte.acces.compte.fluxCompte}/changements?apres=0`);
    for (const response of [foreign, unknown, theirOrganisme, theirCompte])
      expect(await code(response)).toEqual([404, 'FLUX_INCONNU']);
  });
});
