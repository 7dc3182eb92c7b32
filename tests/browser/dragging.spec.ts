// Dragging options into order, with a mouse and with a finger: it fills in the lists, which stay as they are for everybody else.
import type { Locator, Page } from '@playwright/test';

import { carryOn, onPage } from './form';
import { tabTo } from './keys';
import { addPage, addQuestion, makeConsultation, publish } from './officer';
import { expect, signIn, test } from './test';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts there are the lists alone');

const options = ['Woods', 'Rivers', 'Ponds', 'Dunes', 'Meadows'];
const arabic = ['غابات', 'أنهار', 'برك', 'كثبان', 'مروج'];

const item = (page: Page, words: string) => page.locator('.fm-drag__item').filter({ hasText: words });
const ranked = (page: Page) => page.locator('ol.fm-drag__list .fm-drag__words').allInnerTexts();
const handle = (page: Page, words: string) => item(page, words).locator('.fm-drag__handle');
const chosen = (page: Page) =>
  page.locator('ol.fm-options select').evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).selectedOptions[0].text));

/** Finds where to take something, and where to hold it, with all that can be dragged in the middle of the window. */
async function way(page: Page, words: string, above: Locator) {
  await page.locator('.fm-drag').evaluate((all) => all.scrollIntoView({ block: 'center' }));
  const [from, to] = [await handle(page, words).boundingBox(), await above.boundingBox()];
  if (!from || !to) throw new Error(`${words} or where it goes is not there`);
  const [x, y, end] = [from.x + from.width / 2, from.y + from.height / 2, to.y - 2];
  return [y, (y + end) / 2, end].map((y) => ({ x, y }));
}

/** Drags an option by mouse to just above something. */
async function drag(page: Page, words: string, above: Locator) {
  const [from, ...over] = await way(page, words, above);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const { x, y } of over) await page.mouse.move(x, y);
  await page.mouse.up();
}

/** Puts a finger down somewhere, moves it on, and lifts it. */
async function swipe(page: Page, [from, ...over]: { x: number; y: number }[]) {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
  for (const place of over) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [place] });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Drags an option by finger to just above something. */
const dragByFinger = async (page: Page, words: string, above: Locator) => swipe(page, await way(page, words, above));

test('options are dragged into order, and nothing is ranked before', async ({ page, browser, baseURL, look }, info) => {
  test.slow();
  const survey = `dragging-${info.project.name}`;
  const form = `/consultations/${survey}/respond`;
  const languages = `/staff/consultations/${survey}/questionnaire/languages`;
  await signIn(page);
  await makeConsultation(page, 'What comes first', survey);
  await addPage(page, 'Places');
  await addQuestion(
    page,
    'Put in order',
    {
      'What is asked?': 'Which come first?',
      'What can people put in order? (optional)': [...options, 'None of these [alone]'].join('\n'),
      'How many ranks are there?': '3',
    },
    (form) => form.getByLabel('Show the options to each person in a random order').check(),
  );
  await addQuestion(page, 'Number', { 'What is asked?': 'How many do you know?' });
  await page.goto(languages);
  await page.getByLabel('Add a language').selectOption('Arabic');
  await page.getByRole('button', { name: 'Begin to translate' }).click();
  await page.getByRole('link', { name: 'Places' }).click();
  const said = { Places: 'أماكن', 'Which come first?': 'ما الأول؟', 'None of these': 'لا شيء', 'How many do you know?': 'كم تعرف؟' };
  const pieces = [...Object.entries(said), ...options.map((option, place) => [option, arabic[place]])];
  for (const [english, words] of pieces) await page.getByLabel(english, { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto(`/staff/consultations/${survey}/questionnaire`);
  await publish(page, 1, []);

  // With a mouse: among the ranks, out of them again, and past the last of them.
  const person = await (await browser.newContext({ baseURL, viewport: page.viewportSize() })).newPage();
  await person.goto(form);
  const rest = person.locator('[data-rest]');
  await expect(item(person, 'Ponds')).toBeVisible();
  expect(await ranked(person)).toEqual([]);
  expect(await chosen(person)).toEqual(['Not ranked', 'Not ranked', 'Not ranked']);
  await look(person);
  await drag(person, 'Ponds', rest);
  await expect(person.getByRole('status').getByText('Ponds is now 1 of 3.')).toBeAttached();
  await drag(person, 'Woods', item(person, 'Ponds'));
  expect(await ranked(person)).toEqual(['Woods', 'Ponds']);
  await drag(person, 'Dunes', rest);
  await drag(person, 'Meadows', item(person, 'Ponds'));
  await expect(person.getByRole('status').getByText('Meadows is now 2 of 3. Dunes is not ranked any more.')).toBeAttached();
  expect(await chosen(person)).toEqual(['Woods', 'Meadows', 'Ponds']);
  await look(person);
  await drag(person, 'Meadows', person.locator('ol.fm-options'));
  expect(await chosen(person)).toEqual(['Woods', 'Ponds', 'Not ranked']);
  await expect(person.getByText('What you typed was saved at')).toBeVisible({ timeout: 15_000 });

  // The lists by keyboard, after a refusal, and in a language that is read from the right.
  await tabTo(person, 'ol.fm-options li:nth-child(3) select');
  await person.keyboard.press('R');
  await expect.poll(() => ranked(person)).toEqual(['Woods', 'Ponds', 'Rivers']);
  await person.getByLabel('How many do you know?').fill('many');
  await carryOn(person);
  await expect(person.getByText('There is a problem')).toBeVisible();
  await expect.poll(() => ranked(person)).toEqual(['Woods', 'Ponds', 'Rivers']);
  await person.getByLabel('How many do you know?').fill('7');
  await person.getByRole('button', { name: 'العربية' }).click();
  await onPage(person, 'أماكن');
  await expect.poll(() => ranked(person)).toEqual([arabic[0], arabic[2], arabic[1]]);
  await drag(person, arabic[1], item(person, arabic[0]));
  expect(await ranked(person)).toEqual([arabic[1], arabic[0], arabic[2]]);
  const [held, words] = [await handle(person, arabic[1]).boundingBox(), await item(person, arabic[1]).locator('bdi').boundingBox()];
  expect(held?.x).toBeGreaterThan(words?.x ?? Infinity);
  await look(person);
  await carryOn(person);
  await onPage(person, 'Check your answers before you send them');
  for (const [rank, place] of ['1. أنهار', '2. غابات', '3. برك'].entries()) await expect(person.locator('main'), `${rank}`).toContainText(place);

  // With a finger, on a phone: by the handle, and the page still moves under a finger that is beside it.
  const phone = await browser.newContext({ baseURL, viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
  const resident = await phone.newPage();
  await resident.goto(form);
  await expect(item(resident, 'Ponds')).toBeVisible();
  const size = await handle(resident, 'Ponds').boundingBox();
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
  await look(resident);
  await dragByFinger(resident, 'Rivers', resident.locator('[data-rest]'));
  await expect.poll(() => chosen(resident)).toEqual(['Rivers', 'Not ranked', 'Not ranked']);
  await dragByFinger(resident, 'Dunes', item(resident, 'Rivers'));
  await expect.poll(() => chosen(resident)).toEqual(['Dunes', 'Rivers', 'Not ranked']);
  const [{ y }] = await way(resident, 'Woods', resident.locator('[data-rest]'));
  const before = await resident.evaluate(() => window.scrollY);
  await swipe(resident, [0, 40, 80, 120].map((up) => ({ x: 200, y: y - up })));
  await expect.poll(() => resident.evaluate(() => window.scrollY)).toBeGreaterThan(before);
  expect(await chosen(resident)).toEqual(['Dunes', 'Rivers', 'Not ranked']);

  // Come back to elsewhere.
  await resident.getByRole('button', { name: 'Save and come back later' }).click();
  const link = await resident.locator('.fm-long-link').innerText();
  const elsewhere = await (await browser.newContext({ baseURL })).newPage();
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: 'Carry on' }).click();
  await elsewhere.goto(`${form}/places`);
  await expect.poll(() => ranked(elsewhere)).toEqual(['Dunes', 'Rivers']);
});

/** Makes a consultation with one ranking, and opens it as somebody who answers. */
async function openRanking(page: Page, survey: string, ranks: number) {
  await signIn(page);
  await makeConsultation(page, 'Nothing first', survey);
  await addPage(page, 'Places');
  await addQuestion(page, 'Put in order', {
    'What is asked?': 'Which come first?',
    'What can people put in order? (optional)': options.join('\n'),
    'How many ranks are there?': String(ranks),
  });
  await publish(page, 1, []);
  await page.goto(`/consultations/${survey}/respond`);
  await expect(item(page, 'Ponds')).toBeVisible();
}

test('a ranking that nobody touched is not ranked', async ({ page }, info) => {
  await openRanking(page, `untouched-${info.project.name}`, 5);
  const [from] = await way(page, 'Ponds', item(page, 'Ponds'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 3);
  await page.mouse.up();

  // Pressed for longer near an edge of the window, where something that is pulled moves the page.
  await page.setViewportSize({ width: 360, height: 500 });
  await handle(page, 'Ponds').evaluate((all) => window.scrollBy(0, all.getBoundingClientRect().top - 10));
  const before = await page.evaluate(() => window.scrollY);
  const at = await handle(page, 'Ponds').boundingBox();
  expect([before > 0, Math.round(at?.y ?? 0)]).toEqual([true, 10]);
  await page.mouse.move((at?.x ?? 0) + 20, 30);
  await page.mouse.down();
  await page.waitForTimeout(600);
  await page.mouse.move((at?.x ?? 0) + 20, 33);
  await page.mouse.up();
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
  expect(await ranked(page)).toEqual([]);

  await carryOn(page);
  await onPage(page, 'Check your answers before you send them');
  await expect(page.locator('main')).toContainText('Left blank');
});

test('the board has the numbers of the lists, and says when no rank is left', async ({ page, look }, info) => {
  await openRanking(page, `numbered-${info.project.name}`, 2);
  const numbers = () => page.locator('ol.fm-drag__list > li').allInnerTexts().then((all) => all.map((one) => one.replace(/\s+/g, '')));
  const here = page.locator('.fm-drag__list--here');
  await page.getByLabel('Number 2').selectOption('Dunes');
  await expect.poll(numbers).toEqual(['1Empty', '2Dunes']);
  await look(page);

  await drag(page, 'Woods', page.locator('.fm-drag__item').first());
  await expect(page.getByRole('status').getByText('Woods is now 1 of 2.')).toBeAttached();
  expect([await numbers(), await chosen(page)]).toEqual([['1Woods', '2Dunes'], ['Woods', 'Dunes']]);

  const [from, ...over] = await way(page, 'Ponds', page.locator('[data-rest]'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const { x, y } of over) await page.mouse.move(x, y);
  await expect(page.locator('.fm-drag__item--held')).toHaveCount(1);
  await expect(here).toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByRole('status').getByText('All 2 ranks are taken, so Ponds is still not ranked.')).toBeAttached();
  expect(await chosen(page)).toEqual(['Woods', 'Dunes']);
});
