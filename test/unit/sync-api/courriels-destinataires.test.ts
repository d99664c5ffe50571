import { afterEach, beforeEach, expect, test } from 'vitest';
import { destinatairesDe, lireAdresse, lireCascade } from '../../../sync-api/courriels/destinataires.ts';
import { autreCle, cle, formateur, formation, type Guichets, ouvrirGuichets } from '../../support/demandes.ts';

let base: Guichets;
beforeEach(async () => {
  base = await ouvrirGuichets();
});
afterEach(() => base.close());

const site = { siretFormateur: formateur, cleMinistereEducatif: cle };
const le = '2026-06-01T00:00:00.000Z';
const catalogue = (courriels: string[], gestionnaire: string | null = null, laquelle = cle) =>
  base.db
    .updateTable('formation_catalogue')
    .set({ courriels_lieu: JSON.stringify(courriels), courriel_gestionnaire: gestionnaire })
    .where('cle_ministere_educatif', '=', laquelle)
    .execute();
const choisir = (courriel: string, laquelle = '') =>
  base.db
    .insertInto('destinataire')
    .values({ siret_formateur: formateur, cle_ministere_educatif: laquelle, courriel, ajoute_le: le })
    .execute();
const rejeter = (...courriels: string[]) =>
  base.db
    .insertInto('courriel_rejete')
    .values(courriels.map((courriel) => ({ courriel, code: '5.1.1', depuis_le: le })))
    .execute();

test('all the contacts of the place receive, in lower case, once each', async () => {
  await catalogue([' B@Example.org ', 'a@example.org', 'b@example.org', 'pas une adresse', 'x@y,z@t'], 'g@example.org');
  expect(await destinatairesDe(base.db, site)).toEqual(['b@example.org', 'a@example.org']);
});

test('then the gestionnaire, then the most frequent address of the same gestionnaire, then nobody', async () => {
  await catalogue([], 'g@example.org');
  expect(await destinatairesDe(base.db, site)).toEqual(['g@example.org']);
  await rejeter('g@example.org');
  await catalogue(['rare@example.org'], null, autreCle);
  await base.db
    .insertInto('formation_catalogue')
    .values([
      formation({ cle_ministere_educatif: 'k3', courriels_lieu: '["souvent@example.org"]' }),
      formation({ cle_ministere_educatif: 'k4', courriels_lieu: '["souvent@example.org","rare2@example.org"]' }),
      formation({ cle_ministere_educatif: 'k5', courriels_lieu: '["parti@example.org"]', retiree_le: le }),
      formation({ cle_ministere_educatif: 'k6', courriels_lieu: '["ailleurs@example.org"]', siret_responsable: '1' }),
    ])
    .execute();
  expect(await lireCascade(base.db, site)).toMatchObject({
    rang: 'meme-gestionnaire',
    courriels: ['souvent@example.org'],
  });
  await rejeter('souvent@example.org', 'rare@example.org', 'rare2@example.org');
  expect(await lireCascade(base.db, site)).toMatchObject({ rang: null, courriels: [] });
});

test('what the operator chose wins over the catalogue, for the training, then for the whole site', async () => {
  await catalogue(['lieu@example.org']);
  await choisir('site@example.org');
  expect(await destinatairesDe(base.db, site)).toEqual(['site@example.org']);
  await choisir('formation@example.org', cle);
  await choisir('formation2@example.org', cle);
  expect(await destinatairesDe(base.db, site)).toEqual(['formation2@example.org', 'formation@example.org'].sort());
  expect(await destinatairesDe(base.db, { ...site, cleMinistereEducatif: autreCle })).toEqual(['site@example.org']);
});

test('a chosen address that refused is passed over, and serves again once put back', async () => {
  await catalogue(['lieu@example.org']);
  await choisir('site@example.org');
  await rejeter('site@example.org');
  expect(await lireCascade(base.db, site)).toMatchObject({
    rang: 'lieu',
    courriels: ['lieu@example.org'],
    etapes: [
      { rang: 'formation', courriels: [] },
      { rang: 'site', courriels: [{ courriel: 'site@example.org', rejete: true }] },
      { rang: 'lieu', courriels: [{ courriel: 'lieu@example.org', rejete: false }] },
    ],
  });
  await base.db.deleteFrom('courriel_rejete').execute();
  expect(await destinatairesDe(base.db, site)).toEqual(['site@example.org']);
});

test('an address that did not serve this time is left out this time', async () => {
  await catalogue(['a@example.org', 'b@example.org'], 'g@example.org');
  expect(await destinatairesDe(base.db, site, new Set(['a@example.org']))).toEqual(['b@example.org']);
  expect(await destinatairesDe(base.db, site, new Set(['a@example.org', 'b@example.org']))).toEqual(['g@example.org']);
});

test('a training that no catalogue holds has only what was chosen', async () => {
  const inconnue = { siretFormateur: formateur, cleMinistereEducatif: 'inconnue' };
  expect(await destinatairesDe(base.db, inconnue)).toEqual([]);
  await choisir('site@example.org');
  expect(await destinatairesDe(base.db, inconnue)).toEqual(['site@example.org']);
});

test('nothing that would make two addresses of one, or a header, is an address', () => {
  expect(lireAdresse(' Ines@Example.org ')).toBe('ines@example.org');
  for (const texte of ['a@b,c@d', 'a@b\r\nBcc: c@d', 'a b@c', '<a@b>', 'a@b;c', '"a"@b', 'a', '@b', 'a@', 'a@b@c'])
    expect([texte, lireAdresse(texte)]).toEqual([texte, null]);
});
