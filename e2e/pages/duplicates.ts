import type { Locator, Page } from '@playwright/test';

/** What may be there twice: told of on forms and cards, and merged. */
export class Duplicates {
  constructor(private readonly page: Page) {}

  get notice(): Locator {
    return this.page.getByRole('status').filter({ has: this.page.locator('[data-duplicate]') });
  }

  async type(field: string, text: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('textbox', { name: field }).fill(text);
  }

  /** Chooses the value of a record for a field, on the screen where two become one. */
  async take(field: string, title: string): Promise<void> {
    await this.page.getByRole('radio', { name: `${field}: take the value of ${title}` }).check();
  }
}
