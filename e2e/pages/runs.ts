import type { Locator, Page } from '@playwright/test';

/** What rules did. */
export class Runs {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/runs');
  }

  row(rule: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('button', { name: rule, exact: true }) });
  }

  /** Opens a run with its steps. */
  async details(rule: string): Promise<Locator> {
    await this.row(rule).getByRole('button', { name: rule }).click();
    return this.page.getByRole('dialog', { name: rule });
  }
}
