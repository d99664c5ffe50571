import { dispositionTextes } from '../../renderer/textes/appel.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { lea, openCandidat, sheet } from '../support/desk.ts';
import { shrink } from '../support/small-window.ts';

const dormir = '2026-06-09T05:12:00.000Z';
const repos = '2026-06-13T09:00:00.000Z';
const ouvrable = '2026-06-09T08:00:00.000Z';

test('a call begun outside usual hours says so where it is noted, above the eight choices, one received does not', async ({
  poste,
}) => {
  const { app, page } = await poste('Accueil-1', lea);
  await shrink(app, page, 1);
  await openCandidat(page, 'TARDIVEL Maëlys');
  await page.getByRole('grid', { name: 'Candidats' }).focus();
  const strip = sheet(page).getByRole('region', { name: /^Appel( reçu)?$/ });
  const dit = strip.getByText(/ chez la famille \(d’habitude/);
  const leave = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect(strip).toHaveCount(0);
  };

  await page.clock.setFixedTime(dormir);
  await page.keyboard.press('a');
  await expect(strip).toBeFocused();
  await expect(dit).toContainText('Heure inhabituelle chez la famille');
  const choix = [...Object.values(dispositionTextes), 'Enregistrer'];
  for (const name of choix)
    await expect(strip.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 0.95 });
  await look(page, 'appel hors des heures');
  await leave();

  await page.keyboard.press('Shift+a');
  await expect(strip).toHaveAccessibleName('Appel reçu');
  await expect(strip).toBeFocused();
  await expect(dit).toHaveCount(0);
  await leave();

  await page.clock.setFixedTime(repos);
  await page.keyboard.press('a');
  await expect(dit).toContainText('Jour de repos chez la famille');
  await leave();

  await page.clock.setFixedTime(ouvrable);
  await page.keyboard.press('a');
  await expect(strip).toBeFocused();
  await expect(dit).toHaveCount(0);
});
