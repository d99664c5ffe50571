import { expect } from '@playwright/test';
import { formationOuverte } from '../support/accueil.ts';
import { depots, envoyer, formulaire, regarder, remplir, test, titre } from '../support/accueil-navigateur.ts';

const sansScript = { javaScriptEnabled: false };

test('a call back is asked for on a phone with the keyboard alone', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  const page = await ouvrir();
  await page.goto(formulaire(ici));
  await expect(page.getByText(formationOuverte.intitule)).toBeVisible();
  await regarder(page, 'formulaire');
  const tab = async (name: string | RegExp): Promise<void> => {
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveAccessibleName(name);
  };
  await tab(/^Être rappelé·e/);
  await tab('la personne qui veut se former');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('son parent, ou son responsable légal')).toBeChecked();
  for (const [name, text] of [
    ['Votre prénom', 'Yann'],
    ['Votre nom', 'Le Dantec'],
    ['Prénom du jeune (facultatif)', 'Maël'],
    ['Nom du jeune (facultatif)', 'Le Dantec'],
    ['Votre adresse e-mail', 'y.ledantec@example.org'],
    ['Votre numéro de téléphone', '+262 692 12 34 56'],
  ] as const) {
    await tab(name);
    await page.keyboard.type(text);
  }
  for (let reasons = 0; reasons < 12; reasons += 1) await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAccessibleName('Autre sujet');
  await page.keyboard.press('Space');
  await tab(/lequel/);
  await page.keyboard.type('Internat');
  await tab('lundi matin');
  await tab('lundi après-midi');
  await page.keyboard.press('Space');
  await regarder(page, 'formulaire d’un parent');
  for (let cases = 0; cases < 8; cases += 1) await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAccessibleName('vendredi après-midi');
  await tab(/^Un mot pour le CFA/);
  await tab('Ce que deviennent vos données');
  await tab('Envoyer ma demande');
  await page.keyboard.press('Enter');
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  await regarder(page, 'merci');
  expect((await depots(ici)).map(({ genre, corps }) => ({ genre, corps }))).toEqual([
    {
      genre: 'demande',
      corps: expect.objectContaining({
        cle_ministere_educatif: formationOuverte.cleMinistereEducatif,
        origine: 'LBA',
        mode: 'rappel',
        auteur: 'parent',
        nom: 'Le Dantec',
        prenom: 'Yann',
        jeune: { nom: 'Le Dantec', prenom: 'Maël' },
        telephone: '+262692123456',
        courriel: 'y.ledantec@example.org',
        motifs: ['autre'],
        souhaits: [{ jour: 'lundi', demi_journee: 'apres-midi' }],
        a_confirmer: false,
      }),
    },
  ]);
});

test('a message is written without a script, and only what is asked of its author shows', async ({
  accueil,
  ouvrir,
}) => {
  const ici = await accueil();
  const page = await ouvrir(sansScript);
  await page.goto(formulaire(ici));
  await expect(page.getByLabel('Prénom du jeune')).toBeHidden();
  await expect(page.getByLabel('Autre sujet : lequel')).toBeHidden();
  await page.getByLabel('Écrire au CFA').check();
  await expect(page.getByText('Quand préférez-vous être rappelé·e')).toBeHidden();
  await remplir(page);
  await page
    .getByRole('textbox', { name: 'Votre message', exact: true })
    .fill('Bonjour,\n\nQuand sont les portes ouvertes ?');
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  await expect(page.getByText('vous répond dans les 4 jours ouvrés')).toBeVisible();
  expect(await depots(ici)).toEqual([
    expect.objectContaining({
      corps: expect.objectContaining({
        mode: 'message',
        jeune: null,
        motifs: ['place'],
        souhaits: [],
        message: 'Bonjour,\n\nQuand sont les portes ouvertes ?',
      }),
    }),
  ]);
});

test('what is to be looked at again comes back filled in, without a script', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  const page = await ouvrir(sansScript);
  await page.goto(formulaire(ici));
  await remplir(page);
  await page.getByLabel('Places disponibles').uncheck();
  await page.getByLabel('Votre numéro de téléphone').fill('06 39');
  await page.getByLabel('mardi matin').check();
  await envoyer(page).click();
  await expect(page.getByRole('heading', { name: '2 réponses sont à revoir' })).toBeVisible();
  await expect(page).toHaveTitle(/^À revoir/);
  await expect(page.getByLabel('Votre numéro de téléphone')).toBeFocused();
  await expect(page.getByLabel('Votre numéro de téléphone')).toHaveValue('06 39');
  await expect(page.getByLabel('Votre numéro de téléphone')).toHaveAccessibleDescription(/n’est pas reconnu/);
  await expect(page.getByLabel('Votre prénom')).toHaveValue('Inès');
  await expect(page.getByLabel('mardi matin')).toBeChecked();
  expect(await depots(ici)).toEqual([]);
  await page.getByLabel('Votre numéro de téléphone').fill('06 39 98 01 12');
  await page.getByRole('link', { name: 'Cochez au moins un sujet.' }).click();
  await page.getByLabel('Portes ouvertes').check();
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect(await depots(ici)).toHaveLength(1);
});

test('a script says the same at once: on leaving a field, and before anything is sent', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  const page = await ouvrir();
  await page.goto(formulaire(ici));
  const telephone = page.getByLabel('Votre numéro de téléphone');
  await page.getByLabel('Votre prénom').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByText('Indiquez votre prénom.')).toBeHidden();
  await telephone.fill('06');
  await telephone.blur();
  await expect(telephone).toHaveAccessibleDescription(/n’est pas reconnu/);
  await telephone.fill('06 39 98 01 12');
  await expect(telephone).not.toHaveAttribute('aria-invalid');
  await page.getByLabel('Écrire au CFA').check();
  await envoyer(page).click();
  await expect(page.getByRole('alert')).toContainText('6 réponses sont à revoir');
  await expect(page.getByLabel('la personne qui veut se former')).toBeFocused();
  await regarder(page, 'réponses à revoir');
  await page.getByRole('link', { name: 'Écrivez votre message.' }).click();
  await expect(page.getByRole('textbox', { name: 'Votre message', exact: true })).toBeFocused();
  await remplir(page);
  await page.getByRole('textbox', { name: 'Votre message', exact: true }).fill('Bonjour');
  await envoyer(page).dblclick();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect(await depots(ici)).toHaveLength(1);
});

test('a likely slip in the address is asked about while typing, or once before it leaves', async ({
  accueil,
  ouvrir,
}) => {
  const ici = await accueil();
  const page = await ouvrir();
  const adresse = page.getByLabel('Votre adresse e-mail');
  await page.goto(formulaire(ici));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await remplir(page, 'ines@gmial.com');
  await expect(page.getByText('Vouliez-vous écrire ines@gmail.com ?')).toBeVisible();
  await regarder(page, 'suggestion');
  await page.getByRole('button', { name: 'Oui, remplacer mon adresse' }).click();
  await expect(adresse).toHaveValue('ines@gmail.com');
  await expect(adresse).toBeFocused();
  expect(asked).toEqual([]);
  // The last field that is typed in is followed by a press on the button: the question must not pass unseen.
  await adresse.fill('ines@orang.fr');
  await envoyer(page).click();
  await expect(adresse).toBeFocused();
  await expect(adresse).toHaveAccessibleDescription(/faute de frappe/);
  expect(await depots(ici)).toEqual([]);
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect(await depots(ici)).toEqual([
    expect.objectContaining({ corps: expect.objectContaining({ courriel: 'ines@orang.fr' }) }),
  ]);
});

test('without a script, the slip is asked about by the page that comes back', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  const page = await ouvrir(sansScript);
  await page.goto(formulaire(ici));
  await remplir(page, 'ines@gmial.com');
  await envoyer(page).click();
  await expect(page.getByText('Vouliez-vous écrire ines@gmail.com ?')).toBeVisible();
  await page.getByLabel('Oui, remplacer mon adresse').check();
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect(await depots(ici)).toEqual([
    expect.objectContaining({ corps: expect.objectContaining({ courriel: 'ines@gmail.com' }) }),
  ]);
});

test('who asks twice, and a machine that fills everything in, read the same page', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  const page = await ouvrir();
  const pages: string[] = [];
  for (const piege of ['', '', 'https://example.org']) {
    await page.goto(formulaire(ici));
    await remplir(page);
    await page.locator('[name="site_web"]').evaluate((field, value) => field.setAttribute('value', value), piege);
    await envoyer(page).click();
    await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
    // To its end.
    await page.waitForLoadState();
    pages.push(await page.content());
  }
  expect(new Set(pages).size).toBe(1);
  // Which of the two is a duplicate is found by the server, out of sight of the page; the machine left nothing.
  expect(await depots(ici)).toHaveLength(2);
});
