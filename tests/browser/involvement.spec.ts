// A strategist writes down who is involved and how, gives authorities the draft, and follows the 28 days.
import type { Page } from '@playwright/test';

import { bare } from './sites';
import { expect, lookAtBothWidths, signIn } from './test';

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();

/** Fills in a day by its label. */
async function day(page: Page, label: string, date: Date) {
  const group = page.getByRole('group', { name: label });
  const parts = { Day: date.getDate(), Month: date.getMonth() + 1, Year: date.getFullYear() };
  for (const [part, number] of Object.entries(parts)) await group.getByLabel(part).fill(String(number));
}

/** Writes down a stakeholder. */
async function add(page: Page, name: string, kind: string, role: string) {
  await page.goto('/staff/involvement/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('radio', { name: kind }).check();
  await page.getByRole('radio', { name: role }).check();
  await save(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

bare('a strategist writes down who is involved, gives an authority the draft, and sees by when it can object', async ({ page, look }) => {
  await signIn(page);
  await page.getByRole('link', { name: 'Involvement register' }).click();
  await look(page);
  await page.getByRole('link', { name: 'Add a stakeholder' }).click();
  await save(page);
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await add(page, 'Moor Park Authority', 'An organisation', 'Supporting authority');
  await add(page, 'Heath District Council', 'An organisation', 'Supporting authority');
  await add(page, 'A farmer of the test', 'A person', 'Landowner or farmer');

  await page.getByRole('link', { name: 'Say how they will be involved' }).click();
  await page.getByLabel('Map: areas that could become of particular importance').check();
  await page.getByLabel('Visit to a place').check();
  await look(page);
  await save(page);
  await page.getByRole('link', { name: 'Add an involvement' }).click();
  await page.getByLabel('Map: areas that could become of particular importance').check();
  await page.getByLabel('Visit to a place').check();
  await day(page, 'When was it?', new Date(2026, 2, 4));
  await page.getByLabel('What did they say?').fill('The wet field could become a meadow.');
  await look(page);
  await save(page);
  await expect(page.getByText('The wet field could become a meadow.')).toBeVisible();
  await expect(page.getByText('Not said what became of what they said')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.getByRole('link', { name: 'Take it out involvement 1' }).click();
  await look(page);
  await page.goto('/staff/involvement');
  await page.getByLabel('What is missing').selectOption('Nothing recorded yet');
  await page.getByRole('button', { name: 'Show these stakeholders' }).click();
  await expect(page.getByText('2 stakeholders match')).toBeVisible();
  await lookAtBothWidths(page, look);

  await page.getByRole('link', { name: 'Supporting authorities: 28 days' }).click();
  await page.getByRole('link', { name: 'Write down what they are given' }).click();
  await page.getByRole('radio', { name: 'The draft, before' }).check();
  await page.getByLabel('What is it called?').fill('Draft strategy of the test');
  const given = new Date();
  given.setDate(given.getDate() - 11);
  await day(page, 'On which day is it given?', given);
  await look(page);
  await save(page);
  await expect(page.getByText('Day 12 of 28: 16 days left after today')).toHaveCount(2);
  await page.getByRole('link', { name: 'Write down what it said : Moor Park Authority' }).click();
  await page.getByRole('radio', { name: 'Objection', exact: true }).check();
  await day(page, 'On which day did it come?', new Date());
  await save(page);
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByLabel('How it was prepared, and how far the authority was involved').check();
  await save(page);
  await expect(page.getByText('Not answered; no day is set for that')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.goto('/staff/supporting-authorities');
  await expect(page.getByText('1 of 2 have answered, 1 with an objection or a notice')).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.goto('/staff');
  await expect(page.getByText('The answer of Heath District Council on')).toBeVisible();
  await look(page);
});
