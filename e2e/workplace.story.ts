import type { APIRequestContext } from '@playwright/test';
import { barriers } from './accessibility.ts';
import { ada, begin } from './begin.ts';
import { Board } from './pages/board.ts';
import { Entrance } from './pages/entrance.ts';
import { Workplace } from './pages/workplace.ts';
import { expect, story } from './story.ts';

const order = {
  key: 'order',
  name: 'Order',
  namePlural: 'Orders',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', min: 0 },
    { key: 'due', label: 'Due', kind: 'date' },
    {
      key: 'region',
      label: 'Region',
      kind: 'select',
      options: [
        { key: 'north', label: 'North' },
        { key: 'south', label: 'South' },
      ],
    },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'work', name: 'In work', group: 'open', limit: 3 },
        { key: 'sent', name: 'Sent', group: 'open', required: ['region'] },
        { key: 'paid', name: 'Paid', group: 'won' },
      ],
    },
  ],
  layout: { sections: [{ title: 'Main', fields: ['title', 'amount', 'due', 'region'] }], card: ['amount', 'region'] },
};

async function seed(request: APIRequestContext): Promise<void> {
  await begin(request, {});
  await expect(await request.post('/api/v1/entity-types', { data: order })).toBeOK();
  for (const [title, amount, due, region] of [
    ['Elm', 400, '2026-05-20', 'south'],
    ['Dogwood', 300, '2026-05-14', undefined],
    ['Cedar', 200, '2026-05-13', undefined],
    ['Beech', 100, '2026-05-12', 'north'],
    ['Alder', 50, '2026-05-12', 'north'],
  ]) {
    const data = { doc: { title, amount, due, region } };
    await expect(await request.post('/api/v1/entity-types/order/records', { data })).toBeOK();
  }
}

story.describe('at a desk', () => {
  story.use({ viewport: { width: 1600, height: 900 } });

  story('many ways to look at the same records, and two people at once', async ({ page, browser }) => {
    await seed(page.request);
    const board = new Board(page);
    const place = new Workplace(page);
    await board.open('order');

    await story.step('a card that the edge cuts stays where it is while it is pressed', async () => {
      const third = await board.card('New', 'Cedar').boundingBox();
      await page.setViewportSize({ width: 1600, height: Math.round(third?.y ?? 0) + 60 });
      const list = await board.column('New').locator('[data-scrolls]').boundingBox();
      if (!list) throw new Error('The column has no list.');
      await page.mouse.move(list.x + list.width / 2, list.y + list.height - 3);
      await page.keyboard.down('ControlOrMeta');
      await page.mouse.down();
      await expect(board.link('Cedar')).toBeFocused();
      await page.mouse.up();
      await page.keyboard.up('ControlOrMeta');
      await expect(page.getByRole('status').filter({ hasText: '1 card selected' })).toBeVisible();
      await page.getByRole('button', { name: 'Select none' }).click();
      await page.setViewportSize({ width: 1600, height: 900 });
    });

    await story.step('two cards are selected and moved together; what one lacks is asked for once', async () => {
      await board.link('Alder').click({ modifiers: ['ControlOrMeta'] });
      await board.link('Cedar').click({ modifiers: ['ControlOrMeta'] });
      await expect(page.getByRole('status').filter({ hasText: '2 cards selected' })).toBeVisible();
      await board.drag('Alder', 'New', 'Sent');
      const question = board.question('Sent');
      await expect(question).toContainText('1 of 2 cards');
      await question.getByRole('combobox', { name: /^Region/ }).click();
      await page.getByRole('option', { name: 'South' }).click();
      await question.getByRole('button', { name: 'Move', exact: true }).click();
      await expect(board.card('Sent', 'Alder')).toContainText('North');
      await expect(board.card('Sent', 'Cedar')).toContainText('South');
      await expect(board.column('Sent').getByTestId('sums')).toHaveText('€250');
      await board.notice('2 cards are now in Sent').getByRole('button', { name: 'Undo' }).click();
      await expect(board.card('New', 'Cedar')).toBeVisible();
      await expect(board.card('New', 'Alder')).toBeVisible();
    });

    await story.step('a stage that would be too full is not offered', async () => {
      for (const title of ['Alder', 'Beech', 'Cedar', 'Dogwood']) {
        await board.link(title).focus();
        await page.keyboard.press('Space');
      }
      await page.keyboard.press('m');
      const item = page.getByRole('menuitem', { name: /^In work/ });
      await expect(item).toBeDisabled();
      await expect(item).toContainText('Full');
      await page.keyboard.press('Escape');
      await board.drag('Alder', 'New', 'In work');
      await expect(board.notice('4 cards stay where they were')).toContainText('Full');
      await page.getByRole('button', { name: 'Select none' }).click();
    });

    await story.step('whoever comes second is told, and sees where the card is', async () => {
      const context = await browser.newContext();
      const late = await context.newPage();
      await late.route('**/api/v1/stream', (route) => route.abort());
      await new Entrance(late).signIn(ada);
      const second = new Board(late);
      await second.open('order');
      await expect(second.card('New', 'Beech')).toBeVisible();
      await page.request.post('/api/v1/entity-types/order/records/4/move', { data: { stage: 'work' } });
      await second.link('Beech').focus();
      await late.keyboard.press('m');
      await late.getByRole('menuitem', { name: 'Paid' }).click();
      await expect(second.notice('Somebody else was quicker: it is in In work now.')).toBeVisible();
      await expect(second.card('In work', 'Beech')).toBeVisible();
      await context.close();
      await expect(board.card('In work', 'Beech')).toBeVisible();
    });

    await story.step('in lanes, the menu brings a card to another lane, and its value with it', async () => {
      await page.getByRole('combobox', { name: 'Lanes' }).click();
      await page.getByRole('option', { name: 'Lanes by Region' }).click();
      const south = page.getByRole('region', { name: /^South, \d+ cards?$/ });
      await expect(south.getByTestId('lane-count')).toHaveText('1');
      await board.link('Alder').focus();
      await page.keyboard.press('m');
      await page.getByRole('menuitem', { name: 'South' }).click();
      await expect(south.getByTestId('lane-count')).toHaveText('2');
      await expect(south.getByTestId('sums')).toHaveText('€450');
      const answer = await page.request.get('/api/v1/entity-types/order/records/5');
      expect(await answer.json()).toMatchObject({ doc: { region: 'south' } });
      expect(await barriers(page)).toEqual([]);
    });

    await story.step('the view is saved, opens first, and survives a reload', async () => {
      await place.saveView('By region', { forEverybody: true });
      await expect(place.view).toHaveText(/By region/);
      await expect(page).toHaveURL(/[?&]view=/);
      await page.goto('/p/order/board');
      await expect(place.view).toHaveText(/By region/);
      await expect(page.getByRole('region', { name: /^South, \d+ cards?$/ })).toBeVisible();
    });

    await story.step('a cell of the table is edited in place by keyboard, by the same checks', async () => {
      await page.getByRole('navigation').getByRole('link', { name: 'Table' }).click();
      const columns = page.getByRole('button', { name: 'Columns' });
      await columns.click();
      const list = page.getByRole('dialog', { name: 'Columns' });
      const keep = list.getByRole('button', { name: 'Keep Amount in sight' });
      await keep.click();
      await expect(keep).toHaveAttribute('aria-pressed', 'true');
      await keep.click();
      await page.keyboard.press('Escape');
      await expect(list).toHaveCount(0);
      await expect(columns).toBeFocused();
      await place.cell('Alder', 2).focus();
      await page.keyboard.press('F2');
      await page.getByRole('textbox', { name: 'Title' }).fill('');
      await page.keyboard.press('Enter');
      await expect(page.getByText('Please fill this in')).toBeVisible();
      await page.getByRole('textbox', { name: 'Title' }).fill('Alder wood');
      await page.keyboard.press('Tab');
      await expect(page.getByRole('link', { name: 'Alder wood' })).toBeVisible();
      await page.keyboard.press('Escape');
      expect(await barriers(page)).toEqual([]);
    });

    await story.step('in the calendar a record goes to the next day, and back', async () => {
      await page.goto('/p/order/calendar?day=2026-05-15&dateField=due');
      await expect(place.day('2026-05-12')).toContainText('Beech');
      await place.day('2026-05-12').getByRole('link', { name: 'Beech' }).focus();
      await page.keyboard.press('Shift+ArrowRight');
      await expect(place.day('2026-05-13')).toContainText('Beech');
      await board.notice('Beech is now on').getByRole('button', { name: 'Undo' }).click();
      await expect(place.day('2026-05-12')).toContainText('Beech');
      expect(await barriers(page)).toEqual([]);
    });

    await story.step('the workload counts who has what where, and opens it', async () => {
      await page.goto('/p/order/workload');
      await page.getByRole('link', { name: 'In work: 1 record' }).first().click();
      await expect(page.getByText('1 record', { exact: true })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Beech' })).toBeVisible();
    });

    await story.step('the palette finds what is misspelt, and two letters of Japanese', async () => {
      for (const title of ['株式会社山田製作所', 'Крамниця «Ромашка»']) {
        const made = await page.request.post('/api/v1/entity-types/order/records', { data: { doc: { title } } });
        await expect(made).toBeOK();
      }
      const palette = page.getByRole('dialog');
      for (const [typed, title] of [
        ['dogwod', 'Dogwood'],
        ['ромажка', 'Крамниця «Ромашка»'],
        ['山田', '株式会社山田製作所'],
      ] as const) {
        await page.keyboard.press('Control+K');
        await palette.getByRole('textbox').fill(typed);
        await expect(palette.getByText(title, { exact: true })).toBeVisible();
        // Each found thing is a line of its own, as wide as the palette.
        const line = palette.getByRole('button').filter({ hasText: title }).first();
        const [found, whole] = [await line.boundingBox(), await palette.boundingBox()];
        expect(found?.width).toBeGreaterThan((whole?.width ?? 0) * 0.8);
        await page.keyboard.press('Enter');
        await expect(page.getByRole('heading', { name: title })).toBeVisible();
        await page.keyboard.press('Escape');
      }
    });

    await story.step('a task is put off by keys, on the board and in the calendar', async () => {
      const data = { title: 'Measure the hall', assigneeId: (await me(page.request)).id };
      await expect(await page.request.post('/api/v1/tasks', { data })).toBeOK();
      await page.goto('/tasks?view=board');
      const column = (name: string) => page.getByRole('region', { name, exact: true });
      await column('No date').getByRole('listitem').filter({ hasText: data.title }).focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await expect(column('Later')).toContainText(data.title);
      const due = async (): Promise<string> =>
        (await (await page.request.get('/api/v1/tasks?assignee=me')).json()).items[0].dueAt;
      await expect.poll(due).toBeTruthy();
      const before = await due();
      await page.goto('/tasks?view=calendar');
      expect(Date.parse(before) - Date.now()).toBeLessThan(8 * 86_400_000);
      if (new Date(before).getMonth() !== new Date().getMonth()) {
        await page.getByRole('button', { name: 'Next month' }).click();
      }
      await page.getByRole('button', { name: data.title }).focus();
      await page.keyboard.press('Shift+ArrowRight');
      await expect.poll(async () => Date.parse(await due()) - Date.parse(before)).toBe(86_400_000);
      await expect(page.getByRole('button', { name: data.title })).toBeFocused();
      expect(await barriers(page)).toEqual([]);
    });
  });
});

const me = async (request: APIRequestContext): Promise<{ id: string }> =>
  (await (await request.get('/api/v1/auth/me')).json()).user;

story.describe('on a phone', () => {
  story.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });

  story('a card is carried by finger, on the board and in the calendar', async ({ page }) => {
    await seed(page.request);
    const board = new Board(page);
    await board.open('order');
    const target = await board.card('New', 'Dogwood').boundingBox();
    if (!target) throw new Error('There is no card.');
    await new Workplace(page).carry(board.card('New', 'Alder'), { x: target.x + 80, y: target.y + target.height - 16 });
    await expect(board.column('New').getByRole('listitem').nth(3)).toContainText('Alder');
    const titles = async (): Promise<string[]> => {
      const { columns } = await (await page.request.get('/api/v1/entity-types/order/board')).json();
      return columns[0].items.map(({ title }: { title: string }) => title);
    };
    // The card lies there before the server has heard of it.
    await expect.poll(titles).toEqual(['Beech', 'Cedar', 'Dogwood', 'Alder', 'Elm']);
    await new Workplace(page).carryAcross(board.card('New', 'Beech'), board.column('In work'));
    await expect(board.notice('Beech is now in In work')).toBeVisible();
    expect(await barriers(page)).toEqual([]);

    const place = new Workplace(page);
    await page.goto('/p/order/calendar?day=2026-05-12&span=week&dateField=due');
    await expect(place.day('2026-05-14')).toContainText('Dogwood');
    const day = await place.day('2026-05-14').boundingBox();
    if (!day) throw new Error('There is no such day.');
    const beech = page.getByRole('link', { name: 'Beech' });
    await place.carry(beech, { x: day.x + day.width / 2, y: day.y + day.height / 2 });
    await expect(place.day('2026-05-14')).toContainText('Beech');
    await expect(board.notice('Beech is now on')).toBeVisible();
    expect(await barriers(page)).toEqual([]);

    // The days stand one below the other: today is brought into sight, whatever day of the month it is.
    const today = page.locator('[data-day][data-today]');
    await page.goto('/p/order/calendar?dateField=due');
    await expect(today).toBeInViewport({ ratio: 1 });
    await page.locator('[data-day]:not([data-outside])').first().scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Today' }).click();
    await expect(today).toBeInViewport({ ratio: 1 });
  });
});
