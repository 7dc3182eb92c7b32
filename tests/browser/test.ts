// The test function of every journey: it knows the server, and fails on anything that the browser complains about.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as plain, type Page } from '@playwright/test';

import { readsWell } from './layout';
import { staff } from './server';
import { sizes } from './sizes';

export const test = plain.extend<{ complaints: string[]; look: (page: Page) => Promise<void>; readsWell: (page: Page) => Promise<void> }>({
  baseURL: async ({}, use) => use(process.env.TEST_ORIGIN),
  // Looks at a page with axe, which itself needs scripts.
  look: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled === false ? async () => {} : isAccessible),
  // Changes what the window is like, which needs scripts too.
  readsWell: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled === false ? async () => {} : readsWell),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        const isExpected = /status of (4\d\d|503)/.test(message.text());
        if (message.type() === 'error' && !isExpected) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, staff };

/** Fails if axe finds anything, or if the page is wider than the window. */
export async function isAccessible(page: Page) {
  // Without frames there is nothing that the newer mode adds but a second page for each look.
  const found = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).analyze();
  const said = found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(' ')).join(', ')})`);
  expect(said, await page.title()).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${await page.title()} is wider than the window`).toBeLessThanOrEqual(0);
}

/** Looks at a page as it is on a phone and at a desk. */
export async function lookAtBothWidths(page: Page, look: (page: Page) => Promise<void>) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await look(page);
  }
}

/** Signs in, as the administrator of the tests if nobody else is named. */
export async function signIn(page: Page, email = staff.email) {
  await page.goto('/staff/sign-in');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(staff.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
