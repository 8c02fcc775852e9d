import { expect, type Locator, type Page } from '@playwright/test';

/** What happens by itself in a process. */
export class Rules {
  constructor(private readonly page: Page) {}

  /** Who may design is led to where the process is designed. */
  async open(entityType: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/rules`);
    await expect(this.page).toHaveURL(/\/design\?part=automation$/);
  }

  /** A rule in words. */
  rule(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  /** The rules of a stage, under its name. */
  stage(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** Opens the form of a new rule that begins with a card entering a stage, as a list. */
  async begin(stage: string): Promise<RuleForm> {
    await this.page.getByRole('button', { name: `Add a rule to ${stage}` }).click();
    await this.page.getByRole('radiogroup', { name: 'Show the rule as' }).getByText('List').click();
    await expect(this.page.getByRole('heading', { name: 'New rule' })).toBeVisible();
    await expect(this.page.getByRole('combobox', { name: 'When', exact: true })).toHaveValue('A card enters a stage');
    return new RuleForm(this.page);
  }

  /** Makes a rule: when a card enters a stage, a task for its owner, due in so many days. */
  async addTaskOnEntry(rule: { name: string; stage: string; task: string; days: number }): Promise<void> {
    const form = await this.begin(rule.stage);
    await form.name.fill(rule.name);
    const step = form.step('1. Make a task');
    await step.getByLabel('What is to be done').fill(rule.task);
    await step.getByLabel('How many').fill(String(rule.days));
    await form.save();
    await expect(this.page.getByRole('heading', { name: 'Automation' })).toBeVisible();
  }
}

/** A rule being made or changed. */
export class RuleForm {
  constructor(private readonly page: Page) {}

  get name(): Locator {
    return this.page.getByLabel('Name', { exact: true });
  }

  /** What must be met for the rule to act. */
  get condition(): Locator {
    return this.page.getByRole('region', { name: 'If', exact: true });
  }

  /** What sets the rule off. */
  get trigger(): Locator {
    return this.page.getByRole('region', { name: 'When', exact: true });
  }

  /** Chooses what sets the rule off. */
  async when(trigger: string): Promise<void> {
    await this.choose(this.trigger.getByRole('combobox', { name: 'When', exact: true }), trigger);
  }

  /** A step by its number and kind, such as `2a.1. Ask for approval`. */
  step(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true });
  }

  /** Adds a step at the end of the rule, by mouse. */
  async add(kind: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a step', exact: true }).click();
    await this.page.getByRole('menuitem', { name: kind, exact: true }).click();
  }

  /** Adds a step to the steps within another, from the keyboard. */
  async addWithin(list: string, kind: string): Promise<void> {
    await this.page.getByRole('button', { name: `Add a step to ${list}`, exact: true }).press('Enter');
    const item = this.page.getByRole('menuitem', { name: kind, exact: true });
    await item.waitFor();
    for (let presses = 0; presses < 40; presses += 1) {
      if (await item.evaluate((element) => element === document.activeElement)) break;
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }

  /** Adds a term to a condition: a field, a comparison and a number. */
  async demand(where: Locator, field: string, comparison: string, value: string): Promise<void> {
    await where.getByRole('button', { name: 'Condition', exact: true }).click();
    await this.choose(where.getByRole('combobox', { name: 'Field', exact: true }), field);
    await this.choose(where.getByRole('combobox', { name: 'Comparison' }), comparison);
    await where.getByLabel('Value', { exact: true }).fill(value);
  }

  async choose(input: Locator, option: string): Promise<void> {
    await input.click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Tries the rule as it stands in the form on a record; gives what it says. */
  async tryOn(record: string): Promise<Locator> {
    const panel = this.page.getByRole('region', { name: 'Try it', exact: true });
    await panel.getByRole('textbox', { name: 'Record' }).fill(record);
    await this.page.getByRole('option', { name: new RegExp(`^${record} `) }).click();
    await panel.getByRole('button', { name: 'Try', exact: true }).click();
    return panel;
  }

  /** Tries the rule on what happened in the last 30 days; gives what it says. */
  async tryOnPast(): Promise<Locator> {
    const panel = this.page.getByRole('region', { name: 'Try it on the past' });
    await panel.getByRole('button', { name: 'Try on the past' }).click();
    return panel;
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
  }
}
