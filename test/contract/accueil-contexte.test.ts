import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lecturesParMinute } from '../../sync-api/public/freins.ts';
import { fichiersPublics } from '../../sync-api/public/pages/fichiers.ts';
import { encode, formationFermee, formationOuverte, startTestAccueil, type TestAccueil } from '../support/accueil.ts';
import { TestClock } from '../support/server.ts';

let accueil: TestAccueil;
const clock = new TestClock();
beforeEach(async () => {
  accueil = await startTestAccueil({ clock });
});
afterEach(() => accueil.stop());

const contexte = async (query: Record<string, string>) => {
  const { status, text, headers } = await accueil.get(`/v1/contexte?${encode(query)}`);
  return { status, body: JSON.parse(text), headers };
};
const cle = formationOuverte.cleMinistereEducatif;

describe('the context of a training', () => {
  test.each([{ cle }, { parcoursup_id: '99901' }, { onisep_id: 'FOR.9901', referrer: 'lba' }])(
    'is the same by %j',
    async (query) => {
      const { status, body } = await contexte({ origine: 'LBA', ...query });
      expect(status).toBe(200);
      expect(body).toEqual({
        ouvert: true,
        etablissement_formateur_entreprise_raison_sociale: 'CFA du Rhône',
        intitule_long: 'BTS Support à l’action managériale',
        lieu_formation_adresse: '1 rue de l’Essai',
        code_postal: '69003',
        localite: 'Lyon',
        etablissement_formateur_siret: '00000010900017',
        cfd: '32032409',
        cle_ministere_educatif: cle,
        form_url: `${accueil.url}/demande?${encode({ cle, origine: 'LBA' })}`,
      });
    },
  );

  test('leads to a form that is open', async () => {
    const { body } = await contexte({ cle, origine: 'PARCOURSUP' });
    const { status, text } = await accueil.get(body.form_url.slice(accueil.url.length));
    expect(status).toBe(200);
    expect(text).toContain('<form');
  });

  test('says no more than « closed »', async () => {
    for (const query of [{ cle: formationFermee.cleMinistereEducatif }, { cle, origine: 'ONISEP' }]) {
      const { status, body } = await contexte(query);
      expect([status, body]).toEqual([200, { ouvert: false }]);
    }
  });

  test.each([
    [404, { cle: 'inconnue' }],
    [400, {}],
    [400, { cle, parcoursup_id: '99901' }],
    [400, { cle, origine: 'AILLEURS' }],
    [400, { cle: 'x'.repeat(200) }],
  ])('refuses with %i: %j', async (expected, query) => {
    const { status, body } = await contexte(query);
    expect(status).toBe(expected);
    expect(body.code).toBe(expected === 404 ? 'INTROUVABLE' : 'REQUETE_INVALIDE');
  });

  test('may be read by any site; no other route may', async () => {
    for (const query of [{ cle }, { cle: 'inconnue' }, {}]) {
      expect((await contexte(query)).headers.get('access-control-allow-origin')).toBe('*');
    }
    for (const path of [
      `/demande?${encode({ cle })}`,
      '/suivi',
      '/v1/partenaires/parcoursup/formations',
      '/bouton.js',
    ]) {
      expect((await accueil.get(path)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('is not read in a loop', async () => {
    for (let n = 0; n < lecturesParMinute; n += 1) await accueil.app.inject(`/v1/contexte?${encode({ cle })}`);
    const { status, body } = await contexte({ cle });
    expect([status, body.code]).toEqual([429, 'TROP_DE_REQUETES']);
  });
});

test('the list of a platform holds what is open for it, and is made again after a minute', async () => {
  const liste = async () => JSON.parse((await accueil.get('/v1/partenaires/parcoursup/formations')).text);
  expect(await liste()).toEqual({ ids: ['99901'] });
  await accueil.serveur.publier([formationOuverte, { ...formationFermee, origines: ['PARCOURSUP'] }]);
  expect(await liste()).toEqual({ ids: ['99901'] });
  clock.advance(60_000);
  expect(await liste()).toEqual({ ids: ['99901', '99902'] });
});

test('its files are kept for an hour, and the button may be loaded by another site', async () => {
  for (const [path, { type, texte }] of Object.entries(fichiersPublics)) {
    const { status, text, headers } = await accueil.get(path);
    expect([status, text, headers.get('content-type')]).toEqual([200, texte, type]);
    expect(headers.get('cache-control')).toBe('public, max-age=3600');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  }
});

test('an address that is none of ours is a page, without a word of what was asked', async () => {
  const { status, text, headers } = await accueil.get('/Vauquelin');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toContain('text/html');
  expect(text).not.toContain('Vauquelin');
  const broken = await accueil.get('/%zz-Vauquelin');
  expect(broken.status).toBe(400);
  expect(broken.text).not.toContain('Vauquelin');
});
