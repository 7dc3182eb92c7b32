// An editor writes a story with a picture, looks at it, publishes it, puts it on the front of the site, and takes it down.
import { alone } from './sites';
import { expect, lookAtBothWidths, signIn } from './test';

const sample = (name: string) => `${__dirname}/../support/samples/${name}`;

alone('an editor publishes a story with a picture and leads to it from every page', async ({ page, browser, baseURL, look, readsWell, javaScriptEnabled }) => {
  await signIn(page);
  await page.goto('/staff/documents/new');
  await page.getByLabel('What is the document called?').fill('The river in summer');
  await page.getByLabel('What is it for?').fill('A synthetic picture for the story of the river.');
  const day = page.getByRole('group', { name: 'Which day does it bear?' });
  for (const [part, number] of [['Day', '7'], ['Month', '4'], ['Year', '2024']]) await day.getByLabel(part).fill(number);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Add the file' }).click();
  await page.getByLabel('File', { exact: true }).setInputFiles(sample('synthetic.png'));
  await page.getByRole('button', { name: 'Add the file' }).click();
  await page.getByRole('link', { name: 'Publish this file' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();

  await page.goto('/staff/pages');
  await page.getByRole('link', { name: 'Write a new page' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  await page.getByLabel('Story').check();
  await page.getByLabel('What is the page called?').fill('How the river came back');
  await page.getByLabel('What is it about?').fill('Ten years beside the water, told by those who dug. This story is synthetic.');
  await page.getByRole('button', { name: 'Save' }).click();
  for (const heading of ['A ditch', 'The first winter', 'Otters', 'What comes next']) {
    await page.getByRole('link', { name: 'Add a section' }).click();
    if (heading === 'A ditch') await look(page);
    await page.getByLabel('Heading (optional)').fill(heading);
    await page.getByLabel('Words (optional)').fill('It was **straight** and dark, and nobody went there.\n\n* Reeds\n* Alders');
    if (heading === 'Otters') {
      await page.getByRole('group', { name: 'Picture' }).getByLabel('The river in summer').check();
      await page.getByLabel('What does the picture show?').fill('A river between green hills.');
      await page.getByLabel('What stands below the picture?').fill('Synthetic picture.');
    }
    await page.getByRole('button', { name: 'Save' }).click();
  }
  await page.getByRole('button', { name: 'Move up ‘What comes next’' }).click();
  await lookAtBothWidths(page, look);

  const stranger = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  expect((await stranger.goto('/pages/how-the-river-came-back'))?.status()).toBe(404);
  await page.getByRole('link', { name: 'Look at what everybody will read' }).click();
  await expect(page.getByRole('img', { name: 'A river between green hills.' })).toBeVisible();
  await lookAtBothWidths(page, look);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await stranger.goto('/pages');
  await look(stranger);
  await readsWell(stranger);
  await stranger.getByRole('link', { name: 'How the river came back' }).click();
  const picture = stranger.getByRole('img', { name: 'A river between green hills.' });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(240);
  await stranger.getByRole('link', { name: 'Otters' }).click();
  await expect(stranger).toHaveURL(/#section-3$/);
  await lookAtBothWidths(stranger, look);

  await page.goto('/staff/front');
  await look(page);
  await page.getByRole('link', { name: 'Add a link' }).click();
  await page.getByLabel('What does the link say?').fill('The river');
  await page.getByLabel('How the river came back').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Hide ‘Have your say’' }).click();
  await page.getByRole('button', { name: 'Move up ‘About the strategy’' }).click();
  await lookAtBothWidths(page, look);
  await stranger.goto('/');
  await expect(stranger.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'The river' })).toBeVisible();
  await expect(stranger.getByRole('heading', { name: 'Have your say' })).toHaveCount(0);
  await lookAtBothWidths(stranger, look);
  await page.getByRole('link', { name: 'what stood there before' }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  await lookAtBothWidths(page, look);

  await page.goto('/staff/pages');
  await page.getByRole('link', { name: 'How the river came back' }).click();
  await page.getByRole('link', { name: 'Take it down' }).click();
  await page.getByLabel('Why is it taken down?').fill('The picture was of another river.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The picture was of another river.')).toBeVisible();
  await look(page);
  expect((await stranger.goto('/pages/how-the-river-came-back'))?.status()).toBe(410);
  await look(stranger);
  await readsWell(stranger);
  await expect(stranger.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'The river' })).toHaveCount(0);
});
