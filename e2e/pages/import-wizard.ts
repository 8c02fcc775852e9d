import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';

export interface ColumnMapping {
  [header: string]: string;
}

/** A file becomes records in four steps. */
export class ImportWizard {
  constructor(private readonly page: Page) {}

  /** Opens the wizard of a type by its tab and gives it a file. */
  async read(entityType: string, name: string, csv: string): Promise<void> {
    await this.page.goto(`/p/${entityType}/import`);
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await expect(this.page.getByRole('button', { name: 'Check', exact: true })).toBeVisible();
  }

  /** Says where each column goes, over whatever the wizard guessed; an empty name leaves a column out. */
  async map(columns: ColumnMapping): Promise<void> {
    for (const [header, target] of Object.entries(columns)) {
      const select = this.page.getByRole('combobox', { name: `Where ${header} goes` });
      if ((await select.inputValue()) !== target) {
        await select.click();
        await this.page.getByRole('option', { name: target, exact: true }).click();
      }
      await expect(select).toHaveValue(target);
    }
  }

  /** What is not here yet is made: linked records of a type, or people. */
  async createMissing(what: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: what }).check();
  }

  async allOrNothing(): Promise<void> {
    await this.page.getByRole('button', { name: /^How the file is written/ }).click();
    await this.page.getByRole('checkbox', { name: /^All rows or nothing/ }).check();
  }

  async check(): Promise<void> {
    await this.page.getByRole('button', { name: 'Check', exact: true }).click();
  }

  /** The line that sums up what the check found. */
  get verdict(): Locator {
    return this.page.getByRole('alert');
  }

  /** One cause of refusals, such as `product: “GTXPro”`. */
  problem(column: string, value: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: `${column}: “${value}”` });
  }

  /** Answers a problem on the spot: the value of the file means this one here. */
  async match(column: string, value: string, meaning: string): Promise<void> {
    const problem = this.problem(column, value);
    await problem.getByLabel(`What “${value}” means here`).fill(meaning);
    await problem.getByRole('button', { name: 'Match' }).click();
    await this.page.getByRole('button', { name: 'Check again' }).click();
  }

  async import(): Promise<void> {
    await this.page.getByRole('button', { name: 'Import', exact: true }).click();
  }

  /** The refused rows as they are downloaded. */
  async refused(): Promise<{ [column: string]: string }[]> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('link', { name: 'Download the refused rows' }).click();
    return parse(await readFile(await (await download).path(), 'utf8'), { columns: true, bom: true });
  }
}
