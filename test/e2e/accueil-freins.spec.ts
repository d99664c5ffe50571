import { expect } from '@playwright/test';
import { depots, envoyer, formulaire, regarder, remplir, test, titre } from '../support/accueil-navigateur.ts';

const sansScript = { javaScriptEnabled: false };
const freine = { config: { depotsParAdresse: 1 } };

test('the page computes its proof beside the person, and the demande goes as any other', async ({
  accueil,
  ouvrir,
}) => {
  const ici = await accueil(freine);
  const page = await ouvrir();
  await page.goto(formulaire(ici));
  await remplir(page);
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  await page.goto(formulaire(ici));
  await remplir(page, 'autre@example.org');
  await expect(page.getByRole('status')).toHaveText('Vérification terminée.');
  await regarder(page, 'vérification');
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect((await depots(ici)).map(({ corps }) => corps)).toEqual([
    expect.objectContaining({ a_confirmer: false }),
    expect.objectContaining({ courriel: 'autre@example.org', a_confirmer: false }),
  ]);
});

test('a form that was drawn before it tripped only has to be sent once more', async ({ accueil, ouvrir }) => {
  const ici = await accueil(freine);
  const [first, page] = [await ouvrir(), await ouvrir()];
  await page.goto(formulaire(ici));
  await first.goto(formulaire(ici));
  await remplir(first);
  await envoyer(first).click();
  await expect(titre(first)).toHaveText('Merci, votre demande est envoyée');
  await remplir(page, 'autre@example.org');
  await envoyer(page).click();
  await expect(page.getByRole('alert')).toContainText('pas encore partie');
  await expect(envoyer(page)).toBeFocused();
  await expect(page.getByLabel('Votre prénom')).toHaveValue('Inès');
  await page.keyboard.press('Enter');
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect(await depots(ici)).toHaveLength(2);
});

test('without a script, the address is proved by mail instead', async ({ accueil, ouvrir }) => {
  const ici = await accueil(freine);
  const page = await ouvrir(sansScript);
  for (const [courriel, suite] of [
    ['ines@example.org', 'Merci, votre demande est envoyée'],
    ['autre@example.org', 'Encore une étape : confirmez votre adresse'],
  ] as const) {
    await page.goto(formulaire(ici));
    await remplir(page, courriel);
    await envoyer(page).click();
    await expect(titre(page)).toHaveText(suite);
  }
  expect((await depots(ici)).map(({ corps }) => corps)).toEqual([
    expect.objectContaining({ a_confirmer: false }),
    expect.objectContaining({ a_confirmer: true }),
  ]);
});

test('a browser that cannot compute says so, and the form still leaves', async ({ accueil, ouvrir }) => {
  const ici = await accueil(freine);
  const page = await ouvrir();
  await page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
  for (const courriel of ['ines@example.org', 'autre@example.org']) {
    await page.goto(formulaire(ici));
    await remplir(page, courriel);
    await envoyer(page).click();
    await expect(titre(page)).not.toHaveText('Contacter le CFA');
  }
  await expect(titre(page)).toHaveText('Encore une étape : confirmez votre adresse');
  await regarder(page, 'à confirmer');
});
