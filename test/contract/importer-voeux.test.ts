import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ecartLigne, transmissionLigne, voeuLigne } from '../../shared/contract/lignes.ts';
import { cleIne } from '../../sync-api/voeux/cle-ine.ts';
import { echantillon } from '../../tools/demo/echantillon.ts';
import { entete, type Ligne, texteExtraction } from '../../tools/demo/entete.ts';
import { saintEtienne, villeurbanne } from '../../tools/demo/lieux.ts';
import { dump, importLignes, importText, ligneDe, openTestBase } from '../support/extraction.ts';

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const list = (count: number, from = 0): Ligne[] =>
  Array.from({ length: count }, (_, index) => ligneDe({ ine: `2400${String(from + index).padStart(5, '0')}AB` }));

const rowsOf = async (type: string) =>
  (await base.db.selectFrom('ligne').selectAll().where('type', '=', type).orderBy('seq').execute()).map((row) => ({
    ...row,
    body: JSON.parse(row.corps),
  }));
const ecarts = async () => (await rowsOf('ecart')).map(({ body }) => ecartLigne.parse(body));
const fluxOf = async (formateur: string) =>
  base.db
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .selectAll('flux')
    .where('relation.siret_formateur', '=', formateur)
    .executeTakeFirstOrThrow();

describe('a first extraction', () => {
  it('gives the counts of the specification for its sample, one flux per relation', async () => {
    const bilan = await importLignes(base, echantillon());
    expect(bilan).toMatchObject({
      total: 5,
      crees: 5,
      modifies: 0,
      inchanges: 0,
      retires: 0,
      invalides: 0,
      ignores: 0,
      echecs: 0,
      campagne: 2026,
    });
    expect(bilan.anomalies.map(({ ligne, champ }) => `${ligne} ${champ}`)).toEqual(
      expect.arrayContaining(['4 apprenant.telephone_portable', '5 responsable.email_1']),
    );
    expect(bilan.relations.map(({ relation, total, genre }) => [relation, total, genre]).sort()).toEqual([
      [`99998000600012-${villeurbanne.siret}`, 4, 'premiere'],
      [`99998000600012-${saintEtienne.siret}`, 1, 'premiere'],
    ]);
    expect(await rowsOf('dossier')).toHaveLength(4);
    expect(await ecarts()).toEqual([]);
  });

  it('keeps the INE out of the table of dossiers', async () => {
    await importLignes(base, list(1));
    const [dossier] = await base.db.selectFrom('dossier').selectAll().execute();
    expect(dossier?.cle_ine).toBe(cleIne(base.serveur.secretIne, '240000000AB'));
    expect(dossier?.id).not.toContain('2400');
  });

  it('reads the same list with a BOM, CRLF and columns in another order', async () => {
    await importLignes(base, echantillon());
    const before = await dump(base.db);
    const order = [...entete].reverse();
    const shuffled = [
      order.map((name) => `"${name}"`),
      ...echantillon().map((ligne) => order.map((name) => `"${ligne[name]}"`)),
    ];
    const bilan = await importText(base, `\uFEFF${shuffled.map((row) => row.join(';')).join('\r\n')}\r\n`);
    expect(bilan).toMatchObject({ crees: 0, modifies: 0, inchanges: 5, retires: 0, extraction: null });
    expect(await dump(base.db)).toBe(before);
  });

  it('does not care about the order of the lines', async () => {
    await importLignes(base, echantillon());
    const before = await dump(base.db);
    await importLignes(base, echantillon().reverse());
    expect(await dump(base.db)).toBe(before);
  });
});

describe('a later extraction', () => {
  it('tells what it adds, changes field by field and removes; the removed rows stay', async () => {
    await importLignes(base, list(10));
    const [first, ...others] = list(10);
    const changed = others.map((ligne, index) =>
      index === 0 ? { ...ligne, 'Téléphone responsable 1': '0639980099', VILLE: 'BRON' } : ligne,
    );
    const bilan = await importLignes(base, [...changed, ...list(2, 50)], { date: new Date('2026-06-29T06:00:00Z') });
    expect(bilan).toMatchObject({ crees: 2, modifies: 1, inchanges: 8, retires: 1 });
    const transmissions = (await rowsOf('transmission')).map(({ body }) => transmissionLigne.parse(body));
    expect(transmissions.at(-1)).toEqual({
      numero: 2,
      genre: 'mise_a_jour',
      recue_le: '2026-06-29T06:00:00.000Z',
      total: 11,
      ajoutes: 2,
      modifies: 1,
      retires: 1,
    });
    expect((await ecarts()).map(({ genre, champ, avant, apres }) => [genre, champ, avant, apres]).sort()).toEqual([
      ['ajoute', null, null, null],
      ['ajoute', null, null, null],
      ['modifie', 'adresse.ville', 'LYON', 'BRON'],
      ['modifie', 'telephones.responsable_1', '0639980001', '0639980099'],
      ['retire', null, null, null],
    ]);
    const removed = (await rowsOf('voeu'))
      .map(({ body }) => voeuLigne.parse(body))
      .filter(({ etat }) => etat === 'retire');
    expect(removed).toHaveLength(1);
    expect(first?.INE).toBe('240000000AB');
    expect(await rowsOf('dossier')).toHaveLength(12);
  });

  it('numbers nothing but what changed', async () => {
    await importLignes(base, list(10));
    const { tete } = await fluxOf(villeurbanne.siret);
    await importLignes(base, [...list(9), { ...ligneDe({ ine: '240000009AB' }), VILLE: 'BRON' }]);
    // The vœu, its dossier, one écart and the transmission.
    expect((await fluxOf(villeurbanne.siret)).tete).toBe(tete + 4);
  });

  it('retires a moved vœu in the old flux and makes it in the new one', async () => {
    await importLignes(base, list(10));
    const moved = ligneDe({ ine: '240000003AB', formateur: 'saintEtienne' });
    const bilan = await importLignes(
      base,
      list(10).map((ligne) => (ligne.INE === '240000003AB' ? moved : ligne)),
    );
    expect(bilan).toMatchObject({ crees: 0, modifies: 1, deplaces: 1, retires: 0, inchanges: 9 });
    const voeux = (await rowsOf('voeu')).map(({ flux_id, body }) => ({ flux: flux_id, ...voeuLigne.parse(body) }));
    const [from, to] = [await fluxOf(villeurbanne.siret), await fluxOf(saintEtienne.siret)];
    expect(voeux.find(({ deplace }) => deplace === 'parti')).toMatchObject({ flux: from.id, etat: 'retire' });
    expect(voeux.find(({ deplace }) => deplace === 'arrive')).toMatchObject({ flux: to.id, etat: 'actif' });
    expect((await importLignes(base, list(10), { confirmation: 'tous' })).deplaces).toBe(1);
  });

  it('takes a vœu back when it returns', async () => {
    await importLignes(base, list(10));
    const ids = (await rowsOf('voeu')).map(({ id }) => id).sort();
    await importLignes(base, list(9));
    expect(await importLignes(base, list(10))).toMatchObject({ crees: 1, inchanges: 9 });
    expect((await rowsOf('voeu')).map(({ id }) => id).sort()).toEqual(ids);
    expect((await rowsOf('voeu')).every(({ body }) => voeuLigne.parse(body).etat === 'actif')).toBe(true);
  });

  it.each([
    ['invalid', { "Nom de l'élève": '' }, { invalides: 1 }],
    ['of recensement', { 'clé ministère éducatif': '', 'SIRET UAI formateur': '99999999999999' }, { recensement: 1 }],
    ['failed', { VILLE: 'X'.repeat(20_000) }, { echecs: 1 }],
  ])('keeps the known vœu of an %s line as it is', async (_name, values, counts) => {
    await importLignes(base, list(4));
    const before = await dump(base.db);
    const bilan = await importLignes(
      base,
      list(4).map((ligne, index) => (index === 2 ? { ...ligne, ...values } : ligne)),
    );
    expect(bilan).toMatchObject({ total: 4, inchanges: 3, retires: 0, conserves: 1, ...counts });
    expect(bilan.anomalies).toContainEqual({ ligne: 4, champ: 'voeu', type: 'conserve' });
    expect(await dump(base.db)).toBe(before);
  });

  it('keeps the first of two lines of one key', async () => {
    const bilan = await importLignes(base, [...list(1), { ...ligneDe({ ine: '240000000AB' }), VILLE: 'BRON' }]);
    expect(bilan).toMatchObject({ total: 2, crees: 1, ignores: 1 });
    expect(bilan.anomalies).toContainEqual({ ligne: 3, champ: 'voeu', type: 'doublon' });
  });

  it('delivers a vœu without SIRET to nobody until it has one', async () => {
    const without = { ...ligneDe({ ine: '240000000AB' }), 'clé ministère éducatif': '-', 'SIRET UAI formateur': '-' };
    expect(await importLignes(base, [without])).toMatchObject({ crees: 1, sans_relation: 1, relations: [] });
    expect(await importLignes(base, [without])).toMatchObject({ inchanges: 1, extraction: null });
    expect(await importLignes(base, list(1))).toMatchObject({ modifies: 1, crees: 0 });
    expect(await rowsOf('voeu')).toHaveLength(1);
  });

  it('leaves the campagne of another year alone', async () => {
    await importLignes(base, list(10));
    const bilan = await importLignes(base, list(3, 20), { date: new Date('2027-06-07T06:00:00Z') });
    expect(bilan).toMatchObject({ campagne: 2027, crees: 3, retires: 0 });
  });

  it('makes a new dossier for a person who was erased', async () => {
    await importLignes(base, list(2));
    const [former] = await base.db.selectFrom('dossier').selectAll().orderBy('id').execute();
    await base.db
      .updateTable('dossier')
      .set({ cle_ine: null, efface_le: '2026-06-10T00:00:00.000Z' })
      .where('id', '=', former?.id ?? '')
      .execute();
    expect(await importLignes(base, list(2))).toMatchObject({ crees: 1, inchanges: 1, retires: 0 });
    expect(await base.db.selectFrom('dossier').selectAll().execute()).toHaveLength(3);
    expect(await importLignes(base, list(2))).toMatchObject({ inchanges: 2, extraction: null });
  });

  it('repeats a known opposition in a dossier that it makes', async () => {
    const cle = cleIne(base.serveur.secretIne, '240000001AB');
    await base.db
      .insertInto('opposition')
      .values({ siret_responsable: '99998000600012', cle_ine: cle, depuis_le: '2026-05-01T00:00:00.000Z' })
      .execute();
    await importLignes(base, list(2));
    expect((await rowsOf('acte')).map(({ body }) => body.type)).toEqual(['opposition']);
  });
});

describe('a refused file', () => {
  const text = (lignes: readonly Ligne[]): string => texteExtraction(lignes);
  const good = text(list(12));
  const oldHeader = good.replace(" et l'offre de formation", '');
  const refusals: [string, () => string | Uint8Array, string, object][] = [
    ['empty', () => '', 'FICHIER_VIDE', {}],
    ['header only', () => text([]), 'FICHIER_SANS_LIGNE', {}],
    [
      'header of another year',
      () => oldHeader,
      'ENTETE_INATTENDU',
      { manquantes: ["Académie possédant le dossier élève et l'offre de formation"] },
    ],
    ['truncated', () => good.slice(0, -300), 'LIGNE_TRONQUEE', { ligne: 13 }],
    ['not UTF-8', () => Buffer.from(good, 'latin1'), 'ENCODAGE_INVALIDE', {}],
    ['separated by commas', () => good.replaceAll(';', ','), 'SEPARATEUR_INATTENDU', {}],
    [
      'separated by tabs without quotes',
      () => good.replaceAll('"', '').replaceAll(';', '\t'),
      'SEPARATEUR_INATTENDU',
      {},
    ],
    [
      'much shorter',
      () => text(list(9)),
      'TROP_DE_RETRAITS',
      { relations: [{ relation: '99998000600012-99998000600020', avant: 14, retires: 5, deplaces: 0 }] },
    ],
  ];
  it.each(refusals)('%s: changes no byte of any table and says why', async (_name, content, code, details) => {
    await importLignes(base, list(14));
    const before = await dump(base.db);
    await expect(importText(base, content())).rejects.toMatchObject({
      code,
      ...(Object.keys(details).length > 0 ? { details } : {}),
    });
    expect(await dump(base.db)).toBe(before);
  });

  it('passes when the operator confirms the relation, and refuses a relation that does not exist', async () => {
    await importLignes(base, list(14));
    await expect(importLignes(base, list(9), { confirmation: ['1-2'] })).rejects.toMatchObject({
      code: 'RELATION_INCONNUE',
      details: { relations: ['1-2'] },
    });
    const bilan = await importLignes(base, list(9), { confirmation: ['99998000600012-99998000600020'] });
    expect(bilan).toMatchObject({ retires: 5, inchanges: 9 });
  });

  it('keeps nothing of a source that breaks in the middle', async () => {
    await importLignes(base, list(3));
    const before = await dump(base.db);
    async function* broken() {
      yield Buffer.from(text(list(2000)));
      throw new Error('the disk went away');
    }
    const { importerVoeux } = await import('../../sync-api/voeux/import.ts');
    const date = new Date('2026-06-29T06:00:00Z');
    await expect(importerVoeux(base, { source: broken(), date, confirmation: [] })).rejects.toThrow('the disk');
    expect(await dump(base.db)).toBe(before);
  });
});
