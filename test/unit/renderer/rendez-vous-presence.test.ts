import { describe, expect, it } from 'vitest';
import { motAjout, refusAjout } from '../../../renderer/features/agenda/ajout.ts';
import {
  absentesARappeler,
  bilanPresence,
  estCommence,
  grouper,
  peutDonnerLaPlace,
  phraseAFaire,
  sansPresence,
} from '../../../renderer/features/agenda/inscriptions-groupes.ts';
import { toucheDePresence } from '../../../renderer/features/agenda/presence-place.ts';
import { estChoisie, presenceADire, requetes } from '../../../renderer/features/rendez-vous/presences.ts';
import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { attenteMax } from '../../../shared/domain/agenda/creneaux.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const inscription = (n: number, change: Partial<Inscription> = {}): Inscription => ({
  reservation: id(n),
  dossier: id(100 + n),
  candidat: id(200 + n),
  flux: id(50),
  debut: '2026-11-24T09:00:00.000Z',
  fin: '2026-11-24T10:00:00.000Z',
  etat: 'confirmee',
  motif: null,
  position: null,
  expireLe: null,
  etatLe: '2026-11-20T09:00:00.000Z',
  source: 'public',
  assiduite: null,
  assiduiteVues: [],
  enAttente: false,
  refuse: null,
  nom: 'DUPONT',
  prenom: 'Zoé',
  formation: null,
  telephone: null,
  aUneAdresse: true,
  opposition: false,
  limitation: false,
  places: 1,
  rappelee: false,
  ...change,
});
const creneau = (change: Partial<CreneauVu> = {}, comptes: Partial<CreneauVu['comptes']> = {}): CreneauVu => ({
  id: id(1),
  flux: id(50),
  fluxNom: 'Lyon',
  fuseau: 'Europe/Paris',
  etat: 'prevu',
  sequence: 0,
  comptes: {
    prises: 0,
    attente: 0,
    demandees: 0,
    aReconfirmer: 0,
    offertes: 0,
    presents: 0,
    absents: 0,
    excuses: 0,
    ...comptes,
  },
  enAttente: false,
  aDepartager: false,
  refuse: null,
  creationRefusee: false,
  vues: [],
  genre: 'reunion',
  debut: '2026-11-24T09:00:00.000Z',
  fin: '2026-11-24T10:00:00.000Z',
  capacite: 3,
  listeAttente: true,
  titre: null,
  lieu: null,
  lien: null,
  consigne: null,
  offre: null,
  ...change,
});

describe('who is at a créneau', () => {
  it('is expected, waits, or is done with, in the order that came', () => {
    const all = [
      inscription(1),
      inscription(2, { etat: 'demandee' }),
      inscription(3, { etat: 'attente' }),
      inscription(4, { etat: 'offerte' }),
      inscription(5, { etat: 'annulee' }),
      inscription(6, { etat: 'complet' }),
    ];
    const { attendues, enAttente, finies } = grouper(all);
    expect(attendues.map(({ reservation }) => reservation)).toEqual([id(1), id(2), id(4)]);
    expect(enAttente).toEqual([all[2]]);
    expect(finies).toEqual([all[4], all[5]]);
  });

  it('was written to when the meeting moved: only who cannot answer by herself is called at once', () => {
    const deplacee = { etat: 'a_reconfirmer', motif: 'deplace' } as const;
    const deux = [
      inscription(1, { ...deplacee, aUneAdresse: true }),
      inscription(2, { ...deplacee, aUneAdresse: true }),
    ];
    expect(phraseAFaire(creneau({}, { prises: 2, aReconfirmer: 2 }), deux)).toMatch(
      /^2\spersonnes ont reçu un courriel pour dire si elles viennent : appeler celles qui ne répondent pas\.$/,
    );
    const appelees = [
      inscription(1, { ...deplacee, aUneAdresse: false }),
      inscription(2, { ...deplacee, aUneAdresse: true, opposition: true }),
      inscription(3, { etat: 'a_reconfirmer', motif: 'capacite', aUneAdresse: true }),
    ];
    expect(phraseAFaire(creneau({}, { prises: 3, aReconfirmer: 3 }), appelees)).toMatch(
      /^3\spersonnes sont à reconfirmer : les appeler\.$/,
    );
    const [une] = deux;
    expect(phraseAFaire(creneau({}, { prises: 1, aReconfirmer: 1 }), une === undefined ? [] : [une])).toMatch(
      /^1.personne a reçu un courriel .* : l’appeler si elle ne répond pas\.$/,
    );
  });

  it('is to be called when a place is not sure, or is free while people wait', () => {
    expect(phraseAFaire(creneau({}, { prises: 3, attente: 2 }), [])).toBeNull();
    expect(phraseAFaire(creneau({}, { prises: 2, attente: 1 }), [])).toBe(
      '1 place est libre et 1 personne attend : l’appeler, puis lui donner la place.',
    );
    expect(phraseAFaire(creneau({}, { prises: 2, attente: 2 }), [])).toBe(
      '1 place est libre et 2 personnes attendent : appeler la première, puis lui donner la place.',
    );
    expect(phraseAFaire(creneau({}, { prises: 1, attente: 4 }), [])).toBe(
      '2 places sont libres et 4 personnes attendent : les appeler dans l’ordre, puis leur donner les places.',
    );
    expect(peutDonnerLaPlace(creneau({}, { prises: 2, attente: 2 }))).toBe(true);
    expect(peutDonnerLaPlace(creneau({}, { prises: 3, attente: 2 }))).toBe(false);
    expect(peutDonnerLaPlace(creneau({ etat: 'annule' }, { attente: 2 }))).toBe(false);
  });

  it('is noted from the beginning of the meeting, never of a cancelled one', () => {
    const debut = Date.parse('2026-11-24T09:00:00Z');
    expect(estCommence(creneau(), debut - 1)).toBe(false);
    expect(estCommence(creneau(), debut)).toBe(true);
    expect(estCommence(creneau({ etat: 'annule' }), debut)).toBe(false);
  });

  it('is summed up, and called back when she did not come', () => {
    const all = [
      inscription(1, { assiduite: 'present' }),
      inscription(2, { assiduite: 'absent' }),
      inscription(3, { assiduite: 'excuse', rappelee: true }),
      inscription(4, { assiduite: 'absent', opposition: true }),
      inscription(5),
      inscription(6, { limitation: true }),
    ];
    expect(bilanPresence(all)).toBe('1 présent·e, 2 absent·es, 1 excusé·e, 1 à noter');
    expect(sansPresence(all)).toEqual([all[4]]);
    expect(absentesARappeler(all)).toEqual([all[1]]);
  });
});

describe('adding somebody to a créneau', () => {
  const avant = Date.parse('2026-11-20T09:00:00Z');
  const qui = { candidat: id(201), nom: 'DUPONT Zoé' };
  const refus = (change: Partial<CreneauVu>, comptes: Partial<CreneauVu['comptes']>, now = avant) =>
    refusAjout(creneau(change, comptes), [], qui, now);

  it('writes nothing that could lead to nothing, and says so', () => {
    expect(refus({}, { prises: 2 })).toBeNull();
    expect(refus({}, { prises: 3 })).toBeNull();
    expect(refus({ listeAttente: false }, { prises: 3 })).toBe(
      'DUPONT Zoé n’est pas ajouté·e : le créneau est complet, sans liste d’attente.',
    );
    expect(refus({ listeAttente: false }, { prises: 2, demandees: 1 })).toContain('complet');
    expect(refus({}, { prises: 3, attente: attenteMax })).toContain('et sa liste d’attente aussi');
    expect(refus({ etat: 'annule' }, {})).toContain('annulé');
    expect(refusAjout(creneau(), [inscription(1)], qui, avant)).toBe('DUPONT Zoé est déjà à ce créneau.');
    expect(refusAjout(creneau(), [inscription(1, { etat: 'annulee' })], qui, avant)).toBeNull();
  });

  it('is never refused at the door', () => {
    const debut = Date.parse('2026-11-24T09:00:00Z');
    expect(refus({ listeAttente: false }, { prises: 3 }, debut)).toBeNull();
    expect(refus({ listeAttente: false }, { prises: 3 }, debut - 1)).not.toBeNull();
  });

  it('says what she was given, a place or a rank in the waiting list', () => {
    expect(motAjout('confirmee', 'DUPONT Zoé', true)).toBe('Ajouté·e : DUPONT Zoé.');
    expect(motAjout('confirmee', 'DUPONT Zoé', false)).toBe('Ajouté·e : DUPONT Zoé, à confirmer par le serveur.');
    expect(motAjout('attente', 'DUPONT Zoé', true)).toBe('Créneau complet, mis·e en liste d’attente : DUPONT Zoé.');
    expect(motAjout('complet', 'DUPONT Zoé', true)).toBe('DUPONT Zoé n’a pas de place : le créneau est complet.');
  });
});

describe('keys of the presence list', () => {
  const press = (key: string, change: object = {}) => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...change,
  });
  const at = (rang: number, colonne = 0) => ({ rang, colonne });

  it('move by arrows and stay within the list', () => {
    expect(toucheDePresence(press('ArrowDown'), at(0), 3, true)).toEqual({ do: 'aller', place: at(1) });
    expect(toucheDePresence(press('ArrowDown'), at(2), 3, true)).toEqual({ do: 'aller', place: at(2) });
    expect(toucheDePresence(press('ArrowLeft'), at(1), 3, true)).toEqual({ do: 'aller', place: at(1) });
    expect(toucheDePresence(press('ArrowRight'), at(1, 1), 3, true)).toEqual({ do: 'aller', place: at(1, 2) });
    expect(toucheDePresence(press('End'), at(0, 2), 3, true)).toEqual({ do: 'aller', place: at(2, 2) });
  });

  it('note and go on to the next one by a letter, whatever its case', () => {
    expect(toucheDePresence(press('p'), at(0), 3, true)).toEqual({ do: 'noter', etat: 'present', place: at(1) });
    expect(toucheDePresence(press('A'), at(0), 3, true)).toEqual({ do: 'noter', etat: 'absent', place: at(1, 1) });
    expect(toucheDePresence(press('e'), at(2), 3, true)).toEqual({ do: 'noter', etat: 'excuse', place: at(2, 2) });
  });

  it('leave the letters alone where single keys are off, and with Ctrl', () => {
    expect(toucheDePresence(press('p'), at(0), 3, false)).toBeNull();
    expect(toucheDePresence(press('p', { ctrlKey: true }), at(0), 3, true)).toBeNull();
    expect(toucheDePresence(press('ArrowDown', { altKey: true }), at(0), 3, true)).toBeNull();
    expect(toucheDePresence(press('p'), at(0), 0, true)).toBeNull();
    expect(toucheDePresence(press('ArrowDown'), at(0), 3, false)).toEqual({ do: 'aller', place: at(1) });
  });

  it('say what was chosen, and nothing while two colleagues disagree', () => {
    expect(estChoisie(inscription(1, { assiduite: 'absent', assiduiteVues: [id(1)] }), 'absent')).toBe(true);
    expect(estChoisie(inscription(1, { assiduite: 'absent', assiduiteVues: [id(1)] }), 'present')).toBe(false);
    expect(estChoisie(inscription(1, { assiduite: 'absent', assiduiteVues: [id(1), id(2)] }), 'absent')).toBe(false);
  });

  it('leave on the sheet the meeting whose presence is still to be said', () => {
    expect(presenceADire(inscription(1))).toBe(true);
    expect(presenceADire(inscription(1, { etat: 'annulee' }))).toBe(false);
    expect(presenceADire(inscription(1, { assiduite: 'absent', assiduiteVues: [id(1)] }))).toBe(false);
    expect(presenceADire(inscription(1, { assiduite: 'absent', assiduiteVues: [id(1), id(2)] }))).toBe(true);
  });

  it('write a full room in as many requests as they take', () => {
    const tous = Array.from({ length: 120 }, (_, n) => n);
    const lots = requetes(tous);
    expect(lots.map((lot) => lot.length)).toEqual([50, 50, 20]);
    expect(lots.flat()).toEqual(tous);
    expect(requetes([])).toEqual([]);
  });
});
