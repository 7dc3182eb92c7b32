// Questions in another language: translated by staff, chosen by whoever answers, and the Enter key goes on in any of them.
import { carryOn, onPage } from './form';
import { addPage, addQuestion, makeConsultation, publish } from './officer';
import { expect, signIn, test } from './test';

test('a question that staff translate is answered in that language', async ({ page, browser, baseURL, look }, info) => {
  test.slow();
  const survey = `in-arabic-${info.project.name}`;
  const languages = `/staff/consultations/${survey}/questionnaire/languages`;
  const javaScriptEnabled = info.project.name !== 'no-script';
  const person = await (await browser.newContext({ baseURL, javaScriptEnabled, viewport: page.viewportSize() })).newPage();
  await signIn(page);
  await makeConsultation(page, 'A survey in two languages', survey);
  await addPage(page, 'Ponds');
  await addQuestion(page, 'Yes or no', { 'What is asked?': 'Do you like ponds?' });
  await addQuestion(page, 'Number', { 'What is asked?': 'How many do you know?' });

  await page.goto(languages);
  await look(page);
  await page.getByLabel('Add a language').selectOption('Arabic');
  await page.getByRole('button', { name: 'Begin to translate' }).click();
  await onPage(page, 'Arabic: A survey in two languages');
  await look(page);
  await page.getByRole('link', { name: 'Ponds' }).click();
  const said = { Ponds: 'برك', 'Do you like ponds?': 'هل تحب البرك؟', Yes: 'نعم', No: 'لا', 'How many do you know?': 'كم تعرف؟' };
  for (const [english, arabic] of Object.entries(said)) await page.getByLabel(english, { exact: true }).fill(arabic);
  await look(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('All 5 texts are translated').first()).toBeVisible();
  await page.goto(`/staff/consultations/${survey}/questionnaire`);
  await publish(page, 1, []);

  await person.goto(`/consultations/${survey}`);
  await person.getByRole('link', { name: 'العربية' }).click();
  await onPage(person, 'برك');
  await expect(person.locator('[lang=ar] legend')).toHaveText('هل تحب البرك؟');
  await look(person);
  await person.getByLabel('كم تعرف؟').fill('7');
  await person.getByRole('button', { name: 'English', exact: true }).click();
  await onPage(person, 'Ponds');
  await expect(person.getByLabel('How many do you know?')).toHaveValue('7');
  await look(person);
  await person.getByRole('button', { name: 'العربية' }).click();
  await person.getByRole('radio', { name: 'نعم' }).check();
  await person.getByLabel('كم تعرف؟').press('Enter');
  await onPage(person, 'Check your answers before you send them');
  await expect(person.locator('dd[lang=ar]').first()).toHaveText('نعم');
  await look(person);
  await person.getByRole('link', { name: 'Back' }).click();
  await onPage(person, 'برك');
  await carryOn(person);
  await person.getByRole('button', { name: 'Send your response' }).click();
  await onPage(person, 'Your response was sent');
});
