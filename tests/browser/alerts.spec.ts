// Somebody asks for emails, confirms by a button, hears once of what is published, and ends it by the link in that email.
import type { Page } from '@playwright/test';

import { inbox, type Inbox } from './inbox';
import { originOf, serve } from './server';
import { alone } from './sites';
import { expect, lookAtBothWidths, signIn } from './test';

/** A site of its own that sends mail. */
const mailing = alone.extend<{ mail: Inbox }>({
  mail: async ({}, use) => {
    const mail = await inbox();
    await use(mail);
    await mail.stop();
  },
  baseURL: async ({ database, mail }, use) => {
    const server = await serve(database, undefined, mail.url);
    await use(originOf(server.port));
    await server.stop();
  },
});

/** Publishes a document whose file is plain text. */
async function publish(page: Page) {
  await signIn(page);
  await page.goto('/staff/documents/new');
  await page.getByLabel('What is the document called?').fill('Brook survey');
  await page.getByLabel('What is it for?').fill('It says what was counted.');
  const day = page.getByRole('group', { name: 'Which day does it bear?' });
  for (const [part, number] of [['Day', '7'], ['Month', '4'], ['Year', '2024']]) await day.getByLabel(part).fill(number);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Add the file' }).click();
  const file = { name: 'survey.txt', mimeType: 'text/plain', buffer: Buffer.from('Kingfishers.') };
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Add the file' }).click();
  await page.getByRole('link', { name: 'Publish this file' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
}

/** Waits for the mail after so many, and gives it. */
async function next(mail: Inbox, before: number) {
  await expect.poll(() => mail.mails.length, { timeout: 60_000 }).toBe(before + 1);
  return mail.mails[before];
}

/** Gives the path of the link to a kind of page in a mail. */
function link(mail: string, kind: string) {
  return new RegExp(`^(?:.*: )?http://[^/]+(/alerts/${kind}/\\S+)$`, 'm').exec(mail.split('\r\n\r\n').slice(1).join('\n\n').replaceAll('\r', ''))?.[1] ?? '';
}

mailing('somebody asks for emails, confirms, hears of a document once, and ends it', async ({ page, browser, baseURL, look, mail, javaScriptEnabled }) => {
  mailing.slow();
  const both = () => lookAtBothWidths(page, look);
  await page.goto('/groups/advisory-board');
  await page.getByRole('link', { name: 'Get emails about this group' }).click();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await page.getByRole('checkbox', { checked: true }).uncheck();
  await both();
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await both();
  await page.getByRole('link', { name: 'Choose what you want to hear of' }).click();
  await page.getByLabel('Documents', { exact: true }).check();
  await page.getByLabel('Your email address').fill('ann@example.net');
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your email');

  const confirm = link(await next(mail, 0), 'confirm');
  await page.goto(confirm);
  await both();
  await page.getByRole('button', { name: 'Yes, send me these emails' }).click();
  await expect(page.getByRole('status')).toContainText('are confirmed');
  await both();

  const staff = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await publish(staff);
  const bulletin = await next(mail, 1);
  expect(bulletin).toContain('Subject: Brook survey');
  expect(bulletin).toMatch(/^List-Unsubscribe: <http.*\/alerts\/end\/.*>\r?$/m);
  await staff.goto('/staff/alerts');
  await expect(staff.getByRole('row', { name: 'Documents' })).toContainText('1');
  await lookAtBothWidths(staff, look);

  await page.goto(link(bulletin, 'change'));
  await page.getByLabel('Once a week').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status')).toHaveText('Your changes are saved.');
  await page.goto(link(bulletin, 'end'));
  await both();
  await page.getByRole('button', { name: 'Stop these emails' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your email alerts have ended');
  await page.goto(confirm);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
  await both();
  expect(mail.mails).toHaveLength(2);
});
