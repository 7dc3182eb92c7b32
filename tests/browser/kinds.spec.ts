// Every kind of question: refused with what was typed, put right, come back to elsewhere, corrected, sent, and read by staff.
import type { Page } from '@playwright/test';

import { carryOn, onPage } from './form';
import { steps, type Step } from './kinds';
import { expect, signIn, test } from './test';

const form = '/consultations/kinds/respond';

/** Answers a page wrongly, is led to the field, and puts it right. */
async function take(page: Page, step: Step, look: (page: Page) => Promise<void>) {
  await onPage(page, step.heading);
  await look(page);
  await step.wrong(page);
  await carryOn(page);
  await expect(page.getByText('There is a problem'), step.heading).toBeVisible();
  await step.kept(page);
  await look(page);
  await page.locator('.govuk-error-summary__list a').first().click();
  await expect(page.locator(`[id='${step.leadsTo}']`), step.heading).toBeFocused();
  await step.right(page);
  await carryOn(page);
}

test('every kind of question is refused, put right, sent and read', async ({ page, browser, baseURL, look }) => {
  test.slow();
  await page.goto(form);
  for (const step of steps) await take(page, step, look);
  await onPage(page, 'Check your answers before you send them');
  await look(page);
  const said = steps.flatMap((step) => step.said);
  for (const words of said) await expect(page.locator('main')).toContainText(words);

  await page.getByRole('link', { name: 'Change your answer to ‘Which of the two matters more?’' }).click();
  await page.locator('input[name="pairs.one"][value=ponds]').check();
  await carryOn(page);
  await expect(page.getByText('1. Ponds or Hedges: Ponds')).toBeVisible();
  await page.getByRole('button', { name: 'Send your response' }).click();
  await onPage(page, 'Your response was sent');
  await look(page);
  const reference = await page.locator('#reference').innerText();

  await page.getByRole('link', { name: 'Read, print or save a copy of your answers' }).click();
  await onPage(page, 'Your answers');
  await look(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: 'Your reference' })).toBeHidden();
  const copy = await (await page.request.get(`${form}/answers.txt`)).text();
  const sent = said.filter((words) => !words.startsWith('1. Ponds or'));
  for (const words of sent) {
    await expect(page.locator('main')).toContainText(words);
    expect(copy).toContain(words);
  }
  await page.emulateMedia({ media: 'screen' });

  const staff = await browser.newPage({ baseURL });
  await signIn(staff);
  await staff.goto(`/staff/responses/${reference}`);
  for (const words of sent) await expect(staff.locator('main')).toContainText(words);
  await look(staff);
  const file = await (await staff.request.get('/staff/consultations/kinds/responses.csv')).text();
  // A row has several lines where an answer has.
  const row = file.split(/\n(?=[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3},)/).find((row) => row.startsWith(reference));
  for (const cell of ['When the sun shines', 'hedges', '1250.5', '2026-03-05', 'Red squirrel', 'L17', 'no-preference']) {
    expect(row).toContain(cell);
  }
  expect(row).not.toContain('resident@example.org');

  await page.goBack();
  await page.getByRole('link', { name: 'Withdraw your response' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await onPage(page, `Withdraw the response ${reference}?`);
  await look(page);
  await page.getByRole('button', { name: 'Withdraw this response' }).click();
  await onPage(page, 'The response was withdrawn');
  await look(page);
  expect((await staff.goto(`/staff/responses/${reference}`))?.status()).toBe(404);
  await staff.close();
});

test('every kind of question is printed with room for a pen', async ({ page, look }) => {
  await page.goto('/consultations/kinds/paper');
  await page.emulateMedia({ media: 'print' });
  for (const step of steps) await expect(page.getByRole('heading', { name: step.heading, exact: true })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.locator('main').getByRole('textbox')).toHaveCount(0);
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  await look(page);
});

test('every kind of question is come back to elsewhere with what was typed', async ({ page, browser, baseURL }) => {
  await page.goto(form);
  for (const step of steps) {
    await step.wrong(page);
    await step.right(page);
    await carryOn(page);
  }
  await page.goto(`${form}/single`);
  await page.getByRole('button', { name: 'Save and come back later' }).click();
  const link = await page.locator('.fm-long-link').innerText();
  const elsewhere = await browser.newPage({ baseURL });
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: 'Carry on' }).click();
  await onPage(elsewhere, 'Check your answers before you send them');
  for (const words of steps.flatMap((step) => step.said)) {
    await expect(elsewhere.locator('main')).toContainText(words);
  }
  await elsewhere.close();
});
