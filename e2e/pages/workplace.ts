import type { Locator, Page } from '@playwright/test';

/** What fingers do on a board. */
export class Workplace {
  constructor(private readonly page: Page) {}

  /** Rests a finger on something, carries it to a point and lifts it. */
  async carry(what: Locator, to: { x: number; y: number }): Promise<void> {
    const box = await what.boundingBox();
    if (!box) throw new Error('It is not on screen');
    const session = await this.page.context().newCDPSession(this.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch('touchStart', [from]);
    await this.page.locator('.etapa-touch-ghost').waitFor();
    for (let step = 1; step <= 8; step++) {
      await touch('touchMove', [
        { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 },
      ]);
    }
    await touch('touchMove', [to]);
    await this.page.waitForTimeout(100);
    await touch('touchEnd', []);
    await session.detach();
  }
}
