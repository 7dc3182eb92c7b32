// A resident who answers the early survey, page by page, as a person would.
import { expect, type Page } from '@playwright/test';

import { carryOn, onPage } from './form';
import { differences, findResponse, readFigures } from './staff';

/** The figures of the weighting that these answers change. */
const counted = {
  Residents: 1,
  'Which habitats matter most to you?': 1,
  'Put your top 3 in order': 1,
  'Which of these benefits do you most want from nature?': 1,
  'Share out 10 points between these actions': 1,
  'Habitat: Woods and trees': 1,
  'Habitat: Meadows and grassland': 1,
  'Habitat: Ponds and wetlands': 1,
  'By age: 35 to 44': 1,
  'By sex: Female': 1,
  'By council area: Liverpool': 1,
};

const place = 'Formby dunes';

/** Answers and sends, and fails unless staff find every word. */
export async function takePart(page: Page, staff: Page, words: string) {
  await answer(page, words);
  await expect(page.getByText('SJ 395 880')).toBeVisible();
  const reference = await send(page);
  expect(reference).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/);
  await page.reload();
  await expect(page.locator('#reference')).toHaveText(reference);
  await findResponse(staff, reference, words, place);
}

/** The same where nobody else answers, and fails unless the figures of the weighting differ by just this response. */
export async function takePartAlone(page: Page, staff: Page, words: string) {
  const before = await readFigures(staff);
  await takePart(page, staff, words);
  expect(differences(before, await readFigures(staff))).toEqual(counted);
}

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
  for (const habitat of ['Woods and trees', 'Meadows and grassland', 'Ponds and wetlands']) {
    await page.getByRole('checkbox', { name: habitat }).check();
  }
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
  await page.getByLabel('Where is it?').nth(1).fill(place);
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
