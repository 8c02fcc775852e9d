import { expect, type Locator, type Page } from '@playwright/test';

/** What is done to many records of a table at once. */
export class Bulk {
  constructor(private readonly page: Page) {}

  async choose(title: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: `Select ${title}`, exact: true }).check();
  }

  /** All that match, whether loaded or not. */
  async chooseAllThatMatch(): Promise<void> {
    await this.page.getByRole('checkbox', { name: /^Select all/ }).check();
    await expect(this.chosen).toBeVisible();
    const everything = this.page.getByRole('button', { name: /^Choose (all|the) .* match/ });
    if (await everything.isVisible()) await everything.click();
  }

  get chosen(): Locator {
    return this.page.getByTestId('selected');
  }

  /** Opens the dialog of an action. */
  async open(action: string): Promise<Locator> {
    await this.page
      .getByRole('region', { name: 'Chosen records' })
      .getByRole('button', { name: action, exact: true })
      .click();
    const dialog = this.page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    return dialog;
  }

  async pick(dialog: Locator, label: string, option: string): Promise<void> {
    await dialog.getByRole('combobox', { name: label, exact: true }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Sets one more field in a dialog, so many months after another date of the record. */
  async setMonthsAfter(dialog: Locator, field: string, months: number, date: string): Promise<void> {
    await dialog.getByRole('button', { name: 'Set a field' }).click();
    await this.pick(dialog, 'Field', field);
    await this.pick(dialog, `How ${field} is set`, 'is so long after');
    await dialog.getByLabel('How many').fill(String(months));
    await this.pick(dialog, 'Counted from', `after ${date}`);
  }

  async go(dialog: Locator, name: string): Promise<void> {
    await dialog.getByRole('button', { name, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** What became of it. */
  get outcome(): Locator {
    return this.page.getByRole('region', { name: 'Change of many records' }).getByRole('status');
  }

  async failures(): Promise<Locator> {
    const region = this.page.getByRole('region', { name: 'Change of many records' });
    await region.getByRole('button', { name: /could not$/ }).click();
    return region.getByRole('listitem');
  }

  async undo(): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Change of many records' })
      .getByRole('button', { name: 'Undo' })
      .click();
  }
}
