import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import { resizePage, zoomPage } from '../../tools/tour/camera.ts';

/** The smallest window of the office, with letters of their own size or twice as large (WCAG 1.4.4). */
export const shrink = async (app: ElectronApplication, page: Page, zoom: 1 | 2): Promise<void> => {
  await zoomPage(app, page, 1);
  await resizePage(app, page, 1024, 700);
  await zoomPage(app, page, zoom);
};

interface Stops {
  /** Every control of the box that Tab is to reach, in the order of the page; of radios, the one that is chosen. */
  controls: string[];
  /** The one that has the focus; null when it is elsewhere. */
  focused: string | null;
  /** What is cut, covered or out of the window. */
  wrong: string[];
}

/** Runs in the page. */
const readStops = (box: Element): Stops => {
  const nameOf = (element: Element): string => {
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const said = [element.getAttribute('aria-label'), labels[0]?.textContent, element.textContent, element.id];
    return `${element.tagName.toLowerCase()} « ${said.find((one) => (one ?? '') !== '')?.slice(0, 60)} »`;
  };
  const can =
    'button:enabled, input:enabled, select:enabled, textarea:enabled, a[href], [tabindex="0"], [role=menuitem]';
  const controls = [...box.querySelectorAll<HTMLElement>(can)].filter((element) => {
    const isOther = element instanceof HTMLInputElement && element.type === 'radio' && !element.checked;
    return !isOther && (element.tabIndex >= 0 || element.role === 'menuitem') && element.checkVisibility();
  });
  const wrong: string[] = [];
  for (const one of [box, ...box.querySelectorAll('*')]) {
    if (one.clientWidth === 0 || one.scrollWidth <= one.clientWidth + 1) continue;
    const { overflowX } = getComputedStyle(one);
    if (overflowX === 'auto' || overflowX === 'scroll') wrong.push(`scrolls sideways: ${nameOf(one)}`);
    if (overflowX === 'hidden' && one.closest('button, label, legend, h2') !== null) wrong.push(`cut: ${nameOf(one)}`);
  }
  const names = controls.map((control, at) => `${at + 1}. ${nameOf(control)}`);
  const { activeElement } = document;
  const on = activeElement instanceof HTMLElement ? controls.indexOf(activeElement) : -1;
  const control = controls[on];
  const name = names[on];
  if (control === undefined || name === undefined) return { controls: names, focused: null, wrong };
  const isIn = (): boolean => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    return left > -1 && top > -1 && right < innerWidth + 1 && bottom < innerHeight + 1;
  };
  if (control instanceof HTMLTextAreaElement) {
    // Where one types is shown, and not the whole of it: what is left is reached by scrolling.
    const { top, bottom } = control.getBoundingClientRect();
    if (top < -1 && bottom < 40) wrong.push(`above the window: ${name}`);
    if (top > innerHeight - 40) wrong.push(`below the window: ${name}`);
    control.scrollIntoView({ block: 'nearest' });
  }
  // A choice drawn by its words stands where they do.
  const label = control instanceof HTMLInputElement ? control.labels?.[0] : undefined;
  const drawn = label !== undefined && control.getBoundingClientRect().width < 5 ? label : control;
  if (drawn === control && !isIn()) wrong.push(`out of the window: ${name}`);
  const { left, right, top, bottom } = drawn.getBoundingClientRect();
  for (const [x, y] of [
    [left + 4, top + 4],
    [right - 4, bottom - 4],
    [(left + right) / 2, (top + bottom) / 2],
  ] as const) {
    const there = document.elementFromPoint(x, y);
    // An icon at the end of a field stands in the box that both share.
    const isIcon =
      drawn.parentElement?.matches('[class*="Input-wrapper"]') === true && drawn.parentElement.contains(there);
    const isIts = there !== null && (drawn.contains(there) || isIcon || there.closest('label')?.control === control);
    if (!isIts) wrong.push(`covered or cut: ${name}, by ${there?.outerHTML.slice(0, 90) ?? 'the edge'}`);
  }
  return { controls: names, focused: name, wrong };
};

/**
 * Goes once around a window by Tab from where its focus is: each of its controls is a stop, and is then whole in sight,
 * neither cut by an edge nor under something else.
 */
export const tabAround = async (page: Page, box: Locator, name: string): Promise<void> => {
  const seen = new Set<string>();
  const wrong = new Set<string>();
  let controls: readonly string[] = [];
  for (;;) {
    const now = await box.evaluate(readStops);
    for (const one of now.wrong) wrong.add(one);
    controls = now.controls;
    // The window gives its focus to what it is for; whatever else holds it at first, one Tab is inside.
    if (now.focused === null && seen.size > 0) break;
    if (now.focused !== null && seen.has(now.focused)) break;
    seen.add(now.focused ?? '');
    await page.keyboard.press('Tab');
  }
  expect.soft([...wrong], name).toEqual([]);
  expect
    .soft(
      controls.filter((one) => !seen.has(one)),
      `${name}: not reached by Tab`,
    )
    .toEqual([]);
};
