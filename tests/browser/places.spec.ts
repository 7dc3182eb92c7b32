// The map for a place: opened when somebody asks for it, drawn on by pointer and by keyboard, and never more than the box.
import type { Request } from '@playwright/test';

import { carryOn, onPage } from './form';
import { press, tabTo } from './keys';
import { box, comment, form, open, references, said, toPlaces } from './places';
import { expect, signIn, test } from './test';

const ofMap = /map\.json|\/map\/|\/assets\/map\./;

test('without scripts there is a box and nothing of a map', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, 'with scripts there is a button');
  await toPlaces(page);
  await expect(page.getByRole('button', { name: /map/ })).toHaveCount(0);
  await box(page).fill('SJ 390 880\nSJ 400 880\nSJ 400 890');
  await carryOn(page);
  await onPage(page, 'Anything else');
});

test.describe('with scripts', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'the map is a script');

  test('an area is drawn by pointer, put right, and sent as its corners', async ({ page, baseURL, look }) => {
    const asked: Request[] = [];
    page.on('request', (request) => asked.push(request));
    await toPlaces(page);
    await expect(page.getByRole('button', { name: 'Show a map of place 1' })).toBeVisible();
    expect(asked.filter((request) => ofMap.test(request.url()))).toEqual([]);

    const map = await open(page);
    await look(page);
    for (const [x, y] of [[150, 100], [240, 100], [240, 200], [200, 160]]) await map.click({ position: { x, y } });
    expect(await references(page)).toHaveLength(4);
    await expect(page.getByText(/^Corner 4 of 4, [A-Z]{2} [\d ]+, was put on the map\.$/)).toBeVisible();
    await look(page);

    const [first] = await references(page);
    const corner = page.getByRole('button', { name: /^Take away point 1,/ });
    const from = await corner.boundingBox();
    await page.mouse.move((from?.x ?? 0) + 14, (from?.y ?? 0) + 14);
    await page.mouse.down();
    await page.mouse.move((from?.x ?? 0) - 30, (from?.y ?? 0) + 14, { steps: 5 });
    await page.mouse.up();
    await expect(page.getByText(/^Corner 1 was moved to/)).toBeVisible();
    expect((await references(page))[0]).not.toBe(first);

    await page.getByRole('button', { name: /^Take away point 4,/ }).click();
    const left = await references(page);
    expect(left).toHaveLength(3);
    await page.reload();
    await box(page).fill(left.join(', '));
    await open(page);
    await expect(page.getByRole('button', { name: /^Take away point/ })).toHaveCount(3);

    await carryOn(page);
    await onPage(page, 'Anything else');
    await page.goto(`${form}/places`);
    await expect(box(page)).toHaveValue(left.join(', '));
    for (const request of asked) expect(new URL(request.url()).origin, request.url()).toBe(baseURL);
  });

  test('an area is drawn by keyboard alone', async ({ page }) => {
    await toPlaces(page);
    await box(page).focus();
    await press(page, 'button[aria-controls=places-named-1-where-map]');
    await expect(page.getByText('The map shows the National Grid')).toBeVisible();
    await tabTo(page, '.fm-map');
    const keys = ['+', 'Enter', 'ArrowRight', 'Space', 'ArrowDown', 'Enter', 'ArrowLeft', 'Enter'];
    for (const key of keys) {
      await page.keyboard.press(key);
      // The map moves for a moment, and the next key is for where it then is.
      await page.waitForTimeout(400);
    }
    expect(new Set(await references(page)).size).toBe(4);
    await expect(said(page)).toContainText('Corner 4 of 4');
    await page.keyboard.press('Backspace');
    await expect(said(page)).toContainText('was taken away. 3 left.');
    await page.keyboard.press('+');
    await expect(said(page)).toHaveText(/^The cross is at [A-Z]{2} [\d ]+\.$/);
    expect(await references(page)).toHaveLength(3);
    await tabTo(page, '.fm-map__corner');
    await page.keyboard.press('Enter');
    expect(await references(page)).toHaveLength(2);
    await press(page, 'button:text("Clear")');
    await expect(box(page)).toHaveValue('');
    await expect(said(page)).toHaveText('There is nothing left on the map.');
    await press(page, 'button:text("Put a point at the cross")');
    await expect(box(page)).toHaveValue(/^[A-Z]{2} [\d ]+$/);
  });

  test('words in the box make room for a point, are said to, and are lost by nothing', async ({ page, context }) => {
    await toPlaces(page);
    await comment(page).fill('Full of newts');
    await box(page).fill('Sefton Park lake');
    const map = await open(page);
    await map.click({ position: { x: 150, y: 120 } });
    await expect(box(page)).toHaveValue(/^[A-Z]{2} [\d ]+$/);
    await expect(said(page)).toContainText('Your words were moved to the box below: ‘Sefton Park lake’. A point, ');
    const both = 'Full of newts\nSefton Park lake';
    await expect(comment(page)).toHaveValue(both);
    await expect(page.getByText('What you typed was saved at')).toBeVisible({ timeout: 15_000 });
    const tab = await context.newPage();
    await tab.goto(`${form}/places`);
    await expect(comment(tab)).toHaveValue(both);
    await tab.close();
    await page.getByRole('button', { name: 'Take back the last corner' }).click();
    await expect(box(page)).toHaveValue('');
    await expect(comment(page)).toHaveValue(both);
  });

  test('what is typed is drawn, and clearing leaves nothing half typed and no words lost', async ({ page }) => {
    await toPlaces(page);
    await open(page);
    await box(page).pressSequentially('SJ 3950 8800, SJ 3970 8800, SJ 3970 8820');
    await expect(page.getByRole('button', { name: 'Take away point 2, SJ 3970 8800' })).toBeVisible();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(box(page)).toHaveValue('');
    await box(page).fill('the pond');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(box(page)).toHaveValue('the pond');
    await expect(comment(page)).toHaveValue('');
  });

  test('what is drawn is saved without a button', async ({ page, context }) => {
    await toPlaces(page);
    const map = await open(page);
    await map.click({ position: { x: 150, y: 120 } });
    await expect(page.getByText('What you typed was saved at')).toBeVisible({ timeout: 15_000 });
    const tab = await context.newPage();
    await tab.goto(`${form}/places`);
    await expect(box(tab)).toHaveValue(await box(page).inputValue());
    await tab.close();
  });

  test('a map that cannot be loaded is said, and the box is still there', async ({ page, complaints }) => {
    await toPlaces(page);
    await page.route('**/map.json', (route) => route.fulfill({ status: 503 }));
    await page.getByRole('button', { name: 'Show a map of place 1' }).click();
    await expect(page.getByText('The map could not be loaded. The box above works without it.')).toBeVisible();
    await box(page).fill('Formby');
    await carryOn(page);
    await onPage(page, 'Anything else');
    expect(complaints).toEqual([]);
  });
});

test.describe('where a reference lies', () => {
  test.use({ bypassCSP: true });
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'the map is a script');

  /** Points of the Ordnance Survey’s developer pack for OSTN15, which says where each is to the millimetre. */
  const published = [
    { easting: 91_492.146, northing: 11_318.804, lat: 49.9222639373, lng: -6.29977752014 },
    { easting: 639_821.835, northing: 169_565.858, lat: 51.3744702555, lng: 1.44454730409 },
    { easting: 530_624.974, northing: 178_388.464, lat: 51.4893656495, lng: -0.1199255718 },
    { easting: 422_242.186, northing: 433_818.701, lat: 53.8002151963, lng: -1.66379168242 },
    { easting: 395_999.668, northing: 1_138_728.951, lat: 60.1330809166, lng: -2.07382822798 },
  ];

  test('the map puts published points where they are, to five metres, and back', async ({ page }) => {
    const { script } = await (await page.request.get('/map.json')).json();
    await page.goto('/');
    for (const point of published) {
      const { there, back } = await page.evaluate(
        async ([script, point]) => {
          const { toGrid, toWorld } = await import(script);
          const world = toWorld(point.easting, point.northing);
          return { there: toGrid(point), back: { lat: world.lat, lng: world.lng } };
        },
        [script, point] as const,
      );
      expect(Math.hypot(there.easting - point.easting, there.northing - point.northing)).toBeLessThan(5);
      const metres = 111_320;
      const east = (back.lng - point.lng) * metres * Math.cos((point.lat * Math.PI) / 180);
      expect(Math.hypot((back.lat - point.lat) * metres, east)).toBeLessThan(5);
    }
  });
});

test('staff add a layer to the map', async ({ page, look }, { project }) => {
  const name = `A lake for ${project.name}`;
  await signIn(page);
  await page.goto('/staff/map');
  await page.getByLabel('What does it show?').fill(name);
  await page.getByRole('radio', { name: 'Water' }).check();
  const lake = '{ "type": "Point", "coordinates": [-2.99, 53.38] }';
  const choose = (words: string) =>
    page.getByLabel('File').setInputFiles({ name: 'lake.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(words) });
  await choose('a lake');
  await page.getByRole('button', { name: 'Add the layer' }).click();
  await expect(page.locator('#file-error')).toContainText('Choose a GeoJSON file');
  await look(page);
  await expect(page.getByLabel('What does it show?')).toHaveValue(name);
  await choose(lake);
  await page.getByRole('button', { name: 'Add the layer' }).click();
  const row = page.getByRole('row', { name });
  await expect(row).toBeVisible();
  await look(page);
  await row.getByRole('link', { name: `Remove ${name}` }).click();
  await look(page);
  await page.getByRole('button', { name: 'Remove the layer' }).click();
  await expect(row).toHaveCount(0);
});
