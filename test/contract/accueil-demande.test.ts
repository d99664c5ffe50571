import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GuichetServeur } from '../../sync-api/guichet/cote-serveur.ts';
import { versionConsentement } from '../../sync-api/public/pages/confidentialite.ts';
import {
  encode,
  formationFermee,
  formationOuverte,
  formulaireJuste,
  startTestAccueil,
  type TestAccueil,
} from '../support/accueil.ts';
import { TestClock } from '../support/server.ts';

let accueil: TestAccueil;
beforeEach(async () => {
  accueil = await startTestAccueil();
});
afterEach(() => accueil.stop());

const lien = (cle: string, origine = 'PARCOURSUP') => `/demande?${encode({ cle, origine })}`;
const depots = () => accueil.serveur.prendre(100);

describe('the form', () => {
  test('is a page of its own, that nothing may frame and that loads nothing from elsewhere', async () => {
    const { status, text, headers } = await accueil.get(lien(formationOuverte.cleMinistereEducatif));
    expect(status).toBe(200);
    expect(text).toContain('CFA du Rhône');
    expect(text).toContain('BTS Support à l’action managériale');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style|\son[a-z]+=|\sstyle=/);
  });

  test.each([
    [
      'the names of the former service',
      `cleMinistereEducatif=${encodeURIComponent(formationOuverte.cleMinistereEducatif)}&referrer=lba`,
    ],
    ['an id of Parcoursup', 'parcoursup_id=99901&origine=parcoursup'],
    ['an id of Onisep', 'onisep_id=FOR.9901'],
    ['campaign tags', 'parcoursup_id=99901&utm_source=courriel'],
    ['a clé cut at its « # »', `cle=${formationOuverte.cleMinistereEducatif.split('#')[0]}`],
  ])('is found by %s', async (_name, query) => {
    const { status, text } = await accueil.get(`/demande?${query}`);
    expect(status).toBe(200);
    expect(text).toContain(formationOuverte.intitule);
    expect(text).toContain(`value="${formationOuverte.cleMinistereEducatif}"`);
  });

  test('a clé cut at its « # » that could be two trainings is none', async () => {
    const { cleMinistereEducatif: cle } = formationOuverte;
    await accueil.serveur.publier([
      formationOuverte,
      { ...formationOuverte, cleMinistereEducatif: cle.replace('#L01', '#L02') },
    ]);
    expect((await accueil.get(`/demande?cle=${cle.split('#')[0]}`)).status).toBe(404);
  });

  test.each([
    ['no training', ''],
    ['an unknown training', 'cle=inconnue'],
    ['an unknown platform', 'parcoursup_id=99901&origine=AILLEURS'],
    ['two names', 'parcoursup_id=99901&onisep_id=FOR.9901'],
    ['a name twice', 'parcoursup_id=99901&parcoursup_id=99902'],
  ])('answers 404 to %s', async (_name, query) => {
    expect((await accueil.get(`/demande?${query}`)).status).toBe(404);
  });

  test('of a closed training has no field', async () => {
    for (const path of [
      lien(formationFermee.cleMinistereEducatif),
      lien(formationOuverte.cleMinistereEducatif, 'ONISEP'),
    ]) {
      const { status, text } = await accueil.get(path);
      expect(status).toBe(200);
      expect(text).not.toContain('<form');
    }
  });

  test('changes nothing by being read', async () => {
    const before = await accueil.db.selectFrom('formation').selectAll().execute();
    for (const path of [lien(formationOuverte.cleMinistereEducatif), '/suivi', '/confirmer', '/confidentialite']) {
      expect((await accueil.get(path)).status).toBe(200);
    }
    expect(await depots()).toEqual([]);
    expect(await accueil.db.selectFrom('formation').selectAll().execute()).toEqual(before);
  });
});

describe('a form that is right', () => {
  test('leaves one deposit, cleaned', async () => {
    const { status, text } = await accueil.post(
      '/demande',
      formulaireJuste({
        prenom: '  Ine\u0300s\u200b ',
        nom: 'VAUQUELIN',
        courriel: ' Ines.Vauquelin@Example.ORG ',
        motif: ['autre', 'modalite', 'autre'],
        autre: 'le permis',
        souhait: ['mardi:apres-midi', 'lundi:matin', 'lundi:matin'],
        message: 'Bonjour,\r\n\r\n\r\n\r\nà bientôt\u0007',
      }),
    );
    expect(status).toBe(200);
    expect(text).toContain('Merci');
    const [one, ...others] = await depots();
    expect(others).toEqual([]);
    expect(one?.genre).toBe('demande');
    expect(one?.corps).toEqual({
      cle_ministere_educatif: formationOuverte.cleMinistereEducatif,
      origine: 'PARCOURSUP',
      mode: 'rappel',
      auteur: 'etudiant',
      nom: 'VAUQUELIN',
      prenom: 'Ine\u0300s'.normalize('NFC'),
      jeune: null,
      telephone: '+33639980112',
      courriel: 'ines.vauquelin@example.org',
      motifs: ['modalite', 'autre'],
      message: 'Autre sujet : le permis\n\nBonjour,\n\nà bientôt',
      souhaits: [
        { jour: 'mardi', demi_journee: 'apres-midi' },
        { jour: 'lundi', demi_journee: 'matin' },
      ],
      consentement: versionConsentement,
      a_confirmer: false,
    });
  });

  test('from a parent names the young person, or not', async () => {
    const parent = { auteur: 'parent', prenom_jeune: 'Léo', nom_jeune: 'Vauquelin' };
    await accueil.post('/demande', formulaireJuste(parent));
    await accueil.post('/demande', formulaireJuste({ ...parent, prenom_jeune: '', nom_jeune: '' }));
    await accueil.post('/demande', formulaireJuste({ ...parent, auteur: 'etudiant' }));
    const jeunes = (await depots()).map((one) => (one.genre === 'demande' ? one.corps.jeune : 'autre'));
    expect(jeunes).toEqual([{ nom: 'Vauquelin', prenom: 'Léo' }, null, null]);
  });

  test('in mode message keeps no day', async () => {
    await accueil.post('/demande', formulaireJuste({ mode: 'message', message: 'Combien de places ?' }));
    const [one] = await depots();
    expect(one?.corps).toMatchObject({ mode: 'message', message: 'Combien de places ?', souhaits: [] });
  });

  test.each([
    ['0692 12 34 56', '+262692123456'],
    ['+32 470 12 34 56', '+32470123456'],
    ['0033 6 39 98 01 12', '+33639980112'],
    ['02692123456', '+262692123456'],
  ])('reads the phone %s', async (telephone, e164) => {
    await accueil.post('/demande', formulaireJuste({ telephone }));
    const [one] = await depots();
    expect(one?.corps).toMatchObject({ telephone: e164 });
  });

  test('says the same when it is sent twice: what is known stays with the server', async () => {
    const first = await accueil.post('/demande', formulaireJuste());
    const second = await accueil.post('/demande', formulaireJuste());
    expect([second.status, second.text]).toEqual([first.status, first.text]);
  });

  test('says that mails are late when the server has not come by for ten minutes', async () => {
    const clock = new TestClock();
    const absent = await startTestAccueil({ clock });
    try {
      await new GuichetServeur(absent.db).passer(clock.now());
      expect((await absent.post('/demande', formulaireJuste())).text).not.toContain('retard');
      clock.advance(11 * 60_000);
      expect((await absent.post('/demande', formulaireJuste())).text).toContain('retard');
    } finally {
      await absent.stop();
    }
  });
});

describe('a form that is wrong', () => {
  test.each([
    ['prenom', ''],
    ['prenom', 'https://example.org'],
    ['prenom', 'gagnez www.example.org'],
    ['nom', 'v\u0000'.repeat(81)],
    ['nom', '<b>'],
    ['courriel', ''],
    ['courriel', 'ines.example.org'],
    ['courriel', 'ines@example.org\nbcc: x@example.org'],
    ['telephone', '12'],
    ['telephone', '0899 12 34 56'],
    ['telephone', '06 39 98 01 12 ou 06 39 98 01 13'],
    ['motif', []],
    ['motif', ['inconnu']],
    ['mode', 'creneau'],
    ['auteur', ''],
    ['souhait', ['dimanche:matin']],
    ['message', 'x'.repeat(2_001)],
  ])('%s = %j is shown again with its error, and leaves nothing', async (champ, valeur) => {
    const { status, text } = await accueil.post('/demande', formulaireJuste({ [champ]: valeur }));
    expect(status).toBe(422);
    expect(text).toContain(`href="#${champ}"`);
    // Every other answer is still there.
    if (champ !== 'nom') expect(text).toContain('value="Vauquelin"');
    if (champ !== 'telephone') expect(text).toContain('value="06 39 98 01 12"');
    expect(await depots()).toEqual([]);
  });

  test('is never echoed as markup', async () => {
    const { text } = await accueil.post(
      '/demande',
      formulaireJuste({ nom: '"><script>x</script>', message: '</textarea><b>' }),
    );
    expect(text).not.toContain('<script>x');
    expect(text).not.toContain('</textarea><b>');
  });

  test('in mode message needs a message, or what « Autre » is about', async () => {
    const vide = formulaireJuste({ mode: 'message', message: ' \n ' });
    expect((await accueil.post('/demande', vide)).status).toBe(422);
    const autre = formulaireJuste({ mode: 'message', motif: ['autre'], autre: 'le permis' });
    expect((await accueil.post('/demande', autre)).status).toBe(200);
    expect((await depots()).length).toBe(1);
  });

  test('with half a name of the young person asks for the other half', async () => {
    const { status, text } = await accueil.post('/demande', formulaireJuste({ auteur: 'parent', prenom_jeune: 'Léo' }));
    expect(status).toBe(422);
    expect(text).toContain('href="#nom_jeune"');
  });

  test.each([
    ['an unknown field', { formation: 'x' }],
    ['an unknown platform', { origine: 'AILLEURS' }],
    ['a consent that was never shown', { consentement: '2999-01' }],
    ['no consent', { consentement: '' }],
    ['a field given twice', { nom: ['a', 'b'] }],
  ])('with %s is no form of ours', async (_name, champs) => {
    expect((await accueil.post('/demande', formulaireJuste(champs))).status).toBe(400);
    expect(await depots()).toEqual([]);
  });

  test('for a closed or an unknown training leaves nothing', async () => {
    const closed = await accueil.post('/demande', formulaireJuste({ cle: formationFermee.cleMinistereEducatif }));
    const elsewhere = await accueil.post('/demande', formulaireJuste({ origine: 'ONISEP' }));
    const unknown = await accueil.post('/demande', formulaireJuste({ cle: 'inconnue' }));
    expect([closed.status, elsewhere.status, unknown.status]).toEqual([409, 409, 404]);
    expect(await depots()).toEqual([]);
  });

  test('of another type, or too large, is refused', async () => {
    const json = JSON.stringify(formulaireJuste());
    const send = (body: string, type: string) =>
      fetch(`${accueil.url}/demande`, { method: 'POST', body, headers: { 'content-type': type } });
    expect((await send(json, 'application/json')).status).toBe(415);
    expect((await send(json, 'text/plain')).status).toBe(415);
    expect((await accueil.post('/demande', formulaireJuste({ message: 'é'.repeat(20_000) }))).status).toBe(413);
    expect(await depots()).toEqual([]);
  });
});

describe('a likely slip in the address', () => {
  const slip = { courriel: 'ines@gmial.com' };

  test('is asked about once; sent again as it is, it is right', async () => {
    const asked = await accueil.post('/demande', formulaireJuste(slip));
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('ines@gmail.com');
    expect(await depots()).toEqual([]);
    await accueil.post('/demande', formulaireJuste({ ...slip, courriel_vu: 'ines@gmial.com' }));
    expect((await depots()).map(({ corps }) => corps)).toMatchObject([{ courriel: 'ines@gmial.com' }]);
  });

  test('is corrected by ticking the suggestion', async () => {
    await accueil.post(
      '/demande',
      formulaireJuste({ ...slip, courriel_vu: 'ines@gmial.com', courriel_corrige: 'ines@gmail.com' }),
    );
    expect((await depots()).map(({ corps }) => corps)).toMatchObject([{ courriel: 'ines@gmail.com' }]);
  });

  test('is not corrected into an address that was never suggested', async () => {
    await accueil.post('/demande', formulaireJuste({ courriel_corrige: 'autre@example.net' }));
    expect((await depots()).map(({ corps }) => corps)).toMatchObject([{ courriel: 'ines.vauquelin@example.org' }]);
  });
});
