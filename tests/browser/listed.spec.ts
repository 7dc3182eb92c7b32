// An officer brings in the minutes that another site lists, with its slips, and adds a file to one. Everybody finds them by the month of the
// meeting, a phrase within the file, and the file in the feed.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

import { bare } from './sites';
import { expect, lookAtBothWidths, signIn } from './test';

const groups = ['LNRS Advisory Board', 'LNRS Technical Advisory Panel', 'Species Technical Group', 'Habitat Working Group'];

/** The list as it stood on the page that the project began with. */
const oldPage = readFileSync(`${__dirname}/../support/samples/minutes-of-another-site.txt`, 'utf8');

async function addGroup(page: Page, name: string) {
  await page.goto('/staff/groups/new');
  await page.getByLabel('What is the group called?').fill(name);
  await page.getByRole('radio', { name: 'Working group' }).check();
  await page.getByLabel('What is it for?').fill('It advises on the strategy.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

bare('an officer brings in nine records from an old page, and everybody finds each under its own month', async ({ page, browser, baseURL, look, javaScriptEnabled }) => {
  await signIn(page);
  await page.goto('/staff/minutes/bring-in');
  await expect(page.getByText('none is written down yet')).toBeVisible();
  await look(page);
  for (const group of groups) await addGroup(page, group);

  await page.goto('/staff/minutes');
  await page.getByRole('link', { name: 'Minutes from another site' }).click();
  await look(page);
  await page.getByRole('link', { name: 'Bring in minutes from another site' }).click();
  await page.getByRole('button', { name: 'Read the list' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.getByLabel('The list').fill(oldPage);
  await page.getByRole('button', { name: 'Read the list' }).click();
  await expect(page.getByText('9 titles were read. 8 have something to check.')).toBeVisible();
  await expect(page.getByText('The heading says 2023. The meeting was held on 13 March 2024.')).toBeVisible();
  await expect(page.getByText('‘Febraury’ is not a month. It probably means February.')).toBeVisible();
  await expect(page.getByText('The title has no year.')).toHaveCount(4);
  await expect(page.getByText('It becomes: Habitat Working Group workshop summary, 18 March 2024')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.locator('summary', { hasText: '18 March 2024' }).click();
  await page.getByRole('group', { name: 'Day of the meeting' }).locator('visible=true').getByLabel('Year').fill('2094');
  await page.getByRole('button', { name: 'Bring these in' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.getByRole('group', { name: 'Day of the meeting' }).locator('visible=true').getByLabel('Year').fill('2024');
  await page.getByRole('button', { name: 'Bring these in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '9 records from another site' })).toBeVisible();
  await lookAtBothWidths(page, look);

  await page.getByRole('link', { name: /^Files of LNRS Advisory Board minutes, 13 March 2024/ }).click();
  await expect(page.getByText('Nothing belongs to this meeting yet.')).toBeVisible();
  await look(page);
  await page.getByRole('link', { name: 'Add a new document' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Add the file' }).click();
  await page.getByLabel('File', { exact: true }).setInputFiles(`${__dirname}/../support/samples/synthetic.pdf`);
  await page.getByRole('button', { name: 'Add the file' }).click();
  await page.getByRole('link', { name: 'Publish this file' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('link', { name: 'LNRS Advisory Board meeting, 13 March 2024' }).click();
  await lookAtBothWidths(page, look);

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await stranger.goto('/minutes');
  const months = await stranger.getByRole('heading', { level: 2 }).allTextContents();
  expect(months.filter((month) => /20\d\d$/.test(month))).toEqual(['March 2024', 'February 2024', 'January 2024', 'December 2023', 'November 2023']);
  await lookAtBothWidths(stranger, look);
  await stranger.getByRole('link', { name: /LNRS Advisory Board minutes.*13 March 2024/ }).click();
  await expect(stranger.getByRole('link', { name: /^PDF, \d+ KB/ })).toBeVisible();
  await lookAtBothWidths(stranger, look);

  await stranger.getByRole('link', { name: 'Search' }).click();
  await stranger.getByLabel('Words to look for').fill('"ponds and hedges"');
  await stranger.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await expect(stranger.getByText('In the file:')).toBeVisible();
  await expect(stranger.getByRole('link', { name: 'LNRS Advisory Board minutes, 13 March 2024' })).toBeVisible();
  await look(stranger);
  const feed = await (await stranger.request.get('/feed.atom')).text();
  expect(feed).toContain('<title>LNRS Advisory Board minutes, 13 March 2024');
  await stranger.close();
});
