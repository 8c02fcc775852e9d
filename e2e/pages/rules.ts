import { expect, type Locator, type Page } from '@playwright/test';

/** What happens by itself in a process. */
export class Rules {
  constructor(private readonly page: Page) {}

  async open(entityType: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/rules`);
  }

  /** A rule in words. */
  rule(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  /** Makes a rule: when a card enters a stage, a task for its owner, due in so many days. */
  async addTaskOnEntry(rule: { name: string; stage: string; task: string; days: number }): Promise<void> {
    await this.page.getByRole('button', { name: 'New rule' }).click();
    const form = this.page.getByRole('dialog', { name: 'New rule' });
    await form.getByLabel('Name', { exact: true }).fill(rule.name);
    await expect(form.getByRole('combobox', { name: 'When' })).toHaveValue('A card enters a stage');
    await form.getByRole('combobox', { name: 'Which stages' }).click();
    await this.page.getByRole('option', { name: rule.stage }).click();
    const step = form.getByRole('group', { name: '1. Make a task' });
    await step.getByLabel('What is to be done').fill(rule.task);
    await step.getByLabel('How many').fill(String(rule.days));
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();
  }
}
