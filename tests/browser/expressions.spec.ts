// A landowner's expression of interest: begun on the home page, put right, checked, sent once, and followed.
import { carryOn, onPage } from './form';
import { fill, send, start, steps } from './landowner';
import { expect, isAccessible, signIn, test } from './test';

const problem = 'There is a problem';

test('a landowner is put right on every page, sends, and follows what becomes of it', async ({ page, browser, baseURL }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Tell us about your land' }).click();
  await onPage(page, 'Tell us about your land');
  await page.getByRole('link', { name: 'Start now' }).click();
  for (const step of steps) {
    await onPage(page, step.heading);
    await step.wrong(page);
    await carryOn(page);
    await expect(page.getByText(problem)).toBeVisible();
    await step.kept(page);
    await page.locator('.govuk-error-summary__list a').first().click();
    await expect(page.locator(`#${step.leadsTo}`)).toBeFocused();
    await step.right(page);
    await carryOn(page);
  }
  await onPage(page, 'Check what you tell us before you send it');
  await expect(page.getByText('Your landlord does not know yet.')).toBeVisible();
  for (const said of ['landowner@example.org', 'Long “Meadow”', 'sj395880', 'Allotments', 'Money,']) {
    await expect(page.getByText(said)).toBeVisible();
  }
  await page.getByRole('link', { name: 'Change your answer to ‘Area in hectares’' }).click();
  await expect(page.getByLabel('Area in hectares')).toHaveValue('12.5');
  await page.getByLabel('Area in hectares').fill('13.25');
  await carryOn(page);
  await expect(page.getByText('13.25')).toBeVisible();
  const reference = await send(page);

  const elsewhere = await browser.newPage({ baseURL });
  await elsewhere.goto(await page.locator('#status-link').innerText());
  for (const said of [reference, 'Long “Meadow”', 'Received']) await expect(elsewhere.getByText(said)).toBeVisible();
  await expect(elsewhere.getByText('A landowner of these tests')).toHaveCount(0);
  await signIn(elsewhere);
  await elsewhere.goto('/staff/expressions-of-interest');
  await elsewhere.getByRole('link', { name: reference }).click();
  for (const said of ['SJ 395 880', '13.25', 'A landowner of these tests', 'Allotments']) {
    await expect(elsewhere.getByText(said)).toBeVisible();
  }
  await elsewhere.close();
});

test('two tabs and a double press end with one receipt, and words that come too late are given back', async ({ page, context }) => {
  await fill(page);
  const [second, late] = [await context.newPage(), await context.newPage()];
  await second.goto(page.url());
  await late.goto(`${start}/respond/interest`);
  await page.getByRole('button', { name: 'Send your expression of interest' }).dblclick();
  await onPage(page, 'Your expression of interest was sent');
  const reference = await page.locator('#reference').innerText();
  expect(await send(second)).toBe(reference);
  await page.goto(`${start}/respond/check`);
  await expect(page.locator('#reference')).toHaveText(reference);
  await late.getByLabel('What stands in the way?').fill('The bank says no');
  await carryOn(late);
  await onPage(late, 'You have sent this expression of interest already');
  await expect(late.getByText('The bank says no')).toBeVisible();
  await late.getByRole('button', { name: 'Begin a new expression of interest with these words' }).click();
  await onPage(late, steps[0].heading);
  await expect(late.getByLabel('Your full name')).toHaveValue('');
});

test('a landowner comes back elsewhere by the link', async ({ page, browser, baseURL }) => {
  await page.goto(`${start}/respond`);
  await steps[0].right(page);
  await page.getByRole('button', { name: 'Save and come back later' }).click();
  const link = await page.locator('.fm-long-link').innerText();
  const elsewhere = await browser.newPage({ baseURL });
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: 'Carry on' }).click();
  await onPage(elsewhere, steps[1].heading);
  await elsewhere.getByRole('link', { name: 'Back' }).click();
  await expect(elsewhere.getByLabel('Your full name')).toHaveValue('A landowner of these tests');
  await elsewhere.close();
});

test('every page of an expression of interest is accessible', async ({ page, context, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe itself needs scripts');
  test.slow();
  await page.goto(`${start}/respond`);
  for (const step of steps) {
    await onPage(page, step.heading);
    await isAccessible(page);
    await step.wrong(page);
    await carryOn(page);
    await expect(page.getByText(problem)).toBeVisible();
    await isAccessible(page);
    await step.right(page);
    await page.getByRole('button', { name: 'Save and come back later' }).click();
    if (step === steps[0]) await isAccessible(page);
    await page.getByRole('link', { name: 'Carry on now' }).click();
  }
  await isAccessible(page);
  const late = await context.newPage();
  await late.goto(`${start}/respond/interest`);
  await send(page);
  await isAccessible(page);
  await carryOn(late);
  await onPage(late, 'You have sent this expression of interest already');
  await isAccessible(late);
  await page.locator('#status-link').click();
  await onPage(page, 'Your expression of interest');
  await isAccessible(page);
});
