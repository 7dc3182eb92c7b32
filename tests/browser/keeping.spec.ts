// Words are saved while somebody types, and nobody leaves unsaved words without being asked.
import type { Page } from '@playwright/test';

import { carryOn } from './form';
import { expect, test } from './test';

const form = '/consultations/early-survey/respond';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts a page is saved when its button is pressed');

/** Goes to a page without answering what may be left out. */
async function walkTo(page: Page, name: string) {
  await page.goto(`${form}/you`);
  await page.locator('input[name=responding-as][value=resident]').check();
  while (!page.url().endsWith(`/${name}`)) {
    const before = page.url();
    await carryOn(page);
    await page.waitForURL((url) => url.href !== before);
  }
}

/** Goes to the page with room for many words. */
async function toWords(page: Page) {
  await walkTo(page, 'anything-else');
  await page.getByRole('textbox').click();
}

test('what somebody types is saved without a button', async ({ page, context, look }) => {
  await toWords(page);
  await page.keyboard.type('Ponds that no button saved');
  await expect(page.getByText('What you typed was saved at')).toBeVisible({ timeout: 15_000 });
  await look(page);
  const tab = await context.newPage();
  await tab.goto(`${form}/anything-else`);
  await expect(tab.getByRole('textbox')).toHaveValue('Ponds that no button saved');
  await tab.close();
  await page.keyboard.type(', and more of them');
  await carryOn(page);
  await page.waitForURL((url) => !url.href.endsWith('/anything-else'));
  await page.goto(`${form}/anything-else`);
  await expect(page.getByRole('textbox')).toHaveValue('Ponds that no button saved, and more of them');
});

test('a button that is pressed while words are on their way waits for them', async ({ page }) => {
  await toWords(page);
  await page.route(`**${form}/anything-else`, async (route) => {
    const isByItself = route.request().postData()?.includes('by-itself') ?? false;
    if (isByItself) await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  const sent = page.waitForRequest((request) => request.postData()?.includes('by-itself') ?? false);
  await page.keyboard.type('Hedges');
  await sent;
  await page.keyboard.type(' and woods');
  await carryOn(page);
  await expect(page.getByText('This page was changed twice')).toHaveCount(0);
  await page.waitForURL((url) => !url.href.endsWith('/anything-else'));
});

test('whoever leaves with words that are not saved is asked first', async ({ page }) => {
  await toWords(page);
  await page.keyboard.type('Words');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
});

test('how many points are left is told while they are given', async ({ page, look }) => {
  await walkTo(page, 'action');
  const fields = page.getByRole('textbox');
  await fields.nth(0).fill('6');
  await expect(page.getByText('You have 4 points left to give').first()).toBeVisible();
  await fields.nth(1).fill('5');
  await expect(page.getByText('You have given 1 point too many').first()).toBeVisible();
  await look(page);
});
