// Files as an answer, by keyboard: added and taken away without leaving the page, and saved again from the copy.
import { readFile } from 'node:fs/promises';

import { carryOn, onPage } from './form';
import { choose, steps } from './kinds';
import { expect, test } from './test';

const form = '/consultations/kinds/respond';

test('files are added and taken away by keyboard, and what was typed meanwhile stays', async ({ page, look }) => {
  await page.goto(form);
  for (const step of steps.slice(0, -1)) {
    await step.wrong(page);
    await step.right(page);
    await carryOn(page);
  }
  await onPage(page, 'Files');
  await choose(page, ['map.pdf', '%PDF-1.7 a map'], ['notes.txt', 'Ponds and hedges']);
  await page.getByRole('button', { name: 'Add the chosen files' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'map.pdf (1 KB)' })).toBeVisible();
  await look(page);
  await expect(page.getByText('There is no room for more files.')).toBeVisible();

  await page.getByRole('button', { name: 'Remove notes.txt' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('link', { name: 'notes.txt' })).toHaveCount(0);
  await choose(page, ['run.exe', 'MZ\u0000']);
  await page.getByRole('button', { name: 'Add the chosen files' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#files-error')).toContainText('‘run.exe’ was not added');
  await look(page);

  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'map.pdf (1 KB)' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('map.pdf');
  expect(await readFile(await saved.path(), 'utf8')).toBe('%PDF-1.7 a map');
  await carryOn(page);
  await onPage(page, 'Check your answers before you send them');
  await expect(page.locator('main')).toContainText('map.pdf (1 KB)');
});
