import type { Locator, Page } from '@playwright/test';

/** The funnel report of a process. */
export class FunnelReport {
  constructor(private readonly page: Page) {}

  async open(entityType: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/reports/funnel`);
  }

  /** A figure by its name; its number is the link that opens the records behind it. */
  figure(name: string): Locator {
    return this.page.getByRole('figure', { name, exact: true }).getByRole('link');
  }

  /** A number of a stage, by its column in the table of stages. */
  figureOf(stage: string, column: string): Locator {
    return this.page
      .getByRole('region', { name: 'By stage' })
      .getByRole('link', { name: new RegExp(`^${stage}, ${column}:`) });
  }

  /** How many records are in the stage now, in the table of stages. */
  now(stage: string): Locator {
    return this.page
      .getByRole('region', { name: 'By stage' })
      .getByRole('link', { name: new RegExp(`^${stage}, Now:`) });
  }
}
