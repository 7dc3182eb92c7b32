// From a reply of the team to what it rests on, and back.
import { expect, type Page } from '@playwright/test';

const survey = '/staff/consultations/early-survey';
const title = 'We asked, you said, we did';

/** Writes a reply that rests on the first priority and on a decision, is told what is missing, and publishes it. */
export async function writeReply(staff: Page, look: (page: Page) => Promise<void>) {
  await staff.goto(`${survey}/replies`);
  await expect(staff.getByText('No reply is written.')).toBeVisible();
  await staff.getByRole('link', { name: 'Write a reply' }).click();
  await staff.getByLabel('What is it about?').fill('Woods first');
  await staff.getByLabel('What did people say?').fill('Woods matter most to the people who answered.');
  await staff.locator('input[name="priorities"]').first().check();
  await staff.getByLabel('We will change it').check();
  await staff.getByLabel('Say it in words').fill('The strategy will have a step for woods.');
  await staff.getByLabel(/Which meeting decided it/).selectOption({ index: 1 });
  await staff.getByLabel(/Number or name of the item/).fill('4');
  await staff.getByLabel(/The decision in the words of the minutes/).fill('Woods are a step of their own.');
  await staff.getByRole('button', { name: 'Save' }).click();
  await expect(staff.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await expect(staff.getByLabel('Say it in words')).toHaveValue('The strategy will have a step for woods.');
  await look(staff);
  for (const [part, value] of Object.entries({ Day: '31', Month: '12', Year: String(new Date().getFullYear() + 1) })) {
    await staff.getByLabel(part, { exact: true }).fill(value);
  }
  await staff.getByRole('button', { name: 'Save' }).click();
  await expect(staff.getByText('Written, not public.')).toBeVisible();
  await look(staff);
  await staff.getByRole('button', { name: 'Publish this reply' }).click();
  await expect(staff.getByText('Version 1, public since')).toBeVisible();
  await look(staff);
  await staff.goto(`${survey}/replies`);
  await look(staff);
}

/** Goes from the consultation to the reply, to the figure and back, to the meeting and back. */
export async function followReply(stranger: Page, look: (page: Page) => Promise<void>) {
  await stranger.goto('/consultations/early-survey');
  await stranger.getByRole('link', { name: title }).click();
  await expect(stranger.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await look(stranger);
  const reply = stranger.locator('#reply-1');
  await reply.locator('a[href*="#priority-"]').click();
  await expect(stranger).toHaveURL(/results\/1#priority-/);
  await stranger.getByRole('link', { name: 'What we did about this: Woods first' }).click();
  await expect(stranger).toHaveURL(/replies#reply-1$/);
  await reply.locator('a[href^="/meetings/"]').click();
  await expect(stranger.getByText('Item 4: ‘Woods are a step of their own.’')).toBeVisible();
  await look(stranger);
  await stranger.getByRole('link', { name: 'What we did: Woods first' }).click();
  await expect(stranger).toHaveURL(/replies#reply-1$/);
}
