import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCandidatsHandlers } from '../../../../main/core/candidats/handlers.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { type Fiche, ficheMax, fiche as ficheSchema } from '../../../../shared/contract/ipc/candidats.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  operateurId,
  type Poste,
  phone,
  putActe,
  putFlux,
  putLigne,
  putSaisie,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from './poste.ts';

let poste: Poste;
const candidat = dossierId(1);
const ine = '123456789AB';

beforeEach(() => {
  poste = openPoste();
  const { store } = poste;
  putFlux(store, 1);
  putFlux(store, 2, 'relation', 'Indian/Reunion');
  putFlux(store, 9, 'organisme');
  putLigne(store, {
    id: operateurId(1),
    flux: fluxId(9),
    type: 'operateur',
    corps: { nom_affiche: 'Léa M.', actif: true },
  });
  for (const numero of [1, 2]) {
    const corps = transmissionCorps(numero, numero === 1 ? 'premiere' : 'mise_a_jour');
    putLigne(store, { id: transmissionId(numero), flux: fluxId(1), type: 'transmission', corps });
  }
  const telephones = [
    phone('+33639981202'),
    {
      brut: '02692123456',
      e164: '+262692123456',
      confiance: 'corrigee',
      correction: 'DROM_11_CHIFFRES',
      origine: 'portable',
    },
    { brut: 'poste 12', e164: null, confiance: 'illisible', correction: null, origine: 'personnel' },
  ];
  const adresse = { lignes: ['1 rue Fictive'], code_postal: '97400', ville: 'SAINT-DENIS', pays: 'FRANCE' };
  const corps = dossierCorps({ ine, telephones, adresse, emails: ['c.tardivel@exemple.fr'] });
  putLigne(store, { id: dossierId(1), flux: fluxId(1), type: 'dossier', corps });
  putLigne(store, {
    id: dossierId(2),
    flux: fluxId(2),
    type: 'dossier',
    corps: dossierCorps({ ine, telephones: [phone('+33639981202')] }),
  });
  putVoeu(1, 2, { libelle: '2NDPRO BOIS' });
  putVoeu(2, 1, { libelle: '1CAP2 CUISINE' });
  const ecart = {
    transmission: transmissionId(2),
    voeu: idOf(5, 2),
    dossier: dossierId(1),
    genre: 'modifie',
    champ: 'rang',
    avant: '2',
    apres: '1',
  };
  putLigne(store, { id: idOf(10, 1), flux: fluxId(1), type: 'ecart', dossier: dossierId(1), corps: ecart });
  project();
});
afterEach(() => poste.close());

function putVoeu(n: number, rang: number, formation: { libelle: string }): void {
  const whole = { mef: null, code_formation_diplome: null, cle_ministere_educatif: null, ...formation };
  const corps = voeuCorps(dossierId(1), { rang, formation: whole, etat: 'actif' });
  putLigne(poste.store, { id: idOf(5, n), flux: fluxId(1), type: 'voeu', dossier: dossierId(1), corps });
}

function project(): void {
  poste.store.write(poste.store.bulk, () => projectDossiers(poste.store.bulk, [dossierId(1), dossierId(2)]));
}

const handlers = () =>
  createCandidatsHandlers({
    store: poste.store,
    clock: { now: () => Date.parse('2026-06-10T06:12:00.000Z'), monotonic: () => 0, sleep: () => Promise.resolve() },
  });

function read(): Fiche {
  const result = handlers()['candidats:fiche']({ candidat });
  if (!result.ok) throw new Error(result.error.code);
  return ficheSchema.parse(result.value);
}

const appel = { sens: 'emis', numero: '+33639981202', interlocuteur: null, disposition: 'NUMERO_INVALIDE' };
const base = { flux: fluxId(1), dossier: dossierId(1) };

test('one person of two flux: her vœux by rank, her college, where actes go', () => {
  const sheet = read();
  expect(sheet.dossiers.map((one) => [one.id, one.fluxNom])).toEqual([
    [dossierId(1), 'CFA 1'],
    [dossierId(2), 'CFA 2'],
  ]);
  expect(sheet).toMatchObject({
    dossierPrincipal: dossierId(1),
    identite: { ine, nom: 'TARDIVEL', prenom: 'Maëlys' },
    emails: ['c.tardivel@exemple.fr'],
    college: 'HONORE FICTIF, LYON',
    voeux: [
      { rang: 1, formation: '1CAP2 CUISINE', flux: fluxId(1) },
      { rang: 2, formation: '2NDPRO BOIS' },
    ],
    ligne: {
      nbVoeux: 2,
      formation: '1CAP2 CUISINE',
      autresFormations: 1,
      accueil: 'VILLEURBANNE',
      ville: 'SAINT-DENIS',
    },
    jamaisJoint: true,
    informe: false,
    indisponible: false,
    brouillon: '',
  });
});

test('the hour of the family is theirs, on the server’s clock', () => {
  expect(read().famille).toEqual({ fuseau: 'Indian/Reunion', heureLocale: '10:12' });
  writeLocal(poste.store.persons, 'horloge', {
    decalageMs: 3_600_000,
    serveurLe: '2026-06-10T06:00:00.000Z',
    mesureMonotoneMs: 0,
  });
  expect(read().famille.heureLocale).toBe('11:12');
});

test('beside it the zone of the site, for whose family nobody knows where it lives', () => {
  expect(read().fuseauSite).toBe('Europe/Paris');
  putFlux(poste.store, 1, 'relation', 'Pacific/Noumea');
  expect(read().fuseauSite).toBe('Pacific/Noumea');
  expect(read().famille.fuseau).toBe('Indian/Reunion');
});

test('each number once, with what the calls taught, the raw text of the unreadable one', () => {
  putActe(poste.store, acteCorps({ ...base, id: idOf(6, 1), type: 'appel', corps: appel }), '2026-06-09T10:00:00.000Z');
  const added = { champ: 'telephone', valeur: '06 39 98 12 77', ancienne: null };
  putActe(
    poste.store,
    acteCorps({ ...base, id: idOf(6, 2), type: 'rectification', corps: added }),
    '2026-06-09T10:01:00.000Z',
  );
  project();
  expect(read().responsableTelephones).toMatchObject([
    { affiche: '06 39 98 12 02', origine: 'responsable_1', etat: 'invalide', drom: false },
    { affiche: '06 39 98 12 77', origine: 'ajoute', etat: 'inconnu' },
  ]);
  expect(read().candidatTelephones).toMatchObject([
    { affiche: '0692 12 34 56', brut: '02692123456', correction: 'DROM_11_CHIFFRES', drom: true },
    { affiche: 'poste 12', e164: null },
  ]);
});

test('the fil holds actes and list changes, newest first, with who, where and what waits', () => {
  const un = acteCorps({
    ...base,
    id: idOf(6, 1),
    type: 'note',
    corps: { texte: 'x' },
    fait_le: '2026-06-01T12:00:00.000Z',
  });
  putActe(poste.store, un, '2026-06-01T12:00:05.000Z');
  putSaisie(
    poste.store,
    acteCorps({ ...base, id: idOf(6, 2), type: 'note', corps: { texte: 'y' }, fait_le: '2026-06-09T12:00:00.000Z' }),
  );
  putSaisie(
    poste.store,
    acteCorps({ ...base, id: idOf(6, 3), type: 'note', corps: { texte: 'z' }, fait_le: '2026-06-09T13:00:00.000Z' }),
    'a_revoir',
  );
  project();
  expect(
    read().fil.map(({ type, le, etat, annulable, operateur, poste: from, contenu }) => [
      type,
      le.slice(5, 13),
      etat,
      annulable,
      operateur,
      from,
      contenu,
    ]),
  ).toEqual([
    ['note', '06-09T13', 'a_revoir', false, 'Léa M.', null, { texte: 'z' }],
    ['note', '06-09T12', 'a_envoyer', true, 'Léa M.', null, { texte: 'y' }],
    ['modifie', '06-02T08', 'recu', false, null, null, { champ: 'rang', avant: '2', apres: '1', numero: 2 }],
    ['note', '06-01T12', 'recu', true, 'Léa M.', 'Accueil-2', { texte: 'x' }],
    ['ajoute', '06-01T08', 'recu', false, null, null, { champ: null, avant: null, apres: '2NDPRO BOIS', numero: 1 }],
    ['ajoute', '06-01T08', 'recu', false, null, null, { champ: null, avant: null, apres: '1CAP2 CUISINE', numero: 1 }],
  ]);
  expect(read().ligne.enAttente).toBe(true);
});

test('two heads are shown with their authors, to be chosen between', () => {
  for (const n of [1, 2]) {
    const corps = { operateur: operateurId(n) };
    putActe(
      poste.store,
      acteCorps({ ...base, id: idOf(6, n), type: 'affectation', corps }),
      '2026-06-09T10:00:00.000Z',
    );
  }
  project();
  const [first] = read().dossiers;
  expect(first?.aDepartager).toEqual(['affectation']);
  expect(first?.tetes.affectation).toMatchObject([
    { acte: idOf(6, 1), valeur: operateurId(1), operateur: 'Léa M.' },
    { acte: idOf(6, 2), valeur: operateurId(2), operateur: 'Léa M.' },
  ]);
});

test('actes go where they can still be sent, and a name rectified here is the one shown and found', () => {
  poste.store.persons.prepare('UPDATE flux SET indisponible = 1 WHERE id = ?').run(fluxId(1));
  expect(read()).toMatchObject({ dossierPrincipal: dossierId(2), indisponible: false });
  const corps = { champ: 'nom', valeur: 'TARDIVELLE', ancienne: 'TARDIVEL' };
  putActe(
    poste.store,
    acteCorps({ ...base, id: idOf(6, 1), type: 'rectification', corps }),
    '2026-06-09T10:00:00.000Z',
  );
  project();
  expect(read().identite.nom).toBe('TARDIVELLE');
});

test('a draft is kept, replaced and deleted; nobody and her draft are INTROUVABLE', () => {
  const draft = (texte: string, of = candidat) => handlers()['candidats:brouillon']({ candidat: of, texte });
  expect(draft('a une entre').ok).toBe(true);
  expect(draft('a une entreprise').ok).toBe(true);
  expect(read().brouillon).toBe('a une entreprise');
  draft('');
  expect(read().brouillon).toBe('');
  expect(draft('x', dossierId(77))).toMatchObject({ error: { code: 'INTROUVABLE' } });
  expect(handlers()['candidats:fiche']({ candidat: dossierId(77) })).toMatchObject({ error: { code: 'INTROUVABLE' } });
  expect(handlers()['candidats:fiche']({ candidat: dossierId(2) })).toMatchObject({ error: { code: 'INTROUVABLE' } });
});

test('nothing on a sheet grows without limit', () => {
  const { store } = poste;
  const telephones = Array.from({ length: 120 }, (_, n) => {
    const e164 = `+33639${String(980_000 + n)}`;
    return phone(e164, n % 2 === 0 ? 'responsable_1' : 'portable');
  });
  const emails = Array.from({ length: 80 }, (_, n) => `e${n}@exemple.fr`);
  putLigne(store, {
    id: dossierId(1),
    flux: fluxId(1),
    type: 'dossier',
    corps: dossierCorps({ ine, telephones, emails }),
  });
  const anomalies = Array.from({ length: 70 }, (_, n) => ({ champ: `champ${n}`, type: 'inconnu' }));
  for (let n = 0; n < 230; n += 1) {
    const corps = voeuCorps(dossierId(1), { rang: n + 1, anomalies });
    putLigne(store, { id: idOf(7, n), flux: fluxId(1), type: 'voeu', dossier: dossierId(1), corps });
  }
  store.write(store.bulk, () => projectDossiers(store.bulk, [dossierId(1)]));
  const sheet = read();
  expect(sheet.responsableTelephones).toHaveLength(ficheMax.telephones);
  expect(sheet.candidatTelephones).toHaveLength(ficheMax.telephones);
  expect(sheet.emails).toHaveLength(ficheMax.emails);
  expect(sheet.voeux).toHaveLength(ficheMax.voeux);
  expect(sheet.voeux.at(-1)?.anomalies).toHaveLength(ficheMax.details);
});
