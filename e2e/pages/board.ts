import type { Locator, Page } from '@playwright/test';

/** One funnel's cards in columns. */
export class Board {
  constructor(private readonly page: Page) {}

  async open(entityType: string): Promise<void> {
    await this.page.goto(`/p/${entityType}`);
    await this.page
      .getByRole('region', { name: /, \d+ cards?$/ })
      .first()
      .waitFor();
  }

  column(stage: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${stage}, [\\d,]+ cards?$`) });
  }

  /** A card by its title, in a column. */
  card(stage: string, title: string): Locator {
    return this.column(stage)
      .getByRole('listitem')
      .filter({ has: this.link(title) });
  }

  link(title: string): Locator {
    return this.page.getByRole('link', { name: title, exact: true });
  }

  /** A card by its title alone, through the column's plus. */
  async add(stage: string, title: string): Promise<void> {
    const column = this.column(stage);
    await column.getByRole('button', { name: `New card in ${stage}` }).click();
    await column.getByLabel(`Title of the new card in ${stage}`).fill(title);
    await column.getByLabel(`Title of the new card in ${stage}`).press('Enter');
    await this.card(stage, title).waitFor();
    await column.getByLabel(`Title of the new card in ${stage}`).press('Escape');
  }

  /** Holds the card with the mouse, carries it to another column and lets it go there. */
  async drag(title: string, from: string, to: string): Promise<void> {
    const source = await box(this.card(from, title));
    const target = await box(this.column(to));
    const { mouse } = this.page;
    await mouse.move(source.x + source.width / 2, source.y + source.height - 12);
    await mouse.down();
    await mouse.move(source.x + source.width / 2 + 20, source.y + source.height, { steps: 4 });
    await mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 12 });
    await mouse.move(target.x + target.width / 2, target.y + target.height / 2 + 4, { steps: 2 });
    await mouse.up();
  }

  /** What is said after a move, with the button that takes it back. */
  notice(text: string): Locator {
    return this.page.getByRole('alert').filter({ hasText: text });
  }

  /** The form that asks for what a stage wants before a card may enter. */
  question(stage: string): Locator {
    return this.page.getByRole('dialog', { name: `Before it moves to ${stage}` });
  }
}

async function box(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await what.scrollIntoViewIfNeeded();
  const found = await what.boundingBox();
  if (!found) throw new Error('It is not on screen');
  return found;
}
