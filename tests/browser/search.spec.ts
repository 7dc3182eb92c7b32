// Somebody finds what the groups have published: a phrase within a file, a misspelt word, and less and less of it.
import type { Page } from '@playwright/test';

import { alone } from './sites';
import { expect, signIn } from './test';

const words = 'The survey of 2024 counted kingfishers on every brook.\nFences beside the water were mended in spring.';

/** Publishes a document whose file is plain text. */
async function publish(page: Page) {
  await signIn(page);
  await page.goto('/staff/documents/new');
  await page.getByLabel('What is the document called?').fill('Brook survey');
  await page.getByLabel('What is it for?').fill('It says what was counted.');
  const day = page.getByRole('group', { name: 'Which day does it bear?' });
  for (const [part, number] of [['Day', '7'], ['Month', '4'], ['Year', '2024']]) await day.getByLabel(part).fill(number);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Add the file' }).click();
  const file = { name: 'survey.txt', mimeType: 'text/plain', buffer: Buffer.from(words) };
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Add the file' }).click();
  await page.getByRole('link', { name: 'Publish this file' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
}

alone('somebody finds a phrase within a file, is forgiven a misspelt word, and narrows what is found', async ({ page, browser, baseURL, look, javaScriptEnabled }) => {
  await publish(await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage());

  await page.goto('/');
  await page.getByRole('banner').getByRole('link', { name: 'Search' }).click();
  await look(page);
  const box = page.getByLabel('Words to look for');
  const button = page.getByRole('search').getByRole('button', { name: 'Search' });
  await box.fill('"fences beside the water"');
  await button.click();
  await expect(page.getByText('1 result', { exact: true })).toBeVisible();
  await expect(page.getByText('In the file:')).toBeVisible();
  await expect(page.locator('mark').first()).toHaveText('Fences');
  await look(page);
  await page.getByRole('link', { name: 'Brook survey' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Brook survey' })).toBeVisible();

  await page.goBack();
  await box.fill('kingfishrs');
  await button.click();
  await expect(page.getByText('These are results for ‘kingfishers’.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Brook survey' })).toBeVisible();
  await look(page);

  await box.fill('survey');
  await page.getByText('Choose the kind, the group, the year or the order').click();
  await page.getByLabel('Kind').selectOption({ label: 'Document' });
  await page.getByLabel('Order').selectOption({ label: 'Newest first' });
  await button.click();
  await expect(page.getByLabel('Kind')).toHaveValue('document');
  await expect(page.getByRole('link', { name: 'Brook survey' })).toBeVisible();
  await look(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await look(page);

  await page.getByLabel('Year').selectOption({ index: 0 });
  await page.getByLabel('Kind').selectOption({ label: 'Decision' });
  await button.click();
  await expect(page.getByRole('heading', { name: 'Nothing was found for ‘survey’' })).toBeVisible();
  await look(page);
  await page.getByRole('link', { name: /^Look at \d+ results?/ }).click();
  await expect(page.getByRole('link', { name: 'Brook survey' })).toBeVisible();
});
