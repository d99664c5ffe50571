import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Looks at what is on screen in both themes, or at one part of it (a CSS selector); nothing may be wrong in either. Only
 * colours change from one to the other.
 */
export const look = async (page: Page, screen: string, part?: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
    // Legacy mode: axe would otherwise finish in a second page, which a one-window app has not.
    // The name of each rule that passed is enough: to tell every element that passed it takes most of the time.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
    if (part !== undefined) axe.include(part);
    // A tooltip is drawn at the end of the page, beside every landmark.
    if (colorScheme === 'light') axe.withTags(tags).disableRules(['region']);
    else axe.withRules(['color-contrast']);
    const { violations, passes } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
    expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
  }
};
