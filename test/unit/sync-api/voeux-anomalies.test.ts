import { describe, expect, it } from 'vitest';
import type { Ligne } from '../../../tools/demo/entete.ts';
import { connaissant, lire, offre, sansUai, valide } from '../../support/lecture-ligne.ts';

describe('the anomalies of a line (voeux-affelnet 4.4)', () => {
  type Cas = [champ: string, values: Partial<Ligne>, type: string];
  const siret = { 'clé ministère éducatif': '-' };

  const fatales: Cas[] = [
    ['academie', { "Académie possédant le dossier élève et l'offre de formation": '-' }, 'absent'],
    ['academie', { "Académie possédant le dossier élève et l'offre de formation": 'ATLANTIDE' }, 'inconnu'],
    ['apprenant.ine', { INE: '' }, 'absent'],
    ['apprenant.nom', { "Nom de l'élève": '-' }, 'absent'],
    ['apprenant.prenom', { 'Prénom 1': '' }, 'absent'],
    ['formation.code_affelnet', { 'Code offre de formation (vœu)': '-' }, 'absent'],
    ['formation.code_formation_diplome', { 'Code MEF': '99900000010' }, 'format'],
    ['etablissement_accueil.uai', { 'Code UAI étab. Accueil': '-' }, 'absent'],
    ['etablissement_accueil.uai', { 'Code UAI étab. Accueil': '069990R' }, 'format'],
    ['etablissement_formateur.siret', { ...siret, 'SIRET UAI formateur': '9999800060002' }, 'format'],
    ['etablissement_responsable.siret', { ...siret, 'SIRET UAI gestionnaire': '9999800060001A' }, 'format'],
  ];
  it.each(fatales)('reject the line for %s (%j, %s)', (champ, values, type) => {
    const mefs = new Map([
      ['2212213431', '50022137'],
      ['9990000001', '46X22101'],
    ]);
    const lue = lire(values, { ...connaissant([]), mefs });
    expect(lue.etat).toBe('invalide');
    expect(lue.anomalies).toContainEqual({ champ, type });
  });

  const retenues: Cas[] = [
    ['etablissement_formateur.siret', { ...siret, 'SIRET UAI formateur': '-' }, 'absent'],
    ['etablissement_responsable.siret', { ...siret, 'SIRET UAI gestionnaire': '' }, 'absent'],
    ['etablissement_formateur.siret', { 'SIRET UAI formateur': '99998100400016' }, 'divergent'],
    ['formation.cle_ministere_educatif', { 'clé ministère éducatif': '069001P0131' }, 'format'],
    ['formation.mef', { 'Code MEF': '99999999990' }, 'inconnu'],
    ['formation', { 'Code MEF': '-', 'Libellé formation': '-' }, 'absent'],
    ['formation.libelle', { 'Libellé formation': '-' }, 'absent'],
    ['apprenant.adresse.libelle', { "Adresse de l'élève - Ligne 1": '-' }, 'absent'],
    ['apprenant.adresse.code_postal', { 'Code postal': '-' }, 'absent'],
    ['apprenant.adresse.ville', { VILLE: '-' }, 'absent'],
    ['apprenant.adresse.pays', { PAYS: '-' }, 'absent'],
    ['apprenant.telephone_personnel', { 'Téléphone personnel': '0199001' }, 'illisible'],
    ['apprenant.telephone_portable', { 'Téléphone portable': '06.39.98.12.01' }, 'format'],
    ['responsable.telephone_1', { 'Téléphone responsable 1': 'bureau' }, 'illisible'],
    ['responsable.telephone_2', { 'Téléphone responsable 2': '+33 6 39 98 12 03' }, 'format'],
    ['responsable.email_1', { 'Mail responsable 1': 'm.querrec(at)example.org' }, 'format'],
    ['responsable.email_2', { 'Mail responsable 2': 'personne' }, 'format'],
    ['etablissement_origine.uai', { 'Code UAI étab. origine': '-' }, 'absent'],
    ['etablissement_origine.uai', { 'Code UAI étab. origine': '06999' }, 'format'],
    ['etablissement_origine.nom', { 'Type étab. origine': '-', 'Libellé étab. origine': '-' }, 'absent'],
    ['etablissement_accueil.nom', { 'Type étab. Accueil': '-', 'Libellé établissement Accueil': '-' }, 'absent'],
    ['etablissement_responsable.uai', { 'UAI Établissement responsable': '0699' }, 'format'],
    ['etablissement_formateur.uai', { 'UAI Établissement formateur': 'inconnu' }, 'format'],
    ['rang', { 'Rang du vœu': 'premier' }, 'format'],
  ];
  it.each(retenues)('are kept with the vœu for %s (%j, %s)', (champ, values, type) => {
    const { voeu, anomalies } = valide(values);
    expect(voeu.anomalies).toContainEqual({ champ, type });
    expect(anomalies).toContainEqual({ champ, type });
  });

  it('say nothing of a line in order, nor of a missing MEF, whose code_formation_diplome is only missing', () => {
    expect(valide({}).anomalies).toEqual([]);
    const { voeu, anomalies } = valide({ 'Code MEF': '-' });
    expect(anomalies).toEqual([]);
    expect(voeu.formation).toMatchObject({ mef: null, code_formation_diplome: null });
  });

  it('tell the operator alone of an UAI that nobody knows: the row must not change with each reference', () => {
    const before = valide(sansUai);
    expect(before.anomalies).toEqual([
      { champ: 'etablissement_responsable.uai', type: 'inconnu' },
      { champ: 'etablissement_formateur.uai', type: 'inconnu' },
    ]);
    expect(before.voeu.anomalies).toEqual([]);
    const after = valide(sansUai, connaissant([offre()]));
    expect(after.anomalies).toEqual([]);
    expect(after.empreinte).toBe(before.empreinte);
  });

  it('keep the rank, the second first names and the order of the address', () => {
    const { voeu, dossier } = valide({ 'Rang du vœu': '3', 'Prénom 2': 'Ines', 'Prénom 3': 'Lou' });
    expect(voeu.rang).toBe(3);
    expect(dossier.prenoms_autres).toEqual(['Ines', 'Lou']);
  });
});
