// Reading what came before it is weighed: comments get tags, and responses that are alike become a campaign.
import { expect, type Page } from '@playwright/test';

const survey = '/staff/consultations/early-survey';

/** How many comments are tagged: enough for their number to be public. */
const CODED = 12;

/** Writes a tag and sets it on some comments, one after the other: by the keyboard alone where there are keys for it. */
export async function codeComments(staff: Page, tag: string, hasKeys: boolean) {
  await staff.goto(`${survey}/comments/tags/new`);
  await staff.getByLabel('Name', { exact: true }).fill(tag);
  await staff.getByRole('button', { name: 'Save' }).click();
  await expect(staff.getByText(tag).first()).toBeVisible();
  await staff.goto(`${survey}/comments`);
  await staff.getByRole('link', { name: 'Code these one after the other' }).click();
  for (let coded = 0; coded < CODED; coded += 1) {
    const at = staff.url();
    const box = staff.getByRole('checkbox', { name: tag, exact: true });
    if (hasKeys) {
      const keys = staff.getByLabel('Tick tags with single keys');
      // The browser remembers it from one comment to the next.
      if (coded === 0) await keys.check();
      await expect(keys).toBeChecked();
      await staff.locator('body').click({ position: { x: 1, y: 1 } });
      await staff.keyboard.press('1');
      await expect(box).toBeChecked();
      await staff.keyboard.press('Enter');
    } else {
      await box.check();
      await staff.getByRole('button', { name: 'Save and go to the next' }).click();
    }
    await expect(staff).not.toHaveURL(at);
  }
  await staff.goto(`${survey}/comments/numbers`);
  await expect(staff.getByRole('rowheader', { name: tag })).toBeVisible();
}

/** Makes a campaign of the first responses that are alike, and says that each counts. */
export async function ruleOnCampaign(staff: Page, name: string) {
  await staff.goto(`${survey}/alike`);
  await staff.getByRole('link', { name: /^See .*all \d+ responses$/ }).first().click();
  await staff.getByLabel('What is the campaign called?').fill(name);
  await staff.getByLabel('Each counts, and results are told with the campaign and without').check();
  await staff.getByLabel('Why?').fill('Many sent the same words, which were offered on a website.');
  await staff.getByRole('button', { name: 'Make the campaign' }).click();
  await expect(staff.getByRole('heading', { level: 1, name })).toBeVisible();
}
