import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finirDelegation, purgerFlux } from '../../sync-api/flux/fins.ts';
import { chiffrer } from '../../sync-api/stats/chiffres.ts';
import { campagneCourante, type Releve, relever } from '../../sync-api/stats/releve.ts';
import { retireLignes } from '../../sync-api/store/flux.ts';
import { noterReceptions } from '../../sync-api/suivi/receptions.ts';
import { type Compte, createCompte, createDelegation, createRelation, writeRows } from '../support/flux-fixtures.ts';
import { openTestDatabase, TestClock, testRandom } from '../support/flux-server.ts';
import { transmettre } from '../support/transmissions.ts';

const juin = '2026-06-08T06:00:00.000Z';
const finJuin = '2026-06-29T06:00:00.000Z';

describe('the figures by relation', () => {
  let db: Awaited<ReturnType<typeof openTestDatabase>>;
  let clock: TestClock;
  let directeur: Compte;
  let delegue: Compte;
  let first: { relation: string; flux: string };
  let second: { relation: string; flux: string };
  beforeEach(async () => {
    db = await openTestDatabase();
    clock = new TestClock('2026-06-30T08:00:00.000Z');
    directeur = await createCompte(db, 'responsable', 'directeur');
    delegue = await createCompte(db, 'delegue', 'delegue');
    first = await createRelation(db, directeur);
    second = await createRelation(db, directeur);
    await transmettre(db, first.flux, { numero: 1, le: juin, voeux: 6, ines: ['A', 'B', 'C'], accueil: '0690001A' });
    await transmettre(db, second.flux, { numero: 1, le: juin, voeux: 4, ines: ['A'], accueil: '9740001A' });
    await relever(db, clock, 2026);
  });
  afterEach(() => db.destroy());

  const deps = () => ({ clock, random: testRandom });
  const receive = async (compte: Compte, { flux }: { flux: string }) => {
    const { tete } = await db.selectFrom('flux').select('tete').where('id', '=', flux).executeTakeFirstOrThrow();
    await noterReceptions(db, compte.porteur, { id: flux, tete }, clock.now().toISOString());
  };
  const all = (releve: Releve) => {
    const { organismes, voeux, progresses } = chiffrer(releve);
    return { organismes: organismes[0]?.stats, voeux: voeux[0]?.stats, progres: progresses[0]?.stats };
  };
  /** How many relations are counted again now; what they then say is what a first count of everything says. */
  const again = async (): Promise<number> => {
    const releve = await relever(db, clock, 2026);
    await db.deleteFrom('bilan_relation').execute();
    await db.deleteFrom('bilan_apprenants').execute();
    const { recomptees: _all, ...whole } = await relever(db, clock, 2026);
    const { recomptees, ...refreshed } = releve;
    expect(chiffrer({ ...refreshed, recomptees: 0 })).toEqual(chiffrer({ ...whole, recomptees: 0 }));
    return recomptees;
  };

  test('nothing is counted again when nothing moved, nor for what people write all day', async () => {
    expect(await again()).toBe(0);
    await writeRows(db, first.flux, 50);
    expect(await again()).toBe(0);
    expect(await campagneCourante(db, new Date('2029-01-01'))).toBe(2026);
  });

  test('one relation is counted again for a list, a reception, a délégation and its end', async () => {
    await transmettre(db, first.flux, { numero: 2, le: finJuin, voeux: 1 });
    expect(await again()).toBe(1);
    await receive(directeur, first);
    expect(await again()).toBe(1);
    const delegation = await createDelegation(db, delegue, first.relation);
    expect(await again()).toBe(1);
    await receive(delegue, first);
    expect(await again()).toBe(1);
    await finirDelegation(db, deps(), delegation);
    expect(await again()).toBe(1);
  });

  test('a délégation that ends by its own date is noticed, though nobody wrote anything', async () => {
    await createDelegation(db, delegue, first.relation, '2026-07-01T00:00:00.000Z');
    expect(await again()).toBe(1);
    clock.set('2026-07-01T00:00:01.000Z');
    expect(await again()).toBe(1);
  });

  test('a suspended délégué is no recipient any more', async () => {
    await createDelegation(db, delegue, first.relation);
    await again();
    await db.updateTable('compte').set({ statut: 'suspendu' }).where('id', '=', delegue.acces.compte.id).execute();
    expect(await again()).toBe(1);
  });

  test('an erasure takes its vœux out of the count', async () => {
    const voeu = await db.selectFrom('voeu').select('id').where('flux_id', '=', first.flux).executeTakeFirstOrThrow();
    await db.deleteFrom('voeu').where('id', '=', voeu.id).execute();
    await retireLignes(db, { fluxId: first.flux, ids: [voeu.id], raison: 'effacement', jour: '2026-06-30' });
    expect(await again()).toBe(1);
    expect(all(await relever(db, clock, 2026)).voeux).toMatchObject({ nbVoeux: 9 });
  });

  test('a purge forgets the relation, with its own row', async () => {
    await purgerFlux(db, deps(), first.flux);
    const releve = await relever(db, clock, 2026);
    expect(releve.relations.map(({ fluxId }) => fluxId)).toEqual([second.flux]);
    expect(await db.selectFrom('bilan_relation').select('flux_id').execute()).toEqual([{ flux_id: second.flux }]);
  });

  test('what an import writes in advance is in no figure and no reception until the heads move', async () => {
    const third = await createRelation(db, directeur);
    const { tete: before } = await db
      .selectFrom('flux')
      .select('tete')
      .where('id', '=', third.flux)
      .executeTakeFirstOrThrow();
    await transmettre(db, third.flux, { numero: 1, le: finJuin, voeux: 5 });
    const { tete } = await db.selectFrom('flux').select('tete').where('id', '=', third.flux).executeTakeFirstOrThrow();
    const show = (values: { tete: number; en_scene: string | null }) =>
      db.updateTable('flux').set(values).where('id', '=', third.flux).execute();
    await show({ tete: before, en_scene: randomUUID() });
    await receive(directeur, third);
    expect(await db.selectFrom('reception').selectAll().execute()).toEqual([]);
    expect(all(await relever(db, clock, 2026)).voeux).toMatchObject({ nbVoeux: 10, apprenants: 9 });
    await show({ tete, en_scene: null });
    expect(all(await relever(db, clock, 2026)).voeux).toMatchObject({ nbVoeux: 15, apprenants: 14 });
  });

  test('a pupil of two relations is one pupil, and each accueil is counted once', async () => {
    const { voeux, organismes } = all(await relever(db, clock, 2026));
    expect(voeux).toMatchObject({ total: 10, nbVoeux: 10, apprenants: 9, totalNonDiffusable: 0 });
    expect(organismes).toMatchObject({ totalAccueil: 2, totalResponsable: 1, totalFormateur: 2 });
  });

  test('received means proved by the main recipient: nothing, all, a part, all again', async () => {
    const progress = async () => all(await relever(db, clock, 2026));
    const none = { nbResponsable: 0, nbFormateur: 0, nbVoeux: 0 };
    expect((await progress()).progres).toEqual({
      fullDownload: none,
      partialDownload: none,
      noDownload: { nbResponsable: 1, nbFormateur: 2, nbVoeux: 10 },
      noVoeux: { nbResponsable: 0, nbFormateur: 0 },
    });
    await receive(directeur, first);
    expect((await progress()).progres).toEqual({
      fullDownload: { nbResponsable: 0, nbFormateur: 1, nbVoeux: 6 },
      partialDownload: { nbResponsable: 1, nbFormateur: 0, nbVoeux: 0 },
      noDownload: { nbResponsable: 0, nbFormateur: 1, nbVoeux: 4 },
      noVoeux: { nbResponsable: 0, nbFormateur: 0 },
    });
    await transmettre(db, first.flux, { numero: 2, le: finJuin, voeux: 2 });
    const partial = await progress();
    expect(partial.progres?.partialDownload).toEqual({ nbResponsable: 1, nbFormateur: 1, nbVoeux: 8 });
    expect(partial.voeux).toMatchObject({ nbVoeuxDiffuses: 6, nbVoeuxDiffusesResponsable: 6 });
    await receive(directeur, first);
    await receive(directeur, second);
    expect((await progress()).progres?.fullDownload).toEqual({ nbResponsable: 1, nbFormateur: 2, nbVoeux: 12 });
  });

  test('the responsable of a delegated relation does not count as its recipient; the délégué does', async () => {
    await receive(directeur, first);
    await createDelegation(db, delegue, first.relation);
    expect(all(await relever(db, clock, 2026)).voeux).toMatchObject({ nbVoeuxDiffuses: 0 });
    await receive(delegue, first);
    expect(all(await relever(db, clock, 2026))).toMatchObject({
      voeux: { nbVoeuxDiffuses: 6, nbVoeuxDiffusesDelegue: 6, nbVoeuxDiffusesResponsable: 0 },
      organismes: {
        totalDelegues: 1,
        totalDeleguesActivated: 1,
        totalDelegations: 1,
        totalDelegationsActivated: 1,
        totalResponsableAvecDelegation: 1,
        totalFormateurAvecDelegation: 1,
        totalResponsableMultiOrganismes: 1,
      },
    });
  });

  test('each académie has its own, what has none is UNKNOWN, and they add up', async () => {
    const rows = await db
      .selectFrom('relation')
      .select(['siret_responsable', 'siret_formateur'])
      .where('id', '=', first.relation)
      .executeTakeFirstOrThrow();
    const site = { uai: null, enseigne: null, adresse: null, code_postal: null, ville: null };
    for (const [siret, code] of [
      [rows.siret_responsable, '10'],
      [rows.siret_formateur, '28'],
    ] as const)
      await db
        .insertInto('etablissement')
        .values({ ...site, siret, raison_sociale: 'CFA', academie_code: code })
        .execute();
    const { organismes, voeux, progresses } = chiffrer(await relever(db, clock, 2026));
    const of = <T>(list: readonly { code: string; stats: T }[], code: string): T | undefined =>
      list.find((row) => row.code === code)?.stats;
    expect(of(organismes, '10')).toMatchObject({ totalResponsable: 1, totalFormateur: 0, totalAccueil: 1 });
    expect(of(organismes, '28')).toMatchObject({ totalResponsable: 0, totalFormateur: 1, totalAccueil: 1 });
    expect(of(voeux, '28')).toMatchObject({ nbVoeux: 6, apprenants: 6, formateursInconnus: 0, totalRecensement: null });
    expect(of(voeux, 'UNKNOWN')).toMatchObject({ nbVoeux: 4, formateursInconnus: 1, formateursInconnusNbVoeux: 4 });
    expect(of(progresses, 'UNKNOWN')?.noDownload).toEqual({ nbResponsable: 0, nbFormateur: 1, nbVoeux: 4 });
    const parts = voeux.filter(({ code }) => code !== 'ALL').reduce((sum, { stats }) => sum + stats.total, 0);
    expect(parts).toBe(of(voeux, 'ALL')?.total);
    expect(voeux).toHaveLength(39);
  });

  test('vœux that nobody receives are counted in their own académie, generic offers nowhere', async () => {
    const base = {
      campagne: 2026,
      flux_id: null,
      dossier_id: null,
      empreinte_ligne: '',
      cree_le: juin,
      modifie_le: juin,
    };
    for (const [ine, etat] of [
      ['X', 'actif'],
      ['Y', 'actif'],
      ['Z', 'retire'],
    ] as const)
      await db
        .insertInto('voeu')
        .values({ ...base, id: randomUUID(), academie_code: '28', ine, code_offre: ine, etat })
        .execute();
    await db
      .insertInto('extraction')
      .values({
        id: randomUUID(),
        recue_le: juin,
        campagne: 2026,
        fichier_empreinte: '',
        total: 1,
        bilan: JSON.stringify({ crees: 1, recensement: 7 }),
      })
      .execute();
    await db
      .insertInto('relation')
      .values({
        id: randomUUID(),
        siret_responsable: '99999999999999',
        siret_formateur: '99999999999999',
        cree_le: juin,
        retiree_le: null,
      })
      .execute();
    const { voeux, organismes } = all(await relever(db, clock, 2026));
    expect(voeux).toMatchObject({ total: 12, totalNonDiffusable: 2, totalRecensement: 7, apprenants: 9 });
    expect(organismes?.totalResponsable).toBe(1);
    const ofReunion = chiffrer(await relever(db, clock, 2026)).voeux.find(({ code }) => code === '28');
    expect(ofReunion?.stats).toMatchObject({ total: 2, responsablesUndefinedNbVoeux: 2, nbVoeux: 0 });
  });

  test('another campagne has its own figures', async () => {
    expect(all(await relever(db, clock, 2025)).voeux).toMatchObject({ total: 0, apprenants: 0 });
    expect(await again()).toBe(0);
  });
});
