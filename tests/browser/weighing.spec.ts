// An officer's whole task after the closing: comments are tagged and a campaign is ruled on, two people sign the plan, the frozen
// responses are run, and results, replies and a report are published. Then a stranger checks a figure down to the evidence.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import { codeComments, ruleOnCampaign } from './coding';
import { followReply, writeReply } from './replies';
import { exportResponses, readReport, releaseReport } from './report';
import { bring } from './scene';
import { binary, strategist } from './server';
import { alone } from './sites';
import { expect, signIn } from './test';
import { checksOf, fillPlan, releaseResults, runPlan, signPlan, survey, waitForRun } from './weighing';

const residents = 'I live in the Liverpool City Region';
const tag = 'Ponds and rivers';
const campaign = 'The letter about the common';
const managers = 'I farm, own or manage land here';

alone('an officer goes from the closing to a report, and a stranger from a figure to its evidence', async ({ page, browser, baseURL, look, readsWell, database, javaScriptEnabled }, testInfo) => {
  alone.slow();
  await signIn(page);
  bring(database, 'after-the-closing');
  await codeComments(page, tag, javaScriptEnabled !== false);
  await look(page);
  await ruleOnCampaign(page, campaign);
  await look(page);
  await page.goto(`${survey}/weighting`);
  await expect(page.getByText('your address and the time are noted')).toBeVisible();
  await look(page);

  await page.getByRole('button', { name: 'Write the plan first' }).click();
  await fillPlan(page);
  await page.getByText('Pool several groups').click();
  await page.getByLabel(`‘${residents}’: weight in 100`).fill('60');
  await page.getByLabel(`‘${managers}’: weight in 100`).fill('40');
  await page.getByLabel('Who decided these weights, and why?').fill('The steering group, after hearing both.');
  await page.getByLabel('Meeting', { exact: true }).selectOption('none');
  await page.getByLabel('From what share of respondents is support high?').fill('20');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByLabel('From what share of respondents is support high?').fill('60');

  const other = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await signIn(other, strategist);
  await signPlan(page, other);
  await runPlan(page, look);
  await waitForRun(page, checksOf(page));
  await look(page);
  await expect(page.getByText('These are not the decided weights.')).toHaveCount(0);
  await page.getByRole('textbox', { name: residents }).fill('10');
  await page.getByRole('textbox', { name: managers }).fill('many');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByRole('textbox', { name: managers }).fill('60');
  await page.keyboard.press('Enter');
  await expect(page.getByText('These are not the decided weights.')).toBeVisible();
  await expect(page.getByText('Your weights add up to 70.')).toBeVisible();
  await look(page);
  const file = page.getByRole('link', { name: 'Download every figure (JSON)' });
  const results = await (await page.request.get((await file.getAttribute('href')) ?? '')).json();
  const weights = results.headline.items.map((item: { weight: number }) => item.weight);
  expect(weights.reduce((sum: number, weight: number) => sum + weight, 0)).toBeCloseTo(1, 9);
  await page.getByRole('link', { name: 'Weigh the answers' }).click();
  await expect(page.getByText('Done', { exact: true })).toBeVisible();
  await look(page);

  await releaseResults(page, other, look);
  await writeReply(page, look);
  await releaseReport(page, other, look);
  await other.close();
  await exportResponses(page);

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await stranger.goto('/consultations/early-survey');
  await stranger.getByRole('link', { name: 'See the results' }).click();
  await expect(stranger.getByRole('heading', { level: 1, name: 'Results' })).toBeVisible();
  await look(stranger);
  await readsWell(stranger);
  await expect(stranger.getByText('No meeting decided the weights.')).toBeVisible();
  const evidence = await stranger.request.get((await stranger.getByRole('link', { name: 'The evidence in one file' }).getAttribute('href')) ?? '');
  const bundle = testInfo.outputPath('bundle.zip');
  writeFileSync(bundle, await evidence.body());
  const fingerprint = (await stranger.getByText('Fingerprint of the evidence').locator('.fm-long-link').textContent()) ?? '';
  const verified = spawnSync(binary, ['verify', bundle, '--fingerprint', fingerprint], { encoding: 'utf8' });
  expect(verified.stdout).toContain('Everything holds');
  expect(verified.status).toBe(0);
  await followReply(stranger, look);
  await readReport(stranger, look, [tag, campaign, 'Woods are a step of their own.']);

  await page.goto(`${survey}/responses?segment=resident`);
  const reference = (await page.locator('main').textContent())?.match(/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/)?.[0] ?? '';
  await stranger.goto('/consultations/early-survey/results');
  await stranger.getByRole('link', { name: 'See whether your response is in these results' }).click();
  await stranger.getByRole('button', { name: 'Look' }).click();
  await expect(stranger.getByRole('link', { name: 'Enter the reference as it stands on your receipt' })).toBeVisible();
  await look(stranger);
  await readsWell(stranger);
  await stranger.getByLabel('Reference of your response').fill(reference);
  await stranger.getByRole('button', { name: 'Look' }).click();
  await expect(stranger.getByRole('heading', { level: 1, name: 'Your response is in these results' })).toBeVisible();
  await look(stranger);
  await readsWell(stranger);

  await page.goto(`/staff/responses/${reference}`);
  await page.getByRole('link', { name: 'Delete this response' }).click();
  await look(page);
  await page.getByLabel('Whoever sent it asks for it').check();
  await page.getByRole('button', { name: 'Delete it for good' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `The response ${reference} was deleted` })).toBeVisible();
  await look(page);
  const said = stranger.getByText('fewer than 10 responses were deleted');
  await expect(async () => {
    await stranger.goto('/consultations/early-survey/results');
    // Each plan has a seed of its own, and with some of them one response less moves a priority to the next tier.
    await expect(said).toContainText('Worked out again without what was deleted', { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await look(stranger);
  await readsWell(stranger);
  await stranger.close();
});
