import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { creneauxParPage } from '../../sync-api/public/creneaux-proposes.ts';
import {
  encode,
  formationFermee,
  formationOuverte,
  formulaireJuste,
  lireDefi,
  startTestAccueil,
  type TestAccueil,
} from '../support/accueil.ts';
import { idDeCreneau, offrirCreneau } from '../support/accueil-creneaux.ts';
import { TestClock } from '../support/server.ts';

const heureMs = 3_600_000;
const cle = formationOuverte.cleMinistereEducatif;
const debut = '2026-03-10T08:00:00.000Z';
const id = idDeCreneau(1);

let accueil: TestAccueil;
let clock: TestClock;
beforeEach(async () => {
  clock = new TestClock(Date.parse('2026-03-02T09:00:00.000Z'));
  accueil = await startTestAccueil({ clock });
});
afterEach(() => accueil.stop());

const offrir = (autres: Partial<Parameters<typeof offrirCreneau>[1]> = {}, formation = cle) =>
  offrirCreneau(accueil.db, { id, debut, ...autres }, formation);
const page = async (autres: Record<string, string> = { mode: 'creneau' }, origine = 'PARCOURSUP') =>
  (await accueil.get(`/demande?${encode({ cle, origine, ...autres })}`)).text;
const choisir = (creneau: string, autres: Record<string, string> = {}) =>
  accueil.post('/demande', formulaireJuste({ mode: 'creneau', souhait: [], creneau, ...autres }));
const depots = () => accueil.serveur.prendre(100);
/** Radios of the list, in order, with what makes them. */
const proposes = (text: string): string[] =>
  [...text.matchAll(/name="creneau" value="([^"]+)"/g)].map(([, valeur]) => valeur ?? '');
const modes = (text: string): string[] =>
  [...text.matchAll(/name="mode" value="(\w+)"/g)].map(([, valeur]) => valeur ?? '');
/** The attributes of one radio. */
const radio = (text: string, valeur: string): string =>
  new RegExp(`<input [^>]*value="${valeur}"[^>]*>`).exec(text)?.[0] ?? '';

describe('the mode créneau', () => {
  test('is there once a créneau is offered to this training and this origine, and asked for by the link', async () => {
    expect(modes(await page())).toEqual(['rappel', 'message']);
    await offrir();
    expect(modes(await page())).toEqual(['rappel', 'message', 'creneau']);
    expect(radio(await page(), 'creneau')).toContain('checked');
    expect(radio(await page({}), 'rappel')).toContain('checked');
    expect(radio(await page({ mode: 'message' }), 'message')).toContain('checked');
    expect(radio(await page({ mode: 'visio' }), 'rappel')).toContain('checked');
    expect(modes(await page({ mode: 'creneau' }, 'SITE_CFA'))).toEqual(['rappel', 'message']);
  });

  test('is absent while nothing can be chosen, and the link that asks for it opens the form without it', async () => {
    await offrir({ libres: 0 });
    await offrir({ id: idDeCreneau(2) }, 'une autre formation');
    const text = await page();
    expect(modes(text)).toEqual(['rappel', 'message']);
    expect(radio(text, 'rappel')).toContain('checked');
    expect(text).not.toContain('places.js');
    expect(text).toContain('id="resume" role="alert" hidden');
  });

  test('shows them by day in the zone of the site, with what is left of each', async () => {
    const trois = await offrir({
      libres: 3,
      genre: 'reunion',
      titre: 'Les métiers <du bois>',
      lieu: '3 rue du Four',
      fuseau: 'Indian/Reunion',
      debut: '2026-03-10T19:30:00.000Z',
      fin: '2026-03-10T20:30:00.000Z',
    });
    const attente = await offrir({
      id: idDeCreneau(2),
      libres: 0,
      liste_attente: 1,
      en_ligne: 1,
      fuseau: 'Indian/Reunion',
      debut: '2026-03-10T20:30:00.000Z',
    });
    const complet = await offrir({ id: idDeCreneau(3), libres: 0, debut: '2026-03-29T00:30:00.000Z' });
    const text = await page();
    expect(proposes(text)).toEqual([trois, attente, complet]);
    // 23:30 and 0:30 on Réunion are two days; the clocks of Paris change between the two hours of the third.
    expect([...text.matchAll(/<legend>([a-zé]+ \d+ \p{L}+ 2026)<\/legend>/gu)].map(([, jour]) => jour)).toEqual([
      'mardi 10 mars 2026',
      'mercredi 11 mars 2026',
      'dimanche 29 mars 2026',
    ]);
    expect(text).toContain('23\u00a0h\u00a030 –\u00a00\u00a0h\u00a030');
    expect(text).toContain('1\u00a0h\u00a030 –\u00a03\u00a0h<');
    expect(text).toContain('Réunion d’information – Les métiers &lt;du bois&gt;, 3 rue du Four');
    expect(text).toContain('Entretien, en ligne');
    expect([...text.matchAll(/class="places">([^<]+)</g)].map(([, dit]) => dit)).toEqual([
      '3 places',
      'complet – liste d’attente',
      'complet',
    ]);
    expect(radio(text, attente)).not.toContain('disabled');
    expect(radio(text, complet)).toContain('disabled');
  });

  test('takes off the places of deposits on their way, never below none, and of those only', async () => {
    const valeur = await offrir({ capacite: 3, libres: 2 });
    const autre = await offrir({ id: idDeCreneau(2), libres: 5, debut: '2026-03-11T08:00:00.000Z' });
    const places = async () => [...(await page()).matchAll(/class="places">([^<]+)</g)].map(([, dit]) => dit);
    await choisir(valeur);
    expect(await places()).toEqual(['1 place', '5 places']);
    await accueil.deps.guichet.deposer('reservation', {
      geste: 'deplacer',
      empreinte_jeton: 'ab'.repeat(32),
      creneau: { id, debut },
    });
    await accueil.deps.guichet.deposer('reservation', { geste: 'annuler', empreinte_jeton: 'ab'.repeat(32) });
    expect(await places()).toEqual(['complet', '5 places']);
    const [attendue] = await accueil.serveur.prendre(1);
    if (attendue?.genre !== 'demande') throw new Error('no demande');
    // What a mail has yet to prove keeps no place of anybody.
    const { genre, corps } = attendue;
    await accueil.deps.guichet.deposer(genre, {
      ...corps,
      a_confirmer: true,
      creneau: { id: idDeCreneau(2), debut: autre.split('~')[0] ?? '' },
    });
    expect(await places()).toEqual(['complet', '5 places']);
    await accueil.serveur.oublier((await depots()).map((un) => un.id));
    expect(await places()).toEqual(['2 places', '5 places']);
  });

  test('closes two hours before, whether the server came by or not', async () => {
    const valeur = await offrir();
    clock.advance(Date.parse(debut) - clock.now().getTime() - 2 * heureMs - 1);
    expect(proposes(await page())).toEqual([valeur]);
    clock.advance(1);
    expect(proposes(await page())).toEqual([]);
    const { status, text } = await choisir(valeur);
    expect(status).toBe(422);
    expect(text).toContain('Il n’y a plus de créneau à réserver');
    expect(text).toContain('value="Vauquelin"');
    expect(await depots()).toEqual([]);
  });

  test('leaves a deposit with the créneau and the hour that was shown; the page says that the mail tells', async () => {
    const valeur = await offrir();
    const { status, text } = await choisir(valeur, { souhait: 'lundi:matin', message: 'Nous serons deux' });
    expect(status).toBe(200);
    expect(text).toContain('dit si la place est à vous');
    expect((await depots()).map(({ corps }) => corps)).toMatchObject([
      { mode: 'creneau', creneau: { id, debut }, souhaits: [], message: 'Nous serons deux' },
    ]);
  });

  test('says the same for a place, for the waiting list, and to a machine', async () => {
    const libre = await offrir({ libres: 5 });
    const attente = await offrir({ id: idDeCreneau(2), libres: 0, liste_attente: 1 });
    const pages = [
      await choisir(libre),
      await choisir(attente),
      await choisir(libre),
      await choisir('', { site_web: 'https://example.org' }),
    ];
    expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await depots()).toHaveLength(3);
  });

  test('that must be confirmed by mail first keeps no place, and says so', async () => {
    await accueil.stop();
    accueil = await startTestAccueil({ clock, config: { depotsParAdresse: 1 } });
    const valeur = await offrir();
    await accueil.post('/demande', formulaireJuste());
    const { jeton = '' } = lireDefi(await page()) ?? {};
    const { text } = await choisir(valeur, { defi: jeton, preuve: '' });
    expect(text).toContain('Aucune place n’est gardée d’ici là');
    expect((await depots()).map((un) => (un.genre === 'demande' ? un.corps.a_confirmer : null))).toEqual([false, true]);
  });

  test('of another way is not read: who wants to be called has no créneau', async () => {
    const valeur = await offrir();
    await accueil.post('/demande', formulaireJuste({ creneau: valeur }));
    const [un] = await depots();
    expect(un?.corps).toMatchObject({ mode: 'rappel' });
    expect(un?.corps).not.toHaveProperty('creneau');
  });
});

describe('a créneau that cannot be asked for is said, the form comes back as it was filled in', () => {
  const refuse = async (creneau: string, phrase: string) => {
    const { status, text } = await choisir(creneau);
    expect(status).toBe(422);
    expect(text).toContain('href="#creneau"');
    expect(text).toContain(phrase);
    expect(text).toContain('id="creneau"');
    expect(text).toContain('value="06 39 98 01 12"');
    expect(radio(text, 'creneau')).toContain('checked');
    for (const valeur of proposes(text)) expect(radio(text, valeur)).not.toContain('checked');
    expect(await depots()).toEqual([]);
  };

  test('none chosen', async () => {
    await offrir();
    await refuse('', 'Choisissez un créneau.');
  });

  test.each(['12', 'x~y', `${debut}~${id}~${id}`, `hier~${id}`, `${debut}~${'A'.repeat(36)}`])(
    'something else: %s',
    async (valeur) => {
      await offrir();
      await refuse(valeur, 'n’est pas proposé');
    },
  );

  test('gone, cancelled, or of another training', async () => {
    await offrir();
    await refuse(`${debut}~${idDeCreneau(7)}`, 'n’est plus proposé');
    await offrirCreneau(accueil.db, { id: idDeCreneau(7), debut }, formationFermee.cleMinistereEducatif);
    await refuse(`${debut}~${idDeCreneau(7)}`, 'n’est plus proposé');
  });

  test('full meanwhile, without a waiting list', async () => {
    const valeur = await offrir({ libres: 0 });
    await offrir({ id: idDeCreneau(2) });
    await refuse(valeur, 'est maintenant complet');
  });

  test('moved meanwhile', async () => {
    const valeur = await offrir();
    await offrir({ debut: '2026-03-10T10:00:00.000Z' });
    await refuse(valeur, 'a changé d’heure');
  });

  test('the others are kept ticked', async () => {
    const valeur = await offrir();
    const { status, text } = await choisir(valeur, { telephone: '06' });
    expect(status).toBe(422);
    expect(radio(text, valeur)).toContain('checked');
    expect(await depots()).toEqual([]);
  });
});

describe('a long list', () => {
  const valeurs: string[] = [];
  beforeEach(async () => {
    valeurs.length = 0;
    // Two at the same hour each time: the hour alone does not say where the list goes on.
    for (let n = 0; n < creneauxParPage + 5; n += 1) {
      const leMs = Date.parse(debut) + Math.floor(n / 2) * 24 * heureMs;
      valeurs.push(await offrir({ id: idDeCreneau(n), debut: new Date(leMs).toISOString() }));
    }
  });
  const voir = (text: string): string[] =>
    [...text.matchAll(/name="voir" value="([^"]+)" formnovalidate/g)].map(([, valeur]) => valeur ?? '');

  test('goes on by buttons of the form: nothing is lost, nothing is sent, what was chosen is kept', async () => {
    const first = await page();
    expect(proposes(first)).toEqual(valeurs.slice(0, creneauxParPage));
    const [suite = ''] = voir(first);
    // Enter presses the first button of a form: it must be the one that sends it.
    expect(/<button[^>]*>/.exec(first)?.[0]).not.toContain('voir');
    const choix = valeurs[3] ?? '';
    const second = await choisir(choix, { voir: suite, prenom: '' });
    expect(second.status).toBe(200);
    expect(proposes(second.text)).toEqual([choix, ...valeurs.slice(creneauxParPage)]);
    expect(radio(second.text, choix)).toContain('checked');
    expect(second.text).toContain('value="Vauquelin"');
    expect(second.text).toMatch(/id="resume" role="alert" hidden/);
    expect(second.text).toContain(`name="creneaux_apres" value="${suite}"`);
    expect(voir(second.text)).toEqual(['debut']);
    expect(await depots()).toEqual([]);
    const wrong = await choisir(choix, { creneaux_apres: suite, telephone: '06' });
    expect(proposes(wrong.text)).toEqual([choix, ...valeurs.slice(creneauxParPage)]);
    const back = await choisir(choix, { creneaux_apres: suite, voir: 'debut' });
    expect(proposes(back.text)).toEqual(valeurs.slice(0, creneauxParPage));
    expect((await choisir(choix, { creneaux_apres: suite })).text).toContain('Merci');
    expect(await depots()).toHaveLength(1);
  });

  test('begins again when what followed has gone', async () => {
    const [suite = ''] = voir(await page());
    await accueil.db
      .deleteFrom('creneau_offert')
      .where('id', '>', idDeCreneau(creneauxParPage - 1))
      .execute();
    expect(proposes((await choisir('', { voir: suite })).text)).toEqual(valeurs.slice(0, creneauxParPage));
  });
});
