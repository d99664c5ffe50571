import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { ToolFailure } from '../failure.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns the Chromium of the system: the one of system-packages.ts on Debian, whichever is there elsewhere. */
export const findChromium = (path: string | undefined): string => {
  for (const folder of (path ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      if (folder !== '' && existsSync(file)) return file;
    }
  }
  throw new ToolFailure('No Chromium on this machine: run `node tools/system-packages.ts`, then run again.');
};

export interface BrowserSignIn {
  /** The address that the app handed to the operating system. */
  url: string;
  identifiant: string;
  password: string;
  /** Called when a page stands still, to look at it. */
  onPage?: (page: Page, name: 'connexion' | 'retour') => Promise<void>;
}

/** A fresh browser, without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(process.env.PATH),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

/** A person in a real browser: opens the address, fills the French page, ends on the page of the poste's own listener. */
export const signInWithBrowser = async (options: BrowserSignIn): Promise<void> => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1024, height: 700 } });
    await page.goto(options.url);
    await page.getByLabel('SIRET ou adresse électronique').fill(options.identifiant);
    await page.getByLabel('Mot de passe').fill(options.password);
    await options.onPage?.(page, 'connexion');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('Vous pouvez fermer cet onglet').waitFor();
    await options.onPage?.(page, 'retour');
  } finally {
    await browser.close();
  }
};
