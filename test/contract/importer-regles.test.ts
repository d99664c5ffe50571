import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DossierLigne, dossierLigne, voeuLigne } from '../../shared/contract/lignes.ts';
import { sentenceOfImport } from '../../sync-api/cli/phrases-import.ts';
import { importerEtablissements } from '../../sync-api/referentiels/etablissements.ts';
import { colonnesFormation, importerFormations } from '../../sync-api/referentiels/formations.ts';
import { importerMef } from '../../sync-api/referentiels/mef.ts';
import { colonnesRemplacement } from '../../sync-api/referentiels/remplacements.ts';
import { importerVoeux } from '../../sync-api/voeux/import.ts';
import { echantillon } from '../../tools/demo/echantillon.ts';
import { type Ligne, texteExtraction } from '../../tools/demo/entete.ts';
import {
  bytes,
  dump,
  importLignes,
  juin,
  ligneDe,
  openTestBase,
  refusalOf,
  releverTout,
} from '../support/extraction.ts';

let base: Awaited<ReturnType<typeof openTestBase>>;
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(() => base.close());

const responsable = '99998000600012';
const villeurbanne = '99998000600020';
const saintEtienne = '99998100400016';
const sansCouple = { 'clé ministère éducatif': '-', 'SIRET UAI gestionnaire': '-', 'SIRET UAI formateur': '-' };

const mef = '"MEF"|"LIBELLE_LONG"|"FORMATION_DIPLOME"\n22122134310|CUISINE|50022137\n24133404210|SERVICE|50033445\n';
const formations = (rows: readonly string[]) =>
  importerFormations(base.db, { source: bytes([colonnesFormation.join(';'), ...rows, ''].join('\n')) });
const remplacements = (rows: readonly string[]): string => [colonnesRemplacement.join(';'), ...rows, ''].join('\n');
const importAvec = (lignes: readonly Ligne[], overwrites: string | Uint8Array) =>
  releverTout((relever) =>
    importerVoeux(base, {
      source: bytes(texteExtraction(lignes)),
      date: juin,
      confirmation: [],
      remplacements: bytes(overwrites),
      relever,
    }),
  );

/** The people of one flux, in the order of their INE. */
async function dossiersDe(fluxId: string): Promise<DossierLigne[]> {
  const rows = await base.db
    .selectFrom('ligne')
    .select('corps')
    .where('flux_id', '=', fluxId)
    .where('type', '=', 'dossier')
    .execute();
  return rows
    .map(({ corps }) => dossierLigne.parse(JSON.parse(corps)))
    .sort((a, b) => ((a.ine ?? '') < (b.ine ?? '') ? -1 : 1));
}
async function voeuxDe(fluxId: string) {
  const rows = await base.db
    .selectFrom('ligne')
    .select('corps')
    .where('flux_id', '=', fluxId)
    .where('type', '=', 'voeu')
    .execute();
  return rows
    .map(({ corps }) => voeuLigne.parse(JSON.parse(corps)))
    .sort((a, b) => (a.code_offre < b.code_offre ? -1 : 1));
}

describe('the sample of the specification (voeux-affelnet 11.2)', () => {
  it('gives its exact result, but for: phones fully cleaned, an unknown MEF said, a list told first by what was sent', async () => {
    await importerMef(base.db, bytes(mef));
    const bilan = await importLignes(base, echantillon());
    expect(bilan).toMatchObject({
      total: 5,
      crees: 5,
      modifies: 0,
      inchanges: 0,
      retires: 0,
      invalides: 0,
      ignores: 0,
      recensement: 0,
      echecs: 0,
      sans_relation: 0,
      conserves: 0,
    });
    expect(bilan.anomalies).toEqual([
      { ligne: 4, champ: 'apprenant.telephone_portable', type: 'format' },
      { ligne: 5, champ: 'responsable.email_1', type: 'format' },
      { ligne: 5, champ: 'formation.mef', type: 'inconnu' },
    ]);
    const premiere = { genre: 'premiere', numero: 1, modifies: 0, retires: 0 };
    expect([...bilan.relations].sort((a, b) => (a.relation < b.relation ? -1 : 1))).toMatchObject([
      { relation: `${responsable}-${villeurbanne}`, total: 4, ajoutes: 4, ...premiere },
      { relation: `${responsable}-${saintEtienne}`, total: 1, ajoutes: 1, ...premiere },
    ]);
    const fluxDe = (siret: string) => bilan.relations.find(({ relation }) => relation.endsWith(siret))?.flux ?? '';

    const voeux = await voeuxDe(fluxDe(villeurbanne));
    expect(voeux.map(({ code_offre: offre, rang, formation }) => [offre, rang, ...Object.values(formation)])).toEqual(
      expect.arrayContaining([
        [
          '69A00101',
          1,
          '1CAP2  CUISINE',
          '2212213431',
          '50022137',
          `069001P0131${responsable}${villeurbanne}-69266#L01`,
        ],
        [
          '69A00102',
          2,
          '1CAP2  COM. SERV. HOTEL-CAFE-REST.',
          '2413340421',
          '50033445',
          `069001P0131${responsable}${villeurbanne}-69266#L02`,
        ],
        ['69A00103', 3, '1CAP2  BOULANGER', null, null, `069001P0131${responsable}${villeurbanne}-69266#L03`],
      ]),
    );
    expect(voeux.every(({ etablissement_accueil: accueil }) => accueil.nom === 'CFA LES TROIS FOURNEAUX')).toBe(true);

    const [tardivel, belkhadra, querrec] = await dossiersDe(fluxDe(villeurbanne));
    expect(tardivel?.telephones.map(({ origine, e164 }) => [origine, e164])).toEqual([
      ['responsable_1', '+33639981202'],
      ['responsable_2', '+33639981203'],
      ['personnel', '+33199001201'],
      ['portable', '+33639981201'],
    ]);
    expect(belkhadra).toMatchObject({
      adresse: { lignes: ['7 chemin du Vieux Four', 'Lieu-dit Les Granges'], code_postal: '01330' },
      etablissement_origine: { uai: '0019912U', nom: 'COLLEGE DES ETANGS IMAGINAIRES', ville: 'VILLARS LES DOMBES' },
    });
    expect(belkhadra?.telephones.map(({ brut, e164 }) => [brut, e164])).toEqual([
      ['0639981302', '+33639981302'],
      ['+33 639 98 13 01', '+33639981301'],
    ]);
    expect(querrec).toMatchObject({ emails: ['m.querrec(at)example.org'], adresse: { code_postal: '42100' } });
    expect((await dossiersDe(fluxDe(saintEtienne))).map(({ nom }) => nom)).toEqual(['VAN DER AUWERA']);
  });
});

describe('the rules that need the imported references', () => {
  it('keeps a known vœu whose offer lost its places, counts recensement apart, and changes nothing twice', async () => {
    const lignes = [
      ligneDe({ ine: '240000001AB' }),
      ligneDe({ ine: '240000002CD', offre: '69A00102' }),
      {
        ...ligneDe({ ine: '240000003EF', offre: '69A00105' }),
        'SIRET UAI formateur': '99999999999999',
        'clé ministère éducatif': '-',
      },
      ligneDe({ ine: '240000004GH', offre: '69A00104' }),
    ];
    await importerMef(base.db, bytes(mef));
    await importLignes(base, lignes.slice(0, 1));
    await formations(['lyon;69a00101;;;;;;;CFA; 0 ', 'LYON;69A00104;;;;;;;RECTORAT ET SERVICES RECTORAUX;9']);
    const bilan = await importLignes(base, lignes);
    expect(bilan).toMatchObject({ total: 4, crees: 1, ignores: 1, recensement: 2, conserves: 1, retires: 0 });
    expect(bilan.anomalies).toEqual([
      { ligne: 2, champ: 'formation.capacite', type: 'sans_place' },
      { ligne: 2, champ: 'voeu', type: 'conserve' },
      { ligne: 4, champ: 'relation', type: 'recensement' },
      { ligne: 5, champ: 'relation', type: 'recensement' },
    ]);
    const kept = await base.db
      .selectFrom('extraction')
      .select('bilan')
      .where('id', '=', bilan.extraction ?? '')
      .execute();
    expect(kept.map((row) => JSON.parse(row.bilan))).toMatchObject([{ crees: 1, recensement: 2 }]);
    const before = await dump(base.db);
    expect(await importLignes(base, lignes)).toMatchObject({ inchanges: 1, extraction: null });
    expect(await dump(base.db)).toBe(before);
  });

  it('delivers a line without couple once the offer or the établissements say whose it is', async () => {
    const ligne = { ...ligneDe({ ine: '240000001AB' }), ...sansCouple };
    expect(await importLignes(base, [ligne])).toMatchObject({ crees: 1, sans_relation: 1 });
    const header = 'siret;uai;raison_sociale;enseigne;adresse;code_postal;ville;academie';
    const known = [`${responsable};0699901M;CFA;;;;;`, `${villeurbanne};0699902N;CFA;;;;;`];
    await importerEtablissements(base.db, base.random, bytes([header, ...known, ''].join('\n')));
    expect(await importLignes(base, [ligne])).toMatchObject({
      modifies: 1,
      sans_relation: 0,
      relations: [{ relation: `${responsable}-${villeurbanne}` }],
    });
  });

  it('does not guess a SIRET from an UAI that two établissements bear', async () => {
    const header = 'siret;uai;raison_sociale;enseigne;adresse;code_postal;ville;academie';
    const rows = [responsable, villeurbanne, saintEtienne].map((siret) => `${siret};0699902N;CFA;;;;;`);
    await importerEtablissements(base.db, base.random, bytes([header, ...rows, ''].join('\n')));
    const ligne = { ...ligneDe({ ine: '240000001AB' }), ...sansCouple, 'UAI Établissement responsable': '0699902N' };
    expect(await importLignes(base, [ligne])).toMatchObject({ sans_relation: 1 });
  });
});

describe('the overwrite file', () => {
  const lignes = [ligneDe({ ine: '240000001AB' }), ligneDe({ ine: '240000002CD', offre: '69A00102' })];
  const corrige = remplacements([`Lyon/69a00101;;;${saintEtienne};;`, 'LYON/69Z;;;;;']);

  it('moves the vœux of the offer that it names, says which of its lines served nothing, and changes nothing twice', async () => {
    const bilan = await importAvec(lignes, corrige);
    expect(bilan.relations.map(({ relation, total }) => `${relation} ${total}`).sort()).toEqual([
      `${responsable}-${villeurbanne} 1`,
      `${responsable}-${saintEtienne} 1`,
    ]);
    expect(bilan.remplacements_inutiles).toEqual(['LYON/69Z']);
    const before = await dump(base.db);
    expect(await importAvec(lignes, corrige)).toMatchObject({ inchanges: 2, extraction: null });
    expect(await dump(base.db)).toBe(before);
    expect(await importLignes(base, lignes)).toMatchObject({ modifies: 1, deplaces: 1 });
  });

  it.each<[string, string | Uint8Array, string, string]>([
    ['empty', '', 'FICHIER_VIDE', 'Le fichier est vide.'],
    ['header only', remplacements([]), 'FICHIER_SANS_LIGNE', 'que l’en-tête'],
    ['an extraction', texteExtraction(lignes), 'ENTETE_INATTENDU', '« Affelnet_id »'],
    ['separated by commas', corrige.replaceAll(';', ','), 'SEPARATEUR_INATTENDU', '« ; »'],
    ['truncated', corrige.slice(0, -4), 'LIGNE_TRONQUEE', 'La ligne 3 est coupée'],
    ['not UTF-8', Buffer.from(remplacements(['CRÉTEIL/1;;;;;']), 'latin1'), 'ENCODAGE_INVALIDE', 'UTF-8'],
    [
      'with a wrong SIRET',
      remplacements(['LYON/1;;;;;9999800060001']),
      'REMPLACEMENT_INVALIDE',
      '« Siret responsable »',
    ],
    ['with an unknown académie', remplacements(['LION/1;;;;;']), 'REMPLACEMENT_INVALIDE', 'Ligne 2'],
  ])('refused when it is %s: says which file and why, changes nothing', async (_name, content, code, words) => {
    await importLignes(base, lignes);
    const before = await dump(base.db);
    const refusal = await refusalOf(importAvec([ligneDe({ ine: '240000009ZZ' })], content));
    expect(refusal.code).toBe(code);
    const sentence = sentenceOfImport(refusal.code, refusal.details);
    expect(sentence.startsWith('Fichier des remplacements.')).toBe(true);
    expect(sentence).toContain(words);
    expect(sentence).toContain('Rien n’a été modifié.');
    expect(await dump(base.db)).toBe(before);
  });
});
