// A test of a draft: the team makes a link, a tester without an account answers and remarks, and the team reads it.
import { carryOn, onPage } from './form';
import { addPage, addQuestion, makeConsultation } from './officer';
import { expect, signIn, test } from './test';

test('a tester answers a draft and leaves a remark, which the team reads', async ({ page, browser, baseURL, look, javaScriptEnabled }, info) => {
  test.slow();
  const survey = `tested-${info.project.name}`;
  const tests = `/staff/consultations/${survey}/questionnaire/test`;
  const tester = await (await browser.newContext({ baseURL, javaScriptEnabled, viewport: page.viewportSize() })).newPage();
  await signIn(page);
  await makeConsultation(page, 'A survey to be tested', survey);
  await addPage(page, 'Ponds');
  await addQuestion(page, 'Yes or no', { 'What is asked?': 'Do you like ponds?' });
  await addQuestion(page, 'Number', { 'What is asked?': 'How many do you know?' });
  await page.goto(tests);
  await expect(page.getByText('There is no link')).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = new URL(await page.locator('.fm-long-link').innerText()).pathname;
  await look(page);

  await tester.goto(link);
  await onPage(tester, 'A survey to be tested');
  await expect(tester.getByText('This is a test.')).toBeVisible();
  await look(tester);
  await tester.getByRole('button', { name: 'Begin the test' }).click();
  await onPage(tester, 'Ponds');
  await tester.getByRole('radio', { name: 'Yes' }).check();
  await tester.getByRole('textbox').fill('a few');
  await carryOn(tester);
  await expect(tester.getByText('There is a problem')).toBeVisible();
  await expect(tester.getByRole('textbox')).toHaveValue('a few');
  await look(tester);
  await tester.getByRole('textbox').fill('3');
  await carryOn(tester);
  await onPage(tester, 'Check your answers before you send them');
  await look(tester);
  const remark = tester.getByLabel('What was unclear or did not work?');
  await remark.fill('Too long. '.repeat(201));
  await tester.getByRole('button', { name: 'Send your test response' }).click();
  await expect(tester.getByText('There is a problem')).toBeVisible();
  await look(tester);
  await remark.fill('What counts as a pond, and may it be dry in summer?');
  await tester.getByRole('button', { name: 'Send your test response' }).click();
  await onPage(tester, 'Thank you for testing');
  await look(tester);

  await page.goto(tests);
  const row = page.getByRole('row').filter({ hasText: 'What counts as a pond' });
  await expect(row).toContainText('As it was');
  await look(page);
  await row.getByRole('link').click();
  await expect(page.locator('main')).toContainText('What counts as a pond, and may it be dry in summer?');
  await expect(page.locator('main')).toContainText('How many do you know?');
  await look(page);
  expect((await page.goto(`/staff/consultations/${survey}/responses`))?.status()).toBe(200);
  await expect(page.locator('.fm-count')).toHaveText('0 responses');

  await page.goto(tests);
  await page.getByRole('button', { name: 'Stop the link' }).click();
  expect((await tester.goto(link))?.status()).toBe(404);
  await look(tester);
});
