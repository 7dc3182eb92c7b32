// A strategist keeps rules on biodiversity net gain; somebody who means to build walks through the check by links and makes evidence of a log.
import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { bare } from './sites';
import { expect, lookAtBothWidths, signIn, test } from './test';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Fills in a day by its label. */
async function day(page: Page, label: string, date: Date) {
  const group = page.getByRole('group', { name: label });
  const parts = { Day: date.getDate(), Month: date.getMonth() + 1, Year: date.getFullYear() };
  for (const [part, number] of Object.entries(parts)) await group.getByLabel(part).fill(String(number));
}

test('somebody who means to build sees what the rules of the day say, and a link keeps the answers', async ({ page, look }) => {
  await page.goto('/documents');
  await page.getByRole('link', { name: 'check whether you may be exempt' }).click();
  await press(page, 'Continue');
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByRole('radio', { name: 'Yes' }).check();
  await day(page, 'on which day?', new Date(2026, 2, 4));
  await press(page, 'Continue');
  await expect(page.getByText('The application was made on 4 March 2026.')).toBeVisible();
  await expect(page.getByText('Demonstration data: exemptions before 31 July 2026')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.getByRole('group', { name: 'What kind of application is it?' }).getByLabel('None of these').check();
  await page.getByRole('group', { name: 'Is it any of these?' }).getByLabel('None of these').check();
  await page.getByRole('group', { name: 'Is any priority habitat affected?' }).getByLabel('No', { exact: true }).check();
  await page.getByLabel('How much other habitat is affected').fill('24.99');
  await page.getByLabel('How many trees are affected?').fill('0');
  await page.getByLabel('How much hedge').fill('4.99');
  await press(page, 'See what the rules say');
  await expect(page.getByRole('heading', { level: 1, name: 'may be exempt' })).toBeVisible();
  await expect(page.getByText('not legal advice')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('You can print this page')).toBeHidden();
  await page.emulateMedia({ media: null });

  const kept = page.url();
  await page.goto('/');
  await page.goto(kept);
  await page.getByRole('link', { name: 'Change your answer to ‘How many trees are affected?’' }).click();
  await expect(page.getByLabel('How much hedge')).toHaveValue('4.99');
  await page.getByLabel('How many trees are affected?').fill('1');
  await press(page, 'See what the rules say');
  await expect(page.getByRole('heading', { level: 1, name: 'is likely to need' })).toBeVisible();
  await expect(page.getByText('65.99 square metres of other habitat are affected')).toBeVisible();
  await look(page);

  await page.getByRole('link', { name: 'Change the day of the application' }).click();
  await page.getByRole('radio', { name: 'Not yet' }).check();
  await press(page, 'Continue');
  await expect(page.getByText('These rules are unverified')).toBeVisible();
  await expect(page.getByLabel('How large is the site')).toBeVisible();
  await look(page);
  await page.getByRole('group', { name: 'Is any priority habitat affected?' }).getByLabel('I do not know').check();
  await page.getByLabel('How many trees are affected?').fill('');
  await press(page, 'See what the rules say');
  await expect(page.getByRole('heading', { level: 1, name: 'This check cannot tell' })).toBeVisible();
  await lookAtBothWidths(page, look);
  expect(await page.context().cookies()).toEqual([]);
});

test('a developer writes down which providers were asked and takes the evidence away', async ({ page, look }) => {
  await page.goto('/biodiversity-net-gain/providers');
  await press(page, 'Add another provider');
  await page.getByLabel('Name of the provider or its gain site (provider 2)').fill('Moor Bank of the test');
  await press(page, 'Remove provider 1');
  await expect(page.getByRole('heading', { name: 'Provider 4' })).toHaveCount(0);
  const name = page.getByLabel('Name of the provider or its gain site (provider 1)');
  await expect(name).toHaveValue('Moor Bank of the test');
  await name.press('Enter');
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.getByLabel('Reference in the register of gain sites (provider 1)').fill('=1+1');
  await day(page, 'On which day did you ask? (provider 1)', new Date(2026, 2, 4));
  await page.getByLabel('Units of which habitat did you ask for? (provider 1)').fill('Meadow');
  await page.getByRole('group', { name: 'What did it answer? (provider 1)' }).getByLabel('It has no such units').check();
  await press(page, 'Make the evidence');
  await expect(page.getByText('The authority asks for at least 3: 2 are missing.')).toBeVisible();
  await lookAtBothWidths(page, look);
  const download = page.waitForEvent('download');
  await press(page, 'Download it (CSV)');
  expect(readFileSync(await (await download).path(), 'utf8')).toContain("Moor Bank of the test,'=1+1,2026-03-04,Meadow");
  await press(page, 'Change what you typed');
  await expect(name).toHaveValue('Moor Bank of the test');
});

bare('a strategist writes rules, tries them, and shows them to everybody', async ({ page, look }) => {
  await signIn(page);
  await page.getByRole('link', { name: 'Rules on biodiversity net gain' }).click();
  await look(page);
  await page.getByRole('link', { name: 'Add a set of rules' }).click();
  await page.getByLabel('What are these rules called?').fill('Rules of the test');
  await press(page, 'Save');
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await lookAtBothWidths(page, look);
  await day(page, 'First day of applications', new Date(2024, 3, 2));
  await page.getByLabel('Kinds of application that are exempt').fill('A householder application: an extension');
  await page.getByLabel('Small effect: the area from which').fill('25');
  await page.getByLabel('Small effect: the length').fill('5');
  await page.getByLabel('Small effect: the area that each').fill('41');
  await page.getByLabel('How many providers').fill('2');
  await page.getByLabel('Where are they written down?').fill('Regulations: https://www.legislation.gov.uk/uksi/2024/47');
  await day(page, 'On which day were they compared', new Date());
  await page.getByLabel('By whom?').fill('Planning policy');
  await press(page, 'Save');
  await expect(page.getByText('Not shown to the public')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.getByRole('link', { name: 'Try the check with them' }).click();
  await expect(page.getByText('Nobody else sees this')).toBeVisible();
  await page.getByLabel('A householder application').check();
  await page.getByRole('group', { name: 'Is any priority habitat affected?' }).getByLabel('I do not know').check();
  await press(page, 'See what the rules say');
  await expect(page.getByRole('heading', { level: 1, name: 'may be exempt' })).toBeVisible();
  await look(page);
  await page.goto('/staff/biodiversity-net-gain/1/change');
  await page.getByLabel('Use these rules in the check that everybody sees').check();
  await press(page, 'Save');
  await page.goto('/staff/biodiversity-net-gain');
  await expect(page.getByText('Used in the check. To be reviewed again by')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.goto('/biodiversity-net-gain?step=questions&made=no');
  await expect(page.getByText('Rules of the test')).toBeVisible();
});
