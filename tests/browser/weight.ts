// What a page brings over the line, by what it is for.
import type { Page, Request } from '@playwright/test';

/** Watches a page and weighs what it brings. */
export class Scale {
  private brought: Request[] = [];
  private looks = 0;

  constructor(private readonly page: Page) {
    page.on('requestfinished', (request) => this.brought.push(request));
  }

  /** Gives the bytes of the page with its looks, and of its scripts, since it was last asked. */
  async weigh() {
    await this.page.waitForLoadState('networkidle');
    const brought = this.brought.splice(0);
    const sizes = await Promise.all(brought.map(async (one) => ({ of: one.resourceType(), bytes: (await one.sizes()).responseBodySize })));
    const sum = (of: string) => sizes.filter((one) => one.of === of).reduce((bytes, one) => bytes + one.bytes, 0);
    // Kept by the browser after the first page, but part of what each page needs.
    this.looks ||= sum('stylesheet');
    return { page: sum('document') + this.looks, looks: this.looks, scripts: sum('script') };
  }
}
