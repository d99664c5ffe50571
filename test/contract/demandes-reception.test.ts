import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campagneCourante } from '../../sync-api/stats/releve.ts';
import { ensureFlux, writeLignes } from '../../sync-api/store/flux.ts';
import { autreCle, cle, formateur, formation, type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { checkFlux } from '../support/flux-invariants.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
});
afterEach(() => g.close());

describe('a form that is taken', () => {
  it('becomes a demande in the relation of its training, with its dossier, its deadline and its mails', async () => {
    const row = await g.demander({ motifs: ['place', 'frais'], message: 'Un internat ?' });
    expect(await g.ligne(row)).toEqual({
      dossier: row.dossier_id,
      mode: 'rappel',
      recue_le: '2026-06-08T08:00:00.000Z',
      // Four working days after Monday: Friday, 18:00 in Paris.
      echeance: '2026-06-12T16:00:00.000Z',
      etat: 'ouverte',
      auteur: 'etudiant',
      demandeur: null,
      motifs: ['place', 'frais'],
      message: 'Un internat ?',
      courriel: 'ines.vauquelin@example.org',
      consentement: '1',
      ajouts: [],
      souhaits: [],
      origine: 'PARCOURSUP',
      formation: { cle_ministere_educatif: cle, intitule: 'CUISINE (CAP)', ville: 'VILLEURBANNE' },
      telephone_cfa: '04 65 71 00 10',
      cfa: 'CFA des Trois Fourneaux',
      territoire: 'metropole',
      courriel_rejete: null,
    });
    expect(await g.dossier(row)).toMatchObject({
      ine: null,
      nom: 'Vauquelin',
      prenom: 'Inès',
      telephones: [{ e164: '+33639980112', origine: 'personnel', confiance: 'sure' }],
      emails: ['ines.vauquelin@example.org'],
      campagne: 2026,
    });
    const { relation_id } = await g.db
      .selectFrom('flux')
      .selectAll()
      .where('id', '=', row.flux_id)
      .executeTakeFirstOrThrow();
    expect(
      await g.db.selectFrom('relation').selectAll().where('id', '=', relation_id).executeTakeFirst(),
    ).toMatchObject({ siret_responsable: '99998000600012', siret_formateur: formateur });
    expect(await g.courriels()).toEqual(['candidat-confirmation', 'cfa-nouvelle']);
    expect(await g.intake.lireSuivi(g.jeton(row))).toMatchObject({ etat: 'ouverte', intitule: 'CUISINE (CAP)' });
    expect(g.annonces.map(({ flux }) => flux)).toContain(row.flux_id);
    await checkFlux(g);
  });

  it('makes an unknown site known: its name and its zone reach the postes', async () => {
    await g.demander();
    expect(await g.db.selectFrom('etablissement').selectAll().execute()).toMatchObject([
      { siret: formateur, raison_sociale: 'CFA des Trois Fourneaux', code_postal: '69100' },
    ]);
    const published = await g.db.selectFrom('ligne').select('corps').where('type', '=', 'etablissement').execute();
    expect(published.map(({ corps }) => JSON.parse(corps))).toMatchObject([{ siret: formateur }]);
  });

  it('names the dossier after the child, keeps the parent as who asked, and writes to the parent', async () => {
    const row = await g.demander({
      auteur: 'parent',
      nom: 'Le Dantec',
      prenom: 'Yann',
      jeune: { nom: 'Le Dantec', prenom: 'Gwenn' },
    });
    expect(await g.dossier(row)).toMatchObject({
      prenom: 'Gwenn',
      telephones: [{ origine: 'responsable_1' }],
    });
    expect(await g.ligne(row)).toMatchObject({ demandeur: { nom: 'Le Dantec', prenom: 'Yann' } });
    const { donnees } = await g.db
      .selectFrom('courriel')
      .select('donnees')
      .where('genre', '=', 'candidat-confirmation')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(donnees).demande).toMatchObject({ prenom: 'Yann' });
  });

  it('tells two children of one parent apart, and finds the same child again in the dossier it has', async () => {
    const parent = { auteur: 'parent', nom: 'Le Dantec', prenom: 'Yann' } as const;
    const gwenn = await g.demander({ ...parent, jeune: { nom: 'Le Dantec', prenom: 'Gwenn' } });
    const maël = await g.demander({ ...parent, jeune: { nom: 'Le Dantec', prenom: 'Maël' } });
    const again = await g.demander({
      ...parent,
      jeune: { nom: 'LE DANTEC', prenom: 'gwenn' },
      cle_ministere_educatif: autreCle,
      telephone: '+33639980999',
    });
    expect(maël.dossier_id).not.toBe(gwenn.dossier_id);
    expect(again.dossier_id).toBe(gwenn.dossier_id);
    expect((await g.dossier(again)).telephones.map(({ e164 }) => e164)).toEqual(['+33639980112', '+33639980999']);
  });

  it('counts the deadline in the zone and with the holidays of a site overseas', async () => {
    const reunion = cle.replace('69266#L01', '97415#L09');
    await g.db
      .insertInto('formation_catalogue')
      .values(formation({ cle_ministere_educatif: reunion, siret_formateur: '99998100700011', code_postal: '97460' }))
      .execute();
    g.clock.set('2026-12-18T21:00:00.000Z');
    const row = await g.demander({ cle_ministere_educatif: reunion });
    // Already Saturday in Réunion: day 0 is Monday 21; Christmas is a Friday, so the 4th day after is Monday 28, 18:00 there.
    expect(row.echeance).toBe('2026-12-28T14:00:00.000Z');
    expect((await g.ligne(row)).territoire).toBe('reunion');
  });

  it('goes to the campagne of the day it was left, in Paris, and is kept as long as that one', async () => {
    g.clock.set('2026-12-31T23:30:00.000Z');
    const row = await g.demander();
    const flux = await g.db.selectFrom('flux').selectAll().where('id', '=', row.flux_id).executeTakeFirstOrThrow();
    expect(flux).toMatchObject({ campagne: 2027, purge_apres: '2029-01-01T00:00:00.000Z' });
  });

  it('of a campagne that was purged meanwhile goes to the present one', async () => {
    const first = await g.demander();
    g.clock.set('2026-12-01T08:00:00.000Z');
    await g.deposer({ nom: 'Oufkir', prenom: 'Karim', courriel: 'k@example.org', telephone: '+33639980121' });
    await g.db
      .updateTable('flux')
      .set({ purge_le: '2028-01-01T00:00:00.000Z' })
      .where('id', '=', first.flux_id)
      .execute();
    g.clock.set('2028-01-05T08:00:00.000Z');
    await g.passer();
    const late = (await g.demandes()).find(({ id }) => id !== first.id);
    const flux = await g.db
      .selectFrom('flux')
      .select('campagne')
      .where('id', '=', late?.flux_id ?? '')
      .execute();
    expect(flux).toEqual([{ campagne: 2028 }]);
    // The deadline is that of the day it was asked: it is late, and says so.
    expect(late?.recue_le).toBe('2026-12-01T08:00:00.000Z');
  });

  it('is taken for a training that left the catalogue since: she asked while it was shown', async () => {
    await g.deposer();
    await g.db.updateTable('formation_catalogue').set({ retiree_le: '2026-06-08T08:00:00.000Z' }).execute();
    await g.passer();
    expect(await g.demandes()).toHaveLength(1);
  });

  it('never starts its deadline in the future when the clock of the intake is ahead', async () => {
    await g.deposer();
    await g.guichetDb.updateTable('depot').set({ depose_le: '2027-01-01T00:00:00.000Z' }).execute();
    await g.passer();
    expect(await g.demandes()).toMatchObject([{ recue_le: '2026-06-08T08:00:00.000Z' }]);
  });
});

it('a demande of the new year does not turn the page of the figures', async () => {
  const relation = g.random.uuid();
  await g.db
    .insertInto('relation')
    .values({
      id: relation,
      siret_responsable: '1',
      siret_formateur: '2',
      cree_le: '2026-01-01T00:00:00.000Z',
      retiree_le: null,
    })
    .execute();
  await ensureFlux(g.db, g.random, { genre: 'relation', relationId: relation, campagne: 2026 });
  g.clock.set('2027-01-04T08:00:00.000Z');
  const { flux_id } = await g.demander();
  expect(await campagneCourante(g.db, g.clock.now())).toBe(2026);
  const list = { id: g.random.uuid(), type: 'transmission', v: 1, dossierId: null, corps: '{}' };
  await writeLignes(g.db, { fluxId: flux_id, lignes: [list] });
  expect(await campagneCourante(g.db, g.clock.now())).toBe(2027);
});

it('what an import prepares in the flux gives way, whatever is written', async () => {
  const row = await g.demander();
  const prepare = async (): Promise<void> => {
    const { tete } = await g.db
      .selectFrom('flux')
      .select('tete')
      .where('id', '=', row.flux_id)
      .executeTakeFirstOrThrow();
    await g.db.updateTable('flux').set({ en_scene: 'import' }).where('id', '=', row.flux_id).execute();
    await g.db
      .insertInto('ligne')
      .values({
        flux_id: row.flux_id,
        id: g.random.uuid(),
        seq: tete + 1,
        type: 'voeu',
        v: 1,
        dossier_id: null,
        corps: '{}',
      })
      .execute();
  };
  for (const write of [
    () => g.deposer({ message: 'Encore' }),
    () => g.intake.deposer('changement', { empreinte_jeton: row.empreinte_jeton, mode: 'message' }),
    () => g.intake.deposer('annulation', { empreinte_jeton: row.empreinte_jeton }),
    () => g.deposer(),
  ]) {
    await prepare();
    await write();
    await g.passer();
    expect(await g.db.selectFrom('ligne').select('id').where('type', '=', 'voeu').execute()).toEqual([]);
    await checkFlux(g);
  }
});
