import type { Locator, Page } from '@playwright/test';

/** A record in full: a panel over the board, or a page of its own. */
export class Card {
  constructor(private readonly page: Page) {}

  get title(): Locator {
    return this.page.getByRole('article').getByRole('heading', { level: 1 });
  }

  /** The stage the record is in, by the path above its fields. */
  get stage(): Locator {
    return this.page.getByRole('region', { name: 'Stages' }).locator('[aria-current="step"]');
  }

  get tasks(): Locator {
    return this.page.getByRole('region', { name: 'Tasks' });
  }

  /** Lines of the history, newest first. */
  history(text: string): Locator {
    return this.page.getByRole('region', { name: 'History' }).getByRole('listitem').filter({ hasText: text });
  }

  /** Everything the card shows, its fields among it. */
  get fields(): Locator {
    return this.page.getByRole('article');
  }

  /** Puts a spreadsheet's clipboard into a field. */
  async paste(field: Locator, text: string): Promise<void> {
    await field.focus();
    await field.evaluate((input, table) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', table);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }
}
