import { dispositionTextes, issueTextes } from '../../renderer/textes/appel.ts';
import { expect, test } from '../support/app-test.ts';
import { appels, choix, nom, noter, ouvrirAppels, passees, suivants } from '../support/appels.ts';
import { look } from '../support/axe.ts';
import { lea } from '../support/desk.ts';

test('nothing that axe finds wrong, light and dark', async ({ poste }) => {
  test.setTimeout(180_000);
  const { page } = await poste('Accueil-1', lea);
  await ouvrirAppels(page);
  await look(page, 'Appels');
  await page.keyboard.press('1');
  await expect(noter(page).getByRole('group', { name: 'Ce qu’il en ressort' })).toBeVisible();
  await page.keyboard.press('1');
  await look(page, 'Appels, une issue');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await expect(appels(page).getByRole('region', { name: 'Prévoir un rappel' })).toBeVisible();
  await look(page, 'Appels, un rappel');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await expect(passees(page)).toHaveCount(1);
  await look(page, 'Appels, une personne passée');
});

test('nothing is cut in a small window, nor at 200 %: the eight choices first, then the column under', async ({
  poste,
}) => {
  const { app, page } = await poste('Accueil-1', lea);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await ouvrirAppels(page);
  /** Elements of the screen whose words go beyond their box, or beyond the window. */
  const cut = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('main h2, main p, main button, main li')]
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          const isShown = width > 1 && element.closest('.visually-hidden') === null;
          return isShown && (element.scrollWidth > element.clientWidth + 1 || left < 0 || right > innerWidth + 1);
        })
        .map((element) => element.textContent ?? ''),
    );
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  await expect.poll(cut).toEqual([]);
  const enVue = async (...choices: string[]): Promise<void> => {
    const enregistrer = noter(page).getByRole('button', { name: 'Enregistrer' });
    for (const one of [nom(page), ...choices.map((name) => choix(page, name)), enregistrer])
      await expect(one).toBeInViewport({ ratio: 0.95 });
  };
  await enVue(dispositionTextes.JOINT, dispositionTextes.OPPOSITION);
  // What is said first is above the choices, which stand over whatever does not fit.
  await expect(async () => {
    const question = await appels(page).getByText('Avez-vous déjà une entreprise ?').boundingBox();
    const choices = await noter(page).boundingBox();
    expect((question?.y ?? 1_000) + (question?.height ?? 0)).toBeLessThanOrEqual(choices?.y ?? 0);
  }).toPass({ timeout: 10_000 });
  // All that can be told above the choices: a banner, and four numbers more, each with why it was repaired.
  await page.locator('main').evaluate((main) => {
    for (const [where, height] of [
      [main, 37],
      [main.querySelector('[aria-label="Numéros"]'), 160],
    ] as const)
      where?.prepend(Object.assign(document.createElement('div'), { style: `flex:none;height:${height}px` }));
  });
  await enVue(dispositionTextes.JOINT, dispositionTextes.OPPOSITION);
  await page.keyboard.press('1');
  await enVue(issueTextes.RDV_FIXE, issueTextes.HORS_CRITERES);
  await page.keyboard.press('Escape');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(512);
  await expect.poll(cut).toEqual([]);
  await expect(async () => {
    const under = await suivants(page).boundingBox();
    const choices = await noter(page).boundingBox();
    expect(under?.y ?? 0).toBeGreaterThanOrEqual((choices?.y ?? 0) + (choices?.height ?? 0));
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press('1');
  await expect(choix(page, issueTextes.RDV_FIXE)).toBeInViewport();
});
