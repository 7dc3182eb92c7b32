// From the questions whose words are published to a response that everybody reads, and that is taken down.
import { bring } from './scene';
import { alone } from './sites';
import { expect, signIn } from './test';

const room = '/staff/consultations/early-survey/moderation';
const title = 'What people wrote';

alone('what people let be published is read, published, searched and taken down', async ({ page, browser, baseURL, look, database, javaScriptEnabled }) => {
  alone.slow();
  await signIn(page);
  bring(database, 'with-consent');
  bring(database, 'after-the-closing');
  await page.goto(room);
  await expect(page.getByText('No question is chosen')).toBeVisible();
  await look(page);
  await page.getByRole('link', { name: 'Choose the questions' }).click();
  await look(page);
  await page.locator('input[value="other-comments"]').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await look(page);

  await page.getByRole('link', { name: 'Look at these one after the other' }).click();
  const first = page.url();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look(page);
  for (let read = 0; read < 3; read += 1) {
    const at = page.url();
    await page.getByLabel('Publish it', { exact: true }).check();
    const looked = page.getByLabel('I looked at it, and it leads to nobody');
    if (await looked.count()) await looked.check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page).not.toHaveURL(at);
  }
  await page.getByLabel('Do not publish it: it says nothing').check();
  await page.getByLabel('Note').fill('A dash.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto(`${room}?stage=to-publish`);
  await expect(page.locator('.fm-count')).toHaveText('3 responses');
  await look(page);
  await page.getByRole('button', { name: 'Publish 3 responses' }).click();
  await look(page);

  const reader = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await reader.goto('/consultations/early-survey');
  await reader.getByRole('link', { name: title }).click();
  await expect(reader.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(reader.getByText('3 responses are published.')).toBeVisible();
  await look(reader);
  await reader.getByText('What we do not publish, and why').click();
  await expect(reader.getByText('It says nothing: fewer than 10')).toBeVisible();
  await look(reader);
  await reader.getByLabel('Words in the responses').fill('nothing-holds-these-words');
  await reader.getByRole('button', { name: 'Show these responses' }).click();
  await expect(reader.getByText('No published response matches')).toBeVisible();
  await look(reader);

  await page.goto(first);
  await look(page);
  await page.getByRole('link', { name: /^\d+$/ }).click();
  const address = page.url();
  await reader.goto(address);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(/^Response \d+$/);
  await look(reader);
  await page.goto(first);
  await page.getByLabel('Take it down: whoever sent it asked for that').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Not to publish. Whoever sent it asked for that').first()).toBeVisible();
  expect((await reader.goto(address))?.status()).toBe(410);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(/was taken down$/);
  await look(reader);
});
