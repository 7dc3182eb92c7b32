// The page that asks for places, and the map of the first of them.
import type { Page } from '@playwright/test';

import { carryOn } from './form';
import { expect } from './test';

export const form = '/consultations/early-survey/respond';

/** Goes to the page that asks for places. */
export async function toPlaces(page: Page) {
  await page.goto(`${form}/you`);
  await page.locator('input[name=responding-as][value=resident]').check();
  while (!page.url().endsWith('/places')) {
    const before = page.url();
    await carryOn(page);
    await page.waitForURL((url) => url.href !== before);
  }
}

/** Opens the map of the first place and waits until its layers are there. */
export async function open(page: Page) {
  await page.getByRole('button', { name: 'Show a map of place 1' }).click();
  await expect(page.getByText('The map shows the National Grid, a rough outline')).toBeVisible();
  return page.getByRole('application', { name: 'Map of place 1' });
}

/** What the map says of each step. */
export const said = (page: Page) => page.locator('#places-named-1-where-map [role=status]');
export const comment = (page: Page) => page.locator('#places-named-1-comment');
export const box = (page: Page) => page.locator('#places-named-1-where');
export const references = async (page: Page) => (await box(page).inputValue()).split(', ').filter((one) => one);
