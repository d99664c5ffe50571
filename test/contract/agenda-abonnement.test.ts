import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpError } from '../../shared/contract/errors.ts';
import { abonnementCree, abonnementResponse } from '../../shared/contract/sync.ts';
import { lecturesParMinute } from '../../sync-api/agenda/abonnement-routes.ts';
import { ensureFlux } from '../../sync-api/store/flux.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import {
  createDelegue,
  createRelation,
  createResponsable,
  type SignedPoste,
  signInPoste,
  startTestServer,
  TestClock,
  type TestCompte,
  type TestServer,
} from '../support/server.ts';

const siret = '13002526500013';
const chemin = '/v1/agenda/abonnement';
const lien = 'https://visio.example/salle-secrete';

let clock: TestClock;
let server: TestServer;
let compte: TestCompte;
let poste: SignedPoste;
let relation: string;
let flux: string;

beforeEach(async () => {
  clock = new TestClock(Date.parse('2026-06-08T08:00:00.000Z'));
  server = await startTestServer({ clock });
  compte = await createResponsable(server, siret);
  poste = await signInPoste(server, compte);
  relation = await createRelation(server, siret, '13002526500021');
  flux = await fluxDe(relation);
});
afterEach(() => server.stop());

const fluxDe = (relationId: string) =>
  ensureFlux(server.db, server.deps.random, { genre: 'relation', relationId, campagne: 2026 });

const offrir = async (changes: Partial<Tables['creneau']> = {}): Promise<string> => {
  const id = randomUUID();
  await server.db
    .insertInto('creneau')
    .values({
      id,
      flux_id: flux,
      etat: 'prevu',
      genre: 'reunion',
      debut: '2026-06-18T12:30:00.000Z',
      fin: '2026-06-18T13:30:00.000Z',
      capacite: 12,
      liste_attente: 1,
      titre: 'Réunion avec Lucas Delmas',
      lieu: '14 rue des Maîtres-Queux',
      lien,
      consigne: 'Demander Lucas',
      offre: null,
      sequence: 3,
      modifie_le: '2026-06-01T08:00:00.000Z',
      ...changes,
    })
    .execute();
  return id;
};
const inscrire = async (creneau: string, etat: Tables['reservation']['etat'], etatLe = '2026-06-02T08:00:00.000Z') => {
  await server.db
    .insertInto('reservation')
    .values({
      id: randomUUID(),
      flux_id: flux,
      dossier_id: randomUUID(),
      creneau_id: creneau,
      demande_id: null,
      etat,
      motif: null,
      rang: 1,
      demandee_le: etatLe,
      etat_le: etatLe,
      expire_le: null,
      source: 'poste',
      remplace_id: null,
      empreinte_jeton: randomUUID(),
    })
    .execute();
};
const abonner = async (par: SignedPoste = poste): Promise<string> => {
  const answer = await par.fetch(chemin, { method: 'POST' });
  expect(answer.status).toBe(200);
  return abonnementCree.parse(await answer.json()).url;
};
const etat = async () => abonnementResponse.parse(await (await poste.fetch(chemin)).json());
const evenements = (texte: string) =>
  new ICAL.Component(ICAL.parse(texte)).getAllSubcomponents('vevent').map((vevent) => ({
    uid: String(vevent.getFirstPropertyValue('uid')),
    summary: String(vevent.getFirstPropertyValue('summary')),
    sequence: Number(vevent.getFirstPropertyValue('sequence')),
    stamp: String(vevent.getFirstPropertyValue('dtstamp')),
  }));
const lire = async (url: string) => evenements(await (await fetch(url)).text());

test('the créneaux of the account are counted, and nobody is named', async () => {
  const creneau = await offrir();
  for (const un of ['confirmee', 'offerte', 'a_reconfirmer', 'attente', 'annulee', 'complet', 'expiree'] as const)
    await inscrire(creneau, un);
  const answer = await fetch(await abonner());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  const texte = await answer.text();
  expect(evenements(texte)).toEqual([
    {
      uid: `${creneau}.cfa@rappel-cfa.invalid`,
      summary: 'Réunion d’information (3/12)',
      sequence: 3,
      // Of the last booking: the count is of that moment.
      stamp: '2026-06-02T08:00:00Z',
    },
  ]);
  expect(texte.replaceAll('\r\n ', '')).not.toMatch(/Lucas|Delmas|visio\.example/);
});

test('from thirty days ago to a year ahead, and no créneau that was cancelled', async () => {
  const a = (debut: string) => offrir({ debut, fin: debut.replace(':00:', ':30:'), titre: null });
  await a('2026-05-09T07:00:00.000Z');
  const [passe, futur] = [await a('2026-05-09T08:00:00.000Z'), await a('2027-06-08T08:00:00.000Z')];
  await a('2027-06-08T08:01:00.000Z');
  await offrir({ etat: 'annule' });
  expect((await lire(await abonner())).map(({ uid }) => uid.split('.')[0])).toEqual([passe, futur]);
});

test('an address is told once, says since when it is, and is read again only when something changed', async () => {
  expect(await etat()).toEqual({ existe: false, cree_le: null });
  const url = await abonner();
  expect(url).toMatch(new RegExp(`^${server.url}/agenda/[A-Za-z0-9_-]{43}\\.ics$`));
  expect(await etat()).toEqual({ existe: true, cree_le: '2026-06-08T08:00:00.000Z' });
  const jeton = url.slice(-47, -4);
  const tout = JSON.stringify(await server.db.selectFrom('abonnement_agenda').selectAll().execute());
  expect(tout).not.toContain(jeton);
  const etag = (await fetch(url)).headers.get('etag') ?? '';
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  await offrir();
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200);
});

const refuse = async (url: string): Promise<void> => {
  const answer = await fetch(url);
  expect([answer.status, httpError.parse(await answer.json()).code]).toEqual([404, 'INTROUVABLE']);
};

test('an unknown token, or what is none, opens nothing', async () => {
  await abonner();
  await offrir();
  for (const jeton of ['A'.repeat(43), 'court', 'A'.repeat(90), '%00', "'%20or%201=1", '..%2f..%2fetc'])
    await refuse(`${server.url}/agenda/${jeton}.ics`);
  expect((await fetch(`${server.url}/agenda/${'A'.repeat(5_000)}.ics`)).ok).toBe(false);
});

test('a new address ends the former one, and a revoked one opens nothing', async () => {
  await offrir();
  const ancienne = await abonner();
  const actuelle = await abonner();
  await refuse(ancienne);
  expect(await lire(actuelle)).toHaveLength(1);
  expect((await poste.fetch(chemin, { method: 'DELETE' })).status).toBe(204);
  await refuse(actuelle);
  expect(await etat()).toEqual({ existe: false, cree_le: null });
  expect((await poste.fetch(chemin, { method: 'DELETE' })).status).toBe(204);
  const codes = await server.db.selectFrom('journal').select('code').where('code', 'like', 'ABONNEMENT%').execute();
  expect(codes.map(({ code }) => code)).toEqual([
    'ABONNEMENT_AGENDA_CREE',
    'ABONNEMENT_AGENDA_CREE',
    'ABONNEMENT_AGENDA_RETIRE',
  ]);
});

test('a suspended account is read no more, and is again when it is active', async () => {
  await offrir();
  const url = await abonner();
  await server.comptes.setSuspendu(compte.identifiant, true);
  await refuse(url);
  await server.comptes.setSuspendu(compte.identifiant, false);
  expect(await lire(url)).toHaveLength(1);
});

test('a right that ended, or was never had, takes its créneaux out at the next reading', async () => {
  await offrir();
  const autre = await fluxDe(await createRelation(server, '99999999900019'));
  const etranger = await offrir({ flux_id: autre });
  const delegue = await signInPoste(server, await createDelegue(server, 'del@example.org', [relation]));
  const url = await abonner(delegue);
  expect(await lire(url)).toHaveLength(1);
  expect(JSON.stringify(await lire(url))).not.toContain(etranger);
  clock.advance(1_000);
  await server.db.updateTable('delegation').set({ fin_le: clock.now().toISOString() }).execute();
  expect(await lire(url)).toEqual([]);
  // Whose right lasts reads on.
  expect(await lire(await abonner())).toHaveLength(1);
});

test('a purged flux is in no calendar', async () => {
  await offrir();
  const url = await abonner();
  await server.db.updateTable('flux').set({ purge_le: clock.now().toISOString() }).where('id', '=', flux).execute();
  expect(await lire(url)).toEqual([]);
});

test('nobody who is not signed in makes, sees or ends an address', async () => {
  for (const method of ['POST', 'GET', 'DELETE'])
    expect((await fetch(`${server.url}${chemin}`, { method })).status).toBe(401);
});

test('the log never holds the token, read, refused or mistyped', async () => {
  const url = await abonner();
  await fetch(url);
  await fetch(url, { method: 'HEAD' });
  await fetch(url.replace('.ics', '.ical'));
  await fetch(`${url}/suite?x=1`);
  await poste.fetch(chemin, { method: 'DELETE' });
  await fetch(url);
  const lignes = server.logs.join('');
  expect(lignes).toContain('GET /agenda/:jeton.ics 200');
  expect(lignes).toContain('GET /agenda/:jeton.ics 404');
  expect(lignes).not.toContain(url.slice(-47, -4));
  expect(lignes).not.toContain('ILLISIBLE');
});

test('one address that tries token after token is stopped', async () => {
  const url = `${server.url}/agenda/${'A'.repeat(43)}.ics`;
  for (let fois = 0; fois < lecturesParMinute; fois += 1) await fetch(url);
  const answer = await fetch(url);
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});
