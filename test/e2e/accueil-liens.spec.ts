import { createServer } from 'node:http';
import { expect, type Page } from '@playwright/test';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import { formationFermee, formationOuverte, type TestAccueil } from '../support/accueil.ts';
import { depots, regarder, test, titre } from '../support/accueil-navigateur.ts';

const jeton = 'j'.repeat(43);
const empreinte = empreinteDeJeton(jeton) ?? '';
const { cleMinistereEducatif: cle } = formationOuverte;

/** As the server says it once it has taken a demande. */
const suivre = (accueil: TestAccueil): Promise<void> =>
  accueil.serveur.ecrireSuivi({
    empreinteJeton: empreinte,
    intitule: formationOuverte.intitule,
    raisonSociale: formationOuverte.raisonSociale,
    mode: 'rappel',
    souhaits: [{ jour: 'mardi', demi_journee: 'matin' }],
    etat: 'ouverte',
    recueLe: '2026-03-02T13:05:00.000Z',
    fuseau: 'Europe/Paris',
  });

/** The summary of a disclosure: what it opens has a button of nearly the same name. */
const volet = (page: Page, nom: string) => page.locator('summary', { hasText: nom });

test('a personal link says where the demande stands, and acts on its buttons only', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  await suivre(ici);
  const page = await ouvrir();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${ici.url}/suivi#${jeton}`);
  await expect(page.getByText('le CFA n’a pas encore répondu')).toBeVisible();
  await expect(page.getByText('lundi 2 mars 2026 à 14 h 05')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'mardi matin' })).toBeVisible();
  expect(page.url()).not.toContain(jeton);
  expect(asked.join(' ')).not.toContain(jeton);
  await regarder(page, 'lien personnel');
  await volet(page, 'Annuler ma demande').click();
  await volet(page, 'Changer ma demande').click();
  await regarder(page, 'lien personnel, ouvert');
  expect(await depots(ici)).toEqual([]);

  await page.getByLabel('mardi matin').uncheck();
  await page.getByLabel('jeudi après-midi').check();
  await page.getByLabel('Ajouter un mot').fill('Plutôt après 17 h');
  await page.getByRole('button', { name: 'Enregistrer le changement' }).click();
  await expect(page.getByRole('status')).toContainText('C’est noté.');
  await expect(page.getByRole('definition').filter({ hasText: 'jeudi après-midi' })).toBeVisible();
  await regarder(page, 'changement noté');
  expect(await depots(ici)).toEqual([
    expect.objectContaining({
      genre: 'changement',
      corps: {
        empreinte_jeton: empreinte,
        mode: 'rappel',
        souhaits: [{ jour: 'jeudi', demi_journee: 'apres-midi' }],
        message: 'Plutôt après 17 h',
      },
    }),
  ]);

  await volet(page, 'Annuler ma demande').press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAccessibleName('Oui, annuler ma demande');
  expect(await depots(ici)).toHaveLength(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Votre demande est annulée.');
  await expect(page.locator('form')).toHaveCount(0);
  await regarder(page, 'annulée');
  expect((await depots(ici)).map(({ genre }) => genre)).toEqual(['changement', 'annulation']);
});

test('without a script, the code of the link is typed in', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  await suivre(ici);
  const page = await ouvrir({ javaScriptEnabled: false });
  await page.goto(`${ici.url}/suivi#${jeton}`);
  const voir = page.getByRole('button', { name: 'Voir ma demande' });
  await page.getByLabel('Code du lien').fill('pas un code');
  await voir.click();
  await expect(page.getByRole('alert')).toContainText('Le lien est incomplet');
  await page.getByLabel('Code du lien').fill('k'.repeat(43));
  await voir.click();
  await expect(page.getByRole('alert')).toContainText('Aucune demande n’a ce code');
  await page.getByLabel('Code du lien').fill(jeton);
  await voir.click();
  await expect(page.getByText('le CFA n’a pas encore répondu')).toBeVisible();
  await volet(page, 'Annuler ma demande').click();
  await page.getByRole('button', { name: 'Oui, annuler ma demande' }).click();
  await expect(page.getByRole('status')).toContainText('Votre demande est annulée.');
  expect((await depots(ici)).map(({ genre }) => genre)).toEqual(['annulation']);
});

test('the link of a confirmation mail waits for its button', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  const page = await ouvrir();
  await page.goto(`${ici.url}/confirmer`);
  await expect(page.getByLabel('Code du lien')).toBeVisible();
  await regarder(page, 'confirmer, sans code');
  await page.goto('about:blank');
  await page.goto(`${ici.url}/confirmer#${jeton}`);
  await expect(page.getByLabel('Code du lien')).toBeHidden();
  await expect(page).toHaveURL(`${ici.url}/confirmer`);
  await regarder(page, 'confirmer');
  expect(await depots(ici)).toEqual([]);
  await page.getByRole('button', { name: 'Confirmer ma demande' }).click();
  await expect(titre(page)).toHaveText('Merci, c’est confirmé');
  await regarder(page, 'confirmée');
  expect(await depots(ici)).toEqual([
    expect.objectContaining({ genre: 'confirmation', corps: { empreinte_jeton: empreinte } }),
  ]);
});

test('a link whose clé was cut at « # » is put together again', async ({ accueil, ouvrir }) => {
  const autre = { ...formationOuverte, cleMinistereEducatif: cle.replace('#L01', '#L02'), intitule: 'CAP Boulanger' };
  const ici = await accueil({ formations: [formationOuverte, autre] });
  const page = await ouvrir();
  await page.goto(`${ici.url}/demande?cle=${cle.replace('#L01', '#L02')}`);
  await expect(page.getByText('CAP Boulanger')).toBeVisible();
  await page.goto(`${ici.url}/demande?cle=${cle.replace('#L01', '#L03')}`);
  await expect(titre(page)).toHaveText('Cette formation est introuvable');
});

for (const [nom, chemin] of [
  ['formation introuvable', '/demande?cle=inconnue'],
  ['demandes fermées', `/demande?cle=${encodeURIComponent(formationFermee.cleMinistereEducatif)}`],
  ['page introuvable', '/nulle-part'],
  ['code du lien', '/suivi'],
  ['vos données', '/confidentialite'],
] as const) {
  test(`the page « ${nom} » can be used by everybody`, async ({ accueil, ouvrir }) => {
    const ici = await accueil();
    const page = await ouvrir();
    await page.goto(`${ici.url}${chemin}`);
    await expect(titre(page)).toBeVisible();
    await regarder(page, nom);
  });
}

/** The site of a CFA, as strict as it can be and still show the button. */
const siteDuCfa = async (
  accueil: TestAccueil,
  balises: string,
  policy = `default-src 'none'; script-src ${accueil.url}; connect-src ${accueil.url}; style-src 'none'; require-trusted-types-for 'script'`,
) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(`<!doctype html><html lang="en"><title>CFA</title><main><h1>CFA</h1>${balises}</main></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

test('the button stands on the site of a CFA, once for each training that is open', async ({ accueil, ouvrir }) => {
  const autre = { ...formationOuverte, cleMinistereEducatif: cle.replace('#L01', '#L02'), intitule: 'CAP Boulanger' };
  const ici = await accueil({ formations: [formationOuverte, autre, formationFermee] });
  const balise = (une: string): string =>
    `<p id="${une.slice(-3)}${une.slice(5, 6)}"><script src="${ici.url}/bouton.js" data-cle="${une}" defer></script></p>`;
  const site = await siteDuCfa(
    ici,
    [cle, autre.cleMinistereEducatif, formationFermee.cleMinistereEducatif].map(balise).join(''),
  );
  try {
    const page = await ouvrir();
    const answered = page.waitForResponse((response) => response.url().includes('900002'));
    await page.goto(site.url);
    const boutons = page.getByRole('link', { name: 'Être rappelé·e par le CFA (nouvel onglet)' });
    await expect(boutons).toHaveCount(2);
    await answered;
    await expect(page.locator('#L012')).not.toContainText('CFA');
    await expect(boutons).toHaveCount(2);
    await regarder(page, 'site du CFA');
    const size = await boutons.first().boundingBox();
    expect(size?.height).toBeGreaterThanOrEqual(44);
    await expect(boutons.first()).toHaveCSS('background-color', 'rgb(42, 90, 158)');
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    await boutons.last().focus();
    const popup = page.waitForEvent('popup');
    await page.keyboard.press('Enter');
    const form = await popup;
    await expect(form.getByText('CAP Boulanger')).toBeVisible();
    expect(new URL(form.url()).searchParams.get('cle')).toBe(autre.cleMinistereEducatif);
    expect(new URL(form.url()).searchParams.get('origine')).toBe('SITE_CFA');
    expect(await form.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
  } finally {
    await site.close();
  }
});

test('the button leaves nothing in the page around it', async ({ accueil, ouvrir }) => {
  const ici = await accueil();
  // The page adds the script by itself, as those that draw themselves do: its own Trusted Types would stop it.
  const site = await siteDuCfa(ici, '', `default-src 'none'; script-src ${ici.url}; connect-src ${ici.url}`);
  try {
    const page = await ouvrir();
    await page.goto(site.url);
    const names = () => page.evaluate(() => Object.getOwnPropertyNames(window).sort().join(' '));
    const before = await names();
    await page.evaluate(
      ({ src, une }) => {
        const script = document.createElement('script');
        script.src = src;
        script.dataset.cle = une;
        document.body.append(script);
      },
      { src: `${ici.url}/bouton.js`, une: cle },
    );
    await expect(page.getByRole('link', { name: 'Être rappelé·e par le CFA' })).toBeVisible();
    expect(await names()).toBe(before);
  } finally {
    await site.close();
  }
});
