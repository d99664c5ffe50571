import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personnesParLecture } from '../../../../main/core/agenda/emargement.ts';
import { keptMs } from '../../../../main/core/impressions/gardees.ts';
import { failure, success } from '../../../../shared/contract/errors.ts';
import { dossierId, fluxId } from '../candidats/poste.ts';
import { Bureau, creneauId, maintenant } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

describe('the file of a créneau', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rappel-agenda-'));
    bureau.chemins.set('jeton', join(folder, 'rdv.ics'));
    bureau.chemins.set('ailleurs', join(folder, 'absent', 'rdv.ics'));
    bureau.creneau(1, { genre: 'entretien', capacite: 1 });
    bureau.person(1, { nom: 'DUVAL', prenom: 'Léa' });
    bureau.reservation(1);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is one event that another library reads, and names nobody', async () => {
    const { chemin } = await bureau.ask('agenda:ics', { creneau: creneauId(1), jeton: 'jeton' });
    expect(chemin).toBe(join(folder, 'rdv.ics'));
    const text = readFileSync(chemin ?? '', 'utf8');
    expect(text).not.toMatch(/duval|léa/i);
    const calendar = new ICAL.Component(ICAL.parse(text));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    const [event, ...others] = calendar.getAllSubcomponents('vevent');
    expect(others).toEqual([]);
    expect(event?.getFirstPropertyValue('summary')).toBe('RDV apprentissage – L. D.');
    expect(String(event?.getFirstPropertyValue('dtstart'))).toBe('2026-06-10T12:00:00Z');
    expect(event?.getFirstPropertyValue('uid')).toBe(`${creneauId(1)}.cfa@rappel-cfa.invalid`);
    expect(event?.getFirstPropertyValue('class')).toBe('PRIVATE');
  });

  test('is not written when the window was closed, the token is unknown, the folder is away or nothing is known', async () => {
    const refus = async (jeton: string | null, creneau = creneauId(1)) => {
      const answer = await bureau.refusal('agenda:ics', { creneau, jeton });
      return answer === 'ok' ? 'ok' : answer.code;
    };
    expect(await bureau.ask('agenda:ics', { creneau: creneauId(1), jeton: null })).toEqual({ chemin: null });
    expect(await refus('inconnu')).toBe('JETON_INVALIDE');
    expect(await refus('ailleurs')).toBe('ECRITURE_REFUSEE');
    expect(await refus('jeton', creneauId(9))).toBe('INTROUVABLE');
    expect(existsSync(join(folder, 'rdv.ics'))).toBe(false);
  });
});

describe('the sign-in sheet', () => {
  const people = personnesParLecture + 2;
  beforeEach(() => {
    bureau.creneau(1, { capacite: 50 });
    for (let n = 1; n <= people; n += 1) {
      bureau.person(n, { nom: `NOM ${String(n).padStart(2, '0')}` });
      bureau.reservation(n, n === people ? { etat: 'attente' } : {});
    }
  });
  const feuille = (impression: string, numero: number) => bureau.ask('agenda:feuille', { impression, feuille: numero });

  test('has a line for everybody who comes, by name, no number, and leaves its audit line', async () => {
    const { impression, personnes, feuilles } = await bureau.ask('agenda:emargement', { creneau: creneauId(1) });
    expect([personnes, feuilles]).toEqual([people - 1, 2]);
    const [first, second] = [await feuille(impression, 1), await feuille(impression, 2)];
    expect(first.lignes).toHaveLength(personnesParLecture);
    expect(first.lignes[0]).toEqual({ nom: 'NOM 01', prenom: 'Prénom 1', formation: null });
    expect(second).toMatchObject({ feuille: 2, feuilles: 2, imprimeeLe: maintenant, creneau: { id: creneauId(1) } });
    expect(second.lignes.map(({ nom }) => nom)).toEqual(['NOM 21']);
    const traces = bureau.store.persons.prepare<[], string>('SELECT corps FROM trace').pluck().all();
    expect(traces.map((corps) => JSON.parse(corps))).toMatchObject([
      { genre: 'impression', format: 'feuille-emargement', nombre: people - 1, flux: [fluxId(1)], portee: 'selection' },
    ]);
    expect(await bureau.refusal('agenda:feuille', { impression, feuille: 3 })).toMatchObject({ code: 'INTROUVABLE' });
    bureau.monotonic = keptMs;
    expect(await bureau.refusal('agenda:feuille', { impression, feuille: 1 })).toMatchObject({ code: 'INTROUVABLE' });
  });

  test('says nothing of somebody who asked to be forgotten, before and after it was prepared', async () => {
    bureau.received(dossierId(1), 'limitation', { active: true });
    const { impression, personnes } = await bureau.ask('agenda:emargement', { creneau: creneauId(1) });
    expect(personnes).toBe(people - 2);
    bureau.received(dossierId(2), 'effacement', {});
    expect((await feuille(impression, 1)).lignes[0]?.nom).toBe('NOM 03');
  });

  test('is not for a créneau that is not here, nor for one where nobody comes', async () => {
    bureau.creneau(2);
    expect(await bureau.refusal('agenda:emargement', { creneau: creneauId(9) })).toMatchObject({ code: 'INTROUVABLE' });
    expect(await bureau.refusal('agenda:emargement', { creneau: creneauId(2) })).toMatchObject({ code: 'EXPORT_VIDE' });
  });
});

describe('the feed', () => {
  const asked: string[] = [];
  const answering = (status: number, body: unknown): void => {
    bureau.network = async (path, init) => {
      asked.push(`${init?.method ?? 'GET'} ${path}`);
      return success(new Response(status === 204 ? null : JSON.stringify(body), { status }));
    };
  };

  test('is asked of the server, which alone knows it', async () => {
    answering(200, { existe: true, cree_le: maintenant });
    expect(await bureau.ask('agenda:abonnement', {})).toEqual({ existe: true, creeLe: maintenant });
    answering(201, { url: 'https://cfa.exemple.fr/agenda/abc.ics' });
    expect(await bureau.ask('agenda:abonner', {})).toEqual({ url: 'https://cfa.exemple.fr/agenda/abc.ics' });
    answering(204, null);
    expect(await bureau.ask('agenda:desabonner', {})).toEqual({});
    expect(asked).toEqual(['GET', 'POST', 'DELETE'].map((method) => `${method} /v1/agenda/abonnement`));
  });

  test.each(['agenda:abonnement', 'agenda:abonner', 'agenda:desabonner'] as const)(
    '%s says why it could not',
    async (channel) => {
      expect(await bureau.refusal(channel, {})).toMatchObject({ code: 'HORS_LIGNE' });
      answering(502, {});
      expect(await bureau.refusal(channel, {})).toMatchObject({ code: 'SERVEUR_INJOIGNABLE' });
      answering(429, { code: 'TROP_DE_REQUETES' });
      expect(await bureau.refusal(channel, {})).toMatchObject({ code: 'TROP_DE_REQUETES' });
      bureau.network = async () => failure('SERVEUR_NON_CONFIGURE');
      expect(await bureau.refusal(channel, {})).toMatchObject({ code: 'SERVEUR_NON_CONFIGURE' });
    },
  );

  test('an answer of another shape is not believed', async () => {
    answering(200, { url: 'javascript:alert(1)' });
    expect(await bureau.refusal('agenda:abonner', {})).toMatchObject({ code: 'REPONSE_INVALIDE' });
  });
});
