// How the map of a place behaves: where it stays, what it draws at the edge of the grid, and how it is moved.
import { box, open, references, said, toPlaces } from './places';
import { expect, test } from './test';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'the map is a script');

test('a map that was hidden while the window changed is where it was', async ({ page }) => {
  await toPlaces(page);
  await box(page).fill('SJ 3950 8800');
  const map = await open(page);
  await page.getByRole('button', { name: 'Hide the map of place 1' }).click();
  await page.setViewportSize({ width: 700, height: 600 });
  // The window tells of its size before it draws next.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.getByRole('button', { name: 'Show a map of place 1' }).click();
  await expect(map).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Put a point at the cross' }).click();
  await expect(box(page)).toHaveValue('SJ 3950 8800');
});

test('a click more at the same place changes nothing', async ({ page }) => {
  await toPlaces(page);
  const map = await open(page);
  await map.dblclick({ position: { x: 150, y: 120 } });
  expect(await references(page)).toHaveLength(1);
  await map.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect(await references(page)).toHaveLength(2);
  await expect(said(page)).toContainText('An area needs one more corner. To move the point, take the first one back.');
});

test('a map that somebody has moved stays there when its layers come', async ({ page }) => {
  await toPlaces(page);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/map/layers/*', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Show a map of place 1' }).click();
  const map = page.getByRole('application', { name: 'Map of place 1' });
  await expect(page.getByRole('button', { name: 'Hide the map of place 1' })).toBeVisible();
  await map.focus();
  for (const key of ['+', '+', 'ArrowLeft', 'ArrowUp']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(400);
  }
  const there = await said(page).textContent();
  expect(there).toMatch(/^The cross is at/);
  letGo();
  await expect(page.getByText('The map shows the National Grid, a rough outline')).toBeVisible();
  await expect(page.locator('.fm-map__boundary')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Put a point at the cross' }).click();
  expect(there).toBe(`The cross is at ${await box(page).inputValue()}.`);
});

test('the lines of the grid and their letters are there at its edge, however near', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await toPlaces(page);
  for (const place of ['SW 701 115', 'SV 91 11', 'TM 54 93']) {
    await page.reload();
    await box(page).fill(place);
    await open(page);
    const seen = page.locator('.fm-map');
    const away = page.getByRole('button', { name: 'Zoom out' });
    for (let zoom = 14; zoom >= 5; zoom -= 1) {
      const at = `${place} at zoom ${zoom}`;
      expect(await seen.locator('.fm-map__line').count(), `lines of ${at}`).toBeGreaterThan(2);
      expect(await seen.locator('.fm-map__square').count(), `names of ${at}`).toBeGreaterThan(0);
      if (zoom > 5) await away.click();
    }
    await expect(away).toHaveAttribute('aria-disabled', 'true');
  }
});

test('what is put is no more exact than the map', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await toPlaces(page);
  await box(page).fill('SJ 3950 8800');
  await open(page);
  const figures = [8, 6, 6, 6, 6, 4, 4, 4, 2, 2];
  for (const [steps, count] of figures.entries()) {
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Put a point at the cross' }).click();
    expect((await box(page).inputValue()).replace(/\D/g, ''), `at zoom ${14 - steps}`).toHaveLength(count);
    if (steps < 9) await page.getByRole('button', { name: 'Zoom out' }).click();
  }
});

test('on a touch screen one finger scrolls the page and two move the map', async ({ browser, baseURL, viewport }) => {
  const context = await browser.newContext({ baseURL, viewport, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await toPlaces(page);
  await box(page).fill('SJ 3950 8800');
  const map = await open(page);
  await expect(map.getByText('Move the map with two fingers.')).toBeVisible();
  await map.scrollIntoViewIfNeeded();
  const reference = async () => {
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Put a point at the cross' }).click();
    return box(page).inputValue();
  };
  const client = await context.newCDPSession(page);
  /** Moves some fingers up over the map. */
  const swipe = async (fingers: number[]) => {
    await map.scrollIntoViewIfNeeded();
    const { x, y } = (await map.boundingBox()) ?? { x: 0, y: 0 };
    const points = (up: number) => fingers.map((right, id) => ({ x: x + right, y: y + 200 - up, id }));
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(0) });
    for (let up = 10; up <= 120; up += 10) {
      await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(up) });
      await page.waitForTimeout(20);
    }
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(300);
  };
  const scrolled = () => page.evaluate(() => window.scrollY);
  expect(await reference()).toBe('SJ 3950 8800');
  await page.evaluate(() => window.scrollTo(0, 0));
  await map.scrollIntoViewIfNeeded();
  const before = await scrolled();
  await swipe([150]);
  expect(await scrolled()).toBeGreaterThan(before + 50);
  expect(await reference()).toBe('SJ 3950 8800');
  await swipe([100, 200]);
  expect(await reference()).not.toBe('SJ 3950 8800');
  await context.close();
});
