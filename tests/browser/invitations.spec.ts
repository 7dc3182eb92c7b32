// A survey by invitation only: the team makes a link, and whoever has it answers once.
import { readFileSync } from 'node:fs';

import { carryOn, onPage } from './form';
import { addPage, addQuestion, makeConsultation, publish } from './officer';
import { expect, signIn, test } from './test';

test('somebody who is invited answers once, and nobody else does', async ({ page, browser, baseURL, look }, info) => {
  test.slow();
  const survey = `by-invitation-${info.project.name}`;
  const invitations = `/staff/consultations/${survey}/invitations`;
  const person = await (await browser.newContext({ baseURL, javaScriptEnabled: info.project.name !== 'no-script' })).newPage();
  await signIn(page);
  await makeConsultation(page, 'A survey by invitation', survey);
  await addPage(page, 'Ponds');
  await addQuestion(page, 'Yes or no', { 'What is asked?': 'Do you like ponds?' });
  await publish(page, 1, []);

  await page.goto(invitations);
  await page.getByRole('radio', { name: 'Only people who are invited' }).check();
  await page.getByRole('button', { name: 'Save who may answer' }).click();
  await look(page);
  await page.getByLabel('Whom do you invite?').fill('Ann Field, ann@example.org\nnobody\n');
  await page.getByRole('button', { name: 'Read the list' }).click();
  await onPage(page, 'Check whom you invite');
  await expect(page.getByText('1 person can be invited.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Who is invited' })).toContainText('ann@example.org');
  await expect(page.getByRole('table', { name: 'Lines by which nobody is invited' })).toContainText('No email address stands');
  await look(page);
  await page.goto(invitations);
  await page.getByLabel('How many links?').fill('1');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make the links and download them (CSV)' }).click();
  const link = /http\S+/.exec(readFileSync(await (await download).path(), 'utf8'))?.[0] ?? '';

  await person.goto(`/consultations/${survey}`);
  await expect(person.getByText('Only people who are invited can answer')).toBeVisible();
  await look(person);
  await person.goto(new URL(link).pathname);
  await onPage(person, 'You are invited to answer');
  await look(person);
  await person.getByRole('button', { name: 'Begin with this invitation' }).click();
  await onPage(person, 'Ponds');
  await person.getByRole('radio', { name: 'Yes' }).check();
  await carryOn(person);
  await person.getByRole('button', { name: 'Send your response' }).click();
  await onPage(person, 'Your response was sent');
  await person.goto(new URL(link).pathname);
  await onPage(person, 'This invitation has been used');
  await look(person);

  await page.goto(invitations);
  await expect(page.getByRole('table')).toContainText('Used in');
  await look(page);
});
