// Staff type in a response that came on paper, with all of it left blank but one answer.
import { carryOn, onPage } from './form';
import { steps } from './kinds';
import { expect, signIn, test } from './test';

test('a response on paper is typed in, and staff see how it came', async ({ page, look }) => {
  await signIn(page);
  await page.goto('/staff/consultations/kinds/enter');
  await look(page);
  await page.getByRole('button', { name: 'Go on to the questions' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await look(page);
  await page.getByLabel('On paper').check();
  const today = new Date();
  await page.getByLabel('Day').fill(String(today.getUTCDate()));
  await page.getByLabel('Month').fill(String(today.getUTCMonth() + 1));
  await page.getByLabel('Year').fill(String(today.getUTCFullYear()));
  await page.getByRole('button', { name: 'Go on to the questions' }).click();
  for (const step of steps) {
    await onPage(page, step.heading);
    await expect(page.getByText('You are typing in answers that came on paper')).toBeVisible();
    if (step.heading === 'A short text') await step.right(page);
    await carryOn(page);
  }
  await onPage(page, 'Check what you typed in before you store it');
  await look(page);
  await page.getByRole('button', { name: 'Store this response' }).click();
  await onPage(page, 'The response was stored');
  await look(page);
  const reference = await page.locator('#reference').innerText();
  await page.goto(`/staff/responses/${reference}`);
  await expect(page.locator('main')).toContainText('On paper, on ');
  await expect(page.locator('main')).toContainText('The “mill” meadow');
  await page.goto('/staff/consultations/kinds/responses?channel=paper');
  await expect(page.getByRole('link', { name: reference })).toBeVisible();
  await look(page);
});
