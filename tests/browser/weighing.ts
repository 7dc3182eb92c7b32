// From a plan to public results: what each journey about weighing goes through on its way.
import { expect, type Locator, type Page } from '@playwright/test';

type Look = (page: Page) => Promise<void>;

/** The staff pages of the survey whose answers are weighed. */
export const survey = '/staff/consultations/early-survey';

/** Fills in what every plan needs. */
export async function fillPlan(page: Page) {
  await page.getByLabel('Why is it planned so?').fill('It is the question that names habitats as the strategy does.');
  for (const box of await page.locator('input[name="margins"]').all()) await box.check();
}

/** Saves the plan that is on the page, and has two people sign it. */
export async function signPlan(page: Page, other: Page) {
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await page.getByRole('button', { name: 'Sign the plan as it is saved' }).click();
  await expect(page.getByText('You have signed it. Somebody else has to sign it too.')).toBeVisible();
  await other.goto(`${survey}/plan`);
  await other.getByRole('button', { name: 'Sign the plan as it is saved' }).click();
  await expect(other.getByText('Plan 1 is fixed since')).toBeVisible();
}

/** Freezes the responses, runs the plan on them and waits for what comes out. */
export async function runPlan(page: Page, look: Look) {
  await page.goto(`${survey}/weigh`);
  await page.getByRole('link', { name: 'Open the responses' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Freeze the responses' }).click();
  await expect(page.getByRole('heading', { name: 'Freeze 1' })).toBeVisible();
  await page.getByRole('link', { name: 'Weigh the answers' }).click();
  await page.getByRole('button', { name: 'Run the plan on the frozen responses' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Run 1');
}

/** Gives the line on the page of a run that says what its checks came to. */
export const checksOf = (page: Page) => page.getByText(/The first 3 stay the same in \d+ of \d+ checks/);

/** Waits on the page of a run until something is there that it has once it is done. */
export async function waitForRun(page: Page, awaited: Locator) {
  await expect(async () => {
    if (!(await awaited.isVisible())) await page.getByRole('link', { name: 'See how far it is now' }).click();
    await expect(awaited).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
}

/** Writes what the results say as one person, and releases them as another. */
export async function releaseResults(page: Page, other: Page, look: Look) {
  const publication = `${survey}/runs/1/publication`;
  await page.goto(publication);
  await page.getByLabel('What do the results say?').fill('We asked which habitats matter most. Here is what came out.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Edition 1 is written and not public.')).toBeVisible();
  await look(page);
  await other.goto(publication);
  await other.getByRole('button', { name: 'Release the results' }).click();
  await expect(other.getByText('Edition 1 is public since')).toBeVisible();
  await look(other);
}
