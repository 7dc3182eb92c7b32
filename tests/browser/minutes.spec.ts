// A secretary's month: agenda, meeting, draft, correction, approval at the next meeting, an action that goes on, an amendment, and words that
// nobody but staff may read.
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

import type { Locator, Page } from '@playwright/test';

import { alone } from './sites';
import { expect, signIn } from './test';

const DAY = 86_400_000;
const SECRETS = ['Nameless', 'Otter Lane'];

/** Gives a day so many days from now, as a form asks for it and as an address has it. */
function dayFrom(days: number) {
  const iso = new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const [year, month, day] = iso.split('-').map(Number);
  return { iso, parts: [['Day', `${day}`], ['Month', `${month}`], ['Year', `${year}`]] as const };
}

async function fillDay(group: Locator, { parts }: ReturnType<typeof dayFrom>) {
  for (const [part, number] of parts) await group.getByLabel(part).fill(number);
}

/** Saves, and waits for what follows: with a script a form is sent once it is known that somebody is still signed in. */
async function save(page: Page) {
  const next = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await next;
}

async function addMember(page: Page, name: string, role: string, isNamed: boolean) {
  await page.goto('/staff/groups/advisory-board/members/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('radio', { name: role, exact: true }).check();
  await fillDay(page.getByRole('group', { name: 'First day' }), dayFrom(-400));
  if (isNamed) await page.getByLabel('Everybody may read their name').check();
  await save(page);
}

/** Writes a meeting of the board down, and gives its name in addresses. */
async function addMeeting(page: Page, on: ReturnType<typeof dayFrom>) {
  await page.goto('/staff/meetings/new');
  await page.getByRole('radio', { name: 'LNRS Advisory Board' }).check();
  await fillDay(page.getByRole('group', { name: 'Day of the meeting' }), on);
  await page.locator('#starts').fill('10:00');
  await page.locator('#place').fill('Town Hall');
  await save(page);
  await expect(page.getByText('Nobody but staff knows of this meeting.')).toBeVisible();
  return `${on.iso}-advisory-board`;
}

async function publish(page: Page, slug: string, record: 'agenda' | 'minutes', version?: { step: string; note?: string; agreed?: boolean }) {
  await page.goto(`/staff/meetings/${slug}/${record}/release`);
  if (version?.step) await page.getByRole('radio', { name: new RegExp(`^${version.step}`) }).check();
  if (version?.agreed) await page.locator('[name=agreed]').first().check();
  if (version?.note) await page.locator('#note').fill(version.note);
  await page.getByRole('button', { name: `Publish the ${record} for everybody` }).click();
  await expect(page.getByRole('link', { name: 'See it as everybody does' })).toBeVisible();
}

/** Gives what a packed file says, part by part. */
function unpacked(bytes: Buffer): string {
  let text = '';
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
    const [size, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    text += inflateRawSync(bytes.subarray(begin, begin + size)).toString('utf8');
  }
  return text;
}

async function everyFormat(page: Page): Promise<string[]> {
  const texts = [await page.content()];
  for (const words of ['a Word document', 'plain text', 'data (JSON)']) {
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: words }).click();
    const bytes = await readFile(await (await waiting).path());
    texts.push(words === 'a Word document' ? unpacked(bytes) : bytes.toString('utf8'));
  }
  return texts;
}

alone('a secretary takes a meeting from its agenda to amended minutes, and nobody reads what is withheld', async ({ page, browser, baseURL, look, readsWell, javaScriptEnabled }) => {
  alone.slow();
  await signIn(page);
  await addMember(page, 'Chair of the test', 'Chair', true);
  await addMember(page, 'Nameless of the test', 'Member', false);
  const [first, second] = [await addMeeting(page, dayFrom(-14)), await addMeeting(page, dayFrom(-1))];
  const staff = `/staff/meetings/${first}`;

  await page.goto(staff);
  await look(page);
  await page.getByRole('radio', { name: 'Without any item' }).check();
  await page.getByRole('button', { name: 'Begin the agenda' }).click();
  for (const title of ['Otters', 'Water voles']) {
    await page.getByRole('link', { name: 'Add an item' }).click();
    await page.locator('#title').fill(title);
    await save(page);
  }
  await page.getByRole('button', { name: 'Move up item 2, Water voles' }).click();
  await expect(page.getByRole('heading', { name: '1. Water voles' })).toBeVisible();
  await look(page);
  await publish(page, first, 'agenda');

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await stranger.goto(`/meetings/${first}`);
  await stranger.getByRole('link', { name: 'Read the agenda' }).click();
  await expect(stranger.getByRole('heading', { name: '1. Water voles' })).toBeVisible();
  await look(stranger);
  await readsWell(stranger);

  await page.goto(staff);
  await page.getByRole('button', { name: 'Begin the minutes' }).click();
  await page.getByRole('link', { name: 'Change who was there' }).click();
  await look(page);
  for (const select of await page.getByRole('combobox').all()) await select.selectOption('present');
  await save(page);
  await page.getByRole('link', { name: 'Change item 1, Water voles' }).click();
  await page.locator('#discussion').fill('Nameless of the test saw them at *Otter* Lane.\n\n* They need banks.');
  await page.locator('#decision-new1').fill('Fence all the ponds');
  await page.locator('#action-new1').fill('Count the voles');
  await save(page);
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await expect(page.locator('#action-new1')).toHaveValue('Count the voles');
  await look(page);
  await page.locator('[name="decision-new1-course"][value=agreed]').check();
  await page.locator('#action-new1-owner').fill('River Trust');
  await page.getByLabel('It goes on without an end').check();
  await save(page);
  await page.getByRole('link', { name: 'Change what is withheld' }).click();
  await page.locator('#passage1').fill('otter lane');
  await page.locator('[name=reason1][value=protected-place]').check();
  await look(page);
  await save(page);
  await page.getByRole('link', { name: 'Add a declaration of interest' }).click();
  await page.locator('#who').fill('Chair of the test');
  await page.locator('#interest').fill('Owns a pond');
  await page.getByRole('radio', { name: 'Water voles' }).check();
  await page.getByRole('radio', { name: 'Did not vote' }).check();
  await look(page);
  await save(page);
  await look(page);
  await page.getByRole('link', { name: 'Look at what everybody will read' }).first().click();
  await look(page);

  await stranger.goto(`/meetings/${first}`);
  await expect(stranger.getByText('Fence all the ponds')).toHaveCount(0);
  await publish(page, first, 'minutes', { step: 'Draft minutes' });
  await stranger.reload();
  await expect(stranger.getByText('The group has not yet agreed that it is right.')).toBeVisible();
  await expect(stranger.getByText('Fence all the ponds')).toBeVisible();
  for (const text of await everyFormat(stranger)) {
    for (const secret of SECRETS) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  }
  for (const width of [360, 1280]) {
    await stranger.setViewportSize({ width, height: 900 });
    await look(stranger);
    await readsWell(stranger);
  }

  await page.goto(`${staff}/minutes/items/2`);
  await page.locator('#decision1').fill('Fence most of the ponds');
  await save(page);
  await publish(page, first, 'minutes', { step: 'Approved minutes', note: 'Most of the ponds.', agreed: true });
  await stranger.reload();
  await expect(stranger.getByText('Approved minutes, version 2')).toBeVisible();
  await stranger.getByRole('link', { name: 'what changed in version 2' }).click();
  await expect(stranger.locator('ins')).toContainText('most of');
  await look(stranger);
  await readsWell(stranger);

  await page.goto(`/staff/meetings/${second}`);
  await page.getByRole('button', { name: 'Begin the agenda' }).click();
  await expect(page.getByRole('heading', { name: '1. Water voles' })).toBeVisible();
  await publish(page, second, 'agenda');
  await stranger.goto(`/meetings/${second}/agenda`);
  await expect(stranger.getByRole('cell', { name: 'Count the voles' })).toBeVisible();
  await page.goto(`/staff/meetings/${second}`);
  await page.getByRole('button', { name: 'Begin the minutes' }).click();
  await page.getByRole('link', { name: 'Change what was heard of actions' }).click();
  await page.getByRole('radio', { name: 'Done', exact: true }).check();
  await page.getByLabel('What did the meeting hear of it?').fill('Nine voles');
  await look(page);
  await save(page);
  await page.getByRole('link', { name: 'Change who was there' }).click();
  for (const select of await page.getByRole('combobox').all()) await select.selectOption('present');
  await save(page);
  await publish(page, second, 'minutes', { step: 'Draft minutes' });
  await stranger.goto(`/meetings/${second}`);
  await expect(stranger.getByRole('cell', { name: 'Done: Nine voles' })).toBeVisible();

  await page.goto(`${staff}/minutes/items/2`);
  await page.locator('#title').fill('Water voles and mink');
  await save(page);
  await publish(page, first, 'minutes', { step: '', note: 'The title of item 1.' });
  await stranger.goto(`/meetings/${first}`);
  await expect(stranger.getByText('Amended minutes, version 3')).toBeVisible();
  await stranger.getByRole('link', { name: 'Version 1: Draft minutes' }).click();
  await expect(stranger.getByText('This version was replaced.')).toBeVisible();
  await expect(stranger.getByText('Fence all the ponds')).toBeVisible();
  await look(stranger);
  await readsWell(stranger);
  await stranger.close();
});
