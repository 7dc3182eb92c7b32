// What people do on the pages of any form.
import { expect, type Page } from '@playwright/test';

/** Saves a page and goes on. */
export async function carryOn(page: Page) {
  // The first button of that name is one that nobody sees: the Enter key presses it.
  await page.getByRole('button', { name: 'Save and continue' }).last().click();
}

/** Fails unless this is the page with a heading. */
export async function onPage(page: Page, heading: string) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
}
