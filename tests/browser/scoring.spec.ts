// What stands beside the weighting: two people score priorities on the criteria of the plan before anybody looks at figures, a run
// tells what that comes to, and everybody reads it and takes the open data away.
import type { Page } from '@playwright/test';

import { publishData, takeData } from './data';
import { bring } from './scene';
import { strategist } from './server';
import { alone } from './sites';
import { expect, signIn } from './test';
import { checksOf, fillPlan, releaseResults, runPlan, signPlan, survey, waitForRun } from './weighing';

const usual = ['Evidence', 'National objective', 'Deliverability', 'Scope'];
const points = ['100', '60', '80', '40'];

/** Opens the first priority from the page of the weighing on, and gives it a score on each criterion. */
async function score(page: Page, scores: string[], look: (page: Page) => Promise<void>) {
  await page.goto(`${survey}/weigh`);
  await page.getByRole('link', { name: 'Open the criteria' }).click();
  await look(page);
  await page.getByRole('table', { name: 'Priorities' }).getByRole('link').first().click();
  for (const [place, given] of scores.entries()) {
    await page.getByRole('group', { name: usual[place] }).getByLabel(given, { exact: true }).check();
  }
  await look(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You have scored it').first()).toBeVisible();
}

alone('two people score priorities, and everybody reads what that comes to and takes open data', async ({ page, browser, baseURL, look, database, javaScriptEnabled }) => {
  alone.slow();
  await signIn(page);
  bring(database, 'after-the-closing');
  await page.goto(`${survey}/plan`);
  await fillPlan(page);
  await page.getByRole('button', { name: 'Fill in the usual criteria' }).click();
  await expect(page.locator('#c1')).toHaveValue(usual[0]);
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await expect(page.locator('#c1-points-error')).toBeVisible();
  await look(page);
  for (const [place, given] of points.entries()) await page.getByLabel(`Swing points of criterion ${place + 1}`).fill(given);
  await page.getByLabel('Public support is one of the criteria').check();
  await page.getByLabel('Swing points of public support').fill('50');
  const other = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await signIn(other, strategist);
  await signPlan(page, other);

  await score(page, ['5', '3', '4', '4'], look);
  await score(other, ['2', '3', '4', 'Cannot tell'], look);
  await expect(other.getByText('Two people have scored it, two or more apart on Evidence, and could not tell all')).toBeVisible();
  await page.reload();
  await page.getByRole('table', { name: 'Priorities' }).getByRole('link').first().click();
  await expect(page.getByText('The two are two or more apart.')).toBeVisible();
  await page.getByRole('group', { name: usual[0] }).getByLabel('3', { exact: true }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Why do you change your scores?').fill('We read the survey of ponds together.');
  await look(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Two people have scored it, and could not tell all')).toBeVisible();

  await runPlan(page, look);
  const noteIt = page.getByRole('button', { name: 'Note it and show the figures' });
  await waitForRun(page, noteIt);
  await look(page);
  await noteIt.click();
  await expect(checksOf(page)).toBeVisible();
  await expect(page.getByText('2 scorings count')).toBeVisible();
  await look(page);
  await other.goto(`${survey}/runs/1`);
  await other.getByRole('button', { name: 'Note it and show the figures' }).click();
  await releaseResults(page, other, look);
  await publishData(page, other, look);
  await other.close();

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await stranger.goto('/consultations/early-survey/results');
  await expect(stranger.getByRole('heading', { name: 'What the team scored' })).toBeVisible();
  await stranger.getByText('The criteria, their swing points and the mean of each score').click();
  await expect(stranger.getByRole('table', { name: 'The mean of both scores' }).getByText('2.5').first()).toBeVisible();
  await look(stranger);
  await takeData(stranger, look);
  await stranger.close();
});
