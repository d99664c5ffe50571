import fc from 'fast-check';
import { expect, test } from 'vitest';
import { motifs } from '../../../shared/domain/demandes/motifs.ts';
import { origines } from '../../../shared/domain/demandes/origines.ts';
import { courrielDeReponse, courrielInjoignable } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { donneesDe, lireDonnees, resumeDe } from '../../../sync-api/courriels/donnees.ts';
import type { CourrielAEcrire, DemandeEcrite } from '../../../sync-api/courriels/genres.ts';
import { rendre } from '../../../sync-api/courriels/modeles/rendre.ts';
import { nomCourt, prenomSeul } from '../../../sync-api/courriels/nom-court.ts';

const accueil = { url: 'https://accueil.example' };
const demande: DemandeEcrite = {
  id: '11111111-1111-4111-8111-111111111111',
  fluxId: '22222222-2222-4222-8222-222222222222',
  dossierId: '33333333-3333-4333-8333-333333333333',
  cleMinistereEducatif: 'cle',
  siretFormateur: '99998000600020',
  cfa: 'CFA des Trois Fourneaux',
  formation: 'CUISINE (CAP)',
  adresse: '14 rue des Maîtres-Queux, 69100 VILLEURBANNE',
  telephoneCfa: '04 65 71 00 10',
  fuseau: 'Europe/Paris',
  origine: 'AFFELNET',
  mode: 'rappel',
  auteur: 'etudiant',
  nom: 'Vauquelin',
  prenom: 'Inès',
  motifs: ['place'],
  message: null,
  souhaits: [],
  recueLe: '2026-09-25T08:00:00.000Z',
  echeance: '2026-10-01T16:00:00.000Z',
};
const jeton = 'jeton-secret_0';
const rendu = (courriel: CourrielAEcrire) => rendre(donneesDe(courriel), accueil);

const candidats = (d: DemandeEcrite): CourrielAEcrire[] => {
  const destinataire = 'ines@example.org';
  return [
    { genre: 'candidat-confirmation', demande: d, destinataire, jeton },
    { genre: 'candidat-doublon', demande: d, destinataire, jeton },
    { genre: 'candidat-doublon', demande: d, destinataire, jeton: null, ajoute: false },
    { genre: 'candidat-complement', demande: d, destinataire },
    { genre: 'candidat-a-confirmer', prenom: d.prenom, cfa: d.cfa, formation: d.formation, destinataire, jeton },
    { genre: 'candidat-changement', demande: d, destinataire, jeton },
    { genre: 'candidat-annulation', demande: d, destinataire },
    {
      genre: 'candidat-reponse',
      demande: d,
      destinataire,
      corps: { sujet: 'Sujet', paragraphes: ['Un\ndeux', '<b>trois</b>'] },
      acteId: 'a',
    },
    { genre: 'candidat-cfa-injoignable', demande: d, destinataire },
  ];
};
const pourCfa = (d: DemandeEcrite): CourrielAEcrire[] => [
  { genre: 'cfa-nouvelle', demande: d },
  { genre: 'cfa-relance', demande: d, moment: 'mi-delai', envoyableLe: d.recueLe },
  { genre: 'cfa-relance', demande: d, moment: 'dernier-jour', envoyableLe: d.recueLe },
  { genre: 'cfa-changement', demande: d, quoi: 'changee' },
  { genre: 'cfa-changement', demande: d, quoi: 'annulee' },
  { genre: 'cfa-changement', demande: d, quoi: 'completee' },
  { genre: 'cfa-candidat-injoignable', demande: d },
];

test('every mail has a subject of one line, two parts that say the same links, and no more than text', () => {
  for (const courriel of [...candidats(demande), ...pourCfa(demande)]) {
    const { sujet, texte, html } = rendu(courriel);
    expect(sujet).toMatch(/^[^\n\r]{5,140}$/);
    expect(texte).not.toMatch(/<\/?[a-z]+>(?<!<\/?b>)/);
    expect(html).not.toMatch(/<(?:img|script|link|style|table|iframe|form)|src=|url\(|@import|\son\w+=/i);
    const liens = [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url ?? '');
    for (const url of liens) expect(texte).toContain(url);
    expect(html).toContain('max-width:600px');
    expect(html).toContain('<html lang="fr">');
  }
});

test('families never read the name of the procedure, whatever they came from', () => {
  for (const origine of origines)
    for (const courriel of candidats({ ...demande, origine }))
      expect(JSON.stringify(rendu(courriel))).not.toMatch(/affelnet/i);
});

test('every mail to a candidate says who writes, why, which rights, and where to read more', () => {
  for (const courriel of candidats(demande)) {
    const { texte } = rendu(courriel);
    expect(texte).toContain('Vous recevez cet e-mail parce que');
    expect(texte).toContain('CFA des Trois Fourneaux est responsable de vos données');
    expect(texte).toContain('CNIL (www.cnil.fr)');
    expect(texte).toContain('https://accueil.example/confidentialite');
  }
  expect(rendu({ genre: 'candidat-annulation', demande, destinataire: 'x@example.org' }).texte).toContain(
    'vous opposer à être recontacté·e',
  );
});

test('the deadline is in words, in the zone of the site', () => {
  const texte = (fuseau: string, echeance: string) =>
    rendu({ genre: 'cfa-nouvelle', demande: { ...demande, fuseau, echeance } }).texte;
  expect(texte('Europe/Paris', '2026-10-01T16:00:00.000Z')).toContain('jeudi 1er octobre 2026 à 18\u00a0h\n');
  expect(texte('Indian/Reunion', '2026-10-02T14:00:00.000Z')).toContain(
    'vendredi 2 octobre 2026 à 18\u00a0h (heure du CFA)',
  );
  expect(texte('Europe/Paris', '2026-10-02T14:05:00.000Z')).toContain('à 16\u00a0h\u00a005');
});

test('an answer keeps its paragraphs and its line ends, escaped', () => {
  const reponse = candidats(demande).find(({ genre }) => genre === 'candidat-reponse');
  if (reponse === undefined) throw new Error('no answer');
  const { sujet, texte, html } = rendu(reponse);
  expect(sujet).toBe('Sujet');
  expect(texte.startsWith('Un\ndeux\n\n<b>trois</b>\n\n-- \n')).toBe(true);
  expect(html).toContain('Un<br>\ndeux</p>');
  expect(html).toContain('&lt;b&gt;trois&lt;/b&gt;');
});

test('no word of a form is repeated to an address that nobody proved', () => {
  const message = 'Votre dossier CAF est suspendu. Appelez le 08 99 70 12 34 avant ce soir.';
  const avec = (prenom: string, genre: 'candidat-confirmation' | 'candidat-doublon' | 'candidat-changement') =>
    rendu({ genre, demande: { ...demande, prenom, message }, destinataire: 'x@example.org', jeton });
  for (const genre of ['candidat-confirmation', 'candidat-doublon', 'candidat-changement'] as const) {
    const { texte, html } = avec('Inès', genre);
    expect(texte + html).not.toMatch(/CAF|08 99/);
    expect(texte.includes('Votre message a été transmis avec votre demande.')).toBe(genre !== 'candidat-doublon');
  }
  expect(avec('Gagnez https://spam.example', 'candidat-confirmation').texte).toMatch(/^Bonjour Gagnez,\n/);
  expect(avec('https://spam.example', 'candidat-confirmation').texte).toMatch(/^Bonjour,\n/);
});

test('families read « e-mail », staff « courriel », and no name stands where it would need an article', () => {
  for (const courriel of candidats(demande)) {
    const { sujet, texte } = rendu(courriel);
    expect(sujet + texte).not.toMatch(/courriel/i);
    expect(sujet + texte).not.toMatch(/ (?:à|de|au) CFA des/);
  }
  for (const courriel of pourCfa(demande)) expect(rendu(courriel).texte).not.toMatch(/e-mail/i);
});

test('an answer ends with how to reach the CFA, after the signature, and promises no reply by mail', () => {
  const ecrite = { prenom: 'Inès', cfa: demande.cfa, formation: demande.formation, texte: 'Venez samedi.\n\nLéa M.' };
  const fin = (telephone: string | null) => courrielDeReponse({ ...ecrite, telephone }).paragraphes.slice(-2);
  expect(fin('04 65 71 00 10')).toEqual(['Léa M.', 'Téléphone\u00a0: 04 65 71 00 10 — CFA des Trois Fourneaux']);
  expect(fin(null)).toEqual(['Léa M.', 'CFA des Trois Fourneaux']);
  expect(courrielInjoignable({ ...ecrite, telephone: null }).paragraphes.join()).not.toMatch(/répondez|appelez/);
});

test('a name is short for the CFA: one letter of the family name, words that are names', () => {
  expect(nomCourt({ prenom: 'Inès', nom: 'Vauquelin' })).toBe('Inès V.');
  expect(nomCourt({ prenom: 'Jean-Loïc', nom: "d'Ormesson" })).toBe('Jean-Loïc D.');
  expect(nomCourt({ prenom: 'Ines VAUQUELIN', nom: 'Vauquelin' })).toBe('Ines V.');
  expect(nomCourt({ prenom: 'Vauquelin-Inès', nom: 'Vauquelin' })).toBe('V.');
  expect(nomCourt({ prenom: 'Inès 0639980112 ines@example.org', nom: 'Élan' })).toBe('Inès É.');
  expect(nomCourt({ prenom: '06', nom: '12' })).toBe('Une personne');
  expect(prenomSeul('Inès\r\nBcc: x@example.org')).toBe('Inès');
});

const chiffres = fc.stringMatching(/^[67]\d{8}$/);
const mot = fc.stringMatching(/^[A-Z][a-zéèï]{4,12}$/);
const personne = fc.record({
  prenom: fc.oneof(
    mot,
    fc.tuple(mot, chiffres).map(([m, c]) => `${m} 0${c}`),
    mot.map((m) => `${m}\r\nBcc: autre@ailleurs.example`),
  ),
  nom: mot.map((m) => `${m}zq`),
  telephone: chiffres,
  courriel: fc.stringMatching(/^[a-z]{6,10}@[a-z]{6,10}\.example$/),
  message: fc.string({ minLength: 12, maxLength: 200 }).filter((texte) => texte.trim().length > 11),
  motif: fc.constantFrom(...motifs),
  repete: fc.constantFrom('nom', 'telephone', 'courriel', 'rien'),
});

test('no mail to a CFA holds the phone, the e-mail, the words or the family name of anybody', async () => {
  await fc.assert(
    fc.asyncProperty(personne, async ({ prenom, nom, telephone, courriel, message, motif, repete }) => {
      const secrets = { nom, telephone: `0${telephone}`, courriel, rien: '' };
      const d: DemandeEcrite = {
        ...demande,
        nom,
        prenom: `${prenom} ${secrets[repete]}`.trim(),
        message: `${message} ${telephone} ${courriel}`,
        motifs: [motif],
      };
      const pairs = telephone.match(/^(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/)?.slice(1) ?? [];
      const interdits = [telephone, pairs.join(' '), pairs.join('.'), pairs.join('-'), courriel, nom, message.trim()];
      const ecrits = pourCfa(d).map(donneesDe);
      const groupes = [
        { genre: 'cfa-nouvelles' as const, resumes: [resumeDe(d), resumeDe(d)] },
        { genre: 'cfa-relances' as const, resumes: [resumeDe(d), resumeDe(d)] },
      ];
      for (const lues of [...ecrits, ...groupes]) {
        const tout = `${JSON.stringify(rendre(lues, accueil))} ${JSON.stringify(lues)}`.toLowerCase();
        for (const interdit of interdits) expect(tout).not.toContain(interdit.toLowerCase());
        expect(tout).not.toContain('ailleurs.example');
      }
    }),
    { numRuns: 150 },
  );
});

test('what a row keeps is read back as it was written, and nothing else is', () => {
  for (const courriel of [...candidats(demande), ...pourCfa(demande)])
    expect(lireDonnees(JSON.stringify(donneesDe(courriel)))).toEqual(donneesDe(courriel));
  for (const texte of ['{}', '{', 'null', '{"genre":"cfa-nouvelle"}']) expect(lireDonnees(texte)).toBeNull();
});

test('names and tokens are escaped in the HTML part', () => {
  const { html } = rendu({
    genre: 'candidat-confirmation',
    demande: { ...demande, cfa: 'CFA « A & B » <script>', message: '"&\'' },
    destinataire: 'x@example.org',
    jeton: 'a b"c',
  });
  expect(html).toContain('CFA « A &amp; B » &lt;script&gt;');
  expect(html).toContain('/suivi#a%20b%22c"');
});
