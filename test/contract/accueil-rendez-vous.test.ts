import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gestesParLien } from '../../sync-api/public/freins.ts';
import { encode, formationOuverte, startTestAccueil, type TestAccueil } from '../support/accueil.ts';
import { idDeCreneau, offrirCreneau, suivreReservation } from '../support/accueil-creneaux.ts';
import { TestClock } from '../support/server.ts';

const jeton = `${'R'.repeat(42)}_`;
const autreJeton = 'S'.repeat(43);
const debut = '2026-03-09T13:05:00.000Z';
const venir = { jeton, debut };

let accueil: TestAccueil;
let clock: TestClock;
let empreinte: string;
beforeEach(async () => {
  clock = new TestClock(Date.parse('2026-03-02T09:00:00.000Z'));
  accueil = await startTestAccueil({ clock });
  empreinte = await suivreReservation(accueil.db, jeton);
});
afterEach(() => accueil.stop());

const suivre = (autres: Parameters<typeof suivreReservation>[2]) => suivreReservation(accueil.db, jeton, autres);
const depots = async () => (await accueil.serveur.prendre(100)).map(({ genre, corps }) => ({ genre, corps }));
const voir = async () => (await accueil.post('/rendez-vous', { jeton })).text;
/** Which buttons the page has, by the address that they post to. */
const boutons = (text: string): string[] =>
  [...text.matchAll(/<form method="post" action="\/rendez-vous\/(\w+)"/g)].map(([, geste]) => geste ?? '');
const offrir = (numero: number, autres: Partial<Parameters<typeof offrirCreneau>[1]> = {}) =>
  offrirCreneau(accueil.db, { id: idDeCreneau(numero), debut: '2026-03-12T08:00:00.000Z', ...autres });

describe('the link of a réservation', () => {
  test('tells what, when and where, at the hour of the CFA, and changes nothing', async () => {
    const { status, text, headers } = await accueil.post('/rendez-vous', { jeton });
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toBeNull();
    expect(text).toContain('Réunion d’information – Découvrir le BTS');
    expect(text).toContain('lundi 9 mars 2026, de 14\u00a0h\u00a005 à 15\u00a0h\u00a030');
    expect(text).toContain('gardée jusqu’au mardi 3 mars 2026 à 10\u00a0h.');
    expect(text).toContain('dernier bulletin');
    expect(text).toContain(formationOuverte.intitule);
    await suivre({ etat: 'confirmee' });
    expect(await voir()).toContain('<a href="https://visio.example/salle" rel="noreferrer">');
    expect(await depots()).toEqual([]);
  });

  test('acts on its buttons only: no GET of it is answered with anything', async () => {
    const { status, text } = await accueil.get(`/rendez-vous?jeton=${jeton}`);
    expect(status).toBe(200);
    expect(text).not.toContain(jeton);
    expect(text).not.toContain('Découvrir');
    for (const geste of ['venir', 'annuler', 'deplacer']) {
      expect((await accueil.get(`/rendez-vous/${geste}?jeton=${jeton}`)).status).toBe(404);
    }
    expect(await depots()).toEqual([]);
  });

  test('that leads nowhere says so', async () => {
    for (const path of ['', '/venir', '/annuler', '/deplacer']) {
      expect((await accueil.post(`/rendez-vous${path}`, { jeton: autreJeton, debut })).status).toBe(404);
      expect((await accueil.post(`/rendez-vous${path}`, { jeton: 'court' })).status).toBe(422);
      expect((await accueil.post(`/rendez-vous${path}`, {})).status).toBe(422);
    }
    expect(await depots()).toEqual([]);
  });

  test.each([
    ['confirmee', null, 'une place est à vous', ['annuler']],
    ['attente', null, 'Sur liste d’attente', ['annuler']],
    ['offerte', null, 'Une place vous est gardée jusqu’au', ['venir', 'annuler']],
    ['a_reconfirmer', 'deplace', 'venez-vous', ['venir', 'annuler']],
    ['a_reconfirmer', 'capacite', 'Le CFA vous appelle', ['annuler']],
    ['complet', null, 'il n’y a pas de place', []],
    ['expiree', null, 'n’est plus gardée', []],
    ['annulee', 'candidat', 'Annulé, comme vous l’avez demandé.', []],
    ['annulee', 'cfa', 'Annulé par le CFA', []],
    ['annulee', 'creneau', 'ne tient pas ce rendez-vous', []],
    ['annulee', 'remplacee', 'Remplacé par un autre créneau', []],
  ] as const)('%s %s is said in words, with what can be done', async (etat, motif, phrase, gestes) => {
    await suivre({ etat, motif });
    const text = await voir();
    expect(text).toContain(phrase);
    expect(boutons(text)).toEqual(gestes);
    // Another one may be taken while it holds, or when she did not end it herself.
    const isOver = motif === 'candidat' || motif === 'remplacee';
    expect(text.includes('Aucun autre créneau n’a de place')).toBe(!isOver);
    await offrir(1);
    expect(boutons(await voir()).includes('deplacer')).toBe(!isOver);
    expect((await voir()).includes('Faire une nouvelle demande')).toBe(isOver);
    // Who is not to come yet is not told where to connect.
    const holds = etat === 'confirmee' || etat === 'offerte' || etat === 'a_reconfirmer';
    expect(text.includes('visio.example')).toBe(holds && etat !== 'offerte' && motif !== 'capacite');
    expect(text.includes('bulletin')).toBe(holds);
  });

  test('of an offer that ended takes no yes, whether the server came by or not', async () => {
    clock.advance(24 * 3_600_000);
    const text = await voir();
    expect(text).toContain('n’est plus gardée');
    expect(boutons(text)).toEqual([]);
    await accueil.post('/rendez-vous/venir', venir);
    expect(await depots()).toEqual([]);
  });

  test('of a meeting that has begun takes nothing any more', async () => {
    await suivre({ etat: 'confirmee' });
    await offrir(1, { debut: '2026-03-12T08:00:00.000Z' });
    clock.advance(Date.parse(debut) - clock.now().getTime());
    const text = await voir();
    expect(text).toContain('Ce rendez-vous est passé');
    expect(boutons(text)).toEqual([]);
    await accueil.post('/rendez-vous/annuler', { jeton });
    await accueil.post('/rendez-vous/deplacer', { jeton, creneau: `2026-03-12T08:00:00.000Z~${idDeCreneau(1)}` });
    expect(await depots()).toEqual([]);
  });

  test('given by staff, without a demande, has nothing else to choose', async () => {
    await offrir(1);
    await suivre({ etat: 'confirmee', cle_ministere_educatif: null, origine: null, intitule: null });
    expect(boutons(await voir())).toEqual(['annuler']);
    const creneau = `2026-03-12T08:00:00.000Z~${idDeCreneau(1)}`;
    await accueil.post('/rendez-vous/deplacer', { jeton, creneau });
    expect(await depots()).toEqual([]);
  });
});

describe('its buttons', () => {
  test('« Je viens » says yes to the hour that was shown', async () => {
    const { status, text } = await accueil.post('/rendez-vous/venir', venir);
    expect(status).toBe(200);
    expect(text).toContain('vous venez');
    expect(boutons(text)).toEqual([]);
    expect(await depots()).toEqual([
      { genre: 'reservation', corps: { geste: 'venir', empreinte_jeton: empreinte, debut } },
    ]);
  });

  test('« Je viens » for an hour that is no more says so, and leaves nothing', async () => {
    await suivre({ etat: 'a_reconfirmer', motif: 'deplace', debut: '2026-03-09T15:00:00.000Z' });
    const { status, text } = await accueil.post('/rendez-vous/venir', venir);
    expect(status).toBe(422);
    expect(text).toContain('L’heure vient de changer');
    expect(text).toContain('de 16\u00a0h');
    expect(await depots()).toEqual([]);
  });

  test('« J’annule » says that she does not come', async () => {
    const { status, text } = await accueil.post('/rendez-vous/annuler', { jeton });
    expect(status).toBe(200);
    expect(text).toContain('vous ne venez pas');
    expect(text).not.toContain('visio.example');
    expect(await depots()).toEqual([{ genre: 'reservation', corps: { geste: 'annuler', empreinte_jeton: empreinte } }]);
  });

  test('who only waited is told that she waits no more, not that she does not come', async () => {
    await suivre({ etat: 'attente' });
    const { text } = await accueil.post('/rendez-vous/annuler', { jeton });
    expect(text).toContain('vous n’attendez plus de place');
    expect(text).not.toContain('vous ne venez pas');
    expect(await depots()).toHaveLength(1);
  });

  test('« Choisir un autre créneau » lists those with a free place, hers left out, and takes one of them', async () => {
    const libre = await offrir(1);
    await offrir(2, { libres: 0, liste_attente: 1 });
    await offrir(3, { libres: 0 });
    await offrir(900, { libres: 4 });
    const text = await voir();
    expect([...text.matchAll(/name="creneau" value="([^"]+)"/g)].map(([, valeur]) => valeur)).toEqual([libre]);
    const done = await accueil.post('/rendez-vous/deplacer', { jeton, creneau: libre, creneaux_apres: '' });
    expect(done.status).toBe(200);
    // The one she has is hers until the mail says otherwise.
    expect(done.text).toContain('gardée jusqu’au');
    expect(done.text).toContain('rien ne change');
    expect(await depots()).toEqual([
      {
        genre: 'reservation',
        corps: {
          geste: 'deplacer',
          empreinte_jeton: empreinte,
          creneau: { id: idDeCreneau(1), debut: '2026-03-12T08:00:00.000Z' },
        },
      },
    ]);
  });

  test.each([
    ['none', () => '', 'Choisissez d’abord un créneau'],
    ['one that is gone', () => `2026-03-12T08:00:00.000Z~${idDeCreneau(8)}`, 'n’est plus proposé'],
    ['one that moved', () => `2026-03-12T09:00:00.000Z~${idDeCreneau(1)}`, 'n’est plus proposé'],
    ['one that only waits', () => `2026-03-12T08:00:00.000Z~${idDeCreneau(2)}`, 'vient d’être complet'],
    ['hers', () => `2026-03-12T08:00:00.000Z~${idDeCreneau(900)}`, 'n’a pas été compris'],
    ['anything', () => 'x~y', 'n’a pas été compris'],
  ])('another créneau: %s is said, and leaves nothing', async (_name, creneau, phrase) => {
    await offrir(1);
    await offrir(2, { libres: 0, liste_attente: 1 });
    await offrir(900);
    const { status, text } = await accueil.post('/rendez-vous/deplacer', { jeton, creneau: creneau() });
    expect(status).toBe(422);
    expect(text).toContain(phrase);
    expect(boutons(text)).toContain('deplacer');
    expect(await depots()).toEqual([]);
  });

  test('a long list is turned without anything being taken', async () => {
    for (let n = 1; n <= 45; n += 1) {
      const leMs = Date.parse('2026-03-12T08:00:00.000Z') + n * 3_600_000;
      await offrir(n, { debut: new Date(leMs).toISOString() });
    }
    const suite = /name="voir" value="([^"]+)"/.exec(await voir())?.[1] ?? '';
    const { status, text } = await accueil.post('/rendez-vous/deplacer', { jeton, voir: suite });
    expect(status).toBe(200);
    expect(text.match(/name="creneau" value/g)).toHaveLength(5);
    expect(text).toMatch(/<details open>\s*<summary>Choisir un autre créneau/);
    expect(await depots()).toEqual([]);
  });

  test.each(['annuler', 'venir', 'deplacer'])(
    '« %s » with a field that is not of its form does nothing',
    async (geste) => {
      const { status } = await accueil.post(`/rendez-vous/${geste}`, { jeton, debut, creneau: '', de: 'plus' });
      expect(status).toBe(422);
      expect(await depots()).toEqual([]);
    },
  );

  test('that are pressed all day get 429', async () => {
    const statuses = [];
    for (let n = 0; n <= gestesParLien; n += 1) statuses.push((await accueil.post('/rendez-vous/venir', venir)).status);
    expect([statuses.at(-2), statuses.at(-1)]).toEqual([200, 429]);
    expect(await depots()).toHaveLength(gestesParLien);
  });
});

test('a new demande begins with the mode créneau, for the same training', async () => {
  await suivre({ etat: 'annulee', motif: 'candidat' });
  const lien = /href="(\/demande\?[^"]+)"/.exec(await voir())?.[1]?.replaceAll('&amp;', '&') ?? '';
  const { cleMinistereEducatif: cle } = formationOuverte;
  expect(lien).toBe(`/demande?${encode({ cle, origine: 'LBA', mode: 'creneau' })}`);
  expect((await accueil.get(lien)).status).toBe(200);
});

test('no line of the log holds a token or its digest', async () => {
  await accueil.post('/rendez-vous', { jeton });
  await accueil.get(`/rendez-vous?jeton=${jeton}`);
  await accueil.post('/rendez-vous/venir', venir);
  const log = accueil.logs.join('');
  expect(log).toContain('DEPOT_RESERVATION_VENIR');
  expect(log).not.toContain(jeton);
  expect(log).not.toContain(empreinte);
});
