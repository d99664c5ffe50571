import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContextOptions,
  test as base,
  chromium,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import type { Depot } from '../../sync-api/guichet/depot.ts';
import { findChromium } from '../../tools/tour/browser.ts';
import { formationOuverte, startTestAccueil, type TestAccueil, type TestAccueilOptions } from './accueil.ts';

export const telephone = { width: 360, height: 740 };

/**
 * Families at the intake: the real server, Debian's Chromium. `ouvrir` gives a page of a fresh visitor at phone width;
 * whatever a page writes on its console, or asks from elsewhere than the intake, fails the test.
 */
export const test = base.extend<
  {
    accueil: (options?: TestAccueilOptions) => Promise<TestAccueil>;
    ouvrir: (options?: BrowserContextOptions) => Promise<Page>;
  },
  { navigateur: Browser }
>({
  navigateur: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: findChromium(process.env.PATH),
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  accueil: async ({}, use) => {
    const started: TestAccueil[] = [];
    await use(async (options) => {
      const accueil = await startTestAccueil(options);
      started.push(accueil);
      return accueil;
    });
    for (const accueil of started) await accueil.stop();
  },
  ouvrir: async ({ navigateur }, use) => {
    const contexts: Awaited<ReturnType<Browser['newContext']>>[] = [];
    const complaints: string[] = [];
    await use(async (options = {}) => {
      const context = await navigateur.newContext({ viewport: telephone, locale: 'fr-FR', ...options });
      contexts.push(context);
      context.on('console', (message) => {
        // What a page of 422 is for, said by the browser itself.
        if (!/status of 4\d\d/.test(message.text())) complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      return await context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** WCAG 1.4.10: the width of a page at 400 % on a desk. */
const etroit = { width: 320, height: 640 };
const cibleMinPx = 44;

/** What can be pressed, by its own size; a link inside a sentence is as high as the sentence. */
const petitesCibles = (page: Page): Promise<string[]> =>
  page.evaluate((min) => {
    const targets = document.querySelectorAll(
      'button, summary, label.choix, input:not([type="radio"]):not([type="checkbox"]), textarea, footer a, .annonce a',
    );
    return [...targets].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      const isShown = target.checkVisibility() && target.closest('[aria-hidden="true"]') === null;
      return isShown && (height < min || width < min) ? [`${target.outerHTML} ${width}x${height}`] : [];
    });
  }, cibleMinPx);

/** Looks at a page as it stands, in both schemes and at the narrowest width: nothing may be wrong in any. */
export const regarder = async (page: Page, nom: string): Promise<void> => {
  // A page that a form brought is read to its end.
  await page.waitForLoadState();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
    expect.soft(found, `${nom}, ${colorScheme}`).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
  }
  const size = page.viewportSize() ?? telephone;
  await page.setViewportSize(etroit);
  const sides = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect.soft(sides[0], `${nom}: width`).toBe(sides[1]);
  expect.soft(await petitesCibles(page), `${nom}: targets`).toEqual([]);
  await page.setViewportSize(size);
};

export const formulaire = (accueil: TestAccueil): string =>
  `${accueil.url}/demande?${new URLSearchParams({ cle: formationOuverte.cleMinistereEducatif, origine: 'LBA' }).toString()}`;
/** What the intake has left, oldest first. */
export const depots = (accueil: TestAccueil): Promise<Depot[]> => accueil.serveur.prendre(100);
export const envoyer = (page: Page): Locator => page.getByRole('button', { name: 'Envoyer ma demande' });
export const titre = (page: Page): Locator => page.getByRole('heading', { level: 1 });

/** What every form needs; the rest stays as the page gives it. */
export const remplir = async (page: Page, courriel = 'ines.vauquelin@example.org'): Promise<void> => {
  await page.getByLabel('la personne qui veut se former').check();
  await page.getByLabel('Votre prénom').fill('Inès');
  await page.getByLabel('Votre nom', { exact: true }).fill('Vauquelin');
  await page.getByLabel('Votre adresse e-mail').fill(courriel);
  await page.getByLabel('Votre numéro de téléphone').fill('06 39 98 01 12');
  await page.getByLabel('Places disponibles').check();
};
