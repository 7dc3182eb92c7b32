// Every page that can be opened without typing anything: it answers, axe finds nothing, and it fits the window.
import { open } from './addresses';
import { expect, signIn, test } from './test';

const missing = ['/no-such-page', '/test/no-such-link', '/alerts/change/no-such-link'];

const closed = [
  '/staff',
  '/staff/alerts',
  '/staff/consultations/early-survey/responses',
  '/staff/consultations/early-survey/responses?page=2&segment=resident',
  '/staff/consultations/early-survey/responses?words=nothing-holds-these-words',
  '/staff/consultations/early-survey/responses?mark=any',
  '/staff/consultations/early-survey/alike',
  '/staff/consultations/early-survey/campaigns',
  '/staff/consultations/early-survey/replies',
  '/staff/consultations/early-survey/replies/new',
  '/staff/consultations/early-survey/replies/expected',
  '/staff/consultations/early-survey/report',
  '/staff/consultations/early-survey/comments',
  '/staff/consultations/early-survey/comments?words=nothing-holds-these-words',
  '/staff/consultations/early-survey/comments/agreement',
  '/staff/consultations/early-survey/comments/numbers',
  '/staff/consultations/early-survey/comments/tags',
  '/staff/consultations/early-survey/comments/tags/load',
  '/staff/consultations/early-survey/comments/tags/new',
  '/staff/consultations/early-survey/moderation',
  '/staff/consultations/early-survey/moderation/questions',
  '/staff/consultations/early-survey/sift',
  '/staff/consultations/early-survey/sift/new',
  '/staff/consultations/early-survey/sift/questions',
  '/staff/consultations/early-survey/sift/questions/screening',
  '/staff/consultations/early-survey/sift/questions/scoring',
  '/staff/consultations/early-survey/data',
  '/staff/consultations/early-survey/exports',
  '/staff/consultations/early-survey/exports?segment=resident',
  '/staff/consultations/early-survey/exports/new',
  '/staff/consultations/early-survey/enter',
  '/staff/consultations/early-survey/enter/file',
  '/staff/consultations/early-survey/invitations',
  '/staff/consultations/early-survey/weighting',
  '/staff/consultations/early-survey/weigh',
  '/staff/consultations/early-survey/plan',
  '/staff/consultations/early-survey/criteria',
  '/staff/consultations/early-survey/freeze',
  '/staff/new-consultation',
  '/staff/consultations/early-survey/about',
  '/staff/consultations/early-survey/about/times',
  '/staff/consultations/early-survey/about/formats',
  '/staff/consultations/early-survey/about/privacy',
  '/staff/consultations/early-survey/about/new-document',
  '/staff/consultations/early-survey/questionnaire',
  '/staff/consultations/early-survey/questionnaire/library',
  '/staff/consultations/early-survey/questionnaire/library?words=nothing-has-these-words',
  '/staff/consultations/early-survey/questionnaire/bring-in',
  '/staff/consultations/early-survey/questionnaire/new-page?after=you',
  '/staff/consultations/early-survey/questionnaire/new-question?page=you&after=',
  '/staff/consultations/early-survey/questionnaire/new-question?page=you&after=&kind=best-worst',
  '/staff/consultations/early-survey/questionnaire/pages/your-land',
  '/staff/consultations/early-survey/questionnaire/pages/your-land/condition',
  '/staff/consultations/early-survey/questionnaire/pages/your-land/save',
  '/staff/consultations/early-survey/questionnaire/questions/responding-as',
  '/staff/consultations/early-survey/questionnaire/questions/habitats-ranked/save',
  '/staff/consultations/early-survey/questionnaire/questions/responding-as/use',
  '/staff/consultations/early-survey/questionnaire/questions/responding-as/use?for=segment',
  '/staff/consultations/early-survey/questionnaire/questions/age-band/use?for=margin.age_band',
  '/staff/consultations/early-survey/questionnaire/questions/age-band/use?for=consent',
  '/staff/consultations/early-survey/questionnaire/questions/habitats-chosen/use?for=priorities',
  '/staff/consultations/early-survey/questionnaire/preview',
  '/staff/consultations/early-survey/questionnaire/publish',
  '/staff/consultations/early-survey/questionnaire/test',
  '/staff/map',
  '/staff/margins',
  '/staff/margins/load',
  '/staff/margins/remove/age_band',
  '/staff/expressions-of-interest',
  '/staff/minutes',
  '/staff/minutes?group=advisory-board',
  '/staff/meetings/new',
  '/staff/meetings/2024-03-13-advisory-board',
  '/staff/meetings/2024-03-13-advisory-board/change',
  '/staff/documents',
  '/staff/documents/new',
  '/staff/pages',
  '/staff/pages/new',
  '/staff/front',
  '/staff/front/strategy',
  '/staff/front/figures/new',
  '/staff/front/steps/0',
  '/staff/front/navigation/new',
  '/staff/front/history',
  '/staff/groups',
  '/staff/groups/new',
  '/staff/groups/advisory-board',
  '/staff/groups/advisory-board/change',
  '/staff/groups/advisory-board/members/new',
  '/staff/priorities',
  '/staff/priorities/new',
  '/staff/priorities/H01',
  '/staff/involvement',
  '/staff/involvement/new',
  '/staff/supporting-authorities',
  '/staff/supporting-authorities/new',
  '/staff/biodiversity-net-gain',
  '/staff/biodiversity-net-gain/new',
  '/staff/biodiversity-net-gain/1',
  '/staff/biodiversity-net-gain/1/review',
  '/staff/biodiversity-net-gain/1/end',
];

test.describe('looked at', () => {
  // The phone has the same width, and the pages on which JavaScript changes something are walked without it by journeys.
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'they are looked at with JavaScript');

  for (const path of [...open, ...missing]) {
    test(`${path} is accessible`, async ({ page, look }) => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(missing.includes(path) ? 404 : 200);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expect(page.getByText('synthetic').first()).toBeVisible();
      await look(page);
    });
  }

  // A sign-in for each page would take longer than the page; all pages in one test would take longer than a test may.
  const AT_ONCE = 12;
  for (let first = 0; first < closed.length; first += AT_ONCE) {
    const some = closed.slice(first, first + AT_ONCE);
    test(`staff pages ${first + 1} to ${first + some.length} are accessible`, async ({ page, look }) => {
      await signIn(page);
      for (const path of some) {
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(200);
        await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
        await look(page);
      }
    });
  }
});

test('on a phone the ways around the site are one row of links that can be tapped', async ({ page, viewport }) => {
  test.skip((viewport?.width ?? 0) > 400, 'there is room');
  await page.goto('/minutes');
  const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all();
  const places = await Promise.all(links.map((link) => link.boundingBox()));
  expect(new Set(places.map((place) => place?.y)).size).toBe(1);
  for (const place of places) expect(place?.height).toBeGreaterThanOrEqual(44);
});

test('what the lists of staff lead to is accessible', async ({ page, look }) => {
  await signIn(page);
  const lists: [string, RegExp][] = [
    ['/staff/consultations/early-survey/responses', /[0-9A-Z]{3}-[0-9A-Z]{3}/],
    ['/staff/expressions-of-interest', /[0-9A-Z]{3}-[0-9A-Z]{3}/],
    ['/staff/consultations/early-survey/comments', /Comment \d+/],
  ];
  for (const [list, heading] of lists) {
    await page.goto(list);
    await page.getByRole('table').getByRole('link').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(heading);
    await look(page);
  }
  await page.getByRole('link', { name: 'Redact this comment' }).click();
  await look(page);
});

test('a proposal is accessible from a comment to its screening', async ({ page, look }) => {
  await signIn(page);
  await page.goto('/staff/consultations/early-survey/comments');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Make a proposal of this' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await look(page);
  await page.getByLabel('What is it about?').fill('Ponds in parks');
  await page.getByLabel('What is asked for?').fill('A pond in each park that has room for one.');
  await page.getByLabel('A measure').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ponds in parks');
  await look(page);
  const proposal = page.url();
  for (const step of ['interest', 'screen', 'settle', 'score', 'merge', 'take-out', 'decide', 'write']) {
    await page.goto(`${proposal}/${step}`);
    await expect(page.getByRole('heading', { level: 1 }), step).toHaveCount(1);
    await look(page);
  }
  await page.goto(`${proposal}/interest`);
  await page.getByLabel('I have no interest in it').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await look(page);
  for (const answer of await page.getByRole('radio', { name: 'Yes' }).all()) await answer.check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('has finished. What they said is shown')).toBeVisible();
  await look(page);
});

test('counts from a file are accessible from reading to the check', async ({ page, look }) => {
  await signIn(page);
  await page.goto('/staff/margins/load');
  const buffer = Buffer.from(
    ['area_code,area_name,variable,category,count', 'E06000006,Halton,sex,female,65500', 'E06000006,Halton,sex,male,62800'].join('\n'),
  );
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'counts.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose what to make of the file');
  await look(page);
  await page.getByRole('button', { name: 'See them beside the survey' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await look(page);
  await page.getByLabel('Where do the counts come from?').fill('Census 2021');
  for (const [part, value] of Object.entries({ Day: '21', Month: '3', Year: '2021' })) {
    await page.getByLabel(part, { exact: true }).fill(value);
  }
  await page.getByRole('button', { name: 'See them beside the survey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check the counts before they are stored');
  await look(page);
  await page.getByRole('button', { name: 'Leave this file, and store nothing' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Population counts');
});

test('a page without islands carries no script', async ({ request }) => {
  const home = await request.get('/');
  expect(await home.text()).not.toContain('<script');
  expect(home.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
});
