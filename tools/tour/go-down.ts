import type { Locator, Page } from 'playwright';
import { verify } from './verify.ts';

/**
 * From the first line of a list, just chosen, down to the one that says this: each press is seen on screen before the
 * next. Somebody is told by who they are, for their place may change while one looks.
 */
export const goDown = async (page: Page, list: Locator, said: string | RegExp, what: string): Promise<void> => {
  const chosen = list.locator('[aria-selected=true]');
  await chosen.and(page.locator('[aria-posinset="1"]')).waitFor();
  const wanted = chosen.filter({ hasText: said });
  while (!(await wanted.isVisible())) {
    const at = await chosen.evaluate((line) => ({
      id: line.id,
      isLast: line.getAttribute('aria-posinset') === line.getAttribute('aria-setsize'),
    }));
    verify(!at.isLast, what);
    await page.keyboard.press('ArrowDown');
    await chosen.and(page.locator(`:not([id="${at.id}"])`)).waitFor();
  }
};
