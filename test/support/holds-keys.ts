import { expect, type Locator } from '@playwright/test';

/** A window that just opened has the keys, itself or what is in it: a press before that goes to what lies under it. */
export const holdsKeys = (window: Locator): Promise<void> =>
  expect(window.locator(':focus').or(window.and(window.page().locator(':focus')))).toHaveCount(1);
