import type { Page } from 'playwright';

/** A frozen page draws nothing: its keys are not kept waiting for ever. */
const patienceMs = 2_000;

/** Until what the page was about to draw is drawn, and listens. */
export const untilDrawn = async (page: Page): Promise<void> => {
  try {
    await page.evaluate(
      (patience) =>
        new Promise<void>((resolve) => {
          // A hidden window has no frames at all.
          setTimeout(resolve, document.visibilityState === 'hidden' ? 0 : patience);
          requestAnimationFrame(() => setTimeout(resolve));
        }),
      patienceMs,
    );
  } catch {
    // The window closed or changed page meanwhile: the press itself says so.
  }
};

/**
 * A program presses the next key within the millisecond in which a window appears, before the window listens; nobody
 * does. From now on each press of this page's keyboard waits until what stands on screen is drawn.
 */
export const giveSteadyHand = (page: Page): void => {
  const { keyboard } = page;
  const press = keyboard.press.bind(keyboard);
  keyboard.press = async (key, options) => {
    await untilDrawn(page);
    await press(key, options);
  };
};
