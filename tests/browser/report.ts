// The consultation report: written by one, released by another, and read by a stranger.
import { expect, type Page } from '@playwright/test';

const staffPage = '/staff/consultations/early-survey/report';

type Look = (page: Page) => Promise<void>;

/** Writes an introduction and conclusions, and lets somebody else release the report. */
export async function releaseReport(writer: Page, releaser: Page, look: Look) {
  await writer.goto(staffPage);
  await expect(writer.getByText('No report is public.')).toBeVisible();
  await writer.getByLabel('Introduction').fill('We asked what should come first.');
  await writer.getByLabel('What do you conclude?').fill('Woods come first.\nPonds need more land.');
  await writer.getByRole('button', { name: 'Save' }).click();
  await expect(writer.getByText('You saved it last, so somebody else has to release it.')).toBeVisible();
  await look(writer);
  await releaser.goto(staffPage);
  await releaser.getByRole('button', { name: 'Release the report' }).click();
  await expect(releaser.getByText('Report 1 is public since')).toBeVisible();
  await look(releaser);
}

/** Reads the report from the page of the consultation on, finds what it rests on, and takes the file. */
export async function readReport(stranger: Page, look: Look, says: string[]) {
  await stranger.goto('/consultations/early-survey');
  await stranger.getByRole('link', { name: 'Read the consultation report' }).click();
  await expect(stranger.getByText('Consultation report 1, published on')).toBeVisible();
  for (const words of ['Ponds need more land.', ...says]) await expect(stranger.getByText(words).first()).toBeVisible();
  const wide = stranger.viewportSize();
  for (const size of [{ width: 360, height: 740 }, wide ?? { width: 1280, height: 900 }]) {
    await stranger.setViewportSize(size);
    await look(stranger);
  }
  const download = stranger.waitForEvent('download');
  await stranger.getByRole('link', { name: 'Download the report (Word document)' }).click();
  expect((await download).suggestedFilename()).toBe('early-survey-report-1.docx');
  await stranger.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'How to check this, and how to object' }).click();
  await expect(stranger).toHaveURL(/#check$/);
  await stranger.locator('#check').getByRole('link', { name: 'Results, edition 1' }).click();
  await expect(stranger.getByRole('heading', { level: 1, name: 'Results' })).toBeVisible();
}

/** Takes the responses out as a file. */
export async function exportResponses(staff: Page) {
  await staff.goto('/staff/consultations/early-survey/exports');
  const download = staff.waitForEvent('download');
  await staff.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toContain('early-survey');
}
