import type { Locator, Page } from '@playwright/test';

/** The records of a type as a table. */
export class RecordTable {
  constructor(private readonly page: Page) {}

  async open(entityType: string, search: { q?: string } = {}): Promise<void> {
    await this.page.goto(`/p/${entityType}/table?${new URLSearchParams(search)}`);
  }

  /** How many records there are, whether loaded or not. */
  get total(): Locator {
    return this.page.getByText(/^[\d,]+ records?$/);
  }

  row(title: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: title, exact: true }) });
  }
}
