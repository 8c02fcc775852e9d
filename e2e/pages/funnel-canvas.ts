import { expect, type Locator, type Page } from '@playwright/test';

/** The canvas that a funnel is designed on. */
export class FunnelCanvas {
  constructor(private readonly page: Page) {}

  stage(name: string): Locator {
    return this.page.locator('.react-flow__node-stage').filter({ hasText: name });
  }

  process(name: string): Locator {
    return this.page.locator('.react-flow__node-process').filter({ hasText: name });
  }

  /** A way or a tunnel by its name for screen readers. */
  line(name: string | RegExp): Locator {
    return this.page.getByRole('group', { name });
  }

  /** From the end of a stage to another one, or to a process. */
  async draw(from: string, to: Locator): Promise<void> {
    await this.stage(from).locator('.react-flow__handle.source').dragTo(to.locator('.react-flow__handle.target'));
  }

  /** Lets a stage go on another one. */
  async drag(name: string, onto: string): Promise<void> {
    const [from, to] = [await this.stage(name).boundingBox(), await this.stage(onto).boundingBox()];
    if (!from || !to) throw new Error('The stage is not to be seen.');
    await this.page.mouse.move(from.x + 40, from.y + 12);
    await this.page.mouse.down();
    for (let part = 1; part <= 8; part++) {
      const along = part / 8;
      await this.page.mouse.move(from.x + 40 + (to.x - from.x + 8) * along, from.y + 12 + (to.y - from.y + 8) * along);
    }
    await this.page.mouse.up();
  }

  /** Gives a stage another name where it stands. */
  async rename(name: string, next: string): Promise<void> {
    await this.stage(name).focus();
    await this.page.keyboard.press('F2');
    await this.typeName(next);
  }

  /** Adds a stage to a group, behind the one that is chosen, and names it where it stands. */
  async add(group: 'Open' | 'Won' | 'Lost', name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a stage' }).click();
    await this.page.getByRole('menuitem', { name: group, exact: true }).click();
    await this.typeName(name);
  }

  private async typeName(name: string): Promise<void> {
    const input = this.page.getByRole('textbox', { name: 'Name of the stage' });
    await expect(input).toBeFocused();
    await input.fill(name);
    await input.press('Enter');
    // Whoever works without a mouse goes on from the stage.
    await expect(this.stage(name)).toBeFocused();
  }

  /** Chooses nothing. */
  async nothing(): Promise<void> {
    await this.page.locator('.react-flow__pane').click({ position: { x: 20, y: 500 } });
  }

  async names(): Promise<string[]> {
    await expect(this.page.locator('.react-flow__node-stage').first()).toBeVisible();
    const labels = this.page.locator('.react-flow__node-stage');
    return Promise.all(
      (await labels.all()).map(async (node) => ((await node.getAttribute('aria-label')) ?? '').split(',')[0] ?? ''),
    );
  }
}
