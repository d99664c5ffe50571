import { afterEach, beforeEach, expect, test } from 'vitest';
import { ficheMax } from '../../../../shared/contract/ipc/candidats.ts';
import { acteCorps, demandeId, dossierId, fluxId, idOf, putActe, putSaisie } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1);
});
afterEach(() => bureau.close());

const reponse = (n: number, corps: Record<string, unknown>) =>
  acteCorps({
    id: idOf(8, n),
    flux: fluxId(1),
    dossier: dossierId(1),
    type: 'reponse',
    corps: { demande: demandeId(1), ...corps },
    fait_le: `2026-06-03T08:0${n}:00.000Z`,
  });

test('one demande says who asked, what, and whom an answer is written to', () => {
  bureau.demande(1, {
    auteur: 'parent',
    demandeur: { nom: 'VIDAL', prenom: 'Inès' },
    message: 'Le matin de préférence.',
    souhaits: [{ jour: 'lundi', demi_journee: 'matin' }],
    ajouts: [{ recu_le: '2026-06-02T08:00:00.000Z', motifs: ['frais'], message: null }],
    courriel_rejete: 'cfa',
  });
  expect(bureau.sheetOf(1)).toEqual([
    {
      id: demandeId(1),
      dossier: dossierId(1),
      flux: fluxId(1),
      mode: 'rappel',
      auteur: 'parent',
      demandeur: { nom: 'VIDAL', prenom: 'Inès' },
      motifs: ['modalite'],
      message: 'Le matin de préférence.',
      ajouts: [{ recu_le: '2026-06-02T08:00:00.000Z', motifs: ['frais'], message: null }],
      souhaits: [{ jour: 'lundi', demi_journee: 'matin' }],
      formation: 'CAP CUISINE',
      ville: 'LYON',
      origine: 'LBA',
      recueLe: '2026-06-01T08:00:00.000Z',
      echeance: '2026-06-05T16:00:00.000Z',
      fuseau: 'Europe/Paris',
      restant: { jours: 2, depassee: false },
      suite: 'a_repondre',
      vue: null,
      retenue: false,
      enRetard: null,
      essais: 0,
      affecteA: null,
      rapprochement: false,
      courrielRejete: 'cfa',
      enAttente: false,
      reponse: null,
      changee: null,
      annuleeLe: null,
      modifieeLe: null,
      reponses: [],
      courriel: { cfa: 'CFA des Fourneaux', telephone: '04 78 00 00 00', adresse: 'e1@exemple.fr', prenom: 'Inès' },
      brouillon: '',
    },
  ]);
});

test('a mail goes where the server will send it, and greets who is named when nobody else asked', () => {
  bureau.demande(1);
  const courriel = () => bureau.sheetOf(1)[0]?.courriel;
  expect(courriel()).toMatchObject({ adresse: 'e1@exemple.fr', prenom: 'Prénom 1' });
  bureau.write(1, 'rectification', { champ: 'email', valeur: 'Autre@exemple.fr ', ancienne: null });
  expect(courriel()).toMatchObject({ adresse: 'autre@exemple.fr' });
  const vues = { 'champ:email': bureau.saisies().map(({ id }) => id) };
  bureau.write(1, 'rectification', { champ: 'email', valeur: 'pas une adresse', ancienne: null }, vues);
  expect(courriel()).toMatchObject({ adresse: null });
});

test('open ones by deadline, then the others newest first, of every dossier of the person, none beyond the bound', () => {
  bureau.person(1, { ine: '123456789AB' });
  bureau.person(2, { ine: '123456789AB' }, 2);
  bureau.demande(1, { echeance: '2026-06-09T16:00:00.000Z' });
  bureau.demande(2, { echeance: '2026-06-08T16:00:00.000Z' }, { flux: 2 });
  bureau.demande(3, { etat: 'annulee', recue_le: '2026-05-01T08:00:00.000Z' }, { of: 1 });
  bureau.demande(4, { etat: 'repondue', recue_le: '2026-05-02T08:00:00.000Z' }, { of: 1 });
  expect(bureau.sheetOf(1).map(({ id }) => id)).toEqual([2, 1, 4, 3].map(demandeId));
  for (let n = 10; n < 80; n += 1) bureau.demande(n, { etat: 'annulee' }, { of: 1 });
  expect(bureau.sheetOf(1)).toHaveLength(ficheMax.demandes);
  expect(bureau.sheetOf(1)[0]?.id).toBe(demandeId(2));
});

test('two answers: the one that counted, and the one that the server holds until somebody decides', () => {
  bureau.demande(1, { etat: 'repondue' });
  putActe(bureau.store, reponse(1, { genre: 'autre_canal' }), '2026-06-03T08:10:00.000Z');
  putActe(bureau.store, reponse(2, { genre: 'personnalisee', texte: 'Oui.' }), '2026-06-03T08:11:00.000Z', 'retenu');
  bureau.project(1);
  expect(bureau.sheetOf(1)[0]).toMatchObject({
    suite: 'repondue',
    retenue: true,
    enRetard: false,
    reponses: [
      { acte: idOf(8, 1), genre: 'autre_canal', texte: null, etat: 'recue' },
      { acte: idOf(8, 2), genre: 'personnalisee', texte: 'Oui.', etat: 'retenue' },
    ],
  });
  // The held one asks its own question: nobody has to choose between the two.
  expect(bureau.fiche(1)).toMatchObject({ ligne: { aDepartager: false }, dossiers: [{ aDepartager: [] }] });
  const fil = new Map(bureau.fiche(1).fil.map((entree) => [entree.id, entree]));
  expect(fil.get(idOf(8, 2))).toMatchObject({ etat: 'recu', retenu: true, annulable: false });
  expect(fil.get(idOf(8, 1))).toMatchObject({ annulable: true });
  expect(fil.get(idOf(8, 1))?.retenu).toBeUndefined();
});

test('held, an answer told the family nothing: nobody waits for them', () => {
  bureau.demande(1, { etat: 'annulee' });
  const mail = reponse(1, { genre: 'personnalisee', texte: 'Oui.' });
  putActe(bureau.store, mail, '2026-06-03T08:11:00.000Z', 'retenu');
  bureau.project(1);
  expect(bureau.fiche(1).ligne).toMatchObject({ situation: 'DEMANDE_ANNULEE', prochaineAction: null });
  expect(bureau.sheetOf(1)[0]).toMatchObject({ suite: 'annulee', retenue: true });
  putActe(bureau.store, mail, '2026-06-03T08:11:00.000Z');
  bureau.project(1);
  expect(bureau.sheetOf(1)[0]).toMatchObject({ suite: 'annulee', retenue: false });
});

test.each([
  ['a_envoyer', 'a_envoyer', 'repondue', true],
  ['en_vol', 'en_vol', 'repondue', true],
  // Taken: only the pull tells whether it was mailed or held.
  ['accepte', 'en_vol', 'repondue', false],
  // Refused: nobody was answered until a person here decides.
  ['a_revoir', 'a_revoir', 'a_repondre', true],
])('an answer of the outbox that is %s is shown %s, and the demande %s', (etat, shown, suite, enAttente) => {
  bureau.demande(1);
  putSaisie(bureau.store, reponse(1, { genre: 'personnalisee', texte: 'Oui.' }), etat);
  bureau.project(1);
  expect(bureau.sheetOf(1)[0]).toMatchObject({ suite, enAttente, reponses: [{ etat: shown }] });
});

test('an answer that was undone is no longer one of them', () => {
  bureau.demande(1);
  const actes = bureau.write(1, 'reponse', { demande: demandeId(1), genre: 'autre_canal' });
  bureau.store.persons.prepare('UPDATE saisie SET deja_en_vol = 1').run();
  expect(bureau.actes['actes:annuler']({ actes })).toMatchObject({ value: { annules: 1 } });
  expect(bureau.sheetOf(1)[0]).toMatchObject({ suite: 'a_repondre', reponses: [], enRetard: null });
});

test('who asked and is on no list is in Candidats, is to be answered, and is found by what she gave', () => {
  bureau.demande(1, { demandeur: { nom: 'VIDAL', prenom: 'Inès' } });
  expect(bureau.fiche(1)).toMatchObject({
    ligne: {
      nbVoeux: 0,
      nbDemandes: 1,
      situation: 'A_REPONDRE',
      ouverte: true,
      formation: 'CAP CUISINE',
      accueil: 'LYON',
    },
    voeux: [],
    dossierPrincipal: dossierId(1),
  });
  const { mots, chiffres } = bureau.store.persons
    .prepare<[], { mots: string; chiffres: string }>('SELECT mots, chiffres FROM candidat_corps')
    .get() ?? { mots: '', chiffres: '' };
  for (const mot of ['nom', 'vidal', 'ines', 'e1', 'cuisine']) expect(mots.split(' ')).toContain(mot);
  expect(chiffres).toContain('0639981201');
  bureau.demande(1, { etat: 'annulee' });
  expect(bureau.fiche(1).ligne).toMatchObject({ nbDemandes: 0, formation: null });
});
