import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import type { Suivi } from '../../sync-api/guichet/suivi.ts';
import { gestesParLien } from '../../sync-api/public/freins.ts';
import { startTestAccueil, type TestAccueil } from '../support/accueil.ts';

const jeton = `${'A'.repeat(42)}_`;
const autreJeton = 'B'.repeat(43);
const empreinte = empreinteDeJeton(jeton) ?? '';

const ouverte: Suivi = {
  empreinteJeton: empreinte,
  intitule: 'BTS Support à l’action managériale',
  raisonSociale: 'CFA du Rhône',
  mode: 'rappel',
  souhaits: [{ jour: 'lundi', demi_journee: 'matin' }],
  etat: 'ouverte',
  recueLe: '2026-03-02T13:05:00.000Z',
  fuseau: 'Indian/Reunion',
};

let accueil: TestAccueil;
beforeEach(async () => {
  accueil = await startTestAccueil();
  await accueil.serveur.ecrireSuivi(ouverte);
});
afterEach(() => accueil.stop());

const depots = async () => (await accueil.serveur.prendre(100)).map(({ genre, corps }) => ({ genre, corps }));

describe('a personal link', () => {
  test('shows where the demande stands, and changes nothing', async () => {
    const { status, text } = await accueil.post('/suivi', { jeton });
    expect(status).toBe(200);
    expect(text).toContain('BTS Support à l’action managériale');
    expect(text).toContain('CFA du Rhône');
    // Five past five in the afternoon, where the CFA is.
    expect(text).toContain('17');
    expect(await depots()).toEqual([]);
    expect(await accueil.serveur.listerSuivis()).toMatchObject([{ empreinte_jeton: empreinte }]);
  });

  test('that leads nowhere says so', async () => {
    expect((await accueil.post('/suivi', { jeton: autreJeton })).status).toBe(404);
    expect((await accueil.post('/suivi', { jeton: 'court' })).status).toBe(422);
    for (const path of ['/suivi/changer', '/suivi/annuler']) {
      expect((await accueil.post(path, { jeton: autreJeton })).status).toBe(404);
      expect((await accueil.post(path, {})).status).toBe(422);
    }
    expect(await depots()).toEqual([]);
  });

  test('changes the days and adds a word', async () => {
    const { status, text } = await accueil.post('/suivi/changer', {
      jeton,
      mode: 'rappel',
      souhait: ['mardi:matin', 'jeudi:apres-midi'],
      message: 'Plutôt le soir\r\n',
    });
    expect(status).toBe(200);
    // Shown as it will be: the server has not come by yet.
    expect(text).toContain('mardi matin, jeudi après-midi');
    expect(await depots()).toEqual([
      {
        genre: 'changement',
        corps: {
          empreinte_jeton: empreinte,
          mode: 'rappel',
          souhaits: [
            { jour: 'mardi', demi_journee: 'matin' },
            { jour: 'jeudi', demi_journee: 'apres-midi' },
          ],
          message: 'Plutôt le soir',
        },
      },
    ]);
  });

  test('turned into a message keeps no day', async () => {
    await accueil.post('/suivi/changer', { jeton, mode: 'message', souhait: 'lundi:matin', message: '' });
    expect(await depots()).toEqual([
      { genre: 'changement', corps: { empreinte_jeton: empreinte, mode: 'message', souhaits: [] } },
    ]);
  });

  test('of a demande for a créneau keeps to it when nothing else is chosen, or is turned into a call', async () => {
    await accueil.serveur.ecrireSuivi({ ...ouverte, mode: 'creneau', souhaits: [] });
    expect((await accueil.post('/suivi', { jeton })).text).toContain('un créneau');
    const { status } = await accueil.post('/suivi/changer', { jeton, message: 'Nous serons deux' });
    expect(status).toBe(200);
    await accueil.post('/suivi/changer', { jeton, mode: 'rappel', souhait: 'lundi:matin' });
    expect((await depots()).map(({ corps }) => corps)).toEqual([
      { empreinte_jeton: empreinte, souhaits: [], message: 'Nous serons deux' },
      { empreinte_jeton: empreinte, mode: 'rappel', souhaits: [{ jour: 'lundi', demi_journee: 'matin' }] },
    ]);
  });

  test('cancels', async () => {
    const { status } = await accueil.post('/suivi/annuler', { jeton });
    expect(status).toBe(200);
    expect(await depots()).toEqual([{ genre: 'annulation', corps: { empreinte_jeton: empreinte } }]);
  });

  test.each([
    ['another mode', { mode: 'creneau' }],
    ['another day', { mode: 'rappel', souhait: 'dimanche:matin' }],
    ['an unknown field', { mode: 'rappel', etat: 'repondue' }],
    ['too long a message', { mode: 'rappel', message: 'x'.repeat(2_001) }],
  ])('refuses %s', async (_name, champs) => {
    expect((await accueil.post('/suivi/changer', { jeton, ...champs })).status).toBe(422);
    expect(await depots()).toEqual([]);
  });

  test.each(['repondue', 'annulee'] as const)('of a demande that is %s has no button, and takes none', async (etat) => {
    await accueil.serveur.ecrireSuivi({ ...ouverte, etat });
    expect((await accueil.post('/suivi', { jeton })).text).not.toContain('<form');
    await accueil.post('/suivi/changer', { jeton, mode: 'rappel' });
    await accueil.post('/suivi/annuler', { jeton });
    expect(await depots()).toEqual([]);
  });

  test('that changes its mind all day gets 429', async () => {
    const statuses = [];
    for (let n = 0; n <= gestesParLien; n += 1) {
      statuses.push((await accueil.post('/suivi/changer', { jeton, mode: 'rappel' })).status);
    }
    expect(statuses.at(-2)).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    expect((await depots()).length).toBe(gestesParLien);
  });

  test('acts on its button only: no GET of it is answered', async () => {
    for (const path of [`/suivi?jeton=${jeton}`, `/confirmer?jeton=${jeton}`]) {
      const { status, text } = await accueil.get(path);
      expect(status).toBe(200);
      expect(text).not.toContain(jeton);
    }
    for (const path of ['/suivi/changer', '/suivi/annuler']) {
      expect((await accueil.get(`${path}?jeton=${jeton}`)).status).toBe(404);
    }
    expect(await depots()).toEqual([]);
  });
});

describe('the button of a confirmation mail', () => {
  test('says the same whether somebody waits for its token or not', async () => {
    const one = await accueil.post('/confirmer', { jeton });
    const other = await accueil.post('/confirmer', { jeton: autreJeton });
    expect([one.status, one.text]).toEqual([200, other.text]);
    expect((await depots()).map(({ corps }) => corps)).toEqual([
      { empreinte_jeton: empreinte },
      { empreinte_jeton: empreinteDeJeton(autreJeton) },
    ]);
  });

  test('without a token leaves nothing', async () => {
    expect((await accueil.post('/confirmer', { jeton: ' ' })).status).toBe(422);
    expect((await accueil.post('/confirmer', { jeton, de: 'plus' })).status).toBe(422);
    expect(await depots()).toEqual([]);
  });
});

test('no line of the log holds a token or its digest', async () => {
  await accueil.post('/suivi', { jeton });
  await accueil.get(`/suivi?jeton=${jeton}`);
  await accueil.post('/suivi/annuler', { jeton });
  const log = accueil.logs.join('');
  expect(log).toContain('DEPOT_ANNULATION');
  expect(log).not.toContain(jeton);
  expect(log).not.toContain(empreinte);
});
