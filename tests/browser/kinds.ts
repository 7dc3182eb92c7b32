// One question of every kind, page by page: what is wrong at first, what is right in the end, and what is then said of it.
import { expect, type Page } from '@playwright/test';

/** A page with one question. */
export interface Step {
  heading: string;
  /** Types something that is not right, or nothing where an answer is needed. */
  wrong(page: Page): Promise<unknown>;
  /** The field to which the first message leads. */
  leadsTo: string;
  /** The words or choices that must still be there after they were refused. */
  kept(page: Page): Promise<unknown>;
  /** Puts it right. */
  right(page: Page): Promise<unknown>;
  /** What the check page and staff read. */
  said: string[];
}

/** Chooses files, each with its name and what is in it. */
export const choose = (page: Page, ...files: [name: string, words: string][]) =>
  page.locator('input[type=file]').setInputFiles(
    files.map(([name, words]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(words) })),
  );

const nothing = () => Promise.resolve();

export const steps: Step[] = [
  {
    heading: 'One of several',
    wrong: async (page) => {
      await page.getByRole('radio', { name: 'Another answer' }).check();
      await page.getByRole('textbox').fill('When the sun shines. '.repeat(10));
    },
    leadsTo: 'single-other',
    kept: async (page) => {
      await expect(page.getByRole('radio', { name: 'Another answer' })).toBeChecked();
      await expect(page.getByRole('textbox')).toHaveValue(/^(When the sun shines. ?){10}$/);
    },
    right: (page) => page.getByRole('textbox').fill('When the sun shines'),
    said: ['Another answer: When the sun shines'],
  },
  {
    heading: 'Some of several',
    wrong: async (page) => {
      await page.getByLabel('Hedges').check();
      await page.locator('input[name=multiple][value=other]').check();
      await page.locator('[name="multiple.other"]').fill('Toads');
      await page.getByLabel('Ponds').check();
    },
    leadsTo: 'multiple',
    kept: async (page) => {
      for (const label of ['Hedges', 'Ponds']) await expect(page.getByLabel(label)).toBeChecked();
      await expect(page.locator('[name="multiple.other"]')).toHaveValue('Toads');
    },
    right: (page) => page.getByLabel('Ponds').uncheck(),
    said: ['Hedges', 'Something else: Toads'],
  },
  {
    heading: 'Yes or no',
    wrong: nothing,
    leadsTo: 'yes-no',
    kept: nothing,
    right: (page) => page.getByLabel('No', { exact: true }).check(),
    said: ['No'],
  },
  {
    heading: 'A scale',
    wrong: nothing,
    leadsTo: 'scale',
    kept: nothing,
    right: (page) => page.getByLabel('I do not know').check(),
    said: ['I do not know'],
  },
  {
    heading: 'A table',
    wrong: (page) => page.locator('input[name="table.birds"][value=much]').check(),
    leadsTo: 'table-plants',
    kept: (page) => expect(page.locator('input[name="table.birds"][value=much]')).toBeChecked(),
    right: (page) => page.locator('input[name="table.plants"][value=little]').check(),
    said: ['Birds: Very much', 'Plants: A little'],
  },
  {
    heading: 'An order',
    wrong: async (page) => {
      await page.getByLabel('Number 1').selectOption('Ponds');
      await page.getByLabel('Number 2').selectOption('Ponds');
    },
    leadsTo: 'order-2',
    kept: (page) => expect(page.getByLabel('Number 2')).toHaveValue('ponds'),
    right: (page) => page.getByLabel('Number 2').selectOption('Woods'),
    said: ['1. Ponds', '2. Woods'],
  },
  {
    heading: 'Best and worst',
    wrong: (page) => page.locator('input[name="best-worst.one.best"][value=ponds]').check(),
    leadsTo: 'best-worst-one-worst',
    kept: (page) => expect(page.locator('input[name="best-worst.one.best"][value=ponds]')).toBeChecked(),
    right: (page) => page.locator('input[name="best-worst.one.worst"][value=woods]').check(),
    said: ['Set 1. Matters most: Ponds. Matters least: Woods'],
  },
  {
    heading: 'Pairs',
    wrong: (page) => page.locator('input[name="pairs.one"][value=hedges]').check(),
    leadsTo: 'pairs-two',
    kept: (page) => expect(page.locator('input[name="pairs.one"][value=hedges]')).toBeChecked(),
    right: (page) => page.locator('input[name="pairs.two"][value=no-preference]').check(),
    said: ['1. Ponds or Hedges: Hedges', '2. Woods or Ponds: No preference'],
  },
  {
    heading: 'Points',
    wrong: async (page) => {
      await page.getByLabel('Hedges').fill('6');
      await page.getByLabel('Woods').fill('5');
    },
    leadsTo: 'points-hedges',
    kept: (page) => expect(page.getByLabel('Woods')).toHaveValue('5'),
    right: (page) => page.getByLabel('Woods').fill('4'),
    said: ['Hedges: 6', 'Woods: 4'],
  },
  {
    heading: 'A number',
    wrong: (page) => page.getByRole('textbox').fill('3,000'),
    leadsTo: 'number',
    kept: (page) => expect(page.getByRole('textbox')).toHaveValue('3,000'),
    right: (page) => page.getByRole('textbox').fill('1 250.50'),
    said: ['1,250.5 hectares'],
  },
  {
    heading: 'A date',
    wrong: async (page) => {
      await page.getByLabel('Day').fill('5');
      await page.getByLabel('Month').fill('Marhc');
      await page.getByLabel('Year').fill('2026');
    },
    leadsTo: 'date-month',
    kept: (page) => expect(page.getByLabel('Month')).toHaveValue('Marhc'),
    right: (page) => page.getByLabel('Month').fill('March'),
    said: ['5 March 2026'],
  },
  {
    heading: 'A short text',
    wrong: (page) => page.getByRole('textbox').fill('The meadow behind the old mill at the end of the lane'),
    leadsTo: 'short',
    kept: (page) => expect(page.getByRole('textbox')).toHaveValue(/^The meadow .* lane$/),
    right: (page) => page.getByRole('textbox').fill('The “mill” meadow, £5 & more'),
    said: ['The “mill” meadow, £5 & more'],
  },
  {
    heading: 'A long text',
    wrong: (page) => page.getByRole('textbox').fill('More ponds, please. '.repeat(12)),
    leadsTo: 'long',
    kept: (page) => expect(page.getByRole('textbox')).toHaveValue(/^(More ponds, please. ?){12}$/),
    right: (page) => page.getByRole('textbox').fill('More ponds.\nFewer fences.'),
    said: ['More ponds.', 'Fewer fences.'],
  },
  {
    heading: 'Several texts',
    wrong: (page) => page.getByRole('textbox').first().fill('A very large hare, and two small ones beside it'),
    leadsTo: 'texts-1',
    kept: (page) => expect(page.getByRole('textbox').first()).toHaveValue(/^A very large hare/),
    right: async (page) => {
      await page.getByRole('textbox').nth(0).fill('Hare');
      await page.getByRole('textbox').nth(2).fill('Red squirrel');
    },
    said: ['Hare', 'Red squirrel'],
  },
  {
    heading: 'A postcode',
    wrong: (page) => page.getByRole('textbox').fill('by the river'),
    leadsTo: 'postcode',
    kept: (page) => expect(page.getByRole('textbox')).toHaveValue('by the river'),
    right: (page) => page.getByRole('textbox').fill('L17 1AP'),
    said: ['L17'],
  },
  {
    heading: 'Places',
    wrong: (page) => page.getByLabel('Why does it matter?').selectOption('Rare wildlife'),
    leadsTo: 'places-1-where',
    kept: (page) => expect(page.getByLabel('Why does it matter?')).toHaveValue('rare'),
    right: (page) => page.getByLabel('Where is it?').fill('SJ 395 880'),
    said: ['SJ 395 880'],
  },
  {
    heading: 'Keeping in touch',
    wrong: async (page) => {
      await page.getByLabel('Send me news').check();
      await page.getByRole('textbox').fill('not an address');
    },
    leadsTo: 'contact-email',
    kept: (page) => expect(page.getByRole('textbox')).toHaveValue('not an address'),
    right: (page) => page.getByRole('textbox').fill('resident@example.org'),
    said: [],
  },
  {
    heading: 'A telephone call',
    wrong: async (page) => {
      await page.getByLabel('Tell me the news').check();
      await page.getByLabel('Telephone number').fill('ring me');
    },
    leadsTo: 'telephone-telephone',
    kept: (page) => expect(page.getByLabel('Telephone number')).toHaveValue('ring me'),
    right: (page) => page.getByLabel('Telephone number').fill('0151 496 0000'),
    said: [],
  },
  {
    heading: 'Either way',
    wrong: async (page) => {
      await page.getByLabel('Email address').fill('resident@example.org');
    },
    leadsTo: 'reach-updates',
    kept: (page) => expect(page.getByLabel('Email address')).toHaveValue('resident@example.org'),
    right: (page) => page.getByLabel('Ask me to a meeting').check(),
    said: [],
  },
  {
    heading: 'Files',
    wrong: (page) => choose(page, ['plan.pdf', '%PDF-1.7 a plan'], ['plan.png', '<svg></svg>']),
    leadsTo: 'files',
    kept: (page) => expect(page.getByRole('link', { name: 'plan.pdf (1 KB)' })).toBeVisible(),
    right: (page) => choose(page, ['notes.txt', 'Ponds and hedges']),
    said: ['notes.txt (1 KB)'],
  },
];
