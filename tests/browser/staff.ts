// What a member of staff finds of a response: in the list, on its page, in the file, and in the weighting.
import { expect, type Page } from '@playwright/test';

const survey = '/staff/consultations/early-survey';

/** Figures of a weighting, each by its name. */
export type Figures = Record<string, number>;

/** Fails unless a response is in the list, on its page and in the file, with the words and the place that were typed. */
export async function findResponse(staff: Page, reference: string, words: string, place: string) {
  await staff.goto(`${survey}/responses?words=${encodeURIComponent(words)}`);
  await expect(staff.locator('.fm-count')).toHaveText('1 response');
  await staff.getByRole('link', { name: reference }).click();
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText(`Response ${reference}`);
  await expect(staff.getByText(words)).toBeVisible();
  await expect(staff.getByText(place)).toBeVisible();
  const file = await staff.request.get(`${survey}/responses.csv`);
  const [line, ...others] = (await file.text()).split('\n').filter((row) => row.startsWith(reference));
  expect(others).toEqual([]);
  expect(line).toContain(words);
  expect(line).toContain('E08000012');
}

/** Reads how many residents the weighting counts: in all, in each group, at each question, and for each habitat. */
export async function readFigures(staff: Page): Promise<Figures> {
  await staff.goto(`${survey}/weighting`);
  const noteIt = staff.getByRole('button', { name: 'Note it and show the figures' });
  if (await noteIt.isVisible()) {
    await noteIt.click();
  }
  const residents = await staff.locator('.fm-facts__number').first().innerText();
  const notes = await staff.locator('section.fm-figure').evaluateAll((sections) =>
    sections.map((section) => {
      const title = section.querySelector('.fm-figure__title')?.textContent ?? '';
      return [title, section.querySelector('.fm-figure__note')?.textContent ?? ''];
    }),
  );
  const groups = await staff.locator('table:has(caption:text-matches("^By "))').evaluateAll((tables) =>
    tables.flatMap((table) => {
      const title = table.querySelector('caption')?.textContent;
      const rows = [...table.querySelectorAll('tbody tr')];
      return rows.map((row) => [`${title}: ${row.querySelector('th')?.textContent}`, row.querySelector('td')?.textContent ?? '']);
    }),
  );
  const answered = notes.map(([title, note]) => [title, /respond, ([\d,]+) of/.exec(note)?.[1] ?? '']);
  const read = [['Residents', residents], ...answered, ...groups, ...(await readHabitats(staff))];
  return Object.fromEntries(read.map(([name, figure]) => [name, Number(figure.replaceAll(',', ''))]));
}

/** Reads from the file how many people chose each habitat: the unweighted share of those who answered, made whole. */
async function readHabitats(staff: Page) {
  const file = await (await staff.request.get(`${survey}/priorities.csv`)).text();
  const lines = file.split('\n').filter((line) => line.startsWith('habitats-chosen,'));
  return lines.map((line) => {
    const [, , , , label, answered, unweighted] = line.match(/"[^"]*"|[^,]+/g) ?? [];
    return [`Habitat: ${label}`, String(Math.round(Number(answered) * Number(unweighted)))];
  });
}

/** Gives the figures that differ, each with the difference. */
export function differences(before: Figures, after: Figures): Figures {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const all = names.map((name) => [name, (after[name] ?? NaN) - (before[name] ?? NaN)] as const);
  return Object.fromEntries(all.filter(([, difference]) => difference !== 0));
}
