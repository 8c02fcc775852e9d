import { expect, type Locator, type Page } from '@playwright/test';

/** Where a process is designed. */
export class Builder {
  constructor(private readonly page: Page) {}

  async open(entityType: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/design`);
    await expect(this.page.getByRole('heading', { name: /^Design of/ })).toBeAttached();
  }

  async part(name: 'Funnel' | 'Fields' | 'Card' | 'General' | 'Automation' | 'Publish'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Parts of the process' }).getByRole('button', { name }).click();
  }

  stage(name: string): Locator {
    return this.page.locator('.react-flow__node').filter({ hasText: name });
  }

  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Settings' });
  }

  /** Puts an open stage behind another one. */
  async addStage(name: string, after: string): Promise<void> {
    await this.stage(after).click();
    await this.page.getByRole('button', { name: 'Add a stage' }).click();
    await this.page.getByRole('menuitem', { name: 'Open' }).click();
    await this.panel.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.panel.getByRole('textbox', { name: 'Name' }).press('Enter');
    await expect(this.stage(name)).toBeVisible();
  }

  async saved(): Promise<void> {
    await expect(this.page.getByText('The draft is saved')).toBeVisible();
  }

  /** Publishes what there is to publish, and waits until every record is up to date. */
  async publish(version: number): Promise<void> {
    await this.page.getByRole('button', { name: `Publish version ${version}` }).click();
    await expect(this.page.getByText('Published, and every record is up to date')).toBeVisible();
  }
}
