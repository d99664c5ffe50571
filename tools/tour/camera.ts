import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';

export interface Camera {
  /** Names of the files taken, in order. */
  taken: string[];
  /** One screen in light and in dark, under the next number; a page of a browser down to its end when asked. */
  shoot(page: Page, name: string, whole?: 'whole'): Promise<void>;
}

const schemes = [
  { scheme: 'light', suffix: 'clair' },
  { scheme: 'dark', suffix: 'sombre' },
] as const;

/** The app's page tells which theme is drawn; a page of the server only has the browser's word. */
const waitForTheme = async (page: Page, scheme: 'light' | 'dark'): Promise<void> => {
  if (!page.url().startsWith('app://')) return;
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor({ state: 'attached' });
};

export const createCamera = async (folder: string): Promise<Camera> => {
  await mkdir(folder, { recursive: true });
  const taken: string[] = [];
  let number = 0;
  return {
    taken,
    async shoot(page, name, whole) {
      number += 1;
      for (const { scheme, suffix } of schemes) {
        await page.emulateMedia({ colorScheme: scheme });
        await waitForTheme(page, scheme);
        const file = `${String(number).padStart(3, '0')}-${name}-${suffix}.png`;
        await page.screenshot({ path: join(folder, file), animations: 'disabled', fullPage: whole !== undefined });
        taken.push(file);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await waitForTheme(page, 'light');
    },
  };
};

/** The size of the page itself, whatever frame the window manager draws. */
export const resizePage = async (
  app: ElectronApplication,
  page: Page,
  width: number,
  height: number,
): Promise<void> => {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, { width, height });
};
