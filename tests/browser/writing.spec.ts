// An editor writes Markdown: with the buttons by keyboard, from Word, with how it will look, and without losing a word.
import type { Locator, Page } from '@playwright/test';

import { alone } from './sites';
import { expect, lookAtBothWidths, signIn } from './test';

const change = '/staff/groups/advisory-board/change';
const word = `<html><head><style>p.MsoNormal{margin:0}</style></head><body><h1>Hedges<o:p></o:p></h1>
<p class=MsoNormal>Plant <b>oak</b>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>One</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>Two</p>
<p><img src=x onerror="document.title='acted'"></p></body></html>`;

/** Pastes as a browser does: what is on the clipboard in two kinds. */
const paste = (box: Locator, html: string, plain: string) =>
  box.evaluate(
    (area, [html, plain]) => {
      const clipboardData = new DataTransfer();
      if (html) clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', plain);
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [html, plain],
  );

async function open(page: Page) {
  await page.goto(change);
  return page.getByLabel('Terms of reference');
}

alone('an editor sees how the words will look before anything is stored', async ({ page, look, javaScriptEnabled }) => {
  await signIn(page);
  const box = await open(page);
  await box.fill('# Rivers\n\nWe meet **monthly**.');
  await page.getByRole('button', { name: 'Preview' }).click();
  const shown = page.getByRole('region', { name: 'How it will look' });
  await expect(shown.getByRole('heading', { name: 'Rivers' })).toBeVisible();
  await expect(shown.locator('strong')).toHaveText('monthly');
  await expect(box).toHaveValue('# Rivers\n\nWe meet **monthly**.');
  await look(page);
  if (javaScriptEnabled) {
    await box.fill('# Ponds');
    await expect(shown.getByRole('heading', { name: 'Ponds' })).toBeVisible();
    await lookAtBothWidths(page, look);
  }
  await page.goto('/groups/advisory-board');
  await expect(page.getByText('We meet monthly.')).toHaveCount(0);
});

alone('the buttons work by keyboard, and what they did can be undone', async ({ page, look, javaScriptEnabled }) => {
  alone.skip(!javaScriptEnabled, 'without a script there are no buttons');
  await signIn(page);
  const box = await open(page);
  await box.fill('oak');
  await look(page);
  await box.selectText();
  await page.keyboard.press('Control+b');
  await expect(box).toHaveValue('**oak**');
  await page.keyboard.press('Control+b');
  await expect(box).toHaveValue('oak');
  await page.keyboard.press('Control+i');
  await expect(box).toHaveValue('*oak*');
  await page.keyboard.press('Control+z');
  await expect(box).toHaveValue('oak');

  // One stop for the Tab key, from which the arrow keys go on.
  await box.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Bold' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: 'Preview' })).toBeFocused();
  await page.keyboard.press('Home');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'List', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('- oak');
  await page.getByRole('button', { name: 'Numbered list' }).click();
  await expect(box).toHaveValue('1. oak');
  await box.fill('the plan');
  await box.selectText();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('https://example.org');
  await expect(box).toHaveValue('[the plan](https://example.org)');
});

alone('what is pasted from Word comes with its headings and lists, and as words alone where only words come', async ({ page, javaScriptEnabled }) => {
  alone.skip(!javaScriptEnabled, 'without a script a browser pastes words');
  await signIn(page);
  const box = await open(page);
  await box.fill('');
  await paste(box, word, 'Hedges\nPlant oak.');
  await expect(box).toHaveValue('# Hedges\n\nPlant **oak**.\n\n- One\n- Two');
  await expect(page.getByText('Ctrl+Shift+V pastes the words alone.')).toBeVisible();
  await expect(page).not.toHaveTitle('acted');
  await box.press('Control+z');
  await expect(box).toHaveValue('');
});

alone('words that were not saved are offered to whoever comes back, and are gone once they are saved', async ({ page, context, look, javaScriptEnabled }) => {
  alone.skip(!javaScriptEnabled, 'without a script nothing is kept in a browser');
  await signIn(page);
  await (await open(page)).fill('Words of mine');
  await expect(page.getByText(/^Kept in this browser at \d\d:\d\d$/)).toBeVisible();
  await page.close();

  const again = await context.newPage();
  const box = await open(again);
  await expect(box).not.toHaveValue('Words of mine');
  await expect(again.getByRole('heading', { name: /^You had unsaved words from/ })).toBeVisible();
  await look(again);

  // Somebody else saves meanwhile, so that what stands here is newer.
  const other = await context.newPage();
  await other.goto(change);
  await other.getByLabel('Terms of reference').fill('Words of another');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText('Words of another')).toBeVisible();
  const newer = await open(again);
  await expect(newer).toHaveValue('Words of another');
  await expect(again.getByText('Somebody has saved something here since.')).toBeVisible();
  await lookAtBothWidths(again, look);
  await again.getByRole('button', { name: 'Put them back' }).click();
  await expect(newer).toHaveValue('Words of mine');
  await again.getByRole('button', { name: 'Save' }).click();
  await expect(again.getByRole('main').getByText('Words of mine')).toBeVisible();
  await open(again);
  await expect(again.getByRole('heading', { name: /^You had unsaved words from/ })).toHaveCount(0);
});

alone('whoever was signed out meanwhile keeps the words and is told', async ({ page, context, javaScriptEnabled }) => {
  alone.skip(!javaScriptEnabled, 'without a script nothing is kept in a browser');
  await signIn(page);
  const box = await open(page);
  await box.fill('Words of mine');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You are signed out, so that nothing could be saved.')).toBeVisible();
  await expect(box).toHaveValue('Words of mine');
});
