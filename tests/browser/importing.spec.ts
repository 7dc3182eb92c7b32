// A file of responses: read without storing anything, put right, added as a whole, and found among the responses.
import type { Page } from '@playwright/test';

import { onPage } from './form';
import { addPage, addQuestion, makeConsultation, publish } from './officer';
import { expect, signIn, test } from './test';

/** Chooses a file with these lines and lets it be read. */
async function read(page: Page, lines: string[]) {
  const file = { name: 'sheets.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) };
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Read the file' }).click();
}

test('responses from a file are read, put right, added and found', async ({ page, look }, info) => {
  test.slow();
  const survey = `from-a-file-${info.project.name}`;
  const room = `/staff/consultations/${survey}/enter/file`;
  await signIn(page);
  await makeConsultation(page, 'A survey on paper', survey);
  await addPage(page, 'Ponds');
  await addQuestion(page, 'Yes or no', { 'What is asked?': 'Do you like ponds?' });
  await addQuestion(page, 'Number', { 'What is asked?': 'How many do you know?' });
  await publish(page, 1, []);
  await page.goto(`/staff/consultations/${survey}/enter`);
  await page.getByRole('link', { name: 'Add many responses from a file' }).click();
  await onPage(page, 'Add responses from a file');
  await look(page);
  const empty = (await (await page.request.get(`${room}/empty.csv`)).text()).replace('\uFEFF', '').trim();
  const headings = ['channel', 'received', 'your_number', 'do-you-like-ponds', 'how-many-do-you', 'colour'];
  for (const heading of headings.slice(0, -1)) expect(empty.split(',')).toContain(heading);

  await read(page, ['nothing']);
  await expect(page.getByText('There is a problem')).toBeVisible();
  await look(page);
  const day = '2026-01-02';
  const wrong = [headings.join(','), `paper,${day},A1,yes,3,blue`, `event,${day},A2,perhaps,many,red`];
  await read(page, wrong);
  await onPage(page, 'Check what was read');
  await expect(page.getByText('There are 2 responses in the file. Nothing is stored yet.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /^colour$/ })).toBeVisible();
  const report = page.getByRole('table');
  await expect(report.getByRole('row').filter({ hasText: 'perhaps' })).toContainText(/Row 3.*do-you-like-ponds/);
  await expect(report.getByRole('row').filter({ hasText: 'many' })).toContainText(/Row 3.*how-many-do-you/);
  await expect(page.getByRole('button', { name: 'Add 2 responses' })).toHaveCount(0);
  await look(page);

  await page.getByRole('link', { name: 'Choose another file' }).first().click();
  await read(page, [headings.join(','), `paper,${day},A1,yes,3,blue`, `event,${day},A2,no,12,red`]);
  await onPage(page, 'Check what was read');
  await look(page);
  await page.getByRole('button', { name: 'Add 2 responses' }).click();
  await onPage(page, '2 responses were added');
  await look(page);
  const second = page.getByRole('row').filter({ has: page.getByText('A2', { exact: true }) });
  const reference = await second.getByRole('link').innerText();

  await page.goto(`/staff/consultations/${survey}/responses`);
  await expect(page.locator('.fm-count')).toHaveText('2 responses');
  await look(page);
  await page.getByRole('link', { name: reference }).click();
  await expect(page.locator('main')).toContainText('How many do you know?');
  await expect(page.locator('main')).toContainText('12');
  await look(page);

  await page.goto(room);
  await read(page, [headings.join(','), `paper,${day},A1,yes,3,blue`, `event,${day},A2,no,12,red`]);
  await onPage(page, 'This file was added before');
  await look(page);
});
