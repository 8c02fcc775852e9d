import type { Locator, Page } from '@playwright/test';

/** Ready processes, each installed with one click. */
export class Gallery {
  constructor(private readonly page: Page) {}

  package(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  async open(): Promise<void> {
    await this.page.goto('/gallery');
  }

  /** Installs and waits for the board that opens then. */
  async install(name: string, { samples }: { samples: boolean }): Promise<void> {
    const card = this.package(name);
    await card.getByRole('checkbox', { name: /sample record/ }).setChecked(samples);
    await card.getByRole('button', { name: 'Install' }).click();
    await this.page.waitForURL(/\/p\/[^/]+$/);
  }
}
