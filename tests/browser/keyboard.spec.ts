// The journeys by keyboard alone: Tab, arrows, Space and Enter, and the focus always to be seen.
import { onPage } from './form';
import { choose, press, tabTo, typeIn } from './keys';
import { start, steps } from './landowner';
import { expect, test } from './test';

const carryOn = 'button.govuk-button[type=submit]:not(.govuk-button--secondary)';

test('the skip link is first and leads to the content', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.locator('.govuk-skip-link')).toBeFocused();
  await page.keyboard.press('Enter');
  expect(page.url()).toContain('#main');
});

test('a resident answers and sends by keyboard alone', async ({ page }) => {
  test.slow();
  await page.goto('/consultations/early-survey');
  await press(page, 'a.govuk-button');
  await expect(page.getByRole('radio').first()).toBeVisible();
  await choose(page, 'input[type=radio]');
  for (let pages = 0; pages < 30; pages += 1) {
    const heading = await page.getByRole('heading', { level: 1 }).innerText();
    if (heading.startsWith('Check your answers')) break;
    await press(page, carryOn);
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(heading);
  }
  await press(page, 'button[type=submit]');
  await expect(page.locator('#reference')).toBeVisible();
});

test('a landowner is put right and sends by keyboard alone', async ({ page }) => {
  test.slow();
  await page.goto('/');
  await press(page, `main a[href='${start}']`);
  await onPage(page, 'Tell us about your land');
  await press(page, 'a.govuk-button');
  await onPage(page, steps[0].heading);
  await typeIn(page, '#full_name', 'A landowner with a keyboard');
  await press(page, carryOn);
  await expect(page.getByText('There is a problem')).toBeVisible();
  await press(page, '.govuk-error-summary__list a');
  await expect(page.locator('#preferred')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByLabel('By email')).toBeChecked();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('keyboard@example.org');
  await press(page, carryOn);
  await onPage(page, steps[1].heading);
  await choose(page, '#role');
  await press(page, carryOn);
  await onPage(page, steps[2].heading);
  await typeIn(page, '#site_name', 'Far Field');
  await typeIn(page, '#grid_reference', 'SJ 395 880');
  await typeIn(page, '#area', '4');
  await press(page, carryOn);
  await onPage(page, steps[3].heading);
  await choose(page, '#land_uses');
  await press(page, carryOn);
  await onPage(page, steps[4].heading);
  for (const field of ['#interests', '#stage', '#timescale']) await choose(page, field);
  await press(page, carryOn);
  await onPage(page, steps[5].heading);
  for (let boxes = 0; boxes < 4; boxes += 1) await choose(page, '[name=declarations]');
  await press(page, carryOn);
  await onPage(page, 'Check what you tell us before you send it');
  await press(page, 'button[type=submit]');
  await onPage(page, 'Your expression of interest was sent');
  await press(page, '#status-link');
  await expect(page.getByText('Far Field')).toBeVisible();
});

test('every kind of question is answered by keyboard alone', async ({ page }) => {
  test.slow();
  const typed = {
    points: { '#points-hedges': '10' },
    number: { '#number': '2.5' },
    date: { '#date-day': '5', '#date-month': '3', '#date-year': '2026' },
    short: { '#short': 'The mill meadow' },
    long: { '#long': 'More ponds' },
    texts: { '#texts-1': 'Hare' },
    postcode: { '#postcode': 'L17' },
    places: { '#places-1-where': 'SJ 395 880' },
    contact: { '#contact-email': 'keyboard@example.org' },
    telephone: { '#telephone-telephone': '0151 496 0000' },
    reach: { '#reach-telephone': '0151 496 0001' },
  };
  const chosen = ['#single', '#multiple', '#yes-no', '#scale', '#table-birds', '#table-plants'];
  const heading = page.getByRole('heading', { level: 1 });
  const onward = async (id: string) => {
    await press(page, carryOn);
    await expect(page).not.toHaveURL(new RegExp(`/${id}$`));
    await expect(heading).toBeVisible();
  };
  await page.goto('/consultations/kinds');
  await press(page, 'a.govuk-button');
  for (const field of chosen) {
    await choose(page, field);
    if (field !== '#table-birds') await onward(field === '#table-plants' ? 'table' : field.slice(1));
  }
  await tabTo(page, '#order-1');
  await page.keyboard.press('ArrowDown');
  await onward('order');
  await choose(page, '#best-worst-one-best');
  await choose(page, '#best-worst-one-worst');
  await page.keyboard.press('ArrowDown');
  await onward('best-worst');
  for (const pair of ['#pairs-one', '#pairs-two']) await choose(page, pair);
  await onward('pairs');
  for (const [id, fields] of Object.entries(typed)) {
    if (['contact', 'telephone', 'reach'].includes(id)) await choose(page, `[name="${id}.updates"]`);
    for (const [field, words] of Object.entries(fields)) await typeIn(page, field, words);
    await onward(id);
  }
  await tabTo(page, '#files');
  const asked = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await asked).setFiles({ name: 'map.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a map') });
  await onward('files');
  await onPage(page, 'Check your answers before you send them');
  for (const words of ['map.pdf (1 KB)', 'Every day', '1. Hedges', 'Matters most: Ponds. Matters least: Hedges', '2.5 hectares', '5 March 2026']) {
    await expect(page.locator('main')).toContainText(words);
  }
  await press(page, 'button[type=submit]');
  await onPage(page, 'Your response was sent');
});

test('the Enter key in a field saves the page and does not add a place', async ({ page }) => {
  await page.goto('/consultations/early-survey/respond/you');
  await page.locator('input[name=responding-as][value=resident]').check();
  await page.getByRole('button', { name: 'Save and continue' }).last().click();
  await page.getByLabel(/postcode/i).fill('L17');
  await page.getByLabel(/postcode/i).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nature near you');
});
