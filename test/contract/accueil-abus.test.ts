import { hash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { depotsParCourriel } from '../../sync-api/public/freins.ts';
import {
  encode,
  formationOuverte,
  formulaireJuste,
  lireDefi,
  startTestAccueil,
  type TestAccueil,
} from '../support/accueil.ts';
import { idDeCreneau, offrirCreneau } from '../support/accueil-creneaux.ts';
import { TestClock } from '../support/server.ts';

let accueil: TestAccueil;
beforeEach(async () => {
  accueil = await startTestAccueil();
});
afterEach(() => accueil.stop());

const lien = (cle: string) => `/demande?${encode({ cle, origine: 'PARCOURSUP' })}`;
const depots = () => accueil.serveur.prendre(100);

const resoudre = (text: string): { defi: string; preuve: string } => {
  const defi = lireDefi(text);
  if (defi === null) throw new Error('no challenge in the page');
  for (let n = 0; n < defi.max; n += 1) {
    if (hash('sha256', `${defi.sel}${n}`, 'hex') === defi.empreinte) return { defi: defi.jeton, preuve: String(n) };
  }
  throw new Error('the challenge has no answer');
};
const page = () => accueil.get(lien(formationOuverte.cleMinistereEducatif));
const restart = async (config: { depotsParAdresse?: number; depotsParFormation?: number }) => {
  await accueil.stop();
  accueil = await startTestAccueil({ config });
};
const confirmations = async () =>
  (await depots()).map((one) => (one.genre === 'demande' ? one.corps.a_confirmer : null));

test('a trap that was filled in gets the page of everybody, and leaves nothing', async () => {
  const caught = await accueil.post('/demande', formulaireJuste({ site_web: 'https://example.org' }));
  expect(await depots()).toEqual([]);
  const honest = await accueil.post('/demande', formulaireJuste());
  expect([caught.status, caught.text]).toEqual([honest.status, honest.text]);
});

test.each([{ depotsParAdresse: 2 }, { depotsParFormation: 2 }])(
  'beyond %j a proof of work is asked',
  async (config) => {
    await restart(config);
    expect(lireDefi((await page()).text)).toBeNull();
    await accueil.post('/demande', formulaireJuste());
    await accueil.post('/demande', formulaireJuste({ courriel: 'deux@example.org' }));
    // A form that was drawn before is shown again, whole, with a challenge.
    const again = await accueil.post('/demande', formulaireJuste({ courriel: 'trois@example.org' }));
    expect(lireDefi(again.text)).not.toBeNull();
    expect(again.text).toContain('value="trois@example.org"');
    expect((await depots()).length).toBe(2);
    const preuve = resoudre(again.text);
    await accueil.post('/demande', formulaireJuste({ courriel: 'trois@example.org', ...preuve }));
    expect(await confirmations()).toEqual([false, false, false]);
    // Once is once: with the same proof, the address has to be confirmed.
    const reused = await accueil.post('/demande', formulaireJuste({ courriel: 'quatre@example.org', ...preuve }));
    expect(reused.text).toContain('confirm');
    expect(await confirmations()).toEqual([false, false, false, true]);
  },
);

describe('a place at a créneau', () => {
  const id = idDeCreneau(1);
  const debut = '2026-03-10T08:00:00.000Z';
  const place = { mode: 'creneau', souhait: [], creneau: `${debut}~${id}` };
  const ouvrir = async (config: { depotsParAdresse?: number; depotsParFormation?: number }): Promise<void> => {
    await accueil.stop();
    accueil = await startTestAccueil({ config, clock: new TestClock(Date.parse('2026-03-02T09:00:00.000Z')) });
    await offrirCreneau(accueil.db, { id, debut, libres: 20 }, formationOuverte.cleMinistereEducatif);
  };

  test('is not taken by work: from an address that sends many, each has to be confirmed by mail', async () => {
    await ouvrir({ depotsParAdresse: 1 });
    await accueil.post('/demande', formulaireJuste(place));
    const preuve = resoudre((await page()).text);
    for (const prouve of [preuve, {}]) {
      const { text } = await accueil.post('/demande', formulaireJuste({ ...place, ...prouve }));
      expect(text).toContain('Aucune place n’est gardée d’ici là');
    }
    // Whoever only wants to be called proves it by work, as before.
    await accueil.post('/demande', formulaireJuste(preuve));
    expect(await confirmations()).toEqual([false, true, true, false]);
  });

  test('nor by one mailbox, wherever it is sent from', async () => {
    await ouvrir({});
    for (let n = 0; n <= depotsParCourriel; n += 1)
      await accueil.post('/demande', formulaireJuste({ ...place, courriel: `ines+${n}@example.org` }));
    expect((await confirmations()).slice(-2)).toEqual([false, true]);
  });

  test('is taken by work when it is its training alone that many ask', async () => {
    await ouvrir({ depotsParFormation: 1 });
    await accueil.post('/demande', formulaireJuste(place));
    const { text } = await accueil.post('/demande', formulaireJuste({ ...place, courriel: 'deux@example.org' }));
    await accueil.post('/demande', formulaireJuste({ ...place, courriel: 'deux@example.org', ...resoudre(text) }));
    expect(await confirmations()).toEqual([false, false]);
  });
});

test('a proof is bound to its training and to its hour', async () => {
  const clock = new TestClock();
  const autre = {
    ...formationOuverte,
    cleMinistereEducatif: formationOuverte.cleMinistereEducatif.replace('900001', '900003'),
  };
  await accueil.stop();
  accueil = await startTestAccueil({ clock, config: { depotsParAdresse: 1 }, formations: [formationOuverte, autre] });
  await accueil.post('/demande', formulaireJuste());
  const here = resoudre((await page()).text);
  await accueil.post('/demande', formulaireJuste({ cle: autre.cleMinistereEducatif, ...here }));
  const late = resoudre((await page()).text);
  clock.advance(61 * 60_000);
  // The hour of the throttle is over too: it has to trip again.
  await accueil.post('/demande', formulaireJuste({ courriel: 'trois@example.org' }));
  await accueil.post('/demande', formulaireJuste({ ...late, courriel: 'deux@example.org' }));
  expect(await confirmations()).toEqual([false, true, false, true]);
});

test('without a proof, one mailbox gets three confirmations in an hour, and then 429', async () => {
  await restart({ depotsParAdresse: 1 });
  await accueil.post('/demande', formulaireJuste());
  const { jeton = '' } = lireDefi((await page()).text) ?? {};
  const sent = [];
  for (let n = 0; n < 4; n += 1) {
    sent.push((await accueil.post('/demande', formulaireJuste({ defi: jeton, preuve: '' }))).status);
  }
  expect(sent).toEqual([200, 200, 200, 429]);
  expect(await confirmations()).toEqual([false, true, true, true]);
});

test('one mail address is throttled wherever it comes from', async () => {
  for (let n = 0; n < 6; n += 1) await accueil.post('/demande', formulaireJuste());
  expect(lireDefi((await accueil.post('/demande', formulaireJuste())).text)).not.toBeNull();
  expect(lireDefi((await accueil.post('/demande', formulaireJuste({ courriel: 'deux@example.org' }))).text)).toBeNull();
  expect((await depots()).length).toBe(7);
});

test('beyond ten times the throttle an address gets 429 in French, whatever it sends', async () => {
  await restart({ depotsParAdresse: 1 });
  for (let n = 0; n < 10; n += 1) await accueil.post('/demande', { n: 'importe quoi' });
  const { status, text, headers } = await accueil.post('/demande', formulaireJuste());
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(text).toContain('lang="fr"');
  expect(await depots()).toEqual([]);
});

test('no line of the log holds what was typed', async () => {
  await accueil.post('/demande', formulaireJuste({ message: 'Bonjour Madame' }));
  await accueil.post('/demande', formulaireJuste({ telephone: 'zéro six' }));
  await accueil.get('/demande?cle=Vauquelin&origine=PARCOURSUP');
  await accueil.get('/Vauquelin');
  const log = accueil.logs.join('');
  expect(log).toContain('DEPOT_DEMANDE');
  for (const typed of [
    'Vauquelin',
    'Inès',
    'ines.',
    '639980112',
    'Bonjour',
    'zéro',
    formationOuverte.cleMinistereEducatif,
  ]) {
    expect(log).not.toContain(typed);
  }
});

test('a form sent by a page of another site is refused, and leaves nothing', async () => {
  const sent = async (site: string): Promise<number> =>
    (await accueil.post('/demande', formulaireJuste(), { 'sec-fetch-site': site })).status;
  expect([await sent('cross-site'), await sent('same-origin')]).toEqual([400, 200]);
  expect(await confirmations()).toEqual([false]);
});
