import type { Locator, Page } from '@playwright/test';

/** What is to be done, by deadline. */
export class Tasks {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/tasks');
    await this.page.getByRole('heading', { level: 1, name: 'Tasks' }).waitFor();
  }

  get nothing(): Locator {
    return this.page.getByText('Nothing to do');
  }

  task(title: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('button', { name: title, exact: true }) });
  }
}
