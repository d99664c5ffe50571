import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { keptMs } from '../../../../main/core/impressions/gardees.ts';
import { createImpressionsHandlers, type ImpressionsHandlers } from '../../../../main/core/impressions/impressions.ts';
import type { Portee } from '../../../../shared/contract/ipc/exports.ts';
import { impressionsChannels, personnesParFeuille } from '../../../../shared/contract/ipc/impressions.ts';
import type { OperateurResume } from '../../../../shared/contract/ipc/session.ts';
import { tracesRequest } from '../../../../shared/contract/sync.ts';
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
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from '../candidats/poste.ts';

const nowMs = Date.parse('2026-06-08T08:00:00.000Z');
const lea: OperateurResume = { id: operateurId(1), nom: 'Léa M.', aUnPin: true };
const feuilleSchema = impressionsChannels['impressions:feuille'].response;
const local = 'local:00000009-0000-4000-8000-000000000009';

let poste: Poste;
let monotonicMs: number;
let handlers: ImpressionsHandlers;

const people = (...numbers: number[]): string[] => numbers.map(dossierId);
const selection = (...numbers: number[]): Portee => ({ genre: 'selection', candidats: people(...numbers) });

beforeEach(() => {
  poste = openPoste();
  monotonicMs = 0;
  let made = 0;
  putFlux(poste.store, 1);
  putFlux(poste.store, 2);
  const corps = transmissionCorps(1);
  putLigne(poste.store, { id: transmissionId(1), flux: fluxId(1), type: 'transmission', corps });
  handlers = createImpressionsHandlers({
    store: poste.store,
    clock: { now: () => nowMs, monotonic: () => monotonicMs, sleep: () => Promise.resolve() },
    random: { uuid: () => idOf(80, ++made), bytes: (length) => new Uint8Array(length), fraction: () => 0 },
    serverNow: () => nowMs + 60_000,
    operateur: () => lea,
    poste: () => ({ nom: 'Accueil-2', etablissement: 'CFA des Trois Fourneaux' }),
  });
});
afterEach(() => poste.close());

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const nomOf = (n: number): string => `NOM ${letters[Math.floor(n / 26)] ?? ''}${letters[n % 26] ?? ''}`;

function putPerson(n: number, over: Record<string, unknown> = {}, flux = fluxId(1)): void {
  const corps = dossierCorps({ nom: nomOf(n), telephones: [phone('+33639981202')], ...over });
  putLigne(poste.store, { id: dossierId(n), flux, type: 'dossier', corps });
}
function putPeople(count: number): void {
  for (let n = 1; n <= count; n += 1) putPerson(n);
  project(...Array.from({ length: count }, (_, at) => at + 1));
}
function putVoeu(n: number, dossier: number, over: Record<string, unknown> = {}, flux = fluxId(1)): void {
  putLigne(poste.store, {
    id: idOf(5, n),
    flux,
    type: 'voeu',
    dossier: dossierId(dossier),
    corps: voeuCorps(dossierId(dossier), over),
  });
}
const project = (...numbers: number[]): void => {
  poste.store.write(poste.store.bulk, () => projectDossiers(poste.store.bulk, people(...numbers)));
};

function prepare(portee: Portee): { impression: string; candidats: number; feuilles: number } {
  const prepared = handlers['impressions:preparer']({ portee });
  if (!prepared.ok) throw new Error(prepared.error.code);
  return prepared.value;
}
function feuille(impression: string, n = 1): z.infer<typeof feuilleSchema> {
  const read = handlers['impressions:feuille']({ impression, feuille: n });
  if (!read.ok) throw new Error(read.error.code);
  return feuilleSchema.parse(read.value);
}
const nomsOf = (portee: Portee): string[] => feuille(prepare(portee).impression).lignes.map(({ nom }) => nom);
const traces = () => {
  const rows = z
    .array(z.object({ corps: z.string() }))
    .parse(poste.store.persons.prepare('SELECT corps FROM trace ORDER BY rang').all());
  return rows.map(({ corps }) => JSON.parse(corps));
};

describe('whom a sheet is about', () => {
  beforeEach(() => {
    putPeople(3);
    putPerson(4, { nom: 'AILLEURS' }, fluxId(2));
    project(4);
  });

  test('a selection keeps its order, each person once, whoever left the file passed over', () => {
    const portee: Portee = { genre: 'selection', candidats: people(3, 1, 99, 3) };
    expect(nomsOf(portee)).toEqual([nomOf(3), nomOf(1)]);
  });
  test('a question is asked as it stands now, in the order of the alphabet', () => {
    expect(nomsOf({ genre: 'question', filtres: { aAppeler: true }, recherche: 'nom' })).toEqual([
      nomOf(1),
      nomOf(2),
      nomOf(3),
    ]);
  });
  test('one flux', () => {
    expect(nomsOf({ genre: 'flux', flux: fluxId(2) })).toEqual(['AILLEURS']);
  });
  test('everybody', () => {
    expect(nomsOf({ genre: 'tout' })).toEqual(['AILLEURS', nomOf(1), nomOf(2), nomOf(3)]);
  });
  test('nobody is EXPORT_VIDE and leaves no audit line', () => {
    const asked: Portee[] = [
      selection(99),
      { genre: 'flux', flux: fluxId(7) },
      { genre: 'question', filtres: {}, recherche: 'introuvable' },
    ];
    for (const portee of asked)
      expect(handlers['impressions:preparer']({ portee })).toMatchObject({ ok: false, error: { code: 'EXPORT_VIDE' } });
    expect(traces()).toEqual([]);
  });
});

test('a thousand and one people are refused with their count, and nothing is left', () => {
  putPeople(1_001);
  const candidats = Array.from({ length: 1_001 }, (_, at) => dossierId(at + 1));
  const refused = handlers['impressions:preparer']({ portee: { genre: 'selection', candidats } });
  expect(refused).toEqual({
    ok: false,
    error: { code: 'TROP_VOLUMINEUX', details: { candidats: 1_001, plus: false, max: 1_000 } },
  });
  expect(traces()).toEqual([]);
  const allowed = handlers['impressions:preparer']({ portee: { genre: 'selection', candidats: candidats.slice(1) } });
  expect(allowed).toMatchObject({ ok: true, value: { candidats: 1_000, feuilles: 50 } });
});

test('twenty people a page, the rest on the last one, none beyond', () => {
  putPeople(41);
  const { impression, candidats, feuilles } = prepare({ genre: 'tout' });
  expect({ candidats, feuilles }).toEqual({ candidats: 41, feuilles: 3 });
  const pages = [1, 2, 3].map((n) => feuille(impression, n));
  expect(pages.map(({ lignes }) => lignes.length)).toEqual([personnesParFeuille, personnesParFeuille, 1]);
  expect(new Set(pages.flatMap(({ lignes }) => lignes.map(({ nom }) => nom))).size).toBe(41);
  expect(pages[2]).toMatchObject({ feuille: 3, feuilles: 3, candidats: 41 });
  expect(handlers['impressions:feuille']({ impression, feuille: 4 })).toMatchObject({
    ok: false,
    error: { code: 'INTROUVABLE' },
  });
});

test('a page says what, who, where and when', () => {
  putPeople(1);
  putPerson(2, {}, fluxId(2));
  project(2);
  expect(feuille(prepare(selection(1)).impression)).toMatchObject({
    titre: 'CFA 1',
    portee: 'selection',
    operateur: 'Léa M.',
    poste: 'Accueil-2',
    imprimeeLe: '2026-06-08T08:01:00.000Z',
  });
  expect(feuille(prepare(selection(1, 2)).impression).titre).toBe('CFA des Trois Fourneaux');
  expect(feuille(prepare({ genre: 'flux', flux: fluxId(2) }).impression).titre).toBe('CFA 2');
});

describe('a line', () => {
  const line = (n = 1) => {
    const [only] = feuille(prepare(selection(n)).impression).lignes;
    if (only === undefined) throw new Error('no line');
    return only;
  };

  test('tells what is needed beside the phone, and nothing that must not be on paper', () => {
    const ine = '123456789AB';
    const telephones = [
      phone('+33639981202'),
      phone('+33639981203', 'responsable_2'),
      phone('+33639981201', 'portable'),
    ];
    putPerson(1, { nom: 'TARDIVEL', ine, telephones, emails: ['c.tardivel@example.fr'] });
    putVoeu(1, 1, { rang: 2, formation: { ...voeuFormation, libelle: '2NDPRO BOIS' } });
    putVoeu(2, 1);
    putCall('SANS_REPONSE');
    project(1);
    const { impression } = prepare(selection(1));
    expect(line()).toMatchObject({
      nom: 'TARDIVEL',
      prenom: 'Maëlys',
      telephones: [
        { affiche: '06 39 98 12 02', qui: 'responsable' },
        { affiche: '06 39 98 12 03', qui: 'responsable' },
        { affiche: '06 39 98 12 01', qui: 'candidat' },
      ],
      formations: ['1CAP2 CUISINE', '2NDPRO BOIS'],
      autresFormations: 0,
      situation: 'A_RAPPELER',
      essais: 1,
      dernierAppel: { le: '2026-06-05T09:00:00.000Z', disposition: 'SANS_REPONSE' },
    });
    const text = JSON.stringify(feuille(impression));
    for (const secret of [
      ine,
      'rue Fictive',
      '69004',
      'LYON',
      'HONORE FICTIF',
      '0690001A',
      'c.tardivel@',
      dossierId(1),
    ])
      expect(text).not.toContain(secret);
  });

  test('keeps three formations and counts the others', () => {
    putPerson(1);
    for (const n of [1, 2, 3, 4, 5])
      putVoeu(n, 1, { rang: n, formation: { ...voeuFormation, libelle: `FORMATION ${n}` } });
    project(1);
    expect(line()).toMatchObject({
      formations: ['FORMATION 1', 'FORMATION 2', 'FORMATION 3'],
      autresFormations: 2,
    });
  });

  test('has no number that is unreadable, and none at all once somebody asked not to be called', () => {
    const unread = { brut: 'poste 12', e164: null, confiance: 'illisible', correction: null, origine: 'personnel' };
    putPerson(1, { telephones: [unread, phone('+33639981202')] });
    project(1);
    expect(line().telephones.map(({ affiche }) => affiche)).toEqual(['06 39 98 12 02']);
    putCall('OPPOSITION');
    project(1);
    expect(line()).toMatchObject({ situation: 'OPPOSITION', telephones: [] });
  });

  test('of somebody who left the file since is not drawn', () => {
    putPeople(2);
    const { impression } = prepare({ genre: 'tout' });
    poste.store.bulk.prepare('DELETE FROM ligne WHERE id = ?').run(dossierId(1));
    expect(feuille(impression).lignes.map(({ nom }) => nom)).toEqual([nomOf(2)]);
  });
});

describe('somebody of two lists', () => {
  const ine = '111111111AA';
  const untouched = {
    situation: 'A_APPELER',
    essais: 0,
    dernierAppel: null,
    prochaineAction: null,
    formations: ['1CAP2 CUISINE'],
    telephones: [{ affiche: '06 39 98 12 02', qui: 'responsable' }],
  };
  const question = (...lists: number[]): Portee => ({
    genre: 'question',
    filtres: { flux: lists.map(fluxId) },
    recherche: '',
  });
  const linesOf = (portee: Portee) => feuille(prepare(portee).impression).lignes;
  const actIn2 = (n: number, type: string, corps: Record<string, unknown>): void => {
    const acte = acteCorps({ id: idOf(6, n), flux: fluxId(2), dossier: dossierId(2), type, corps });
    putActe(poste.store, acte, '2026-06-05T09:01:00.000Z');
    project(2);
  };

  beforeEach(() => {
    putPerson(1, { ine });
    putVoeu(1, 1);
    putPerson(2, { ine, telephones: [phone('+33639981209')] }, fluxId(2));
    putVoeu(2, 2, { formation: { ...voeuFormation, libelle: '2NDPRO BOIS' } }, fluxId(2));
    project(1, 2);
    actIn2(1, 'appel', { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' });
  });

  test.each([
    ['the sheet of one list', { genre: 'flux', flux: fluxId(1) } as const],
    ['the sheet of a question filtered by it', question(1)],
  ])('%s holds nothing of the other, and its audit line does not name it', (_what, portee) => {
    expect(linesOf(portee)).toEqual([expect.objectContaining(untouched)]);
    expect(traces()).toMatchObject([{ flux: [fluxId(1)] }]);
  });

  test('is whole on the sheet of everybody, of a selection and of both lists', () => {
    const whole = expect.objectContaining({
      situation: 'A_RAPPELER',
      essais: 1,
      formations: expect.arrayContaining(['1CAP2 CUISINE', '2NDPRO BOIS']),
    });
    for (const portee of [{ genre: 'tout' } as const, selection(1), question(1, 2)])
      expect(linesOf(portee)).toEqual([whole]);
  });

  test.each([
    ['limitation', { active: true }],
    ['effacement', {}],
  ])('nothing of the dossier under %s is on paper; with no other, the person is not counted', (type, corps) => {
    actIn2(2, type, corps);
    expect(linesOf({ genre: 'tout' })).toEqual([expect.objectContaining(untouched)]);
    expect(handlers['impressions:preparer']({ portee: question(2) })).toMatchObject({ error: { code: 'EXPORT_VIDE' } });
    putPerson(3, { nom: 'AUTRE' }, fluxId(2));
    project(3);
    expect(prepare(question(2))).toMatchObject({ candidats: 1, feuilles: 1 });
  });
});

const voeuFormation = { libelle: '', mef: null, code_formation_diplome: null, cle_ministere_educatif: null };

function putCall(disposition: string): void {
  const corps = { sens: 'emis', numero: '+33639981202', interlocuteur: null, disposition };
  const appel = acteCorps({ id: idOf(6, 1), flux: fluxId(1), dossier: dossierId(1), type: 'appel', corps });
  putActe(poste.store, appel, '2026-06-05T09:01:00.000Z');
}

describe('the audit line', () => {
  test('says who, how many, of which flux and when, in the words of the server, and names nobody', () => {
    putPeople(2);
    putFlux(poste.store, 3);
    poste.store.bulk.prepare('UPDATE flux SET id = ? WHERE id = ?').run(local, fluxId(3));
    putPerson(3, { nom: 'IMPORTEE' }, local);
    project(3);
    const { impression } = prepare(selection(1, 2, 3));
    const { traces: read } = tracesRequest.parse({ traces: traces() });
    expect(read).toEqual([
      {
        id: impression,
        genre: 'impression',
        format: 'feuille-appel',
        portee: 'selection',
        nombre: 3,
        flux: [fluxId(1)],
        operateur: operateurId(1),
        fait_le: '2026-06-08T08:01:00.000Z',
      },
    ]);
    expect(JSON.stringify(read)).not.toContain(dossierId(1));
  });
  test('stands before the first page is read', () => {
    putPeople(1);
    prepare({ genre: 'tout' });
    expect(traces()).toHaveLength(1);
  });
});

describe('what is kept in memory', () => {
  const isKnown = (impression: string): boolean => handlers['impressions:feuille']({ impression, feuille: 1 }).ok;

  test('is forgotten after its time', () => {
    putPeople(1);
    const { impression } = prepare({ genre: 'tout' });
    monotonicMs = keptMs - 1;
    expect(isKnown(impression)).toBe(true);
    monotonicMs = keptMs;
    expect(isKnown(impression)).toBe(false);
  });
  test('is bounded: the oldest goes', () => {
    putPeople(1);
    const prepared = Array.from({ length: 6 }, () => prepare({ genre: 'tout' }).impression);
    expect(prepared.map(isKnown)).toEqual([false, true, true, true, true, true]);
  });
  test('an unknown one is INTROUVABLE', () => {
    expect(handlers['impressions:feuille']({ impression: idOf(80, 99), feuille: 1 })).toMatchObject({
      ok: false,
      error: { code: 'INTROUVABLE' },
    });
  });
});
