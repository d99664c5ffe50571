import { describe, expect, it } from 'vitest';
import { colonnes } from '../../../sync-api/voeux/colonnes.ts';
import { lireLigne } from '../../../sync-api/voeux/normalisation.ts';
import { referentielVide } from '../../../sync-api/voeux/referentiel.ts';
import { echantillon } from '../../../tools/demo/echantillon.ts';
import type { Ligne } from '../../../tools/demo/entete.ts';
import { ligneDe } from '../../support/extraction.ts';

const mefs = new Map([
  ['2212213431', '50022137'],
  ['2413340421', '50033445'],
]);

const read = (ligne: Ligne) =>
  lireLigne(
    (colonne) => {
      const value = new Map(Object.entries(ligne)).get(colonnes[colonne]) ?? '';
      return value === '' || value === '-' ? null : value;
    },
    { ...referentielVide(2026), mefs },
  );

const valid = (ligne: Ligne) => {
  const lue = read(ligne);
  if (lue.etat !== 'valide') throw new Error('expected a valid line');
  return lue;
};

describe('a line of the extraction', () => {
  it('reads the sample of the specification, with its two faults', () => {
    const lues = echantillon().map(valid);
    expect(lues.map(({ cle }) => cle.codeOffre)).toEqual(['69A00101', '69A00102', '69A00101', '69A00103', '42B00201']);
    expect(lues.map(({ voeu }) => voeu.formation.code_formation_diplome)).toEqual([
      '50022137',
      '50033445',
      '50022137',
      null,
      '50033445',
    ]);
    expect(lues.map(({ relation }) => relation?.formateur)).toEqual([
      ...Array.from({ length: 4 }, () => '99998000600020'),
      '99998100400016',
    ]);
    expect(lues.map(({ anomalies }) => anomalies)).toEqual([
      [],
      [],
      [{ champ: 'apprenant.telephone_portable', type: 'format' }],
      [
        { champ: 'responsable.email_1', type: 'format' },
        { champ: 'formation.mef', type: 'inconnu' },
      ],
      [],
    ]);
  });

  it('gives the zero back to a postcode, the case to an UAI, and keeps where the address stood', () => {
    const { dossier } = valid(echantillon()[2] ?? ligneDe({ ine: 'x' }));
    expect(dossier.adresse).toMatchObject({
      code_postal: '01330',
      lignes: ['7 chemin du Vieux Four', 'Lieu-dit Les Granges'],
    });
    expect(dossier.colonnes_source).toEqual({ adresse: [3, 4], emails: [1] });
    expect(dossier.etablissement_origine?.uai).toBe('0019912U');
  });

  it('keeps a damaged phone as received beside the repaired one, responsables first', () => {
    const ligne = { ...ligneDe({ ine: '240000001AB', telephone: '02693191234' }), 'Téléphone portable': '0639980002' };
    const { dossier, anomalies } = valid(ligne);
    expect(dossier.telephones).toEqual([
      {
        brut: '02693191234',
        e164: '+262693191234',
        confiance: 'corrigee',
        correction: 'DROM_11_CHIFFRES',
        origine: 'responsable_1',
      },
      { brut: '0639980002', e164: '+33639980002', confiance: 'sure', correction: null, origine: 'portable' },
    ]);
    expect(anomalies).toEqual([{ champ: 'responsable.telephone_1', type: 'corrige' }]);
  });

  it('stores nobody as the responsable légal', () => {
    expect(
      JSON.stringify(valid(ligneDe({ ine: '240000001AB', nom: 'DUCHEMIN' })).dossier).match(/DUCHEMIN/g),
    ).toHaveLength(1);
  });

  it('lets the clé ministère éducatif win over the SIRET columns, and says that they disagree', () => {
    const lue = valid({ ...ligneDe({ ine: '240000001AB' }), 'SIRET UAI formateur': '99998100400016' });
    expect(lue.relation?.formateur).toBe('99998000600020');
    expect(lue.anomalies).toEqual([{ champ: 'etablissement_formateur.siret', type: 'divergent' }]);
  });

  it('falls back on the SIRET columns when the clé is malformed', () => {
    const lue = valid({ ...ligneDe({ ine: '240000001AB' }), 'clé ministère éducatif': '069001P0131' });
    expect(lue.relation).toEqual({ responsable: '99998000600012', formateur: '99998000600020' });
    expect(lue.voeu.formation.cle_ministere_educatif).toBeNull();
  });

  it('keeps a vœu without any SIRET, for nobody', () => {
    const ligne = { ...ligneDe({ ine: '240000001AB' }), 'clé ministère éducatif': '-', 'SIRET UAI formateur': '-' };
    expect(valid(ligne).relation).toBeNull();
  });

  const faults: [string, Partial<Ligne>, string, boolean][] = [
    [
      'an unknown académie',
      { "Académie possédant le dossier élève et l'offre de formation": 'ATLANTIDE' },
      'academie',
      false,
    ],
    ['no INE', { INE: '-' }, 'apprenant.ine', false],
    ['no surname', { "Nom de l'élève": '' }, 'apprenant.nom', true],
    ['no first name', { 'Prénom 1': '-' }, 'apprenant.prenom', true],
    ['no offer', { 'Code offre de formation (vœu)': '' }, 'formation.code_affelnet', false],
    ['a wrong UAI of accueil', { 'Code UAI étab. Accueil': '69' }, 'etablissement_accueil.uai', true],
    [
      'a wrong SIRET',
      { 'clé ministère éducatif': '-', 'SIRET UAI formateur': '123' },
      'etablissement_formateur.siret',
      true,
    ],
  ];
  it.each(faults)('cannot use a line with %s', (_name, values, champ, hasKey) => {
    const lue = read({ ...ligneDe({ ine: '240000001AB' }), ...values });
    expect(lue.etat).toBe('invalide');
    expect(lue.cle !== null).toBe(hasKey);
    expect(lue.anomalies.map((anomalie) => anomalie.champ)).toContain(champ);
  });

  it('sets apart the offers of no real CFA', () => {
    const ligne = ligneDe({ ine: '240000001AB' });
    const lue = read({ ...ligne, 'clé ministère éducatif': '', 'SIRET UAI formateur': '99999999999999' });
    expect(lue.etat).toBe('recensement');
  });

  it('fails a line too large for a list row', () => {
    expect(read({ ...ligneDe({ ine: '240000001AB' }), VILLE: 'X'.repeat(20_000) }).etat).toBe('echec');
  });
});
