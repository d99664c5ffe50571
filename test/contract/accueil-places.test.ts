import { afterEach, beforeEach, expect, test } from 'vitest';
import { placesParMinute } from '../../sync-api/public/freins.ts';
import {
  encode,
  formationFermee,
  formationOuverte,
  formulaireJuste,
  startTestAccueil,
  type TestAccueil,
} from '../support/accueil.ts';
import { idDeCreneau, offrirCreneau } from '../support/accueil-creneaux.ts';
import { TestClock } from '../support/server.ts';

const cle = formationOuverte.cleMinistereEducatif;
let accueil: TestAccueil;
beforeEach(async () => {
  accueil = await startTestAccueil({ clock: new TestClock(Date.parse('2026-03-02T09:00:00.000Z')) });
});
afterEach(() => accueil.stop());

const places = async (query: Record<string, string> = {}) => {
  const { status, text, headers } = await accueil.get(`/v1/places?${encode({ cle, origine: 'LBA', ...query })}`);
  return { status, body: JSON.parse(text), headers };
};

test('the places that are left are told as they are now, and kept nowhere', async () => {
  const debut = '2026-03-10T08:00:00.000Z';
  const valeur = await offrirCreneau(accueil.db, { id: idDeCreneau(1), debut, libres: 2 });
  await offrirCreneau(accueil.db, { id: idDeCreneau(2), debut, libres: 0, liste_attente: 1 });
  const attente = { id: idDeCreneau(2), debut, libres: 0, liste_attente: true };
  const { status, body, headers } = await places();
  expect(status).toBe(200);
  expect(body).toEqual({
    creneaux: [{ id: idDeCreneau(1), debut, libres: 2, liste_attente: false }, attente],
    suite: false,
  });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('set-cookie')).toBeNull();
  expect(headers.get('access-control-allow-origin')).toBeNull();
  await accueil.post('/demande', formulaireJuste({ mode: 'creneau', creneau: valeur }));
  expect((await places()).body.creneaux[0]).toMatchObject({ libres: 1 });
  expect((await places({ apres: valeur })).body).toEqual({ creneaux: [attente], suite: false });
});

test('a page that shows a part of a long list is told of that part', async () => {
  for (let n = 0; n < 85; n += 1) {
    const leMs = Date.parse('2026-03-10T08:00:00.000Z') + n * 3_600_000;
    await offrirCreneau(accueil.db, { id: idDeCreneau(n), debut: new Date(leMs).toISOString() });
  }
  const { body } = await places();
  expect([body.creneaux.length, body.suite]).toEqual([80, true]);
  const { id, debut } = body.creneaux[79];
  expect((await places({ apres: `${debut}~${id}` })).body).toMatchObject({
    creneaux: Array.from({ length: 5 }, (_, rang) => ({ id: idDeCreneau(80 + rang) })),
    suite: false,
  });
});

test.each([
  [400, 'REQUETE_INVALIDE', { apres: 'x' }],
  [400, 'REQUETE_INVALIDE', { origine: 'AILLEURS' }],
  [400, 'REQUETE_INVALIDE', { de: 'plus' }],
  [404, 'INTROUVABLE', { cle: 'inconnue' }],
  [404, 'INTROUVABLE', { cle: formationFermee.cleMinistereEducatif }],
  [404, 'INTROUVABLE', { origine: 'ONISEP' }],
])('%i %s to %j', async (expected, code, query) => {
  const { status, body, headers } = await places(query);
  expect([status, body.code]).toEqual([expected, code]);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a loop gets 429, and the pages of its address are still read', async () => {
  const url = `/v1/places?${encode({ cle, origine: 'LBA' })}`;
  for (let n = 0; n < placesParMinute; n += 1) await accueil.app.inject(url);
  const { status, body, headers } = await places();
  expect([status, body.code]).toEqual([429, 'TROP_DE_REQUETES']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await accueil.get(`/demande?${encode({ cle })}`)).status).toBe(200);
});
