// An editor writes down a group and who belongs to it, and everybody reads it.
import type { Page } from '@playwright/test';

import { alone } from './sites';
import { expect, signIn } from './test';

const terms = '# What we do\n\nWe meet **monthly**.\n\n| Task | By when |\n|---|---|\n| Advise on the strategy | each spring |';

/** Adds a member since the first of May 2024. */
async function add(page: Page, name: string, organisation: string, role: string, isNamed: boolean) {
  await page.getByRole('link', { name: 'Add a member' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Organisation').fill(organisation);
  await page.getByRole('radio', { name: role, exact: true }).check();
  const first = page.getByRole('group', { name: 'First day' });
  for (const [part, number] of [['Day', '1'], ['Month', '5'], ['Year', '2024']]) await first.getByLabel(part).fill(number);
  if (isNamed) await page.getByLabel('Everybody may read their name').check();
  await page.getByRole('button', { name: 'Save' }).click();
}

alone('an editor writes down a group and its members, and everybody reads the names that may be read', async ({ page, browser, baseURL, look, javaScriptEnabled }) => {
  await signIn(page);
  await page.goto('/staff/groups');
  await page.getByRole('link', { name: 'Write down a new group' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByLabel('What is the group called?').fill('River Group');
  await page.getByRole('radio', { name: 'Working group' }).check();
  await page.getByLabel('What is it for?').fill('It looks after the rivers.');
  await page.getByLabel('Terms of reference').fill(terms);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'River Group' })).toBeVisible();
  await add(page, 'Chair of the test', 'River Trust', 'Chair', true);
  await expect(page.getByText('Nobody is its secretary at the moment.')).toBeVisible();
  await look(page);
  await add(page, 'Secretary of the test', 'Pond Club', 'Secretary', false);
  await page.getByRole('link', { name: 'Chair of the test' }).click();
  await look(page);

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await stranger.goto('/minutes');
  await stranger.getByRole('link', { name: 'About the groups' }).click();
  await look(stranger);
  await stranger.getByRole('link', { name: 'River Group' }).click();
  await expect(stranger.getByText('Chair of the test')).toBeVisible();
  await expect(stranger.getByText('Name not published')).toBeVisible();
  await expect(stranger.getByText('Secretary of the test')).toHaveCount(0);
  await expect(stranger.getByRole('cell', { name: 'each spring' })).toBeVisible();
  const wide = stranger.viewportSize();
  for (const size of [{ width: 360, height: 740 }, wide ?? { width: 1280, height: 900 }]) {
    await stranger.setViewportSize(size);
    await look(stranger);
  }
  await stranger.close();
});
