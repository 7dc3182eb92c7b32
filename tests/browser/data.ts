// Open data: one person lists a table and makes the files, another releases them, and everybody takes them away.
import { createHash } from 'node:crypto';

import { expect, type Page } from '@playwright/test';

const address = '/staff/consultations/early-survey/data';

/** Makes the files as one person and releases them as another. */
export async function publishData(page: Page, other: Page, look: (page: Page) => Promise<void>) {
  await page.goto(address);
  await expect(page.getByText('No table is in the list.')).toBeVisible();
  await page.getByRole('button', { name: 'Add to the list' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByLabel('Age of residents').check();
  await page.getByLabel('Which habitats matter most to you?').check();
  await page.getByRole('button', { name: 'Add to the list' }).click();
  await page.getByRole('button', { name: 'Make the files' }).click();
  await expect(page.getByText('You made them, so somebody else has to release them.')).toBeVisible();
  await look(page);
  await other.goto(address);
  await other.getByRole('button', { name: 'Release the open data' }).click();
  await expect(other.getByText('Issue 1 is public since')).toBeVisible();
  await look(other);
}

/** Reads the tables and checks a file by its fingerprint. */
export async function takeData(stranger: Page, look: (page: Page) => Promise<void>) {
  await stranger.goto('/consultations/early-survey');
  await stranger.getByRole('link', { name: 'Take the open data away' }).click();
  await expect(stranger.getByRole('heading', { level: 1, name: 'Open data' })).toBeVisible();
  await stranger.getByText('Which habitats matter most to you? By age of residents').first().click();
  await look(stranger);
  const link = stranger.getByRole('link', { name: 'manifest.json' });
  const manifest = await (await stranger.request.get((await link.getAttribute('href')) ?? '')).body();
  const fingerprint = createHash('sha256').update(manifest).digest('hex');
  await expect(stranger.getByText('Fingerprint of all files')).toContainText(fingerprint);
}
