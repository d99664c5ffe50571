import { describe, expect, it } from 'vitest';
import {
  type Choix,
  lignesDeChoix,
  peutEtreChoisi,
  phrasePrevue,
} from '../../../renderer/features/rendez-vous/choix.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const now = Date.parse('2026-11-23T09:00:00Z');

const choix = (
  n: number,
  debut: string,
  change: Partial<Choix['creneau']> = {},
  etat: Choix['etat'] = null,
): Choix => ({
  dossier: id(1),
  reservation: etat === null ? null : id(2),
  etat,
  creneau: {
    id: id(n),
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
    },
    enAttente: false,
    aDepartager: false,
    refuse: null,
    creationRefusee: false,
    vues: [],
    genre: 'reunion',
    debut,
    fin: new Date(Date.parse(debut) + 3_600_000).toISOString(),
    capacite: 2,
    listeAttente: true,
    titre: null,
    lieu: null,
    lien: null,
    consigne: null,
    offre: null,
    ...change,
  },
});
const comptes = (prises: number, attente = 0) => ({
  ...choix(0, '2026-11-24T09:00:00.000Z').creneau.comptes,
  prises,
  attente,
});

describe('créneaux to choose from', () => {
  it('stand under the day of their site, the near days named', () => {
    const lignes = lignesDeChoix(
      [
        choix(1, '2026-11-23T13:00:00.000Z'),
        choix(2, '2026-11-24T09:00:00.000Z'),
        choix(3, '2026-11-24T10:00:00.000Z'),
        // 22:30 UTC is the next day in La Réunion.
        choix(4, '2026-11-24T22:30:00.000Z', { fuseau: 'Indian/Reunion' }),
      ],
      now,
    );
    expect(lignes.map((ligne) => (ligne.genre === 'jour' ? ligne.titre : ligne.index))).toEqual([
      'Aujourd’hui, lundi 23 novembre',
      0,
      'Demain, mardi 24 novembre',
      1,
      2,
      'Mercredi 25 novembre',
      3,
    ]);
  });

  it('are refused to who is there already, and where nothing can come of it', () => {
    const debut = '2026-11-24T09:00:00.000Z';
    expect(peutEtreChoisi(choix(1, debut), now, false)).toBe(true);
    expect(peutEtreChoisi(choix(1, debut, {}, 'confirmee'), now, false)).toBe(false);
    expect(peutEtreChoisi(choix(1, debut, {}, 'attente'), now, false)).toBe(false);
    // Given up, or answered complet: she may try again.
    expect(peutEtreChoisi(choix(1, debut, {}, 'annulee'), now, false)).toBe(true);
    expect(peutEtreChoisi(choix(1, debut, { comptes: comptes(2) }), now, false)).toBe(true);
    expect(peutEtreChoisi(choix(1, debut, { comptes: comptes(2), listeAttente: false }), now, false)).toBe(false);
    expect(peutEtreChoisi(choix(1, debut, { etat: 'annule' }), now, false)).toBe(false);
  });

  it('never take a place away for a place in a queue', () => {
    const plein = choix(1, '2026-11-24T09:00:00.000Z', { comptes: comptes(2, 1) });
    expect(peutEtreChoisi(plein, now, true)).toBe(false);
    expect(phrasePrevue(plein, now, { enLigne: true, isMove: true })).toContain('on ne quitte pas une place');
  });

  it('say what the server will answer, and that it is to be confirmed when offline', () => {
    const debut = '2026-11-24T09:00:00.000Z';
    const says = (un: Choix, enLigne = true): string => phrasePrevue(un, now, { enLigne, isMove: false });
    expect(says(choix(1, debut))).toBe('Une place est libre : elle sera confirmée.');
    expect(says(choix(1, debut), false)).toContain('Hors ligne : à confirmer');
    expect(says(choix(1, debut, { comptes: comptes(2, 2) }))).toBe(
      'Ce créneau est complet : 3e sur la liste d’attente.',
    );
    expect(says(choix(1, debut, { comptes: comptes(2), listeAttente: false }))).toContain('sans liste d’attente');
    expect(says(choix(1, debut, {}, 'a_reconfirmer'))).toBe('Déjà à ce créneau : à reconfirmer.');
  });
});
