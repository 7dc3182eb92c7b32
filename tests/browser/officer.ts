// An officer who writes a questionnaire: a page, a question of some kind, and what its kind needs.
import { expect, type Page } from '@playwright/test';

/** What is typed into fields, each by its label. */
type Typed = Record<string, string>;

const submit = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** Makes a consultation that is open now and has no questions yet. */
export async function makeConsultation(page: Page, title: string, name: string) {
  await page.goto('/staff');
  await page.getByRole('link', { name: 'New consultation' }).click();
  await type(page, { Title: title, 'Name in the address (optional)': name, 'What is it about?': 'Nature near you.' });
  await page.getByRole('radio', { name: 'Early survey' }).check();
  await day(page, 'First day', [1, 1, 2026]);
  await day(page, 'Last day', [31, 12, 2099]);
  await submit(page, 'Make the consultation');
}

/** Adds a page below the others. */
export async function addPage(page: Page, title: string) {
  await page.getByRole('link', { name: /^Add a page( here.*)?$/ }).last().click();
  await type(page, { Heading: title });
  await submit(page, 'Save');
  await expect(page.getByRole('heading', { name: new RegExp(`^Page \\d+: ${title}$`) })).toBeVisible();
}

/** Adds a question at the end of the last page. */
export async function addQuestion(page: Page, kind: string, typed: Typed, more: (page: Page) => Promise<unknown> = () => Promise.resolve()) {
  await page.getByRole('link', { name: /^Add a question( here)?/ }).last().click();
  await page.getByRole('radio', { name: kind, exact: true }).check();
  await submit(page, 'Continue');
  await type(page, typed);
  await more(page);
  await submit(page, 'Save');
  await expect(page.getByRole('heading', { name: typed['What is asked?'], exact: true })).toBeVisible();
}

/** Opens the form of a question that is there, and types over what it says. */
export async function changeQuestion(page: Page, asked: string, typed: Typed) {
  await page.getByRole('link', { name: `Change ‘${asked}’`, exact: true }).click();
  await type(page, typed);
  await submit(page, 'Save');
}

/** Publishes what was written, after reading what it does. */
export async function publish(page: Page, version: number, says: string[]) {
  await page.getByRole('link', { name: 'See what publishing would do' }).click();
  for (const words of says) await expect(page.getByText(words).first()).toBeVisible();
  const reason = page.getByLabel('Why do you go on although this is missing?');
  if (await reason.count()) await reason.fill('It is a trial.');
  await submit(page, `Publish version ${version}`);
  await expect(page.getByText(`Version ${version} is published.`)).toBeVisible();
}

async function type(page: Page, typed: Typed) {
  for (const [label, words] of Object.entries(typed)) await page.getByLabel(label, { exact: true }).fill(words);
}

async function day(page: Page, legend: string, [day, month, year]: [number, number, number]) {
  const group = page.getByRole('group', { name: legend });
  await group.getByLabel('Day').fill(String(day));
  await group.getByLabel('Month').fill(String(month));
  await group.getByLabel('Year').fill(String(year));
}
