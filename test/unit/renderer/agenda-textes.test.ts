import { describe, expect, it } from 'vitest';
import { lignesDe } from '../../../renderer/features/agenda/lignes.ts';
import {
  nomEntier,
  phraseEnAttente,
  phraseRefus,
  semaineCourt,
  semaineMots,
  sousTitreAgenda,
  titreDuJour,
} from '../../../renderer/features/agenda/textes.ts';
import { partsDesPlaces, placesEnMots, plageHoraire, quandEnMots } from '../../../renderer/textes/agenda.ts';
import { jourEnMots } from '../../../renderer/textes/echeances.ts';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { comptesVides, creneauDe, inscriptionDe } from './agenda-exemples.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const lu = (texte: string): string => texte.replaceAll('\u00a0', ' ');

describe('words of the agenda', () => {
  it('say a day and hours in the time of the site, and whose time it is when it is another', () => {
    expect(jourEnMots('2027-01-01', '2026')).toBe('vendredi 1er janvier 2027');
    expect(lu(quandEnMots(creneauDe(), now, 'Europe/Paris'))).toBe('mardi 24 novembre, 14 h – 15 h 30');
    const reunion = creneauDe({ fuseau: 'Indian/Reunion' });
    expect(lu(quandEnMots(reunion, now, 'Europe/Paris'))).toBe(
      'mardi 24 novembre, 17 h – 18 h 30, heure de La Réunion',
    );
    expect(lu(plageHoraire(creneauDe({ fin: '2026-11-24T23:00:00.000Z' })))).toBe('14 h – minuit');
  });

  it('say how full it is, short and whole, singular and plural', () => {
    const plein = { capacite: 12, comptes: { ...comptesVides, prises: 12, attente: 3, demandees: 1, aReconfirmer: 2 } };
    expect(partsDesPlaces(plein)).toEqual({
      prises: '12/12',
      isComplet: true,
      suites: ['3 en attente', '1 à confirmer'],
    });
    expect(placesEnMots(plein)).toBe(
      '12 places prises sur 12, 3 personnes en liste d’attente, 1 réservation à confirmer, 2 personnes à reconfirmer',
    );
    const libre = partsDesPlaces({ capacite: 1, comptes: comptesVides });
    expect(libre).toEqual({ prises: '0/1', isComplet: false, suites: [] });
    expect(placesEnMots({ capacite: 1, comptes: comptesVides })).toBe('0 place prise sur 1');
  });

  it('say what was refused, and what is to be done about it', () => {
    expect(phraseRefus(creneauDe())).toBeNull();
    expect(phraseRefus(creneauDe({ refuse: 'CRENEAU_INVALIDE', creationRefusee: true }))).toMatch(
      /^Le serveur a refusé ce créneau, .*Synchronisation\.$/,
    );
    expect(phraseRefus(creneauDe({ refuse: 'ROLE_INSUFFISANT' }))).toMatch(/montré sans elle\. .*direction.*Synchro/);
  });

  it('say what those who come do not know yet', () => {
    const creneau = creneauDe({ enAttente: true });
    const { debut, fin } = creneau;
    const inscrite = inscriptionDe({ debut, fin });
    const dit = (change: Partial<CreneauVu>, gens = [inscrite], at = now) =>
      lu(phraseEnAttente({ ...creneau, ...change }, gens, at) ?? '');
    expect(dit({})).toBe('');
    expect(dit({ etat: 'annule' })).toMatch(/^Annulé ici, pas encore envoyé/);
    expect(dit({ etat: 'annule', enAttente: false })).toBe('');
    expect(dit({ etat: 'annule' }, [])).toBe('');
    expect(dit({ etat: 'annule' }, [{ ...inscrite, etat: 'annulee' }])).toBe('');
    expect(dit({ etat: 'annule' }, [inscrite], Date.parse(fin))).toBe('');
    expect(dit({ debut: '2026-11-24T14:00:00.000Z', fin: '2026-11-24T15:30:00.000Z' })).toMatch(
      /^Déplacé ici, .*Horaire qu’elles connaissent : mardi 24 novembre, 14 h – 15 h 30/,
    );
  });

  it('name a card by everything it shows', () => {
    const creneau = creneauDe({ titre: 'Ateliers', enAttente: true, aDepartager: true });
    expect(lu(nomEntier(creneau, now, true))).toMatch(
      /^Ateliers, Réunion d’information, mardi 24 novembre, 14 h – 15 h 30.*, CFA des Trois Fourneaux, 0 place prise sur 12, à départager, à envoyer$/,
    );
    expect(lu(nomEntier(creneauDe({ etat: 'annule' }), now, false))).toMatch(
      /^Réunion d’information, mardi.*, annulé$/,
    );
  });

  it('name a week across months and years', () => {
    expect(semaineMots('2026-11-23')).toBe('Semaine du 23 au 29 novembre 2026');
    expect(semaineMots('2026-11-30')).toBe('Semaine du 30 novembre au 6 décembre 2026');
    expect(semaineMots('2026-12-28')).toBe('Semaine du 28 décembre 2026 au 3 janvier 2027');
    expect(semaineCourt('2026-11-30')).toBe('30 nov. – 6 déc. 2026');
    expect(semaineCourt('2026-06-01')).toBe('1er – 7 juin 2026');
  });

  it('say what the day is made of', () => {
    const rien = { aujourdhui: 0, aNoter: 0, absents: 0, aReconfirmer: 0 };
    expect(sousTitreAgenda(undefined)).toBe('');
    expect(sousTitreAgenda(rien)).toBe('rien aujourd’hui');
    expect(sousTitreAgenda({ aujourdhui: 1, aNoter: 2, absents: 1, aReconfirmer: 3 })).toBe(
      '1 créneau aujourd’hui, 2 présences à noter, 1 absent à rappeler, 3 personnes à reconfirmer',
    );
  });

  it('title a list by day, once a day', () => {
    expect(titreDuJour('2026-11-22', '2026-11-22')).toBe('Aujourd’hui, dimanche 22 novembre');
    expect(titreDuJour('2026-11-23', '2026-11-22')).toBe('Demain, lundi 23 novembre');
    expect(titreDuJour('2027-01-04', '2026-11-22')).toBe('Lundi 4 janvier 2027');
    const lignes = lignesDe(
      [creneauDe({ id: 'a' }), creneauDe({ id: 'b' }), creneauDe({ id: 'c', debut: '2026-11-25T13:00:00.000Z' })],
      '2026-11-22',
    );
    expect(lignes.map(({ genre, titre, cle }) => (genre === 'titre' ? titre : cle))).toEqual([
      'Mardi 24 novembre',
      'a',
      'b',
      'Mercredi 25 novembre',
      'c',
    ]);
  });
});
