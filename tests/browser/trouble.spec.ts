// The pages that appear only when something goes wrong: each is reached as people reach it, and axe finds nothing.
import type { Page } from '@playwright/test';

import { carryOn, onPage } from './form';
import { start, steps } from './landowner';
import { bring, whileBusy } from './scene';
import { editor } from './server';
import { alone } from './sites';
import { expect, isAccessible, signIn, test } from './test';

const survey = '/consultations/early-survey';
const first = `${survey}/respond/you`;

const button = (page: Page, name: string) => page.getByRole('button', { name }).last();

/** Fails unless a page has the heading, and axe finds nothing there. */
async function isAt(page: Page, heading: string) {
  await onPage(page, heading);
  await isAccessible(page);
}

/** Begins to answer and gives the link for coming back. */
async function begin(page: Page) {
  await page.goto(first);
  await page.locator('input[name=responding-as][value=resident]').check();
  await button(page, 'Save and come back later').click();
  return page.locator('.fm-long-link').innerText();
}

/** Goes to the check page without answering anything more. */
async function leap(page: Page) {
  await page.goto(`${survey}/respond`);
  const heading = page.getByRole('heading', { level: 1 });
  for (let pages = 0; pages < 30; pages += 1) {
    const at = await heading.innerText();
    if (at.startsWith('Check your answers')) return;
    await carryOn(page);
    await expect(heading).not.toHaveText(at);
  }
}

test.beforeEach(({ javaScriptEnabled }) => test.skip(javaScriptEnabled === false, 'axe itself needs scripts'));

test('a browser that changes places, forgets, and does not keep its place', async ({ page, browser, baseURL, context }) => {
  await page.goto(first);
  await carryOn(page);
  await isAt(page, 'About your response');
  const link = await begin(page);
  const elsewhere = await browser.newPage({ baseURL });
  await begin(elsewhere);
  await elsewhere.goto(link);
  await isAt(elsewhere, 'Carry on with these answers?');
  await elsewhere.close();
  await page.goto(first);
  await context.clearCookies();
  await page.goto(`${survey}/respond/anything-else?begun=yes`);
  await isAt(page, 'Your browser did not keep your place');
  await begin(page);
  await button(page, 'Forget it on this computer').click();
  await isAt(page, 'This browser has forgotten the form');
});

test('two tabs with different words, before and after they are sent', async ({ page, context }) => {
  await page.goto(first);
  await page.locator('input[name=responding-as][value=resident]').check();
  await carryOn(page);
  await leap(page);
  const comments = `${survey}/respond/anything-else`;
  const [other, late, stale] = [await context.newPage(), await context.newPage(), await context.newPage()];
  for (const tab of [other, late]) await tab.goto(comments);
  await stale.goto(page.url());
  await page.goto(comments);
  await page.getByRole('textbox').fill('Words of the first tab');
  await carryOn(page);
  await other.getByRole('textbox').fill('Words of the second tab');
  await carryOn(other);
  await expect(other.getByText('There are two sets of answers')).toBeVisible();
  await isAccessible(other);
  await leap(page);
  await button(page, 'Send your response').click();
  await isAt(page, 'Your response was sent');
  await button(stale, 'Send your response').click();
  await expect(stale.getByText('It was sent with other answers')).toBeVisible();
  await isAt(stale, 'You have sent this response already');
  await late.getByRole('textbox').fill('Words that come too late');
  await carryOn(late);
  await isAt(late, 'You have sent this response already');
});

test('land that is come back to elsewhere, is forgotten, and lost', async ({ page, browser, baseURL, context }) => {
  await page.goto(`${start}/respond`);
  await steps[0].right(page);
  await button(page, 'Save and come back later').click();
  const link = await page.locator('.fm-long-link').innerText();
  const elsewhere = await browser.newPage({ baseURL });
  await elsewhere.goto(link);
  await isAt(elsewhere, 'Carry on with these answers?');
  await elsewhere.close();
  await button(page, 'Forget it on this computer').click();
  await isAt(page, 'This browser has forgotten the form');
  await context.clearCookies();
  await page.goto(`${start}/respond/land?begun=yes`);
  await isAt(page, 'Your browser did not keep your place');
});

test('more words than are taken at once', async ({ page }) => {
  await begin(page);
  await leap(page);
  await page.goto(`${survey}/respond/anything-else`);
  await page.getByRole('textbox').fill('More ponds. '.repeat(50_000));
  await carryOn(page);
  await isAt(page, 'That is too much to send at once');
});

test('a sign-in that is refused, a page that is not for everybody, and pages that are not taken', async ({ page, baseURL }) => {
  await page.goto('/staff/sign-in');
  await page.getByLabel('Email address').fill('nobody@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await isAccessible(page);
  await signIn(page, editor);
  await isAccessible(page);
  await page.goto(`/staff${survey}/weighting`);
  await isAt(page, 'You cannot do this');
  await page.goto(baseURL?.replace('localhost', '127.0.0.1') ?? '');
  await isAt(page, 'This site has another address');
  await page.goto('about:blank');
  await page.setContent(`<form method="post" action="${baseURL}${first}"><button>Send</button></form>`);
  await page.getByRole('button').click();
  await isAt(page, 'Send this from our own page');
});

alone('too many tries to sign in', async ({ page }) => {
  const heading = page.getByRole('heading', { level: 1 });
  for (let tries = 0; tries < 11; tries += 1) {
    await page.goto('/staff/sign-in');
    await page.getByLabel('Email address').fill('nobody@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not the right one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(heading).toBeVisible();
  }
  await isAt(page, 'Too many tries');
});

alone('a consultation that closes while somebody answers', async ({ page, database }) => {
  await begin(page);
  await page.goto(first);
  bring(database, 'after-the-closing');
  await carryOn(page);
  await isAt(page, 'This consultation has closed');
  for (const path of ['/', '/consultations', survey]) {
    await page.goto(path);
    await isAccessible(page);
  }
});

alone('a consultation whose opening was put off while somebody answered', async ({ page, database }) => {
  await page.goto(first);
  bring(database, 'before-the-opening');
  await carryOn(page);
  await isAt(page, 'This consultation has not opened yet');
  for (const path of ['/', '/consultations', survey]) {
    await page.goto(path);
    await isAccessible(page);
  }
});

alone('a site that cannot store anything for a while', async ({ page, context, database }) => {
  await begin(page);
  await leap(page);
  const check = await context.newPage();
  await check.goto(page.url());
  await page.goto(`${survey}/respond/anything-else`);
  await whileBusy(database, async () => {
    await page.getByRole('textbox').fill('Words that cannot be stored yet');
    await carryOn(page);
    await expect(page.getByText('Not stored yet')).toBeVisible();
    await isAccessible(page);
    await button(check, 'Send your response').click();
    await expect(check.getByText('Not stored yet')).toBeVisible();
    await isAccessible(check);
  });
  await carryOn(page);
  await page.goto(`${survey}/respond/anything-else`);
  await expect(page.getByRole('textbox')).toHaveValue('Words that cannot be stored yet');
});
