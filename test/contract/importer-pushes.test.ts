import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { Application } from '../../sync-api/voeux/application.ts';
import type { Comparaison } from '../../sync-api/voeux/comparer-flux.ts';
import { avecScene } from '../../sync-api/voeux/import.ts';
import { prendreLaMain, rendreLaMain } from '../../sync-api/voeux/la-main.ts';
import { type ImportDeps, planifier } from '../../sync-api/voeux/plan.ts';
import { preparer } from '../../sync-api/voeux/preparation.ts';
import { texteExtraction } from '../../tools/demo/entete.ts';
import { bytes, juin, ligneDe } from '../support/extraction.ts';
import { createCompte, createDossier, createRelation, makeActe } from '../support/flux-fixtures.ts';
import { checkFlux } from '../support/flux-invariants.ts';
import { type FluxServer, openTestDatabase, startFluxServer, testRandom } from '../support/flux-server.ts';

/** A real server on the file of an import, and the pushes that it answers meanwhile. */

let folder: string;
let server: FluxServer;
let deps: ImportDeps;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-pushes-'));
  const url = `sqlite:${join(folder, 'base.sqlite')}`;
  server = await startFluxServer(url);
  const { clock, serveur } = server.deps;
  const db = await openTestDatabase(url);
  deps = { db, clock, random: testRandom, serveur, config: { retentionMois: 12 } };
});
afterEach(async () => {
  await deps.db.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const list = Array.from({ length: 20 }, (_, index) => ligneDe({ ine: `2400${String(index).padStart(5, '0')}AB` }));

describe('a push while an import is at work', () => {
  it('is accepted while the list is prepared, told to come back during the one transaction, accepted after it', async () => {
    const compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    const { flux } = await createRelation(server.db, compte);
    const dossier = await createDossier(server.db, flux);
    const push = (acte = makeActe({ flux, dossier })) =>
      server.post('a', '/v1/actes', { dernier_echange_le: null, actes: [acte] });
    const accepted = async (response: Response): Promise<void> => {
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ resultats: [{ etat: 'accepte' }] });
    };
    const acte = makeActe({ flux, dossier });

    await avecScene(deps, { source: bytes(texteExtraction(list)), date: juin }, async ({ portee }) => {
      await accepted(await push());
      await prendreLaMain(deps.db, portee.extractionId, deps.clock);
      const plan = await planifier(deps, portee, []);
      const secretIne = deps.serveur.secretIne;
      const comparaison: Comparaison = { random: testRandom, secretIne, portee, recueLe: juin.toISOString() };
      const prepared = await preparer(deps, comparaison, plan);
      await accepted(await push());
      await deps.db.transaction().execute(async (trx) => {
        await new Application(deps, trx, comparaison).appliquer(prepared, plan);
        const refused = await push(acte);
        expect(refused.status).toBe(503);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(httpError.parse(await refused.json()).code).toBe('OCCUPE');
      });
      await rendreLaMain(deps.db, portee.extractionId);
    });
    await accepted(await push(acte));

    const rows = await server.db.selectFrom('ligne').select('seq').where('flux_id', '=', flux).orderBy('seq').execute();
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(await server.db.selectFrom('voeu').select('id').execute()).toHaveLength(20);
    await checkFlux(server);
  });

  it('into the empty flux that a list is prepared for is accepted at once, and seen before the list', async () => {
    const compte = await createCompte(server.db, 'responsable', 'a');
    const { responsable, formateur } = { responsable: '99998000600012', formateur: '99998000600020' };
    await server.db.updateTable('compte').set({ siret: responsable }).where('role', '=', 'responsable').execute();
    server.allow('a', { ...compte.acces, compte: { ...compte.acces.compte, siret: responsable } });
    const { relation, flux } = await createRelation(server.db, compte);
    const couple = { siret_responsable: responsable, siret_formateur: formateur };
    await server.db.updateTable('relation').set(couple).where('id', '=', relation).execute();
    const pull = async (): Promise<string[]> =>
      (await (await server.fetch('a', `/v1/flux/${flux}/changements?apres=0`)).text()).trim().split('\n').slice(1);

    await avecScene(deps, { source: bytes(texteExtraction(list)), date: juin }, async ({ portee }) => {
      await prendreLaMain(deps.db, portee.extractionId, deps.clock);
      const plan = await planifier(deps, portee, []);
      const secretIne = deps.serveur.secretIne;
      const comparaison: Comparaison = { random: testRandom, secretIne, portee, recueLe: juin.toISOString() };
      const prepared = await preparer(deps, comparaison, plan);
      expect(await server.db.selectFrom('ligne').select('id').where('flux_id', '=', flux).execute()).toHaveLength(41);
      expect(await pull()).toEqual([expect.stringContaining('"nombre":0')]);
      const corps = { nom: 'APPELANT', prenom: 'Jo', telephones: ['0639980009'], source: 'appel' };
      const acte = makeActe({ flux, dossier: testRandom.uuid(), type: 'dossier-cree', corps });
      const answer = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes: [acte] });
      expect(await answer.json()).toMatchObject({ resultats: [{ etat: 'accepte', seq: 2 }] });
      await deps.db.transaction().execute((trx) => new Application(deps, trx, comparaison).appliquer(prepared, plan));
      await rendreLaMain(deps.db, portee.extractionId);
    });
    expect(await pull()).toHaveLength(2 + 41 + 1);
    await checkFlux(server);
  });
});
