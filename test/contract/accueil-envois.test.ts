import { afterEach, beforeEach, expect, test } from 'vitest';
import { encode, formationOuverte, formulaireJuste, startTestAccueil, type TestAccueil } from '../support/accueil.ts';
import { idDeCreneau, offrirCreneau } from '../support/accueil-creneaux.ts';
import { TestClock } from '../support/server.ts';

/** A form that was taken is followed by a page of its own, and sent twice it is taken once. */
const cle = formationOuverte.cleMinistereEducatif;
const debut = '2026-03-10T08:00:00.000Z';
let clock: TestClock;
let accueil: TestAccueil;
beforeEach(async () => {
  clock = new TestClock(Date.parse('2026-03-02T09:00:00.000Z'));
  accueil = await startTestAccueil({ clock });
});
afterEach(() => accueil.stop());

const depots = () => accueil.serveur.prendre(100);
const offrir = (numero = 1) =>
  offrirCreneau(accueil.db, { id: idDeCreneau(numero), debut, libres: 1, liste_attente: 0 }, cle);
/** Names the form of a page that was just opened. */
const ouvrir = async (): Promise<string> =>
  /name="envoi" value="([^"]+)"/.exec(
    (await accueil.get(`/demande?${encode({ cle, origine: 'PARCOURSUP', mode: 'creneau' })}`)).text,
  )?.[1] ?? '';
const envoyer = (champs: Parameters<typeof formulaireJuste>[0]) =>
  fetch(`${accueil.url}/demande`, { method: 'POST', body: encode(formulaireJuste(champs)), redirect: 'manual' });
const place = (creneau: string, envoi: string) => ({ mode: 'creneau', souhait: [], creneau, envoi });

test('what follows is a page of its own, that says nothing of her and can be read again', async () => {
  const sent = await envoyer({ message: 'Un internat ?' });
  expect([sent.status, sent.headers.get('cache-control'), await sent.text()]).toEqual([303, 'no-store', '']);
  const location = sent.headers.get('location') ?? '';
  expect(location).toBe(`/demande/merci?${encode({ cle, mode: 'rappel' })}`);
  const [une, deux] = [await accueil.get(location), await accueil.get(location)];
  expect([une.status, deux.text]).toEqual([200, une.text]);
  expect(une.text).toContain('Merci, votre demande est envoyée');
  expect(une.text).not.toMatch(/Inès|Vauquelin|internat|example/);
  expect(await depots()).toHaveLength(1);
});

test('of an address to be confirmed too', async () => {
  await accueil.stop();
  accueil = await startTestAccueil({ clock, config: { depotsParAdresse: 1 } });
  await envoyer({});
  const location = (await envoyer(place(await offrir(), ''))).headers.get('location') ?? '';
  expect(location).toBe(`/demande/a-confirmer?${encode({ cle, mode: 'creneau' })}`);
  expect((await accueil.get(location)).text).toContain('Aucune place n’est gardée d’ici là');
});

test('a page that follows nothing says so', async () => {
  for (const path of ['/demande/merci', '/demande/a-confirmer']) {
    expect((await accueil.get(path)).status).toBe(400);
    expect((await accueil.get(`${path}?${encode({ cle, mode: 'visio' })}`)).status).toBe(400);
    expect((await accueil.get(`${path}?${encode({ cle: 'autre', mode: 'rappel' })}`)).status).toBe(404);
  }
});

test('the same form again is thanked for: the last place that it took is not refused to it, nor asked for twice', async () => {
  const creneau = await offrir();
  const envoi = await ouvrir();
  const locations = [];
  for (let n = 0; n < 2; n += 1) locations.push((await envoyer(place(creneau, envoi))).headers.get('location'));
  expect(new Set(locations).size).toBe(1);
  expect(locations[0]).toContain('/demande/merci');
  expect(await depots()).toHaveLength(1);
  // Somebody else is told the truth.
  expect((await envoyer({ ...place(creneau, await ouvrir()), courriel: 'autre@example.org' })).status).toBe(422);
});

test('pressed twice at once, it is taken once and both are thanked', async () => {
  const creneau = await offrir();
  const envoi = await ouvrir();
  const statuses = (await Promise.all([1, 2, 3].map(() => envoyer(place(creneau, envoi))))).map(({ status }) => status);
  expect(statuses).toEqual([303, 303, 303]);
  expect(await depots()).toHaveLength(1);
});

test('another answer, another page, or what was refused, is another form', async () => {
  const envoi = await ouvrir();
  await envoyer({ envoi });
  await envoyer({ envoi, telephone: '06 39 98 01 13' });
  await envoyer({ envoi: await ouvrir() });
  expect(await depots()).toHaveLength(3);
  const plein = await offrir();
  const refuse = place(plein, await ouvrir());
  await accueil.db.updateTable('creneau_offert').set({ libres: 0 }).execute();
  expect((await envoyer(refuse)).status).toBe(422);
  await accueil.db.updateTable('creneau_offert').set({ libres: 1 }).execute();
  expect((await envoyer(refuse)).status).toBe(303);
});

test('a day later it is forgotten', async () => {
  const envoi = await ouvrir();
  await envoyer({ envoi });
  clock.advance(24 * 3_600_000);
  await envoyer({ envoi });
  expect(await depots()).toHaveLength(2);
});
