import { type Download, expect, type Locator, type Page } from '@playwright/test';

/** The screen where a report is put together by choosing. */
export class ReportBuilder {
  constructor(private readonly page: Page) {}

  async open(entityType: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/reports/query`);
    await expect(this.page.getByRole('region', { name: 'What is asked' })).toBeVisible();
  }

  /** Chooses from a list by its label; where several are called so, the last. */
  async choose(label: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).last().click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async draw(picture: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Picture' }).getByText(picture, { exact: true }).click();
  }

  /** Pictures that are offered, by their names. */
  async offered(): Promise<string[]> {
    return this.page.getByRole('radiogroup', { name: 'Picture' }).locator('label').allInnerTexts();
  }

  /** What the picture shows, for those who hear it. */
  get picture(): Locator {
    return this.page.getByRole('img', { name: /: / }).first();
  }

  /** @param role with whom it is shared, by name */
  async save(name: string, role?: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    if (role) await this.share(role);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  /** Takes the report along. @param form as it is called in the menu */
  async take(form: 'CSV' | 'XLSX' | 'PNG'): Promise<Download> {
    await this.page.getByRole('button', { name: 'Export' }).first().click();
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('menuitem', { name: form }).click(),
    ]);
    return download;
  }

  private async share(role: string): Promise<void> {
    const roles = this.page.getByRole('combobox', { name: 'Shared with roles' });
    await roles.press('ArrowDown');
    await this.page.getByRole('option', { name: role, exact: true }).click();
    await roles.press('Tab');
  }
}
