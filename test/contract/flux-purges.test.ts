import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { purgerFluxEchus } from '../../sync-api/flux/purges.ts';
import { type Compte, createCompte, createRelation, writeRows } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

describe('lists whose end date has passed', () => {
  let server: FluxServer;
  let compte: Compte;
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'r');
    server.allow('r', compte.acces);
  });
  afterEach(() => server.close());

  const createFlux = async (purgeApres: string | null): Promise<string> => {
    const { flux } = await createRelation(server.db, compte);
    await server.db.updateTable('flux').set({ purge_apres: purgeApres }).where('id', '=', flux).execute();
    await writeRows(server.db, flux, 3);
    return flux;
  };
  const rowsOf = async (flux: string): Promise<number> =>
    (await server.db.selectFrom('ligne').select('id').where('flux_id', '=', flux).execute()).length;

  test('are purged on their day, once, with the order to the postes; the others stay', async () => {
    const due = await createFlux('2027-06-30T22:00:00.000Z');
    const later = await createFlux('2028-06-30T22:00:00.000Z');
    const endless = await createFlux(null);
    server.clock.set('2027-06-30T21:59:59.999Z');
    expect(await purgerFluxEchus(server.db, server.deps)).toBe(0);
    expect(await rowsOf(due)).toBe(3);
    server.clock.set('2027-06-30T22:00:00.000Z');
    expect(await purgerFluxEchus(server.db, server.deps)).toBe(1);
    expect(await purgerFluxEchus(server.db, server.deps)).toBe(0);
    expect([await rowsOf(due), await rowsOf(later), await rowsOf(endless)]).toEqual([0, 3, 3]);
    const ordres = await server.db.selectFrom('ordre').select(['flux_id', 'raison', 'poste_id']).execute();
    expect(ordres).toEqual([{ flux_id: due, raison: 'purge', poste_id: compte.acces.poste.id }]);
  });

  test('a server that was off for years purges all of them', async () => {
    const flux = [await createFlux('2027-06-30T22:00:00.000Z'), await createFlux('2028-06-30T22:00:00.000Z')];
    server.clock.set('2030-01-01T00:00:00.000Z');
    expect(await purgerFluxEchus(server.db, server.deps)).toBe(2);
    for (const id of flux) expect(await rowsOf(id)).toBe(0);
  });

  test('an organisme or a compte is never purged, whatever its row says', async () => {
    await server.db
      .updateTable('flux')
      .set({ purge_apres: '2026-01-01T00:00:00.000Z' })
      .where('genre', '<>', 'relation')
      .execute();
    expect(await purgerFluxEchus(server.db, server.deps)).toBe(0);
  });
});
