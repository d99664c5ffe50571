import fc from 'fast-check';
import { expect, test } from 'vitest';
import { genreCreneau } from '../../../shared/domain/agenda/creneaux.ts';
import { etatReservation } from '../../../shared/domain/agenda/places.ts';
import { type Donnees, donneesDe, lireDonnees } from '../../../sync-api/courriels/donnees.ts';
import {
  nouvelleReservation,
  quoiPourLeCfa,
  resumeDeReservation,
} from '../../../sync-api/courriels/donnees-reservation.ts';
import { fichiersDe } from '../../../sync-api/courriels/fichiers.ts';
import type { NouvelleReservation, ReservationEcrite } from '../../../sync-api/courriels/genres.ts';
import { rendre } from '../../../sync-api/courriels/modeles/rendre.ts';
import { momentDeVeille } from '../../../sync-api/courriels/veille.ts';

const accueil = { url: 'https://accueil.example' };
const jeton = 'jeton-secret_0';
const destinataire = 'ines@example.org';
const ecritLe = '2026-06-08T08:00:00.000Z';
const visio = 'https://visio.example/salle';
const reservation: ReservationEcrite = {
  id: '11111111-1111-4111-8111-111111111111',
  fluxId: '22222222-2222-4222-8222-222222222222',
  dossierId: '33333333-3333-4333-8333-333333333333',
  demandeId: '44444444-4444-4444-8444-444444444444',
  creneauId: '55555555-5555-4555-8555-555555555555',
  cfa: 'CFA des Trois Fourneaux',
  telephoneCfa: '04 65 71 00 10',
  siretFormateur: '99998000600020',
  formation: 'CUISINE (CAP)',
  cleMinistereEducatif: 'cle',
  genre: 'entretien',
  titre: null,
  debut: '2026-06-18T12:30:00.000Z',
  fin: '2026-06-18T13:00:00.000Z',
  fuseau: 'Europe/Paris',
  lieu: '14 rue des Maîtres-Queux',
  lien: visio,
  consigne: 'Apportez un CV.',
  sequence: 0,
  nom: 'Vauquelin',
  prenom: 'Inès',
  expireLe: '2026-06-17T12:30:00.000Z',
};

type CandidatReservation = Extract<Donnees, { genre: 'candidat-reservation' }>;
const candidat = (
  quoi: NouvelleReservation,
  r: Partial<ReservationEcrite> = {},
  suite: Partial<CandidatReservation> = {},
): CandidatReservation => {
  const lues = donneesDe({
    genre: 'candidat-reservation',
    reservation: { ...reservation, ...r },
    quoi,
    mot: null,
    destinataire,
    jeton,
  });
  if (lues.genre !== 'candidat-reservation') throw new Error('another kind');
  return { ...lues, ...suite };
};
type Veille = Extract<Donnees, { genre: 'candidat-veille' }>;
const veille = (r: Partial<ReservationEcrite> = {}, suite: Partial<Veille> = {}): Veille => {
  const lues = donneesDe({
    genre: 'candidat-veille',
    reservation: { ...reservation, ...r },
    destinataire,
    jeton,
    envoyableLe: ecritLe,
  });
  if (lues.genre !== 'candidat-veille') throw new Error('another kind');
  return { ...lues, ...suite };
};
const cfa = (r: Partial<ReservationEcrite> = {}): Donnees[] =>
  quoiPourLeCfa.options.map((quoi) =>
    donneesDe({ genre: 'cfa-reservation', reservation: { ...reservation, ...r }, quoi }),
  );
const toutes = nouvelleReservation.options;
const rendu = (lues: Donnees) => rendre(lues, accueil);
const aElle = (r: Partial<ReservationEcrite> = {}): Donnees[] => [
  ...toutes.map((quoi) => candidat(quoi, r)),
  veille(r),
];

test('every mail has a subject of one line with its date, and two parts that say the same links', () => {
  for (const genre of genreCreneau.options)
    for (const lues of [...aElle({ genre }), ...cfa({ genre })]) {
      const { sujet, texte, html } = rendu(lues);
      expect(sujet).toMatch(/^[^\n\r]{5,140}$/);
      expect(sujet).toContain('jeudi 18 juin à 14\u00a0h\u00a030');
      expect(html).not.toMatch(/<(?:img|script|link|style|table|iframe|form)|src=|url\(|@import|\son\w+=/i);
      for (const [, url] of html.matchAll(/href="([^"]+)"/g)) expect(texte).toContain(url);
      expect(`${sujet} ${texte}`).not.toMatch(/undefined|null|\.\.|NaN/);
    }
});

test('what is told agrees with what it is told of', () => {
  const sujets = (quoi: NouvelleReservation) =>
    genreCreneau.options.map((genre) => rendu(candidat(quoi, { genre })).sujet.replace(/ du jeudi.*30/, ' …'));
  expect(sujets('confirmee')).toEqual([
    'Votre entretien … est confirmé',
    'Votre réunion d’information … est confirmée',
    'Votre visite aux portes ouvertes … est confirmée',
  ]);
  expect(rendu(candidat('deplacee', { genre: 'reunion' })).sujet).toBe(
    'Votre réunion d’information est déplacée au jeudi 18 juin à 14\u00a0h\u00a030',
  );
  expect(rendu(veille({ genre: 'portes_ouvertes' })).sujet).toMatch(
    /^Rappel\u00a0: votre visite aux portes ouvertes du /,
  );
});

test('every mail to her says who writes, why, which rights; families read « e-mail », staff « courriel »', () => {
  for (const lues of aElle()) {
    const { sujet, texte } = rendu(lues);
    expect(texte).toContain('Vous recevez cet e-mail parce que');
    expect(texte).toContain('CNIL (www.cnil.fr)');
    expect(texte).toContain('https://accueil.example/rendez-vous#jeton-secret_0\n');
    expect(sujet + texte).not.toMatch(/courriel/i);
    expect(sujet + texte).not.toMatch(/ (?:à|de|au) CFA des/);
    expect(JSON.stringify(lues)).not.toContain('Vauquelin');
  }
  for (const lues of cfa()) expect(rendu(lues).texte).not.toMatch(/e-mail/i);
});

test('the link into the meeting is given with a place only, in words and in files', () => {
  const avec = (quoi: NouvelleReservation, etat: CandidatReservation['etat']): boolean => {
    const lues = candidat(quoi, {}, { etat });
    const { texte, html } = rendu(lues);
    const fichiers = fichiersDe(lues, ecritLe).map(({ contenu }) => contenu.replaceAll('\r\n ', ''));
    return [texte, html, ...fichiers].some((part) => part.includes('visio.example'));
  };
  const tiennent = ['confirmee', 'a_reconfirmer'];
  for (const etat of etatReservation.options)
    for (const quoi of toutes) {
      const donne = ['confirmee', 'deplacee', 'changee'].includes(quoi) && tiennent.includes(etat);
      const reste = quoi === 'inchangee' && tiennent.includes(etat);
      expect([quoi, etat, avec(quoi, etat)]).toEqual([quoi, etat, donne || reste]);
    }
  expect(rendu(veille()).texte).toContain(visio);
});

test('a file comes with a place, and one that strikes it out only where a former one went', () => {
  const noms = (quoi: NouvelleReservation, suite: Partial<CandidatReservation> = {}) =>
    fichiersDe(candidat(quoi, {}, suite), ecritLe).map(({ nom }) => nom);
  expect(noms('confirmee')).toEqual(['rendez-vous.ics']);
  expect(noms('deplacee', { etat: 'attente' })).toEqual([]);
  for (const quoi of ['annulee', 'creneau_annule', 'expiree'] as const) {
    expect(noms(quoi)).toEqual([]);
    expect(noms(quoi, { aUnFichier: true })).toEqual(['annulation.ics']);
  }
  for (const quoi of ['attente', 'complet', 'offerte', 'inchangee'] as const)
    expect(noms(quoi, { aUnFichier: true })).toEqual([]);
  const remplacee = { reservation: { ...reservation, id: 'r0' }, aUnFichier: true };
  expect(noms('confirmee', { remplacee })).toEqual(['rendez-vous.ics', 'annulation.ics']);
  expect(noms('confirmee', { remplacee: { ...remplacee, aUnFichier: false } })).toEqual(['rendez-vous.ics']);
  expect(fichiersDe(veille(), ecritLe)).toEqual([]);
});

test('the hour is that of the site, which is named when it is overseas', () => {
  const sujet = (fuseau: string, debut: string) => rendu(candidat('confirmee', { fuseau, debut })).sujet;
  expect(sujet('Indian/Reunion', '2026-06-18T04:00:00.000Z')).toBe(
    'Votre entretien du jeudi 18 juin à 8\u00a0h (heure de La Réunion) est confirmé',
  );
  expect(sujet('America/Martinique', '2026-06-18T02:00:00.000Z')).toContain(
    'mercredi 17 juin à 22\u00a0h (heure de Martinique)',
  );
  expect(sujet('Europe/Paris', '2026-10-25T09:00:00.000Z')).toContain('dimanche 25 octobre à 10\u00a0h est');
  expect(sujet('Europe/Paris', '2026-03-29T08:00:00.000Z')).toContain('dimanche 29 mars à 10\u00a0h est');
  const soir = { debut: '2026-06-18T20:00:00.000Z', fin: '2026-06-18T22:00:00.000Z' };
  expect(rendu(candidat('confirmee', soir)).texte).toContain('de 22\u00a0h à minuit\n');
  const nuit = { debut: '2026-06-18T20:00:00.000Z', fin: '2026-06-18T21:00:00.000Z' };
  expect(rendu(candidat('confirmee', { ...nuit, fuseau: 'Indian/Kerguelen' })).texte).toContain('(heure du CFA)');
});

test('she is reminded on the civil day before, at the site', () => {
  expect(momentDeVeille('2026-06-18T12:30:00.000Z', 'Europe/Paris')).toBe('2026-06-17T07:00:00.000Z');
  // 23:30 of the 17th in UTC is the 18th in Paris and in Saint-Denis, still the 17th in Fort-de-France.
  expect(momentDeVeille('2026-06-17T23:30:00.000Z', 'Europe/Paris')).toBe('2026-06-17T07:00:00.000Z');
  expect(momentDeVeille('2026-06-17T23:30:00.000Z', 'Indian/Reunion')).toBe('2026-06-17T05:00:00.000Z');
  expect(momentDeVeille('2026-06-17T23:30:00.000Z', 'America/Martinique')).toBe('2026-06-16T13:00:00.000Z');
  expect(momentDeVeille('2027-01-01T09:00:00.000Z', 'Europe/Paris')).toBe('2026-12-31T08:00:00.000Z');
});

test('who cancelled is said as it was', () => {
  const phrase = (motif: CandidatReservation['motif']) => rendu(candidat('annulee', {}, { motif })).texte;
  expect(phrase('candidat')).toContain('Vous avez annulé votre venue');
  expect(phrase('cfa')).toContain('CFA des Trois Fourneaux a annulé votre place');
  expect(phrase('remplacee')).toContain('Vous avez choisi un autre créneau');
  expect(rendu(candidat('inchangee', {}, { etat: 'attente' })).texte).toContain('Vous restez sur la liste d’attente.');
  expect(rendu(candidat('deplacee', {}, { etat: 'confirmee' })).texte).toContain('est confirmée');
  expect(rendu(candidat('complet', { demandeId: null })).texte).toContain('contactez le CFA');
});

test('to whoever has to be called, nothing says that she is expected, nor asks her whether she comes', () => {
  const appele = { etat: 'a_reconfirmer', motif: 'capacite' } as const;
  const lues = (['confirmee', 'deplacee', 'changee', 'inchangee'] as const).map((quoi) => candidat(quoi, {}, appele));
  for (const une of [...lues, veille({}, appele)]) {
    const { sujet, texte } = rendu(une);
    expect(texte).toContain('CFA des Trois Fourneaux vous appelle pour vous dire si vous gardez la vôtre.');
    expect(texte).toContain('J’annule ou je choisis un autre créneau');
    expect(texte).not.toContain('visio.example');
    expect(fichiersDe(une, ecritLe)).toEqual([]);
    expect(sujet + texte).not.toMatch(
      /Je confirme|attendu·e|est confirmé|a changé la date|est réservée|reste celui-ci/,
    );
  }
});

test('what becomes of her demande is said as it is', () => {
  const finies = ['complet', 'expiree', 'creneau_annule', 'attente_quittee'] as const;
  const dit = (demandeOuverte: boolean) => [
    ...finies.map((quoi) => rendu(candidat(quoi, {}, { demandeOuverte })).texte),
    rendu(candidat('annulee', {}, { motif: 'cfa', demandeOuverte })).texte,
  ];
  for (const texte of dit(true)) expect(texte).toContain('Votre demande reste ouverte');
  for (const texte of dit(false)) {
    expect(texte).not.toContain('reste ouverte');
    expect(texte).toContain('Pour un autre rendez-vous, contactez le CFA.');
  }
});

test('the button says what its page will have', () => {
  const geste = (quoi: NouvelleReservation, suite: Partial<CandidatReservation> = {}, r = {}) =>
    /^(Je .*|J’.*)\u00a0:$/m.exec(rendu(candidat(quoi, r, suite)).texte)?.[1];
  expect(geste('annulee', { motif: 'cfa' })).toBe('Je choisis un autre créneau');
  for (const motif of ['candidat', 'remplacee'] as const)
    expect(geste('annulee', { motif })).toBe('Je fais une nouvelle demande');
  expect(geste('attente_quittee')).toBe('Je fais une nouvelle demande');
  expect(geste('confirmee', {}, { demandeId: null })).toBe('J’annule');
  expect(geste('offerte', {}, { demandeId: null })).toBe('Je confirme ou j’annule');
});

test('whoever comes beside the places of one mailbox is told to call, by the number of the CFA', () => {
  const { sujet, texte } = rendu(candidat('limite', {}, { demandeOuverte: true }));
  expect(sujet).toBe('Pas de place de plus pour l’entretien du jeudi 18 juin à 14\u00a0h\u00a030');
  expect(texte).toContain('appelez le CFA');
  expect(texte).toContain('04 65 71 00 10');
  expect(texte).not.toContain('Apportez un CV');
});

test('who only waited is not told that a meeting of hers is cancelled', () => {
  const { sujet, texte } = rendu(candidat('attente_quittee', { genre: 'reunion' }, { motif: 'candidat' }));
  expect(sujet).toBe(
    'Vous n’attendez plus de place pour la réunion d’information du jeudi 18 juin à 14\u00a0h\u00a030',
  );
  expect(sujet + texte).not.toMatch(/annulé/);
});

test('words of staff are escaped, and add no line to a subject', () => {
  const mot = '<b>Salle 2</b>\nau fond';
  const { html, texte, sujet } = rendu(
    candidat('changee', { cfa: 'CFA <i>\r\nBcc: x@y.example', titre: '<u>' }, { mot }),
  );
  expect(html).toContain('&lt;b&gt;Salle 2&lt;/b&gt;<br>\nau fond');
  expect(html).not.toMatch(/<b>|<i>|<u>/);
  expect(texte).toContain('Message du CFA\u00a0: <b>Salle 2</b>\nau fond');
  expect(sujet).not.toContain('\n');
});

test('a demande of a créneau is confirmed and told in its own words', () => {
  const demande = {
    ...{ id: 'd', fluxId: 'f', dossierId: 'x', cleMinistereEducatif: 'cle', siretFormateur: 's', cfa: 'CFA X' },
    ...{ formation: 'CAP', adresse: null, telephoneCfa: null, fuseau: 'Europe/Paris', nom: 'V', prenom: 'Inès' },
    origine: 'PARCOURSUP' as const,
    mode: 'creneau' as const,
    auteur: 'etudiant' as const,
    motifs: ['place'] as const,
    message: null,
    souhaits: [],
    recueLe: ecritLe,
    echeance: ecritLe,
  };
  expect(rendu(donneesDe({ genre: 'candidat-confirmation', demande, destinataire, jeton })).texte).toContain(
    'Votre demande de rendez-vous est enregistrée.',
  );
  expect(rendu(donneesDe({ genre: 'cfa-nouvelle', demande })).texte).toContain('demande un rendez-vous');
});

const mot = fc.stringMatching(/^[A-Z][a-zéèï]{4,12}$/);

test('no mail to a CFA holds the family name, a number or an address, whatever was typed as a name or a title', () => {
  const chiffres = fc.stringMatching(/^[67]\d{8}$/);
  fc.assert(
    fc.property(mot, mot, chiffres, (prenom, famille, telephone) => {
      const nom = `${famille}zq`;
      const r = { prenom: `${prenom} 0${telephone} ${nom} x@y.example`, nom, titre: `Entretien de ${nom}` };
      const resume = resumeDeReservation({ ...reservation, ...r });
      const lues: Donnees[] = [...cfa(r), { genre: 'cfa-reservations', reservations: [resume, resume] }];
      for (const une of lues) {
        const tout = `${JSON.stringify(rendu(une))} ${JSON.stringify(une)}`.toLowerCase();
        for (const interdit of [nom, telephone, 'x@y.example', visio])
          expect(tout).not.toContain(interdit.toLowerCase());
      }
    }),
    { numRuns: 100 },
  );
});

test('no mail to her says the title of an entretien: it may name whoever was to come before her', () => {
  const titre = 'Lucas Delmas';
  const lues = (['entretien', 'reunion'] as const).flatMap((genre) => [
    candidat('confirmee', { genre, titre }),
    veille({ genre, titre }),
  ]);
  const dits = lues.map((une) => `${JSON.stringify(une)}${rendu(une).texte}${fichiersDe(une, ecritLe)[0]?.contenu}`);
  expect(dits.map((dit) => dit.includes(titre))).toEqual([false, false, true, true]);
});

test('what a row keeps is read back as it was written, and nothing else is', () => {
  for (const lues of [...aElle(), ...cfa()]) expect(lireDonnees(JSON.stringify(lues))).toEqual(lues);
  for (const changes of [{ quoi: 'autre' }, { reservation: {} }, { reservation: { ...reservation, debut: 'demain' } }])
    expect(lireDonnees(JSON.stringify({ ...candidat('confirmee'), ...changes }))).toBeNull();
});
