// A landowner who tells us about land, page by page: what goes wrong at first, and what is right in the end.
import { expect, type Page } from '@playwright/test';

import { carryOn, onPage } from './form';

/** The way in, and all pages of the form are below it. */
export const start = '/expressions-of-interest';

/** One page of the form. */
interface Step {
  heading: string;
  /** Types something that is not right. */
  wrong(page: Page): Promise<void>;
  /** The field to which the first message leads. */
  leadsTo: string;
  /** What was typed, as it must still be there. */
  kept(page: Page): Promise<void>;
  /** Puts it right. */
  right(page: Page): Promise<void>;
}

const box = (page: Page, name: string, value: string) => page.locator(`input[name=${name}][value=${value}]`);

export const steps: Step[] = [
  {
    heading: 'How to reach you',
    wrong: async (page) => {
      await page.getByLabel('Your full name').fill('A landowner of these tests');
      await page.getByLabel('Email address (optional)').fill('not an address');
      await page.getByLabel('By email').check();
    },
    leadsTo: 'email',
    kept: async (page) => {
      await expect(page.getByLabel('Your full name')).toHaveValue('A landowner of these tests');
      await expect(page.getByLabel('Email address (optional)')).toHaveValue('not an address');
      await expect(page.getByLabel('By email')).toBeChecked();
    },
    right: async (page) => {
      await page.getByLabel('Your full name').fill('A landowner of these tests');
      await page.getByLabel('Email address (optional)').fill('landowner@example.org');
      await page.getByLabel('By email').check();
    },
  },
  {
    heading: 'You and the land',
    wrong: async (page) => {
      await page.getByLabel('I am an agent for somebody else').check();
      await page.getByLabel('Who do you act for?').fill('The estate');
    },
    leadsTo: 'authority',
    kept: async (page) => {
      await expect(page.getByLabel('I am an agent for somebody else')).toBeChecked();
      await expect(page.getByLabel('Who do you act for?')).toHaveValue('The estate');
    },
    right: async (page) => {
      await page.getByLabel('I rent it').check();
      await box(page, 'landlord_aware', 'not-yet').check();
    },
  },
  {
    heading: 'Where the land is',
    wrong: async (page) => {
      await page.getByLabel('Name of the site').fill('Long “Meadow”');
      await page.getByLabel('Grid reference', { exact: true }).fill('over there');
      await page.getByLabel('Area in hectares').fill('12.5');
    },
    leadsTo: 'grid_reference',
    kept: async (page) => {
      await expect(page.getByLabel('Name of the site')).toHaveValue('Long “Meadow”');
      await expect(page.getByLabel('Grid reference', { exact: true })).toHaveValue('over there');
      await expect(page.getByLabel('Area in hectares')).toHaveValue('12.5');
    },
    right: async (page) => {
      await page.getByLabel('Name of the site').fill('Long “Meadow”');
      await page.getByLabel('Grid reference', { exact: true }).fill('sj395880');
      await page.getByLabel('Area in hectares').fill('12.5');
      await page.getByLabel('Land parcel numbers').fill('SJ3950 8801');
    },
  },
  {
    heading: 'The land now',
    wrong: async (page) => {
      await box(page, 'land_uses', 'other').check();
      await page.getByLabel('Countryside Stewardship').check();
    },
    leadsTo: 'land_use_words',
    kept: async (page) => {
      await expect(box(page, 'land_uses', 'other')).toBeChecked();
      await expect(page.getByLabel('Countryside Stewardship')).toBeChecked();
    },
    right: async (page) => {
      await box(page, 'land_uses', 'other').check();
      await page.getByLabel('Say what it is used for').fill('Allotments');
      await box(page, 'land_uses', 'woodland').check();
    },
  },
  {
    heading: 'What you would like to do',
    wrong: async (page) => {
      await page.getByLabel('Biodiversity net gain').check();
      await page.getByLabel('I would like to do it').check();
      await page.getByLabel('What stands in the way?').fill('Money,\nand time');
    },
    leadsTo: 'timescale',
    kept: async (page) => {
      await expect(page.getByLabel('Biodiversity net gain')).toBeChecked();
      await expect(page.getByLabel('I would like to do it')).toBeChecked();
      await expect(page.getByLabel('What stands in the way?')).toHaveValue('Money,\nand time');
    },
    right: async (page) => {
      await page.getByLabel('Hedges and field margins').check();
      await page.getByLabel('I would like to do it').check();
      await page.getByLabel('Within a year').check();
      await page.getByLabel('Perhaps').check();
    },
  },
  {
    heading: 'What we may do with what you tell us',
    wrong: async (page) => {
      await box(page, 'consents', 'mapping').check();
      await box(page, 'declarations', 'accurate').check();
    },
    leadsTo: 'declarations',
    kept: async (page) => {
      await expect(box(page, 'consents', 'mapping')).toBeChecked();
      await expect(box(page, 'declarations', 'accurate')).toBeChecked();
    },
    right: async (page) => {
      for (const word of ['accurate', 'not-binding', 'may-not-be-mapped', 'no-advice']) {
        await box(page, 'declarations', word).check();
      }
    },
  },
];

/** Opens the form and fills in every page as it should be, up to the check of all answers. */
export async function fill(page: Page) {
  await page.goto(`${start}/respond`);
  for (const step of steps) {
    await onPage(page, step.heading);
    await step.right(page);
    await carryOn(page);
  }
  await onPage(page, 'Check what you tell us before you send it');
}

/** Sends what was checked and gives the reference. */
export async function send(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Send your expression of interest' }).click();
  await onPage(page, 'Your expression of interest was sent');
  return page.locator('#reference').innerText();
}
