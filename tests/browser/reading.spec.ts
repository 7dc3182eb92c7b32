// Every public page that opens without typing reads well with letters of twice the size, and on paper. Those that a journey has to make first
// are looked at there.
import { open } from './addresses';
import { test } from './test';

for (const path of open) {
  test(`${path} reads well with letters of twice the size and on paper`, async ({ page, readsWell, viewport, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false || (viewport?.width ?? 0) < 400, 'one look at both sizes needs no script and no second one');
    await page.goto(path);
    await readsWell(page);
  });
}
