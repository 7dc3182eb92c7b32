// A resident's answers: given with and without JavaScript, kept, checked, sent, and found again by staff.
import { carryOn, onPage } from './form';
import { steps } from './kinds';
import { takePart, takePartAlone } from './resident';
import { alone } from './sites';
import { expect, isAccessible, signIn, test } from './test';
import { Scale } from './weight';

test('a resident answers, and staff find every word', async ({ page, browser, baseURL, javaScriptEnabled }, info) => {
  test.skip(javaScriptEnabled === false, 'the next test does the same and more');
  const staff = await browser.newPage({ baseURL });
  await signIn(staff);
  await takePart(page, staff, `More ponds, please (${info.project.name})`);
  await staff.close();
});

alone('the weighting differs by just the response that a resident gave without script', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  alone.skip(javaScriptEnabled !== false, 'a response is the same however it was given');
  const staff = await browser.newPage({ baseURL });
  await signIn(staff);
  await takePartAlone(page, staff, 'More ponds, please');
  await staff.close();
});

test('a refused page keeps the words and leads to the field', async ({ page }) => {
  await page.goto('/consultations/early-survey/respond/you');
  await carryOn(page);
  await expect(page.getByText('There is a problem')).toBeVisible();
  await page.locator('.govuk-error-summary__list a').first().click();
  await expect(page.locator('#responding-as')).toBeFocused();
});

test('a resident comes back elsewhere by the link', async ({ page, browser, baseURL }) => {
  await page.goto('/consultations/early-survey/respond/you');
  await page.locator('input[name=responding-as][value=resident]').check();
  await page.getByRole('button', { name: 'Save and come back later' }).click();
  const link = await page.locator('.fm-long-link').innerText();
  const elsewhere = await browser.newPage({ baseURL });
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: 'Carry on' }).click();
  await elsewhere.goto('/consultations/early-survey/respond/you');
  await expect(elsewhere.locator('input[name=responding-as][value=resident]')).toBeChecked();
  await elsewhere.close();
});

test('the farmer branch is routed on the server', async ({ page }) => {
  await page.goto('/consultations/early-survey/respond/you');
  await page.locator('input[name=responding-as][value=land-manager]').check();
  await carryOn(page);
  await onPage(page, 'Your land');
});

/** The most bytes that a respondent's page may bring with its looks, without scripts. */
const most = 30_000;

test('every page of answering is accessible and light @axe', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe itself needs scripts');
  const scale = new Scale(page);
  await page.goto('/consultations/early-survey');
  await isAccessible(page);
  await page.goto('/consultations/early-survey/respond');
  for (let pages = 0; pages < 30; pages += 1) {
    await isAccessible(page);
    const { page: bytes, looks } = await scale.weigh();
    expect(looks).toBeGreaterThan(0);
    expect(bytes, await page.title()).toBeLessThanOrEqual(most);
    if (page.url().endsWith('/check')) return;
    const resident = page.locator('input[name=responding-as][value=resident]');
    if (await resident.count()) await resident.check();
    await carryOn(page);
  }
  throw new Error('the check page was never reached');
});

test('a page of any kind of question is light, and brings no script that it does not use', async ({ page }) => {
  const scale = new Scale(page);
  await page.goto('/consultations/kinds/respond');
  for (const step of steps) {
    await onPage(page, step.heading);
    const { page: bytes, scripts } = await scale.weigh();
    expect(bytes, step.heading).toBeLessThanOrEqual(most);
    if (!(await page.locator('leptos-island').count())) expect(scripts, step.heading).toBe(0);
    await step.wrong(page);
    await step.right(page);
    await carryOn(page);
  }
});
