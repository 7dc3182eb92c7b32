// How a page is laid out with letters of twice the size, and on paper: nothing is cut off or wider than what shows it.
import { expect, type Page } from '@playwright/test';

import { sizes } from './sizes';

/** A4 between margins of two centimetres, in the pixels that a browser prints by. */
const paper = { width: 643, height: 971 };

/** Lists what is wider than the page, or cut off by a box that hides what does not fit. */
async function flaws(page: Page) {
  return page.evaluate(() => {
    const flaws: string[] = [];
    const name = (element: Element) => `${element.tagName} ${element.className} ‘${element.textContent?.trim().slice(0, 30)}’`;
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const style = getComputedStyle(element);
      const isSeen = element.checkVisibility() && !element.closest('.govuk-visually-hidden, .fm-scroll, svg, input, textarea');
      if (!isSeen) continue;
      if (element.getBoundingClientRect().right > document.documentElement.clientWidth + 1) flaws.push(`wide: ${name(element)}`);
      const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
      const isCut = element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
      if (hides && isCut && element.clientHeight > 1) flaws.push(`cut: ${name(element)}`);
    }
    return flaws;
  });
}

/** Fails if a page does not read well with letters of twice the size, on a phone and at a desk, or on paper. */
export async function readsWell(page: Page) {
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    expect(await flaws(page), `${await page.title()} at twice the size, ${size.width} pixels wide`).toEqual([]);
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  }
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(paper);
  expect(await flaws(page), `${await page.title()} on paper`).toEqual([]);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.emulateMedia({ media: null });
  if (before) await page.setViewportSize(before);
}
