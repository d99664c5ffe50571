import { describe, expect, test } from 'vitest';
import type { EtatSuivi } from '../../../sync-api/public/pages/champs.ts';
import { pageConfidentialite } from '../../../sync-api/public/pages/confidentialite.ts';
import {
  pageAConfirmer,
  pageFermee,
  pageIntrouvable,
  pageMerci,
  pagePanne,
  pageTrop,
} from '../../../sync-api/public/pages/fins.ts';
import { pageConfirmee, pageConfirmer, pageSuivi } from '../../../sync-api/public/pages/suivi.ts';

const etat: EtatSuivi = {
  jeton: 'le-jeton',
  intitule: 'EBENISTE (CAP)',
  raisonSociale: 'CFA de La Réunion',
  mode: 'rappel',
  souhaits: ['jeudi:apres-midi', 'lundi:matin', 'samedi:matin'],
  etat: 'ouverte',
  recueLe: '2026-03-02T21:05:00.000Z',
  fuseau: 'Indian/Reunion',
};

describe('the page of a personal link', () => {
  test('says what became of the demande, in words and at the hour of the CFA', () => {
    const text = pageSuivi({ etat, erreur: null });
    expect(text).toContain('mardi 3 mars 2026 à 1\u00a0h\u00a005');
    expect(text).toContain('le CFA n’a pas encore répondu');
    expect(text).toContain('lundi matin, jeudi après-midi<');
    expect(text).toContain('action="/suivi/changer"');
    expect(text).toContain('action="/suivi/annuler"');
    expect(text.match(/name="jeton" value="le-jeton"/g)).toHaveLength(2);
  });

  test('says that any time is right when nothing was ticked, and nothing of time to who writes', () => {
    expect(pageSuivi({ etat: { ...etat, souhaits: [] }, erreur: null })).toContain('à tout moment');
    expect(pageSuivi({ etat: { ...etat, mode: 'message' }, erreur: null })).not.toContain('Moments préférés');
  });

  test.each(['repondue', 'annulee'] as const)('offers no button once it is %s', (fini) => {
    expect(pageSuivi({ etat: { ...etat, etat: fini }, erreur: null })).not.toContain('<form');
  });

  test('cancels with a second act on the page itself', () => {
    const text = pageSuivi({ etat, erreur: null });
    expect(text).toMatch(
      /<details>\s*<summary>Annuler ma demande<\/summary>[\s\S]*<button type="submit" class="grave">Oui, annuler ma demande<\/button>[\s\S]*<\/details>/,
    );
  });

  test('asks for the code, and reads at once only what a link brought for the first time', () => {
    expect(pageSuivi({ etat: null, erreur: null })).toContain(' data-lire>');
    expect(pageSuivi({ etat: null, erreur: 'INCONNU' })).not.toContain('data-lire');
    expect(pageSuivi({ etat: null, erreur: 'INCOMPLET' })).toContain('role="alert"');
    expect(pageConfirmer({ erreur: null })).not.toContain('data-lire');
  });

  test('tells what a button has just done, or could not', () => {
    expect(pageSuivi({ etat, erreur: null, fait: 'change' })).toContain('C’est noté.');
    expect(pageSuivi({ etat: { ...etat, etat: 'annulee' }, erreur: null, fait: 'annule' })).toContain('est annulée');
    expect(pageSuivi({ etat, erreur: 'REFUSE' })).toContain('Rien n’a été modifié');
  });
});

const cfa = 'CFA <b>';
const every: Record<string, string> = {
  merci: pageMerci({ mode: 'rappel', cfa }),
  'merci, message': pageMerci({ mode: 'message', cfa, enRetard: true }),
  'à confirmer': pageAConfirmer({ cfa }),
  fermée: pageFermee({ raisonSociale: cfa, intitule: '<i>' }),
  inconnue: pageFermee(null),
  trop: pageTrop(),
  introuvable: pageIntrouvable(),
  panne: pagePanne(),
  suivi: pageSuivi({ etat: { ...etat, raisonSociale: cfa, jeton: '"><b>' }, erreur: null }),
  code: pageSuivi({ etat: null, erreur: null }),
  confirmer: pageConfirmer({ erreur: 'INCOMPLET' }),
  confirmée: pageConfirmee(),
  confidentialité: pageConfidentialite({ retentionMois: 6 }),
};

describe.each(Object.entries(every))('the page « %s »', (_name, text) => {
  test('is a whole French page: one title, one heading, landmarks, and who does not publish it', () => {
    expect(text).toContain('<html lang="fr">');
    expect(text.match(/<title>[^<]+<\/title>/g)).toHaveLength(1);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(text).toMatch(/<main>[\s\S]+<\/main>\s*<footer>/);
    expect(text).toContain('service non édité par l’État');
    expect(text).toContain('href="/confidentialite"');
  });

  test('holds no raw text of others, no style and no script of its own, and nothing from elsewhere', () => {
    expect(text).not.toMatch(/<[bi]>/);
    expect(text).not.toMatch(/ style=| on\w+="|<style|<script>/);
    expect(text).not.toMatch(/(src|action)="(?!\/[a-z])|<link[^>]+href="(?!\/[a-z])/);
  });

  test('has French spaces before high punctuation and curved apostrophes', () => {
    const words = text.replace(/<[^>]+>/g, '');
    expect(words).not.toMatch(/ [:;?!»]|« |\p{L}'\p{L}/u);
  });
});

test('the notice says how long, as the operator set it', () => {
  expect(pageConfidentialite({ retentionMois: 6 })).toContain('6 mois après le 31 décembre');
  expect(pageConfidentialite({ retentionMois: 0 })).toContain('au plus tard le 31 décembre');
});

test('the last page of a form never tells what became of it', () => {
  expect(pageMerci({ mode: 'rappel', cfa: 'X' })).toBe(pageMerci({ mode: 'rappel', cfa: 'X', enRetard: false }));
  expect(pageMerci({ mode: 'rappel', cfa: 'X', enRetard: true })).toContain('retard');
});
