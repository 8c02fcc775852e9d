import { expect, type Locator, type Page } from '@playwright/test';

/** The fields and the card of a process in its design. */
export class FieldBuilder {
  constructor(private readonly page: Page) {}

  get list(): Locator {
    return this.page.getByRole('region', { name: 'Fields', exact: true });
  }

  get preview(): Locator {
    return this.page.getByRole('region', { name: 'As staff will see it' });
  }

  row(key: string): Locator {
    return this.list.locator(`[data-field-row="${key}"]`);
  }

  /** Labels of the fields in use, in their order. */
  async order(): Promise<string[]> {
    return this.list
      .locator('[data-field-row]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-field-row') ?? ''));
  }

  async add(name: string, kind: string): Promise<void> {
    await this.list.getByRole('button', { name: 'Add a field' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Add a field' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await dialog.getByRole('combobox', { name: 'Kind' }).click();
    await this.page.getByRole('option', { name: kind, exact: true }).click();
    await dialog.getByRole('button', { name: 'Add a field' }).click();
    await expect(this.page.getByRole('region', { name: `Settings of “${name}”` })).toBeVisible();
  }

  /** Fields one after another, without leaving the dialog; those of one kind together. */
  async addAll(fields: readonly (readonly [kind: string, ...names: string[]])[]): Promise<void> {
    await this.list.getByRole('button', { name: 'Add a field' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Add a field' });
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
    for (const [kind, ...names] of fields) {
      await dialog.getByRole('combobox', { name: 'Kind' }).click();
      await this.page.getByRole('option', { name: kind, exact: true }).click();
      for (const each of names) {
        await name.fill(each);
        await name.press('Control+Enter');
        await expect(name).toHaveValue('');
      }
    }
    await this.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }

  async choose(key: string): Promise<void> {
    await this.row(key).locator('button').last().click();
  }

  /** The editor of the formula, once there is to be one. */
  async formula(): Promise<Locator> {
    await this.page.getByRole('switch', { name: 'Filled in by a formula' }).check();
    const editor = this.page.getByRole('textbox', { name: 'Formula' });
    await expect(editor).toBeVisible();
    return editor;
  }

  get result(): Locator {
    return this.page.getByRole('status', { name: 'Result' });
  }

  get dependencies(): Locator {
    return this.page.getByRole('list', { name: 'Depends on' }).getByRole('listitem');
  }

  /** The menu of a field, an option or a section. */
  async menu(name: string, item: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await within.getByRole('button', { name: `Move or change “${name}”` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Carries something by the mouse to the upper edge of something else. */
  async drag(what: Locator, before: Locator): Promise<void> {
    await before.scrollIntoViewIfNeeded();
    const [from, to] = [await what.boundingBox(), await before.boundingBox()];
    if (!from || !to) throw new Error('It is not on screen');
    const { mouse } = this.page;
    await mouse.move(from.x + 90, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + 100, from.y + from.height / 2 - 8, { steps: 4 });
    await mouse.move(to.x + 100, to.y + 8, { steps: 10 });
    await mouse.move(to.x + 100, to.y + 4, { steps: 3 });
    await mouse.up();
  }

  /** The builder of a condition, opened. */
  async condition(label: string): Promise<ConditionDialog> {
    await this.page.getByRole('button', { name: `Change: ${label}` }).click();
    return new ConditionDialog(this.page, this.page.getByRole('dialog', { name: label }));
  }
}

class ConditionDialog {
  constructor(
    private readonly page: Page,
    readonly dialog: Locator,
  ) {}

  async add(what: 'Condition' | 'Group', index = 0): Promise<void> {
    await this.dialog.getByRole('button', { name: what, exact: true }).nth(index).click();
  }

  /** Chooses in one of the lists of that name, from 0. */
  async choose(which: 'Field' | 'Comparison' | 'Value', term: number, option: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: which, exact: true }).nth(term).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async apply(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(this.dialog).toBeHidden();
  }
}
