// An editor publishes a document, everybody reads and saves it, a newer version takes its place, and it is withdrawn.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

import { alone } from './sites';
import { expect, lookAtBothWidths, signIn } from './test';

const sample = (name: string) => `${__dirname}/../support/samples/${name}`;

/** Chooses a file on the page of a document. */
async function choose(page: Page, link: string, file: string) {
  await page.getByRole('link', { name: link }).click();
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Add the file' }).click();
}

alone('an editor publishes a document with two versions, and everybody reads and saves both', async ({ page, browser, baseURL, look, readsWell, javaScriptEnabled }) => {
  await signIn(page);
  await page.goto('/staff/documents');
  await look(page);
  await page.getByRole('link', { name: 'Write down a new document' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByLabel('What is the document called?').fill('Advice note 2023');
  await page.getByLabel('What is it for?').fill('It says what developers need to know.');
  const day = page.getByRole('group', { name: 'Which day does it bear?' });
  for (const [part, number] of [['Day', '7'], ['Month', '4'], ['Year', '2024']]) await day.getByLabel(part).fill(number);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It has no file yet.')).toBeVisible();

  await choose(page, 'Add the file', sample('README.md'));
  await expect(page.getByText('Plain text, 1 KB')).toBeVisible();
  await choose(page, 'Choose another file', sample('synthetic.pdf'));
  await expect(page.getByText('What it said of its author')).toBeVisible();
  await expect(page.getByText('The title says 2023. The document bears 7 April 2024.')).toBeVisible();
  await look(page);
  await page.getByRole('link', { name: 'Publish this file' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await stranger.goto('/documents');
  await look(stranger);
  await readsWell(stranger);
  await stranger.getByRole('link', { name: 'Advice note 2023' }).click();
  await look(stranger);
  await readsWell(stranger);
  const first = await stranger.getByRole('link', { name: /^Advice note 2023 \(PDF, \d+ KB\)$/ }).getAttribute('href');

  await choose(page, 'Add a new version', sample('synthetic.xlsx'));
  await page.getByRole('link', { name: 'Publish this file' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByLabel('What changed?').fill('A table of sites.');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await lookAtBothWidths(page, look);

  await stranger.reload();
  const saving = stranger.waitForEvent('download');
  await stranger.getByRole('link', { name: /^Advice note 2023 \(XLSX, \d+ KB\)$/ }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('synthetic.xlsx');
  expect(readFileSync(await saved.path()).subarray(0, 2).toString()).toBe('PK');
  await stranger.getByRole('link', { name: 'Version 1' }).click();
  await expect(stranger.getByText('Version 1 was replaced by a newer one.')).toBeVisible();
  expect(await stranger.getByRole('link', { name: /^Advice note 2023 \(PDF/ }).getAttribute('href')).toBe(first);
  await lookAtBothWidths(stranger, look);

  await page.getByRole('link', { name: 'Withdraw the document' }).click();
  await look(page);
  await page.getByLabel('Why is it withdrawn?').fill('The fees were wrong.');
  await page.getByRole('button', { name: 'Withdraw the document' }).click();
  await look(page);
  const gone = await stranger.goto('/documents/advice-note-2023');
  expect(gone?.status()).toBe(410);
  await expect(stranger.getByText('The fees were wrong.')).toBeVisible();
  await look(stranger);
  await readsWell(stranger);
  await stranger.close();
});
