// Two servers over one PostgreSQL database: whoever answers the next page, nothing is lost and nobody notices.
import { fill, send } from './landowner';
import { takePartAlone } from './resident';
import { twoServers } from './sites';
import { expect, signIn } from './test';

// One after the other, so that both share the two servers.
twoServers.describe.configure({ mode: 'default' });

twoServers('a resident answers without script, page by page from one of two servers', async ({ page, browser, baseURL, shared }) => {
  const staff = await browser.newPage({ baseURL });
  await signIn(staff);
  await takePartAlone(page, staff, 'More ponds, please, wherever this page comes from');
  await staff.close();
  for (const methods of shared.served) {
    expect(methods.filter((method) => method === 'POST').length).toBeGreaterThan(5);
    expect(methods.filter((method) => method === 'GET').length).toBeGreaterThan(5);
  }
});

twoServers('a landowner sends without script, page by page from one of two servers', async ({ page }) => {
  await fill(page);
  const reference = await send(page);
  await page.locator('#status-link').click();
  await expect(page.getByText(reference)).toBeVisible();
});
