import { expect, test } from '../support/electron-app.ts';

test('the app starts on its first question, without one refusal by its own policy', async ({ launch }) => {
  const { page } = await launch({ options: ['serveur=https://sync.example.org'] });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Se connecter au CFA' })).toBeVisible();
  await expect(page.getByText('https://sync.example.org')).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) await page.emulateMedia({ colorScheme });
  expect(complaints).toEqual([]);
});
