// The journeys by keyboard alone: Tab, arrows, Space and Enter, and the focus always to be seen.
import { expect, test } from './test';
import type { Page } from '@playwright/test';

/** Presses Tab until the focus is on something that the predicate knows, and fails if it never is. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  throw new Error(`the focus never came to ${selector}`);
}

test('the skip link is first and leads to the content', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.locator('.govuk-skip-link')).toBeFocused();
  await page.keyboard.press('Enter');
  expect(page.url()).toContain('#main');
});

test('a resident answers and sends by keyboard alone', async ({ page }) => {
  test.slow();
  await page.goto('/consultations/early-survey');
  await tabTo(page, 'a.govuk-button');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio').first()).toBeVisible();
  await tabTo(page, 'input[type=radio]');
  await page.keyboard.press('Space');
  for (let pages = 0; pages < 30; pages += 1) {
    const heading = await page.getByRole('heading', { level: 1 }).innerText();
    if (heading.startsWith('Check your answers')) break;
    await tabTo(page, 'button.govuk-button[type=submit]:not(.govuk-button--secondary)');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(heading);
  }
  await tabTo(page, 'button[type=submit]');
  await page.keyboard.press('Enter');
  await expect(page.locator('#reference')).toBeVisible();
});

test('the Enter key in a field saves the page and does not add a place', async ({ page }) => {
  await page.goto('/consultations/early-survey/respond/you');
  await page.locator('input[name=responding-as][value=resident]').check();
  await page.getByRole('button', { name: 'Save and continue' }).last().click();
  await page.getByLabel(/postcode/i).fill('L17');
  await page.getByLabel(/postcode/i).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nature near you');
});
