// An officer's task: a survey written from nothing, previewed, published, mended, widened and changed in meaning, then exported.
import type { Page } from '@playwright/test';

import { carryOn } from './form';
import { addPage, addQuestion, changeQuestion, makeConsultation, publish } from './officer';
import { expect, signIn, test } from './test';

const many = (...lines: string[]) => lines.join('\n');

/** Answers every page with the first choice, and gives the reference. */
async function answer(page: Page, survey: string, words: string) {
  await page.goto(`/consultations/${survey}/respond`);
  const heading = page.getByRole('heading', { level: 1 });
  for (let pages = 0; pages < 5; pages += 1) {
    const at = await heading.innerText();
    if (at.startsWith('Check your answers')) break;
    const names = await page.locator('input[type=radio]').evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('name')))]);
    for (const name of names) await page.locator(`input[name="${name}"]`).first().check();
    if (await page.locator('textarea').count()) await page.locator('textarea').fill(words);
    await carryOn(page);
    await expect(heading).not.toHaveText(at);
  }
  await page.getByRole('button', { name: 'Send your response' }).click();
  return page.locator('#reference').innerText();
}

test('an officer writes a survey, mends it, widens it and changes its meaning', async ({ page, browser, baseURL, look }, info) => {
  test.slow();
  const visitor = async () => (await browser.newContext({ baseURL })).newPage();
  const survey = `nature-in-the-county-${info.project.name}`;
  await signIn(page);
  await makeConsultation(page, 'Nature in the county', survey);
  await look(page);
  await addPage(page, 'About you');
  await addQuestion(page, 'Choose some', {
    'What is asked?': 'Who are you?',
    'What can people choose?': many('I live here', 'I work here', 'I visit', 'Somebody else (in words)'),
  });
  await addQuestion(page, 'Choose one', {
    'What is asked?': 'I am responding as',
    'What can people choose?': many('A resident', 'A farmer or land manager', 'An organisation'),
  });
  await addPage(page, 'Nature');
  await addQuestion(page, 'Table: one answer for each row', {
    'What is asked?': 'How far do you agree?',
    'What is each row about?': many('Healthy habitats matter to me', 'Green space matters to me'),
    'What can people choose?': many('Agree', 'Neither', 'Disagree'),
  });
  await addQuestion(page, 'Yes or no', { 'What is asked?': 'Have you heard of the Local Nature Recovery Stratgy?' });
  await addQuestion(page, 'Choose one', {
    'What is asked?': 'Do you understand what it is for?',
    'What can people choose?': many('Yes', 'In part', 'No'),
  });
  await addQuestion(
    page,
    'Rate on a scale',
    {
      'What is asked?': 'How do you feel about it?',
      'Where does it end?': '5',
      'What does its beginning mean?': 'Bad',
      'What does its end mean?': 'Good',
    },
    (form) => form.getByRole('radio', { name: 'At 1' }).check(),
  );
  await addQuestion(
    page,
    'Words',
    { 'What is asked?': 'Why do you feel this way?', 'How many characters at most?': '300' },
    (form) => form.getByLabel('Several lines').check(),
  );
  await look(page);

  await page.getByRole('link', { name: 'Preview what people will see' }).click();
  await expect(page.getByText('Have you heard of the Local Nature Recovery Stratgy?')).toHaveCount(0);
  await look(page);
  await page.goto(`/staff/consultations/${survey}/questionnaire`);
  const resident = await visitor();
  expect((await resident.goto(`/consultations/${survey}`))?.status()).toBe(404);
  await publish(page, 1, ['This is the first version.', 'Before this opens', 'It does not say why you ask.']);
  const first = await answer(resident, survey, 'Of the first version');

  await changeQuestion(page, 'Have you heard of the Local Nature Recovery Stratgy?', {
    'What is asked?': 'Have you heard of the Local Nature Recovery Strategy?',
  });
  await changeQuestion(page, 'I am responding as', {
    'What can people choose?': many('A resident', 'A farmer or land manager', 'An organisation', 'A school'),
  });
  await publish(page, 2, ['counted together', 'An answer is added: ‘A school’']);
  const second = await answer(await visitor(), survey, 'Of the second version');

  await changeQuestion(page, 'Do you understand what it is for?', { 'What is asked?': 'Do you support it?' });
  await page.getByRole('link', { name: 'See what publishing would do' }).click();
  await look(page);
  await page.getByLabel('It asks something else now').check();
  await page.getByRole('button', { name: 'Publish version 3' }).click();
  await expect(page.getByText('Version 3 is published.')).toBeVisible();
  const third = await answer(await visitor(), survey, 'Of the third version');

  const file = await (await page.request.get(`/staff/consultations/${survey}/responses.csv`)).text();
  const [headings, ...rows] = file.trim().split('\n').map((line) => line.split(','));
  const cell = (reference: string, column: number) => rows.find((row) => row[0] === reference)?.[column];
  expect([first, second, third].map((reference) => cell(reference, headings.indexOf('version')))).toEqual(['1', '2', '3']);
  const state = (reference: string, question: RegExp) => cell(reference, headings.findIndex((name) => question.test(name)));
  const [before, after] = [/^do-you-understand-what\.state$/, /^do-you-understand-what-2\.state$/];
  const states = [first, second, third].map((reference) => [state(reference, before), state(reference, after)]);
  expect(states).toEqual([['answered', 'not-in-version'], ['answered', 'not-in-version'], ['not-in-version', 'answered']]);
});

test('an officer says what answers are used for, is put right, and sees what a weighting lacks', async ({ page, look }, info) => {
  test.slow();
  const survey = `used-for-${info.project.name}`;
  const outline = `/staff/consultations/${survey}/questionnaire`;
  await signIn(page);
  await makeConsultation(page, 'What comes first', survey);
  await addPage(page, 'About you');
  await addQuestion(page, 'Choose one', {
    'What is asked?': 'Who are you?',
    'What can people choose?': many('I live here', 'I farm here', 'I fish here'),
  });
  await addQuestion(page, 'Choose some', { 'What is asked?': 'What matters?', 'What can people choose?': many('Ponds', 'Hedges', 'Something else') });

  await page.getByRole('link', { name: 'Set what it is used for ‘Who are you?’' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.locator('#for-error')).toBeVisible();
  await look(page);
  await page.getByRole('radio', { name: 'To say which kind of respondent somebody is' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await look(page);
  for (const answer of ['I live here', 'I farm here', 'I fish here']) await page.getByLabel(answer).selectOption('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await look(page);
  await page.getByLabel('I farm here').selectOption('People who farm, own or manage land');
  await page.getByLabel('I fish here').selectOption('A kind of its own');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Says which kind of respondent somebody is: results are kept apart by it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo: set the use of ‘Who are you?’' })).toBeVisible();
  await look(page);

  await page.getByRole('link', { name: 'Set what it is used for ‘What matters?’' }).click();
  await page.getByRole('radio', { name: 'To count for priorities' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  const ponds = 'Ponds and wetlands (H05)';
  await page.getByLabel('Ponds').selectOption(ponds);
  await page.getByLabel('Hedges').selectOption(ponds);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#codes-hedges-error')).toContainText('only once');
  await expect(page.getByLabel('Ponds')).toHaveValue('H05');
  await look(page);
  await page.getByLabel('Hedges').selectOption('Hedges and field edges (H02)');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Counts for priorities with 2 of its 3 answers')).toBeVisible();

  await page.getByRole('link', { name: 'Preview what people will see' }).click();
  await expect(page.getByText('Counts for priorities with 2 of its 3 answers')).toBeVisible();
  await look(page);
  await page.goto(`${outline}/publish`);
  await expect(page.getByText('No answer to ‘Who are you?’ stands for residents')).toBeVisible();
  await expect(page.getByText('No question says the age of somebody')).toBeVisible();
  await look(page);
  await page.goto(outline);
  await publish(page, 1, ['Before answers can be weighted']);
});
