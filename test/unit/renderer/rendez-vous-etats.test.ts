import { describe, expect, it } from 'vitest';
import { motsConfirmer, partager } from '../../../renderer/features/rendez-vous/actions-rdv.ts';
import {
  type Etatable,
  envoiMot,
  estActif,
  estAttendue,
  etatMots,
  phraseInscription,
  placesLibres,
  placesMots,
  reponseProbable,
} from '../../../renderer/features/rendez-vous/etats.ts';

const paris = 'Europe/Paris';
const now = Date.parse('2026-11-23T09:00:00Z');
const rdv = (change: Partial<Etatable>): Etatable => ({
  etat: 'confirmee',
  motif: null,
  position: null,
  expireLe: null,
  fin: '2026-11-24T10:00:00.000Z',
  fuseau: paris,
  assiduite: null,
  enAttente: false,
  refuse: null,
  ...change,
});
const says = (change: Partial<Etatable>): string => {
  const { mot, detail } = etatMots(rdv(change), now, paris);
  return detail === null ? mot : `${mot} — ${detail}`;
};
const spaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('how a place stands', () => {
  it('is told with its reason, its rank or its end', () => {
    expect(says({})).toBe('Confirmé');
    expect(says({ etat: 'demandee' })).toBe('À confirmer — Le serveur n’a pas encore répondu');
    expect(says({ etat: 'attente', position: 1 })).toBe('Liste d’attente — 1er sur la liste d’attente');
    expect(says({ etat: 'attente' })).toBe('Liste d’attente');
    expect(spaces(says({ etat: 'offerte', expireLe: '2026-11-24T09:00:00Z' }))).toBe(
      'Place gardée — Gardée jusqu’à demain 10 h',
    );
    expect(says({ etat: 'a_reconfirmer', motif: 'deplace' })).toBe('À reconfirmer — Le créneau a changé d’heure');
    expect(says({ etat: 'a_reconfirmer', motif: 'capacite' })).toContain('moins de places');
    expect(says({ etat: 'annulee', motif: 'candidat' })).toBe('Annulé — Par la famille');
    expect(says({ etat: 'demandee', refuse: 'CRENEAU_INCONNU' })).toBe('Refusé');
    expect(says({ etat: 'complet' })).toBe('Complet');
    expect(says({ etat: 'expiree' })).toBe('Place non prise');
  });

  it('is to be noted once the meeting is over, and is the presence once it was', () => {
    const fin = '2026-11-23T08:30:00.000Z';
    expect(says({ fin })).toBe('Présence à noter');
    expect(says({ fin, etat: 'attente', position: 2 })).toContain('Liste d’attente');
    expect(says({ fin, etat: 'annulee', motif: 'cfa' })).toBe('Annulé — Par le CFA');
    expect(says({ fin, assiduite: 'absent' })).toBe('Absent·e');
  });

  it('says how far what was done here went', () => {
    expect(envoiMot({ enAttente: true, refuse: null })).toBe('en attente d’envoi');
    expect(envoiMot({ enAttente: true, refuse: 'CRENEAU_INCONNU' })).toContain('refusée');
    expect(envoiMot({ enAttente: false, refuse: null })).toBeNull();
  });

  it('offers to confirm what the server waits for, and nothing else', () => {
    expect(motsConfirmer({ etat: 'offerte', motif: null })?.bouton).toBe('Confirmer la place');
    expect(motsConfirmer({ etat: 'a_reconfirmer', motif: 'capacite' })?.bouton).toBe('Confirmer quand même');
    expect(motsConfirmer({ etat: 'a_reconfirmer', motif: 'deplace' })?.bouton).toBe('Confirmer sa venue');
    for (const etat of ['confirmee', 'demandee', 'attente', 'annulee', 'complet', 'expiree'] as const)
      expect(motsConfirmer({ etat, motif: null })).toBeNull();
  });

  it('parts those to come from those that are over', () => {
    const tous = [
      rdv({}),
      rdv({ etat: 'annulee' }),
      rdv({ fin: '2026-11-20T10:00:00.000Z' }),
      rdv({ etat: 'attente' }),
    ];
    const { aVenir, passes } = partager(tous, now, estActif);
    expect(aVenir).toEqual([tous[0], tous[3]]);
    expect(passes).toEqual([tous[1], tous[2]]);
    expect(estActif({ etat: 'demandee', refuse: 'CRENEAU_INCONNU' })).toBe(false);
    expect(estActif({ etat: 'confirmee', refuse: 'CRENEAU_ANNULE' })).toBe(true);
    expect(estAttendue({ etat: 'attente' })).toBe(false);
    expect(estAttendue({ etat: 'demandee' })).toBe(true);
  });
});

describe('places', () => {
  const creneau = (prises: number, attente: number, change: object = {}) => ({
    etat: 'prevu' as const,
    debut: '2026-11-24T09:00:00.000Z',
    fin: '2026-11-24T10:00:00.000Z',
    capacite: 3,
    listeAttente: true,
    comptes: { prises, attente, demandees: 0 },
    ...change,
  });

  it('are counted with what waits to be sent, beside those who wait', () => {
    expect(placesLibres(creneau(1, 0))).toBe(2);
    expect(placesLibres(creneau(1, 0, { comptes: { prises: 1, attente: 0, demandees: 1 } }))).toBe(1);
    expect(placesMots(creneau(2, 1), now)).toBe('1 place libre, 1 personne attend');
    expect(placesMots(creneau(1, 4), now)).toBe('2 places libres, 4 personnes attendent');
    expect(placesMots(creneau(1, 0), now)).toBe('2 places libres');
    expect(placesMots(creneau(2, 0), now)).toBe('1 place libre');
  });

  it('lead to the answer that the server would give', () => {
    expect(reponseProbable(creneau(2, 0), now)).toBe('confirmee');
    expect(reponseProbable(creneau(3, 0), now)).toBe('attente');
    // Somebody waits for the place that is free: staff choose, a family could not.
    expect(reponseProbable(creneau(2, 1), now)).toBe('confirmee');
    expect(reponseProbable(creneau(3, 0, { listeAttente: false }), now)).toBe('complet');
    expect(reponseProbable(creneau(0, 0, { etat: 'annule' }), now)).toBe('annulee');
    expect(placesMots(creneau(3, 0), now)).toBe('complet : liste d’attente');
    expect(placesMots(creneau(3, 2), now)).toBe('complet : liste d’attente, 2 personnes devant');
    expect(placesMots(creneau(3, 0, { listeAttente: false }), now)).toBe('complet');
  });

  it('are not counted any more once it is over: whoever came is noted', () => {
    const passe = creneau(3, 1, { debut: '2026-11-20T09:00:00.000Z', fin: '2026-11-20T10:00:00.000Z' });
    expect(reponseProbable(passe, now)).toBe('confirmee');
    expect(placesMots(passe, now)).toContain('sans limite');
  });
});

describe('the bar that takes a booking back', () => {
  it('says what it will be, and that it is not sure yet when offline', () => {
    expect(phraseInscription('confirmee', 'mardi 24 novembre, 10 h', 'DUPONT Zoé', true)).toBe(
      'Place demandée : mardi 24 novembre, 10 h — DUPONT Zoé',
    );
    expect(phraseInscription('attente', 'mardi 24 novembre, 10 h', 'DUPONT Zoé', false)).toBe(
      'Mise en liste d’attente, à confirmer par le serveur : mardi 24 novembre, 10 h — DUPONT Zoé',
    );
  });
});
