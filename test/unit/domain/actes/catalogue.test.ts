import { describe, expect, it } from 'vitest';
import type { Acte } from '../../../../shared/domain/actes/acte.ts';
import { dispositions, issues } from '../../../../shared/domain/actes/appel.ts';
import {
  type ActeType,
  catalogue,
  estActeType,
  faitsDe,
  parseActe,
} from '../../../../shared/domain/actes/catalogue.ts';
import { acteFictif, candidate, corpsDAppel, lea, mere, uuidDe } from '../actes-fictifs.ts';

const id = uuidDe(1);
const autre = uuidDe(2);
const creneau = {
  creneau: autre,
  genre: 'reunion',
  debut: '2027-06-16T08:00:00.000Z',
  fin: '2027-06-16T09:00:00.000Z',
  capacite: 12,
  liste_attente: true,
  offre: null,
};
const action = { quoi: 'rappeler', le: '2027-06-08T15:30:00.000Z', precision: 'heure', qui: lea };

/** One valid body per type, with the faits it must set. */
const exemples: Record<ActeType, { corps: Acte['corps']; faits: Record<string, unknown> }> = {
  appel: {
    corps: { ...corpsDAppel({ disposition: 'JOINT', issue: 'INSCRIT' }), note: 'ok' },
    faits: { issue: 'INSCRIT', [`numero:${mere}`]: 'confirme' },
  },
  note: { corps: { texte: 'Préfère le matin.' }, faits: {} },
  informe: { corps: { canal: 'oral' }, faits: { informe: true } },
  'prochaine-action': { corps: { ...action }, faits: { 'prochaine-action': action } },
  affectation: { corps: { operateur: null }, faits: { affectation: null } },
  numero: { corps: { numero: candidate, etat: 'verrouille' }, faits: { [`numero:${candidate}`]: 'verrouille' } },
  rectification: { corps: { champ: 'nom', valeur: 'TARDIVEL', ancienne: null }, faits: { 'champ:nom': 'TARDIVEL' } },
  message: { corps: { canal: 'sms', texte: 'Bonjour', modele: null }, faits: {} },
  reponse: {
    corps: { demande: autre, genre: 'personnalisee', texte: 'Bonjour' },
    faits: { [`reponse:${autre}`]: 'personnalisee' },
  },
  vue: { corps: { demande: autre }, faits: { [`vue:${autre}`]: true } },
  'creneau-cree': {
    corps: { ...creneau },
    faits: {
      [`creneau:${autre}`]: {
        etat: 'prevu',
        genre: 'reunion',
        debut: creneau.debut,
        fin: creneau.fin,
        capacite: 12,
        liste_attente: true,
        titre: null,
        lieu: null,
        lien: null,
        consigne: null,
        offre: null,
      },
    },
  },
  'creneau-modifie': {
    corps: { ...creneau, lien: 'https://visio.example.org/a' },
    faits: {
      [`creneau:${autre}`]: {
        etat: 'prevu',
        genre: 'reunion',
        debut: creneau.debut,
        fin: creneau.fin,
        capacite: 12,
        liste_attente: true,
        titre: null,
        lieu: null,
        lien: 'https://visio.example.org/a',
        consigne: null,
        offre: null,
      },
    },
  },
  'creneau-annule': { corps: { creneau: autre }, faits: { [`creneau:${autre}`]: { etat: 'annule' } } },
  'reservation-demandee': {
    corps: {
      reservation: autre,
      creneau: id,
      demande: null,
      genre: 'reunion',
      debut: creneau.debut,
      fin: creneau.fin,
      remplace: null,
    },
    faits: { [`reservation:${autre}`]: { etat: 'demandee', creneau: id } },
  },
  'reservation-annulee': {
    corps: { reservation: autre, creneau: id },
    faits: { [`reservation:${autre}`]: { etat: 'annulee', creneau: id } },
  },
  'reservation-reconfirmee': {
    corps: { reservation: autre, creneau: id, debut: creneau.debut },
    faits: { [`reservation:${autre}`]: { etat: 'reconfirmee', creneau: id, debut: creneau.debut } },
  },
  assiduite: { corps: { reservation: autre, etat: 'excuse' }, faits: { [`assiduite:${autre}`]: 'excuse' } },
  lien: { corps: { lien_id: autre, cote: 'a', preuve: 'téléphone partagé' }, faits: {} },
  'dossier-cree': {
    corps: { nom: 'QUERREC', prenom: 'Noé', telephones: ['06 39 98 14 01'], source: 'appel' },
    faits: {},
  },
  opposition: { corps: {}, faits: { opposition: true } },
  limitation: { corps: { active: false }, faits: { limitation: false } },
  effacement: { corps: { motif: 'demande de la famille' }, faits: {} },
  annule: { corps: { acte: autre }, faits: {} },
  correction: { corps: { acte: autre, corps: { texte: 'x' } }, faits: {} },
};

const types = Object.keys(catalogue).filter(estActeType);

describe('the catalogue of actes', () => {
  it.each(types)('parses a valid %s and gives its faits', (type) => {
    const { corps, faits } = exemples[type];
    const lu = parseActe(acteFictif(id, type, corps));
    expect(lu).toMatchObject({ ok: true, value: { type, corps } });
    expect(Object.fromEntries(faitsDe({ id, type, corps }).map((un) => [un.fait, un.valeur]))).toEqual(faits);
  });

  it.each(types)('refuses a %s that carries an unknown key', (type) => {
    const lu = parseActe(acteFictif(id, type, { ...exemples[type].corps, surprise: 1 }));
    expect(lu).toMatchObject({ ok: false, error: { code: 'ACTE_INVALIDE' } });
    expect(faitsDe({ id, type, corps: { surprise: 1 } })).toEqual([]);
  });

  it('keeps the order of the digits', () => {
    expect(dispositions).toEqual([
      'JOINT',
      'MESSAGE',
      'SANS_REPONSE',
      'OCCUPE',
      'RAPPELER',
      'MAUVAIS_CONTACT',
      'NUMERO_INVALIDE',
      'OPPOSITION',
    ]);
    expect(issues).toEqual([
      'RDV_FIXE',
      'REFLECHIT',
      'CHERCHE_ENTREPRISE',
      'A_UNE_ENTREPRISE',
      'DOSSIER_ENVOYE',
      'INSCRIT',
      'AUTRE_VOIE',
      'SANS_SUITE',
      'HORS_CRITERES',
    ]);
  });

  it('gives a fait of the number for what a call teaches about it, and none without a number', () => {
    const de = (disposition: string, numero: string | null) =>
      faitsDe({ id, type: 'appel', corps: corpsDAppel({ disposition, numero }) });
    expect(de('MAUVAIS_CONTACT', mere)).toEqual([{ fait: `numero:${mere}`, valeur: 'a_verifier' }]);
    expect(de('NUMERO_INVALIDE', mere)).toEqual([{ fait: `numero:${mere}`, valeur: 'invalide' }]);
    expect(de('NUMERO_INVALIDE', null)).toEqual([]);
    expect(de('SANS_REPONSE', mere)).toEqual([]);
    expect(de('OPPOSITION', mere)).toEqual([{ fait: 'opposition', valeur: true }]);
  });

  it('forbids undoing what the world outside already saw', () => {
    expect(types.filter((type) => catalogue[type].defait === 'non').sort()).toEqual(
      [
        'creneau-annule',
        'creneau-cree',
        'creneau-modifie',
        'dossier-cree',
        'effacement',
        'reservation-annulee',
        'reservation-demandee',
        'reservation-reconfirmee',
        'vue',
      ].sort(),
    );
  });

  it('keeps erasure for the director and the délégué', () => {
    expect(types.filter((type) => catalogue[type].quiPeut !== 'operateur')).toEqual(['effacement']);
  });
});

describe('parseActe refuses', () => {
  const note = acteFictif(id, 'note', { texte: 'x' });
  const code = (brut: unknown) => {
    const lu = parseActe(brut);
    return lu.ok ? 'accepte' : lu.error.code;
  };

  it('a type or a version newer than itself, but not for good', () => {
    expect(code({ ...note, type: 'hologramme' })).toBe('TYPE_INCONNU');
    expect(code({ ...note, type: 'toString' })).toBe('TYPE_INCONNU');
    expect(code({ ...note, v: 2, nouveau: true })).toBe('TYPE_INCONNU');
  });

  it('a body over 16 KiB, counted in bytes of UTF-8', () => {
    const preuve = { ...note, type: 'correction', corps: { acte: autre, corps: { texte: 'é'.repeat(8_200) } } };
    expect(code(preuve)).toBe('ACTE_TROP_GRAND');
    expect(code({ ...preuve, corps: { acte: autre, corps: { texte: 'e'.repeat(8_200) } } })).toBe('accepte');
  });

  it('a note over 4,000 characters', () => {
    expect(code({ ...note, corps: { texte: 'a'.repeat(4_000) } })).toBe('accepte');
    expect(code({ ...note, corps: { texte: 'a'.repeat(4_001) } })).toBe('ACTE_INVALIDE');
  });

  it('an issue without anybody on the line', () => {
    expect(code(acteFictif(id, 'appel', corpsDAppel({ disposition: 'MESSAGE', issue: 'INSCRIT' })))).toBe(
      'ACTE_INVALIDE',
    );
  });

  it('a date without its precision, a plan for nothing', () => {
    expect(code(acteFictif(id, 'prochaine-action', { ...action, precision: null }))).toBe('ACTE_INVALIDE');
    expect(code(acteFictif(id, 'prochaine-action', { ...action, le: null }))).toBe('ACTE_INVALIDE');
    expect(code(acteFictif(id, 'prochaine-action', { ...action, quoi: 'aucune' }))).toBe('ACTE_INVALIDE');
  });

  it('a mailed answer without text, a meeting that ends before it begins, a link that is not https', () => {
    expect(code(acteFictif(id, 'reponse', { demande: autre, genre: 'personnalisee' }))).toBe('ACTE_INVALIDE');
    expect(code(acteFictif(id, 'creneau-cree', { ...creneau, fin: creneau.debut }))).toBe('ACTE_INVALIDE');
    expect(code(acteFictif(id, 'creneau-cree', { ...creneau, lien: 'javascript:alert(1)' }))).toBe('ACTE_INVALIDE');
  });

  it('what is no acte at all, without repeating a value', () => {
    for (const brut of [null, undefined, 1, 'appel', [], {}]) expect(code(brut)).toBe('ACTE_INVALIDE');
    const lu = parseActe({ ...note, id: 'secret-de-famille', dossier: 'TARDIVEL' });
    expect(lu).toEqual({ ok: false, error: { code: 'ACTE_INVALIDE', details: { chemins: ['id', 'dossier'] } } });
  });
});
