import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';

export interface Camera {
  /** Names of the files taken, in order. */
  taken: string[];
  /** One screen in light and in dark, under the next number; a page of a browser down to its end when asked. */
  shoot(page: Page, name: string, whole?: 'whole'): Promise<void>;
  /** The same of a window whose size is not that of its page: Playwright would take a corner of it. */
  shootWindow(app: ElectronApplication, page: Page, name: string): Promise<void>;
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
  const inBothThemes = async (page: Page, name: string, take: (file: string) => Promise<void>): Promise<void> => {
    number += 1;
    for (const { scheme, suffix } of schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      await waitForTheme(page, scheme);
      const file = `${String(number).padStart(3, '0')}-${name}-${suffix}.png`;
      await take(join(folder, file));
      taken.push(file);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await waitForTheme(page, 'light');
  };
  return {
    taken,
    shoot: (page, name, whole) =>
      inBothThemes(page, name, async (path) => {
        await page.screenshot({ path, animations: 'disabled', fullPage: whole !== undefined });
      }),
    shootWindow: (app, page, name) =>
      inBothThemes(page, name, async (path) => {
        // Drawn once in this theme before it is taken.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const png = await app.evaluate(async ({ BrowserWindow }) =>
          (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'),
        );
        await writeFile(path, Buffer.from(png ?? '', 'base64'));
      }),
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

/** Everything that many times its size, as from the menu of the application. */
export const zoomPage = async (app: ElectronApplication, page: Page, factor: number): Promise<void> => {
  const before = await page.evaluate(() => innerWidth);
  const from = await app.evaluate(({ BrowserWindow }, to) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const was = contents?.getZoomFactor() ?? 1;
    contents?.setZoomFactor(to);
    return was;
  }, factor);
  await page.waitForFunction((width) => Math.abs(innerWidth - width) <= 1, (before * from) / factor);
};
