import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ReservationMontree } from '../../../sync-api/guichet/creneaux-publics.ts';
import { creneauxParPage } from '../../../sync-api/public/creneaux-proposes.ts';
import { ecrireCreneau } from '../../../sync-api/public/pages/creneaux.ts';
import { fichiersPublics } from '../../../sync-api/public/pages/fichiers.ts';
import {
  type ErreurRendezVous,
  type EtatRendezVous,
  type FaitRendezVous,
  pageRendezVous,
} from '../../../sync-api/public/pages/rendez-vous.ts';
import { etatAffiche, gestesDe } from '../../../sync-api/public/rendez-vous.ts';

const reservation: ReservationMontree = {
  formation: { cle: '900001P0121#L01', origine: 'LBA' },
  intitule: 'CAP <i>',
  raisonSociale: 'CFA <b>',
  creneauId: '00000000-0000-4000-8000-000000000001',
  genre: 'entretien',
  titre: null,
  debut: '2026-03-10T08:00:00.000Z',
  fin: '2026-03-10T08:30:00.000Z',
  fuseau: 'Europe/Paris',
  lieu: null,
  lien: null,
  consigne: null,
  etat: 'offerte',
  motif: null,
  expireLe: '2026-03-09T08:00:00.000Z',
};
const gestes = { venir: true, annuler: true, deplacer: true, refaire: false };
const creneaux = {
  liste: Array.from({ length: creneauxParPage }, (_, rang) => ({
    id: `00000000-0000-4000-8000-${String(rang).padStart(12, '0')}`,
    genre: 'reunion' as const,
    titre: `Séance ${rang}`,
    debut: new Date(Date.parse('2026-03-12T08:00:00.000Z') + rang * 5 * 3_600_000).toISOString(),
    fin: new Date(Date.parse('2026-03-12T09:00:00.000Z') + rang * 5 * 3_600_000).toISOString(),
    fuseau: 'Europe/Paris',
    lieu: '1 rue <b>',
    enLigne: false,
    libres: 1,
    listeAttente: false,
  })),
  apres: '',
  suite: null,
  ailleurs: null,
  adresse: '/v1/places?cle=x&origine=LBA',
};
const etat: EtatRendezVous = { jeton: '"><b>', reservation, etat: 'offerte', gestes, creneaux, choisi: '' };

const faits: FaitRendezVous[] = ['venir', 'annuler', 'quitter', 'deplacer'];
const erreurs: ErreurRendezVous[] = [
  'INCONNU',
  'INCOMPLET',
  'REFUSE',
  'CHANGE',
  'CRENEAU_MANQUE',
  'CRENEAU_PARTI',
  'CRENEAU_COMPLET',
];
const etats = ['confirmee', 'attente', 'offerte', 'a_reconfirmer', 'complet', 'annulee', 'expiree', 'passee'] as const;
const every: Record<string, string> = {
  code: pageRendezVous({ etat: null, erreur: null }),
  ...Object.fromEntries(etats.map((un) => [un, pageRendezVous({ etat: { ...etat, etat: un }, erreur: null })])),
  ...Object.fromEntries(faits.map((fait) => [fait, pageRendezVous({ etat, erreur: null, fait })])),
  ...Object.fromEntries(erreurs.map((erreur) => [erreur, pageRendezVous({ etat, erreur })])),
};

describe.each(Object.entries(every))('the page of a réservation, « %s »', (_name, text) => {
  test('is a whole French page that loads nothing from elsewhere and weighs less than 15 kB', () => {
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(text).toContain('<html lang="fr">');
    expect(text).not.toMatch(/<[bi]>| style=| on\w+="|<style|<script>/);
    expect(text.replace(/<[^>]+>/g, '')).not.toMatch(/ [:;?!»]|« |\p{L}'\p{L}/u);
    const loaded = [...text.matchAll(/(?:src|href)="(\/accueil\/[^"]+)"/g)].map(([, path]) => path ?? '');
    const bytes = [text, ...loaded.map((path) => fichiersPublics[path]?.texte ?? '')]
      .map((one) => gzipSync(one).length)
      .reduce((sum, one) => sum + one, 0);
    expect(bytes).toBeLessThan(15_000);
  });
});

test('cancelling takes two acts, on the page itself', () => {
  expect(every.offerte).toMatch(
    /<details>\s*<summary>J’annule<\/summary>[\s\S]*<button type="submit" class="grave">Oui, j’annule<\/button>/,
  );
  expect(every.attente).toContain('<summary>Quitter la liste d’attente</summary>');
});

test('an error of the list opens it and takes the focus there; another one does not', () => {
  expect(every.CRENEAU_COMPLET).toMatch(/<details open>\s*<summary>Choisir un autre créneau/);
  expect(every.CRENEAU_COMPLET).toMatch(/id="creneau" autofocus/);
  expect(every.CHANGE).not.toContain('<details open>');
});

test('the place is the CFA when the créneau says none, and a link shows only to whoever holds a place', () => {
  const avecLien = { ...reservation, lien: 'https://visio.example/a' };
  const dessiner = (reservationMontree: ReservationMontree, un: EtatRendezVous['etat']): string =>
    pageRendezVous({ etat: { ...etat, reservation: reservationMontree, etat: un }, erreur: null });
  expect(dessiner(reservation, 'confirmee')).toContain('<dt>Où</dt><dd>CFA &lt;b&gt;</dd>');
  expect(dessiner(avecLien, 'confirmee')).toContain('href="https://visio.example/a"');
  expect(dessiner(avecLien, 'attente')).not.toContain('visio.example');
  expect(dessiner(avecLien, 'attente')).not.toContain('<dt>Où</dt>');
});

test('an offer ends and a meeting begins by the clock', () => {
  expect(etatAffiche(reservation, '2026-03-09T07:59:59.999Z')).toBe('offerte');
  expect(etatAffiche(reservation, '2026-03-09T08:00:00.000Z')).toBe('expiree');
  expect(etatAffiche({ ...reservation, etat: 'confirmee' }, '2026-03-10T07:59:59.999Z')).toBe('confirmee');
  expect(etatAffiche({ ...reservation, etat: 'confirmee' }, '2026-03-10T08:00:00.000Z')).toBe('passee');
});

test('whoever the CFA has to call first cannot answer in its place', () => {
  const { venir, annuler } = gestesDe('a_reconfirmer', { ...reservation, motif: 'capacite' });
  expect([venir, annuler]).toEqual([false, true]);
  expect(gestesDe('a_reconfirmer', { ...reservation, motif: 'deplace' }).venir).toBe(true);
});

test('without a demande there is nothing else to choose, and no new one to make', () => {
  for (const un of etats) {
    const { deplacer, refaire } = gestesDe(un, { ...reservation, formation: null });
    expect([deplacer, refaire]).toEqual([false, false]);
  }
});

test('a list without any créneau is not drawn', () => {
  const text = pageRendezVous({ etat: { ...etat, creneaux: null }, erreur: null });
  expect(text).not.toContain('Choisir un autre créneau');
  expect(every.offerte).toContain(ecrireCreneau(creneaux.liste[3] ?? { debut: '', id: '' }));
});
