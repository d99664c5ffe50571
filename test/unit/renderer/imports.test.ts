import { describe, expect, it } from 'vitest';
import { colonnes } from '../../../main/core/imports/colonnes.ts';
import {
  phraseAnomalie,
  phrasesReparations,
  titreColonne,
} from '../../../renderer/features/imports/anomalies-textes.ts';
import { brouillonDe, manqueA, newImport, nomsEnvoyes, suivre } from '../../../renderer/features/imports/place.ts';
import { phraseRefus } from '../../../renderer/features/imports/refus.ts';
import {
  bilanDe,
  phraseCible,
  phraseCouple,
  phraseFin,
  phraseLignes,
  phraseRetraits,
  taille,
} from '../../../renderer/features/imports/textes.ts';
import { erreurs } from '../../../renderer/textes/erreurs.ts';
import type { ApercuImport, RelationLue } from '../../../shared/contract/ipc/imports.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const couple = { responsable: '99998000600012', formateur: '99998000600020' };

const relation = (over: Partial<RelationLue> = {}): RelationLue => ({
  couple,
  nom: 'CFA des Trois Fourneaux',
  flux: null,
  voeux: 10,
  ajoutes: 10,
  modifies: 0,
  inchanges: 0,
  retires: 0,
  retraitsInhabituels: false,
  ...over,
});
const apercu = (...relations: RelationLue[]): ApercuImport => ({
  lecture: id(1),
  fichier: { nom: 'a.csv', octets: 10, encodage: 'utf-8', separateur: ';', format: '27', colonnesEnTrop: [] },
  lignes: { total: 10, valides: 10, ecartees: 0, doublons: 0 },
  reparations: [],
  anomalies: 0,
  relations,
  extrait: { colonnes: [], lignes: [] },
});
const travail = (over: Partial<Travail>): Travail => ({
  travail: id(9),
  genre: 'lecture',
  etat: 'en-cours',
  fait: 0,
  total: null,
  code: null,
  details: null,
  resultat: null,
  ...over,
});

describe('which page of an import shows', () => {
  it('follows its own work from the reading to the end', () => {
    const place = { travail: id(9) };
    const etapeOf = (over: Partial<Travail>) => suivre(place, [travail(over)]).etape;
    expect(etapeOf({})).toBe('travail');
    expect(etapeOf({ etat: 'fini' })).toBe('apercu');
    expect(etapeOf({ etat: 'echec', code: 'FICHIER_VIDE' })).toBe('choix');
    expect(etapeOf({ etat: 'annule' })).toBe('choix');
    expect(etapeOf({ genre: 'import' })).toBe('travail');
    expect(etapeOf({ genre: 'import', etat: 'fini' })).toBe('fini');
  });

  it('goes back to the preview when an import failed or was cancelled: nothing of it was kept', () => {
    const place = { travail: id(9) };
    for (const etat of ['echec', 'annule'] as const) {
      expect(suivre(place, [travail({ genre: 'import', etat })]).etape).toBe('apercu');
    }
  });

  it('takes up what runs since before a lock, and never an export', () => {
    expect(suivre(newImport, [travail({})])).toMatchObject({ etape: 'travail', travail: { travail: id(9) } });
    expect(suivre(newImport, [travail({ genre: 'export' })])).toEqual({ etape: 'apercu', travail: null });
    expect(suivre(newImport, [travail({ etat: 'fini' })]).travail).toBeNull();
  });
});

describe('what keeps a file from being imported', () => {
  const missing = (lu: ApercuImport, over: { noms?: string[]; confirmerRetraits?: boolean } = {}) =>
    manqueA(lu, { ...brouillonDe(lu, null), ...over });

  it('is nothing when the lists are named and lose no more than usual', () => {
    expect(missing(apercu(relation()))).toBeNull();
  });

  it('is a name, when the file does not say whose list it is or when it was wiped out', () => {
    const unknown = apercu(relation({ couple: null }));
    expect(missing(unknown)).toBe('nom');
    expect(missing(unknown, { noms: ['  '] })).toBe('nom');
    expect(missing(unknown, { noms: ['Lyon'] })).toBeNull();
    expect(missing(apercu(relation()), { noms: [''] })).toBe('nom');
  });

  it('is a confirmation, when a list would lose more than usual', () => {
    const emptied = apercu(relation({ flux: `local:${id(2)}`, ajoutes: 0, retires: 8, retraitsInhabituels: true }));
    expect(missing(emptied)).toBe('retraits');
    expect(missing(emptied, { confirmerRetraits: true })).toBeNull();
  });

  it('is the file itself, when it holds nothing or changes nothing', () => {
    expect(missing(apercu())).toBe('rien-a-importer');
    const same = relation({ flux: `local:${id(2)}`, ajoutes: 0, inchanges: 10 });
    expect(missing(apercu(same), { noms: [''] })).toBe('rien-ne-change');
  });

  it('sends a name for every list, the one it has for those that do not change', () => {
    const lu = apercu(relation(), relation({ nom: 'UFA', ajoutes: 0, inchanges: 4 }));
    expect(nomsEnvoyes(lu, { lecture: id(1), noms: [' Lyon ', ''], confirmerRetraits: false })).toEqual([
      'Lyon',
      'UFA',
    ]);
  });

  it('forgets what was written on another reading', () => {
    const written = { lecture: id(7), noms: ['Ancien'], confirmerRetraits: true };
    expect(brouillonDe(apercu(relation()), written)).toMatchObject({ lecture: id(1), confirmerRetraits: false });
    const same = { ...written, lecture: id(1) };
    expect(brouillonDe(apercu(relation()), same)).toBe(same);
  });
});

describe('why a file was refused', () => {
  it('names the line, the columns and the way out', () => {
    expect(phraseRefus({ code: 'LIGNE_TRONQUEE', details: { ligne: 1204 } })).toMatch(/^La ligne 1\u202f204 .* coupée/);
    expect(phraseRefus({ code: 'LIGNE_TRONQUEE', details: { ligne: 3, motif: 'guillemet' } })).toContain('guillemet');
    expect(phraseRefus({ code: 'LIGNE_MALFORMEE', details: { ligne: 7, motif: 'colonnes' } })).toContain('La ligne 7');
    expect(phraseRefus({ code: 'SEPARATEUR_INATTENDU' })).toContain('sans l’ouvrir dans Excel');
    expect(phraseRefus({ code: 'SEPARATEUR_INATTENDU', details: { ligne: 4 } })).toContain('La ligne 4');
    expect(phraseRefus({ code: 'FICHIER_ILLISIBLE', details: { motif: 'classeur' } })).toContain('CSV UTF-8');
    expect(phraseRefus({ code: 'FICHIER_ILLISIBLE', details: { motif: 'lecture' } })).toContain('clé USB');
    expect(phraseRefus({ code: 'ENTETE_INATTENDU', details: { motif: 'extraction' } })).toContain('Affelnet');
    expect(phraseRefus({ code: 'ENTETE_INATTENDU', details: { motif: 'excel-lisible' } })).toContain('Ypareo');
    expect(phraseRefus({ code: 'TROP_VOLUMINEUX', details: { relations: true, max: 50 } })).toContain('50 listes');
    const perte = { relations: [{ nom: 'Lyon', avant: 100, retires: 80 }] };
    expect(phraseRefus({ code: 'TROP_DE_RETRAITS', details: perte })).toContain('« Lyon », 80 sur 100 vœux');
  });

  it('tells the missing columns, and not all twenty-seven', () => {
    const some = { motif: 'colonnes', manquantes: ['CP_APPR'], doubles: ['TEL1_APPR'] };
    expect(phraseRefus({ code: 'ENTETE_INATTENDU', details: some })).toBe(
      'Les colonnes de ce fichier ne sont pas celles attendues. Il manque : CP_APPR. En double : TEL1_APPR.',
    );
    const all = { motif: 'colonnes', manquantes: [...colonnes], doubles: [] };
    expect(phraseRefus({ code: 'ENTETE_INATTENDU', details: all })).toContain('et 19 autres.');
  });

  it('falls back on the sentence of the code, whatever the details are', () => {
    expect(phraseRefus({ code: 'FICHIER_VIDE' })).toBe(erreurs.FICHIER_VIDE);
    expect(phraseRefus({ code: 'FICHIER_ILLISIBLE', details: { motif: 'nouveau' } })).toBe(erreurs.FICHIER_ILLISIBLE);
    expect(phraseRefus({ code: 'TROP_DE_RETRAITS', details: { relations: 'x' } })).toBe(erreurs.TROP_DE_RETRAITS);
    expect(phraseRefus({ code: 'LIGNE_MALFORMEE', details: { ligne: 'x', motif: 3 } })).toMatch(/^Une ligne de ce/);
    expect(phraseRefus({ code: 'LIGNE_TRONQUEE', details: null })).toMatch(/^Une ligne de ce fichier est coupée/);
  });
});

describe('words of a preview', () => {
  it('counts the lines, what is zero left out', () => {
    expect(phraseLignes({ total: 391, valides: 388, ecartees: 2, doublons: 1 })).toBe(
      '391 lignes lues : 388 utilisables, 2 écartées, 1 en double',
    );
    expect(phraseLignes({ total: 1, valides: 0, ecartees: 1, doublons: 0 })).toBe(
      '1 ligne lue : 0 utilisable, 1 écartée',
    );
    expect(phraseLignes({ total: 2, valides: 2, ecartees: 0, doublons: 0 })).toBe('2 lignes lues, toutes utilisables');
  });

  it('sizes a file as an office reads it', () => {
    expect([1, 850, 46_080, 3_355_443].map(taille)).toEqual(['1 octet', '850 octets', '45 Ko', '3,2 Mo']);
  });

  it('says where a list goes and whose it is', () => {
    expect(phraseCible({ flux: `local:${id(2)}`, couple })).toBe('Met à jour la liste de ce poste');
    expect(phraseCible({ flux: null, couple: null })).toContain('ne dit pas laquelle');
    expect(phraseCouple({ responsable: '1', formateur: '1' })).toBe('SIRET 1, responsable et formateur');
    expect(phraseCouple(null)).toBeNull();
  });

  it('says how much a list would lose', () => {
    expect(phraseRetraits(80, 100)).toMatch(/^80 vœux sur 100 seraient retirés :/);
    expect(phraseRetraits(1, null)).toMatch(/^1 vœu serait retiré :/);
  });

  it('sums the lists of a file, and says at the end what became of them', () => {
    const bilan = bilanDe([relation(), relation({ ajoutes: 2, modifies: 1, retires: 3 })]);
    expect(bilan).toEqual({ ajoutes: 12, modifies: 1, retires: 3 });
    expect(phraseFin(bilan, 2)).toBe('12 vœux ajoutés, 1 modifié, 3 retirés. 2 listes sont sur ce poste.');
    expect(phraseFin({ ajoutes: 0, modifies: 0, retires: 1 }, 1)).toBe('1 vœu retiré. La liste est sur ce poste.');
    expect(phraseFin(null, 1)).toBe('La liste est sur ce poste.');
  });

  it('counts repairs in words, those of the same words together', () => {
    const lues = [
      { code: 'CODE_POSTAL_ZERO', nombre: 1 },
      { code: 'TELEPHONE_ZERO', nombre: 20 },
      { code: 'TELEPHONE_ZERO_PERDU', nombre: 5 },
      { code: 'DEMAIN', nombre: 2 },
    ];
    expect(phrasesReparations(lues)).toEqual([
      '25 téléphones qui retrouvent leur zéro',
      '2 autres réparations',
      '1 code postal qui retrouve son zéro',
    ]);
  });

  it('has a title for every column and words for every remark that the core makes', () => {
    for (const colonne of colonnes) expect(titreColonne(colonne)).not.toMatch(/_/);
    const types = [
      ...['INE_ABSENT', 'INE_SCIENTIFIQUE', 'INE_FORME', 'NOM_ABSENT', 'PRENOM_ABSENT', 'ADRESSE_ABSENTE'],
      ...['VILLE_ABSENTE', 'CODE_POSTAL_ABSENT', 'CODE_POSTAL_FORME', 'CODE_POSTAL_ZERO', 'EMAIL_FORME', 'UAI_ABSENT'],
      ...['UAI_FORME', 'UAI_ZERO', 'CLE_FORME', 'MEF_FORME', 'MEF_SCIENTIFIQUE', 'DIPLOME_FORME', 'FORMATION_ABSENTE'],
      ...['TELEPHONE_ABSENT', 'TELEPHONE_ILLISIBLE', 'TELEPHONE_DOUTEUX', 'TELEPHONE_SCIENTIFIQUE', 'TELEPHONE_ZERO'],
      ...[
        'TELEPHONE_DROM_11_CHIFFRES',
        'TEXTE_EXCEL',
        'APOSTROPHE',
        'LIGNE_TROP_LONGUE',
        'DOUBLON',
        'PERSONNE_EFFACEE',
      ],
    ];
    for (const type of types) expect(phraseAnomalie(type)).not.toBe('donnée inattendue');
    expect(phraseAnomalie('DEMAIN')).toBe('donnée inattendue');
  });
});
