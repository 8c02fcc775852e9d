import type { Page } from '@playwright/test';

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** The forms before signing in. */
export class Entrance {
  constructor(private readonly page: Page) {}

  /** First visit: whatever address is asked for, the administrator is made first. */
  async createAdministrator(person: Person): Promise<void> {
    await this.page.goto('/');
    await this.page.getByLabel('Your name').fill(person.name);
    await this.page.getByLabel('E-mail').fill(person.email);
    await this.page.getByLabel('Password', { exact: true }).fill(person.password);
    await this.page.getByRole('button', { name: 'Create and begin' }).click();
    await this.page.getByRole('heading', { name: 'Ready processes' }).waitFor();
  }

  async signIn({ email, password }: Person): Promise<void> {
    await this.page.goto('/');
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor();
  }
}
