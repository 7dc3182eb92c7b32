// What a person does who has a keyboard and nothing else.
import type { Page } from '@playwright/test';

/** Presses Tab until the focus is on something that the selector knows, and fails if it never is. */
export async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  throw new Error(`the focus never came to ${selector}`);
}

/** Comes to a field and types in it. */
export async function typeIn(page: Page, selector: string, words: string) {
  await tabTo(page, selector);
  await page.keyboard.type(words);
}

/** Comes to a tick box, or to a group of radio buttons of which none is chosen, and chooses by Space. */
export async function choose(page: Page, selector: string) {
  await tabTo(page, selector);
  await page.keyboard.press('Space');
}

/** Comes to something and presses Enter on it. */
export async function press(page: Page, selector: string) {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}
