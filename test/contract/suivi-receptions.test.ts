import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finirDelegation, purgerFlux } from '../../sync-api/flux/fins.ts';
import { Postes } from '../../sync-api/identite/postes.ts';
import { importerRelations } from '../../sync-api/referentiels/relations.ts';
import { listerReceptions } from '../../sync-api/suivi/listes.ts';
import { type Compte, createCompte, createDelegation, createPoste, createRelation } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';
import { preuveDe, transmettre } from '../support/transmissions.ts';

describe('receipts of lists', () => {
  let server: FluxServer;
  let directeur: Compte;
  let delegue: Compte;
  let relation: string;
  let flux: string;
  beforeEach(async () => {
    server = await startFluxServer();
    directeur = await createCompte(server.db, 'responsable', 'directeur');
    delegue = await createCompte(server.db, 'delegue', 'delegue');
    server.allow('directeur', directeur.acces);
    server.allow('delegue', delegue.acces);
    ({ relation, flux } = await createRelation(server.db, directeur));
    await transmettre(server.db, flux, { numero: 1, le: '2026-06-08T06:00:00.000Z', voeux: 3 });
  });
  afterEach(() => server.close());

  const prove = async (name: string, changes: Record<string, unknown> = {}) => {
    const response = await server.post(name, '/v1/recus', {
      recus: [{ ...(await preuveDe(server.db, flux)), ...changes }],
    });
    expect(response.status).toBe(200);
  };
  const receptions = () => server.db.selectFrom('reception').selectAll().orderBy('numero').orderBy('recu_le').execute();
  const followed = async () => {
    const relations = await listerReceptions(server.db, server.clock.now(), null);
    return relations?.[0]?.listes.map(({ numero, receptions: proofs, en_attente: waiting }) => ({
      numero,
      proofs: proofs.map(({ role, poste }) => `${role} ${poste.nom}${poste.retire ? ' (retire)' : ''}`),
      waiting: waiting.map(({ role, identifiant }) => `${role} ${identifiant}`),
    }));
  };

  test('the first proof counts, a later one does not move it', async () => {
    await prove('directeur');
    server.clock.advance(3_600_000);
    await prove('directeur');
    expect(await receptions()).toMatchObject([
      {
        poste_id: directeur.acces.poste.id,
        compte_id: directeur.acces.compte.id,
        role: 'responsable',
        flux_id: flux,
        numero: 1,
        transmise_le: '2026-06-08T06:00:00.000Z',
        recu_le: '2026-06-08T08:00:00.000Z',
      },
    ]);
  });

  test('a different file, an older head and a foreign compte prove nothing', async () => {
    const stranger = await createCompte(server.db, 'responsable', 'autre');
    server.allow('autre', stranger.acces);
    await prove('directeur', { empreinte: 'f'.repeat(64) });
    await prove('directeur', { tete: 1 });
    await prove('autre');
    expect(await receptions()).toEqual([]);
    expect(await followed()).toEqual([
      { numero: 1, proofs: [], waiting: [`responsable ${directeur.acces.compte.siret}`] },
    ]);
  });

  test('each list has its own instant, and a poste that comes late proves them all at once', async () => {
    await prove('directeur');
    server.clock.set('2026-06-29T09:00:00.000Z');
    await transmettre(server.db, flux, { numero: 2, le: '2026-06-29T06:00:00.000Z', voeux: 1 });
    await prove('directeur');
    const second = await createPoste(server.db, directeur.acces.compte.id, 'accueil');
    server.allow('accueil', { ...directeur.acces, poste: second });
    server.clock.advance(1_000);
    await prove('accueil');
    expect((await receptions()).map(({ numero, recu_le: le }) => [numero, le])).toEqual([
      [1, '2026-06-08T08:00:00.000Z'],
      [1, '2026-06-29T09:00:01.000Z'],
      [2, '2026-06-29T09:00:00.000Z'],
      [2, '2026-06-29T09:00:01.000Z'],
    ]);
  });

  test('the active délégué is waited for, then the responsable again once the délégation ends', async () => {
    await prove('directeur');
    const delegation = await createDelegation(server.db, delegue, relation);
    expect(await followed()).toEqual([
      {
        numero: 1,
        proofs: ['responsable poste de directeur'],
        waiting: ['delegue delegue@exemple.fr'],
      },
    ]);
    await prove('delegue');
    expect((await followed())?.[0]).toMatchObject({ proofs: expect.arrayContaining(['delegue poste de delegue']) });
    expect((await followed())?.[0]?.waiting).toEqual([]);
    await finirDelegation(server.db, server.deps, delegation);
    await transmettre(server.db, flux, { numero: 2, le: '2026-06-29T06:00:00.000Z', voeux: 1 });
    expect((await followed())?.[1]).toMatchObject({ waiting: [`responsable ${directeur.acces.compte.siret}`] });
    expect((await followed())?.[0]?.proofs).toContain('delegue poste de delegue');
  });

  test('a suspended délégué is waited for no more', async () => {
    await createDelegation(server.db, delegue, relation);
    await server.db
      .updateTable('compte')
      .set({ statut: 'suspendu' })
      .where('id', '=', delegue.acces.compte.id)
      .execute();
    expect((await followed())?.[0]?.waiting).toEqual([`responsable ${directeur.acces.compte.siret}`]);
  });

  test('a relation without any account is waited for under its SIRET', async () => {
    await server.db.updateTable('compte').set({ siret: null }).where('id', '=', directeur.acces.compte.id).execute();
    expect((await followed())?.[0]?.waiting).toEqual([`responsable ${directeur.acces.compte.siret}`]);
  });

  test('the proof survives the poste, the relations file built again and a restart of the lists', async () => {
    await prove('directeur');
    const before = await receptions();
    await new Postes(server.deps).revoke(directeur.acces.poste.id, 'perdu');
    const { siret_formateur: formateur } = await server.db
      .selectFrom('relation')
      .select('siret_formateur')
      .where('id', '=', relation)
      .executeTakeFirstOrThrow();
    for (const formateurs of ['98765432109876', formateur]) {
      const file = `siret_responsable;email_responsable;siret_formateurs\n${directeur.acces.compte.siret};;${formateurs}\n`;
      await importerRelations(server.deps, Readable.from([Buffer.from(file)]), server.clock.now());
    }
    expect(await receptions()).toEqual(before);
    const listes = (await listerReceptions(server.db, server.clock.now(), null))?.find(
      ({ flux: id }) => id === flux,
    )?.listes;
    expect(listes).toMatchObject([{ receptions: [{ poste: { nom: 'poste de directeur', retire: true } }] }]);
  });

  test('a purge takes the lists away, not what proved them', async () => {
    await prove('directeur');
    await purgerFlux(server.db, server.deps, flux);
    expect(await receptions()).toHaveLength(1);
    expect(await followed()).toBeUndefined();
  });

  test('an unknown relation is said so, not shown empty', async () => {
    const couple = { responsable: '00000000000000', formateur: '00000000000000' };
    expect(await listerReceptions(server.db, server.clock.now(), couple)).toBeNull();
  });
});
