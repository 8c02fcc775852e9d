import { expect, type Locator, type Page } from '@playwright/test';

/** What boards, tables and calendars have in common: saved views, and cards carried by finger. */
export class Workplace {
  constructor(private readonly page: Page) {}

  get view(): Locator {
    return this.page.getByRole('button', { name: /^View: / });
  }

  async saveView(name: string, { forEverybody }: { forEverybody: boolean }): Promise<void> {
    await this.view.click();
    await this.page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Save as a view' });
    await dialog.getByLabel('Name').fill(name);
    if (forEverybody) await dialog.getByLabel('Everybody who may see the records').check();
    await dialog.getByRole('combobox', { name: 'Opens first for' }).click();
    await this.page.getByRole('option', { name: forEverybody ? 'Everybody' : 'Me', exact: true }).click();
    await dialog.getByLabel('Name').click();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  cell(title: string, at: number): Locator {
    return this.page.getByRole('row').filter({ hasText: title }).getByRole('gridcell').nth(at);
  }

  day(date: string): Locator {
    return this.page.locator(`[data-day="${date}"]`);
  }

  /** Rests a finger on something, carries it to a point and lifts it. */
  async carry(what: Locator, to: { x: number; y: number }): Promise<void> {
    const finger = await this.hold(what);
    for (let step = 1; step <= 8; step++) {
      const { from } = finger;
      await finger.move({ x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 });
    }
    await finger.move(to);
    await finger.lift();
  }

  /** Rests a finger on something, waits at the right edge until the column comes, and lifts it there. */
  async carryAcross(what: Locator, column: Locator): Promise<void> {
    const finger = await this.hold(what);
    const width = this.page.viewportSize()?.width ?? 0;
    await finger.move({ x: width - 16, y: finger.from.y });
    const comes = expect.poll(async () => (await column.boundingBox())?.x, { intervals: [20] });
    await comes.toBeLessThan(width / 2);
    // In the middle nothing scrolls on: where the column stands then, it stays.
    await finger.move({ x: width / 2, y: finger.from.y });
    await this.page.waitForTimeout(100);
    const { x = 0, width: wide = 0 } = (await column.boundingBox()) ?? {};
    const inside = (Math.max(x, 0) + Math.min(x + wide, width)) / 2;
    await finger.move({ x: inside, y: finger.from.y });
    await finger.lift();
  }

  private async hold(what: Locator) {
    const box = await what.boundingBox();
    if (!box) throw new Error('It is not on screen');
    const session = await this.page.context().newCDPSession(this.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints });
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch('touchStart', [from]);
    await this.page.locator('.etapa-touch-ghost').waitFor();
    return {
      from,
      move: (to: { x: number; y: number }) => touch('touchMove', [to]),
      lift: async () => {
        await this.page.waitForTimeout(100);
        await touch('touchEnd', []);
        await session.detach();
      },
    };
  }
}
