// A resident who answers the early survey, page by page, as a person would.
import { expect, type Page } from '@playwright/test';

const carryOn = (page: Page) => page.getByRole('button', { name: 'Save and continue' }).last().click();

/** Answers every page and stops at the check of all answers. */
export async function answer(page: Page, words: string) {
  await page.goto('/consultations/early-survey');
  await page.getByRole('link', { name: 'Start now' }).click();
  await page.locator('input[name=responding-as][value=resident]').check();
  await carryOn(page);
  await page.getByLabel(/postcode/i).fill('L17 1AP');
  await page.getByRole('radio', { name: 'Liverpool' }).check();
  await carryOn(page);
  await onPage(page, 'Nature near you');
  await carryOn(page);
  await onPage(page, 'Places for wildlife');
  const boxes = page.getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  await boxes.nth(4).check();
  await carryOn(page);
  await onPage(page, 'Your top habitats');
  await page.getByLabel('Number 1').selectOption({ index: 2 });
  await page.getByLabel('Number 2').selectOption({ index: 1 });
  await carryOn(page);
  await onPage(page, 'Plants and animals');
  await page.getByRole('textbox').first().fill('Red squirrel');
  await carryOn(page);
  await onPage(page, 'What nature does for us');
  await page.getByLabel('Number 1').selectOption({ index: 3 });
  await carryOn(page);
  await onPage(page, 'What should be done');
  await page.getByRole('textbox').nth(0).fill('6');
  await page.getByRole('textbox').nth(1).fill('4');
  await carryOn(page);
  await onPage(page, 'What gets in the way');
  await carryOn(page);
  await page.getByLabel('Where is it?').fill('SJ 395 880');
  await page.getByRole('button', { name: 'Add another place' }).click();
  await page.getByLabel('Where is it?').nth(1).fill('Formby dunes');
  await carryOn(page);
  await onPage(page, 'Anything else');
  await page.getByRole('textbox').fill(words);
  await carryOn(page);
  await onPage(page, 'Taking part');
  await carryOn(page);
  await onPage(page, 'Keep in touch');
  await carryOn(page);
  await onPage(page, 'About you');
  await page.getByRole('radio', { name: '35 to 44' }).check();
  await page.getByRole('radio', { name: 'Female' }).check();
  await carryOn(page);
  await onPage(page, 'Check your answers before you send them');
}

/** Sends the checked answers and gives the reference. */
export async function send(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Send your response' }).click();
  await onPage(page, 'Your response was sent');
  return page.locator('#reference').innerText();
}

async function onPage(page: Page, heading: string) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
}
