import { describe, expect, it } from 'vitest';
import type { Referentiel } from '../../../sync-api/voeux/referentiel.ts';
import type { Ligne } from '../../../tools/demo/entete.ts';
import {
  cle,
  connaissant,
  formateur,
  lire,
  offre,
  remplacant,
  responsable,
  sansCouple,
  sansUai,
  valide,
} from '../../support/lecture-ligne.ts';

describe('the clé ministère éducatif', () => {
  it('names the responsable at 11 to 25 and the formateur at 25 to 39, and wins over the columns', () => {
    expect([cle.length, cle.slice(11, -24), cle.slice(25, -10)]).toEqual([49, responsable, formateur]);
    const lue = valide({
      'clé ministère éducatif': cle.toLowerCase(),
      'SIRET UAI gestionnaire': '99998100400016',
      'SIRET UAI formateur': 'faux',
    });
    expect(lue.relation).toEqual({ responsable, formateur });
    expect(lue.voeu.formation.cle_ministere_educatif).toBe(cle);
    expect(lue.anomalies.map(({ type }) => type)).toEqual(['divergent', 'divergent']);
  });

  it('loses to the overwrite file, identifier by identifier', () => {
    const autre = '99998100400016';
    const partiel = valide({}, connaissant([], remplacant({ siret: { responsable: null, formateur: autre } })));
    expect(partiel.relation).toEqual({ responsable, formateur: autre });
    expect(partiel.voeu.formation.cle_ministere_educatif).not.toBeNull();
    const entier = valide({}, connaissant([], remplacant({ siret: { responsable: autre, formateur: autre } })));
    expect(entier.relation).toEqual({ responsable: autre, formateur: autre });
  });

  it('stays the winner when the overwrite file gives the UAI only', () => {
    const lue = valide(
      { 'SIRET UAI formateur': '99998100400016' },
      connaissant([], remplacant({ uaiAccueil: '0429905N', uai: { responsable: null, formateur: '0429903L' } })),
    );
    expect(lue.relation).toEqual({ responsable, formateur });
    expect(lue.voeu.etablissement_accueil.uai).toBe('0429905N');
  });

  it('gives a usable line to an overwrite of a wrong UAI of accueil', () => {
    const lue = valide({ 'Code UAI étab. Accueil': '?' }, connaissant([], remplacant({ uaiAccueil: '0429905N' })));
    expect(lue.anomalies).toEqual([]);
  });
});

describe('the completion of what a line lacks', () => {
  it('takes the SIRET of the imported offer, by académie and code', () => {
    const lue = valide(sansCouple, connaissant([offre({ cle_ministere_educatif: null })]));
    expect(lue.relation).toEqual({ responsable, formateur });
    expect(lue.anomalies).toEqual([]);
  });

  it('asks the offer of the same clé before the one of the same code', () => {
    const courte = '069001P0131';
    const parCle = offre({ code_offre: '69Z99999', cle_ministere_educatif: courte, siret_formateur: '99998100400016' });
    const lue = valide({ ...sansCouple, 'clé ministère éducatif': courte }, connaissant([offre(), parCle]));
    expect(lue.relation?.formateur).toBe('99998100400016');
  });

  it('is not stopped by a malformed clé', () => {
    const lue = valide({ ...sansCouple, 'clé ministère éducatif': '069001P0131' }, connaissant([offre()]));
    expect(lue.relation).toEqual({ responsable, formateur });
    expect(lue.voeu.formation.cle_ministere_educatif).toBeNull();
    expect(lue.anomalies).toEqual([{ champ: 'formation.cle_ministere_educatif', type: 'format' }]);
  });

  it('falls back on the établissements: SIRET by UAI, UAI by SIRET, each when it is missing alone', () => {
    const uaiParSiret = new Map([[responsable, '0699901M']]);
    const siretParUai = new Map([
      ['0699901M', responsable],
      ['0699902N', formateur],
    ]);
    const lue = valide(sansCouple, connaissant([], { uaiParSiret, siretParUai }));
    expect(lue.relation).toEqual({ responsable, formateur });
    const other = valide(sansUai, connaissant([], { uaiParSiret, siretParUai }));
    expect(other.anomalies).toEqual([{ champ: 'etablissement_formateur.uai', type: 'inconnu' }]);
  });

  it('never replaces what the line says', () => {
    const lue = valide(
      { 'clé ministère éducatif': '-', 'SIRET UAI formateur': '99998200200019' },
      connaissant([offre({ siret_formateur: '99998100400016' })]),
    );
    expect(lue.relation?.formateur).toBe('99998200200019');
  });

  it('never hides a wrong SIRET of the line', () => {
    const lue = lire({ 'clé ministère éducatif': '-', 'SIRET UAI formateur': '123' }, connaissant([offre()]));
    expect(lue.etat).toBe('invalide');
  });
});

describe('the lines that nobody receives', () => {
  it('ignores an offer without places, and says why', () => {
    const lue = lire({}, connaissant([offre({ capacite: 0 })]));
    expect(lue).toMatchObject({
      etat: 'ignore',
      cle: { academie: '10', ine: '240000001AB', codeOffre: '69A00101' },
      anomalies: [{ champ: 'formation.capacite', type: 'sans_place' }],
    });
  });

  it.each([
    ['BESANCON', '03'],
    ['Besançon', '03'],
    ['LA RÉUNION', '28'],
    ['reunion', '28'],
    ['CRETEIL', '24'],
    ['orléans-tours', '18'],
  ])('ignores it whatever the accents and the case of the académie (%s)', (nom, academie) => {
    const lue = lire(
      {
        "Académie possédant le dossier élève et l'offre de formation": nom,
        'Code offre de formation (vœu)': '25a00101',
      },
      connaissant([offre({ academie_code: academie, code_offre: '25A00101', capacite: 0 })]),
    );
    expect(lue.etat).toBe('ignore');
  });

  it.each([null, 1, 12])('keeps an offer of capacity %j', (capacite) => {
    expect(lire({}, connaissant([offre({ capacite })])).etat).toBe('valide');
  });

  const recensement: [string, Partial<Ligne>, Referentiel?][] = [
    ['the SIRET of recensement', { ...sansCouple, 'SIRET UAI gestionnaire': '99999999999999' }],
    ['the same inside the clé', { 'clé ministère éducatif': `069001P013199999999999999${formateur}-69266#L01` }],
    ['the UAI of recensement as formateur', { 'UAI Établissement formateur': '0000000a' }],
    ['the UAI of recensement as accueil', { 'Code UAI étab. Accueil': '0000000A' }],
    ['an accueil known for it and no couple', { ...sansCouple, 'Code UAI étab. Accueil': '0690133V' }],
    ['an offer completed with that SIRET', sansCouple, connaissant([offre({ siret_responsable: '99999999999999' })])],
    ...[
      'SERVICE ACAD ET CENTRES INFO ET ORIENTAT',
      'RECTORAT ET SERVICES RECTORAUX',
      "SERVICES DEPARTEMENTAUX DE L'EN",
      'Services départementaux de l’EN',
      'SERVICES DEPARTEMENTAUX DE L EN',
    ].map((type): [string, Partial<Ligne>, Referentiel] => [
      `an offer of type ${type}`,
      {},
      connaissant([offre({ type_etablissement: type })]),
    ]),
  ];
  it.each(recensement)('sets apart a line with %s', (_name, values, referentiel) => {
    const lue = lire(values, referentiel);
    expect(lue.etat).toBe('recensement');
    expect(lue.anomalies.at(-1)).toEqual({ champ: 'relation', type: 'recensement' });
  });

  it('delivers a real couple whatever the list of accueil says, and an administrative offer that was corrected', () => {
    expect(valide({ 'Code UAI étab. Accueil': '0690133V' }).relation).toEqual({ responsable, formateur });
    const corrigee = connaissant(
      [offre({ type_etablissement: 'RECTORAT ET SERVICES RECTORAUX' })],
      remplacant({ siret: { responsable, formateur } }),
    );
    expect(valide({}, corrigee).relation).toEqual({ responsable, formateur });
  });

  it('counts an unusable line of such an offer as unusable', () => {
    expect(lire({ "Nom de l'élève": '-' }, connaissant([offre({ capacite: 0 })])).etat).toBe('invalide');
  });
});
