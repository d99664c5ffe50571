import type { Page } from '@playwright/test';
import {
  agendaWindow,
  creneauPanel,
  openAgenda,
  openCreneau,
  presenceGrid,
  reunionPassee,
  reunionPleine,
  showCreneaux,
  waitingList,
} from '../../tools/tour/agenda.ts';
import { look } from '../support/axe.ts';
import { expect, test } from '../support/demo-server.ts';
import { karim, sheet } from '../support/desk.ts';

/** What stands beside what the window shows, by the beginning of its words. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    const all = [...document.querySelectorAll('aside button, [role="dialog"] button, [role="dialog"] input, main h1')];
    return [
      ...(scrollWidth > innerWidth ? [`page ${scrollWidth} > ${innerWidth}`] : []),
      ...all.flatMap((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const isShown = element.checkVisibility() && width > 0 && element.closest('.visually-hidden') === null;
        return isShown && (left < 0 || right > innerWidth + 1) ? [element.outerHTML.slice(0, 120)] : [];
      }),
    ];
  });

/** What is cut once the page has taken the size of its window is cut. */
const softly = expect.configure({ soft: true });

test('a meeting with its people has no axe violation and nothing cut, light or dark, small or twice as large', async ({
  poste,
}) => {
  test.setTimeout(300_000);
  const { app, page } = await poste('Accueil-1', karim);
  let isLarge = false;
  const see = async (screen: string): Promise<void> => {
    // Letters twice as large have the same colours and the same names: what they may be is cut.
    if (!isLarge) await look(page, screen);
    await softly.poll(() => cutOff(page), screen).toEqual([]);
  };
  const visit = async (where: string): Promise<void> => {
    await openAgenda(page);
    await openCreneau(page, 'À venir', reunionPleine);
    await expect(waitingList(page).getByRole('listitem')).toHaveCount(2);
    await see(`inscriptions et liste d’attente, ${where}`);
    await openCreneau(page, 'Présence à noter', reunionPassee);
    await expect(presenceGrid(page).getByRole('row').nth(5)).toBeVisible();
    await see(`présence, ${where}`);
    await presenceGrid(page)
      .getByRole('button', { name: /^Autres actions/ })
      .first()
      .press('Enter');
    await page.getByRole('menuitem', { name: 'Ouvrir la fiche' }).press('Enter');
    await expect(sheet(page).getByRole('region', { name: 'Rendez-vous' })).toBeVisible();
    await see(`fiche et ses rendez-vous, ${where}`);
    await page.keyboard.press('h');
    const choice = agendaWindow(page, 'Donner un créneau');
    await expect(choice.getByRole('option').nth(3)).toBeVisible();
    await see(`donner un créneau, ${where}`);
    await page.keyboard.press('Escape');
    await expect(choice).toBeHidden();
  };
  await visit('1366 × 768');
  await openAgenda(page);
  await openCreneau(page, 'À venir', reunionPleine);
  await creneauPanel(page).getByRole('button', { name: 'Feuille d’émargement' }).press('Enter');
  await expect(agendaWindow(page, 'Feuille d’émargement')).toBeVisible();
  await see('feuille d’émargement');
  await page.keyboard.press('Escape');
  await expect(agendaWindow(page, 'Feuille d’émargement')).toBeHidden();
  await page.getByRole('button', { name: 'S’abonner à ces créneaux' }).press('Enter');
  await expect(agendaWindow(page, 'S’abonner depuis un autre agenda').getByRole('status')).toContainText(
    'Aucune adresse',
  );
  await see('abonnement');
  await page.keyboard.press('Escape');
  await expect(agendaWindow(page, 'S’abonner depuis un autre agenda')).toBeHidden();
  await openCreneau(page, 'Présence à noter', reunionPassee);
  await presenceGrid(page).getByRole('gridcell').getByRole('button').first().focus();
  await page.keyboard.press('a');
  await expect(presenceGrid(page).getByRole('button', { pressed: true })).toHaveCount(1);
  await see('présence, une absente');
  await showCreneaux(page, 'Absents à rappeler');
  await expect(page.getByRole('list', { name: 'Absents à rappeler' }).getByRole('listitem')).toHaveCount(1);
  await see('absents à rappeler');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  await visit('1024 × 700');
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1366, 768);
    window?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(683);
  isLarge = true;
  await visit('200 %');
});
