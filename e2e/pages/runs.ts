import type { Locator, Page } from '@playwright/test';

/** What rules did. */
export class Runs {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/runs');
  }

  row(rule: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: rule, exact: true }) });
  }

  /** Opens the latest run of a rule with its steps. */
  async details(rule: string): Promise<Locator> {
    await this.row(rule).getByRole('link', { name: rule }).first().click();
    await this.page.getByRole('heading', { level: 1, name: rule }).waitFor();
    return this.page.getByRole('main');
  }
}
