import { expect, type Locator, type Page } from '@playwright/test';

/** A rule as a diagram, in the builder or at its own address. */
export class RuleCanvas {
  constructor(private readonly page: Page) {}

  /** Opens the automation part of the builder. */
  async openDesign(entityType: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/design`);
    await this.page.getByRole('navigation', { name: 'Parts of the process' }).getByText('Automation').click();
  }

  /** A new rule for a stage. */
  async begin(stage: string): Promise<void> {
    await this.page.getByRole('button', { name: `Add a rule to ${stage}` }).click();
    await expect(this.block('When')).toBeVisible();
  }

  async open(entityType: string, rule: string, run?: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/rules/${rule}?view=canvas${run ? `&run=${run}` : ''}`);
    await expect(this.block('When')).toBeVisible();
  }

  get name(): Locator {
    return this.page.getByRole('textbox', { name: 'Name', exact: true });
  }

  /** A block by the beginning of what stands on it, such as `2. Wait`. */
  block(name: string): Locator {
    return this.diagram.getByRole('button', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) });
  }

  get diagram(): Locator {
    return this.page.getByRole('region', { name: 'Diagram of the rule' });
  }

  /** The form of the step that is chosen. */
  step(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true });
  }

  /** A place to add a step, such as `after 1. Make a task`. */
  plus(where: string): Locator {
    return this.diagram.getByRole('button', { name: `Add ${where}`, exact: true });
  }

  /** Adds a step on a line, by mouse. */
  async add(where: string, kind: string): Promise<void> {
    await this.plus(where).click();
    await this.page.getByRole('menuitem', { name: kind, exact: true }).click();
  }

  /** Adds a step behind the block that has the focus, from the keyboard. */
  async addByKeyboard(kind: string): Promise<void> {
    await this.page.keyboard.press('a');
    const item = this.page.getByRole('menuitem', { name: kind, exact: true });
    await item.waitFor();
    for (let presses = 0; presses < 40; presses += 1) {
      if (await item.evaluate((element) => element === document.activeElement)) break;
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }

  /** Drags a kind of step from those beside onto a line. */
  async drag(kind: string, where: string): Promise<void> {
    const tray = this.page.getByRole('region', { name: 'Steps', exact: true });
    await tray.getByRole('button', { name: kind, exact: true }).dragTo(this.plus(where));
  }

  async tab(name: 'Step' | 'Test' | 'Runs' | 'Versions'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Tries the rule as it is drawn on a record. */
  async tryOn(record: string): Promise<void> {
    await this.tab('Test');
    const panel = this.page.getByRole('region', { name: 'Try it', exact: true });
    await panel.getByRole('textbox', { name: 'Record' }).fill(record);
    await this.page.getByRole('option', { name: new RegExp(`^${record} `) }).click();
    await panel.getByRole('button', { name: 'Try', exact: true }).click();
  }

  version(version: number): Locator {
    return this.page.getByRole('article', { name: `Version ${version}`, exact: true });
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
  }

  /** The titles of the steps, in their order. */
  async expectSteps(...steps: string[]): Promise<void> {
    for (const step of steps) await expect(this.block(step)).toBeVisible();
    await expect(this.diagram.getByRole('button', { name: /^\d+[a-z.\d]*\. / })).toHaveCount(steps.length);
  }
}
