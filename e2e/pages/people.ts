import type { Locator, Page } from '@playwright/test';
import type { Person } from './entrance.ts';

/** Who works here. */
export class People {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/people');
  }

  /** Adds a member who can sign in at once. */
  async addMember({ name, email, password }: Person): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a person' }).click();
    const form = this.page.getByRole('dialog', { name: 'Add a person' });
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('E-mail').fill(email);
    await form.getByLabel('Password', { exact: true }).fill(password);
    await form.getByRole('button', { name: 'Add a person' }).click();
    await form.waitFor({ state: 'hidden' });
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }
}
