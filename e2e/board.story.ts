import { begin } from './begin.ts';
import { Board } from './pages/board.ts';
import { Card } from './pages/card.ts';
import { Entrance } from './pages/entrance.ts';
import { People } from './pages/people.ts';
import { Tasks } from './pages/tasks.ts';
import { expect, story } from './story.ts';

const mia = { name: 'Mia Keller', email: 'mia@example.com', password: 'battery staple' };
const TITLE = 'Harbour lights';
const TWO_HOURS = 2 * 60 * 60 * 1000;

// All six columns on one screen: a mouse that carries a card needs no scrolling.
story.use({ viewport: { width: 2000, height: 900 } });

story('a member moves a card, a rule acts on it, and everybody sees it', async ({ page, browser }) => {
  await begin(page.request, { 'sales-pipeline': { samples: true } });
  const shared = new Board(page);

  await story.step('the administrator adds a member', async () => {
    const people = new People(page);
    await people.open();
    await people.addMember(mia);
    await expect(people.row(mia.name)).toContainText(mia.email);
    await shared.open('deal');
  });

  const context = await browser.newContext();
  const desk = await context.newPage();
  const board = new Board(desk);
  await story.step('the member signs in and adds a card', async () => {
    await new Entrance(desk).signIn(mia);
    await board.open('deal');
    await board.add('Prospecting', TITLE);
    await expect(shared.card('Prospecting', TITLE)).toBeVisible();
  });

  const taskList = await context.newPage();
  const tasks = new Tasks(taskList);
  const sheet = await context.newPage();
  const card = new Card(sheet);
  await story.step('tasks and the card are open in two more windows', async () => {
    await tasks.open();
    await expect(tasks.nothing).toBeVisible();
    await sheet.goto((await board.link(TITLE).getAttribute('href')) ?? '');
    await expect(card.title).toContainText(TITLE);
    await expect(card.stage).toHaveText('Prospecting');
  });

  await story.step('a slow line shows the shape of the board at once, and the board when it is there', async () => {
    const window = await context.newPage();
    await window.route(/\/assets\/.*\.js$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    const asked: string[] = [];
    window.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const shape = window.locator('#first');
    await window.goto('/p/deal', { waitUntil: 'commit' });
    await expect(shape).toBeVisible();
    await expect.poll(() => asked.some((path) => /\/board-[^/]+\.js$/.test(path))).toBe(true);
    await expect(new Board(window).card('Prospecting', TITLE)).toBeHidden();
    await expect(new Board(window).card('Prospecting', TITLE)).toBeVisible();
    await expect(shape).toBeHidden();
    expect(asked.filter((path) => path === '/api/v1/auth/me')).toHaveLength(1);
    await window.close();
  });

  await story.step('the card is carried from Prospecting to Engaging', async () => {
    await desk.bringToFront();
    await board.drag(TITLE, 'Prospecting', 'Engaging');
    await expect(board.card('Engaging', TITLE)).toBeVisible();
    await expect(board.card('Prospecting', TITLE)).toHaveCount(0);
    await expect(board.notice(`${TITLE} is now in Engaging`)).toBeVisible();
  });

  await story.step('the administrator sees it there without a reload', async () => {
    await expect(shared.card('Engaging', TITLE)).toBeVisible();
    await expect(shared.card('Prospecting', TITLE)).toHaveCount(0);
  });

  await story.step('the task due in two hours appears in Tasks and on the card without a reload', async () => {
    await expect(tasks.task('Call back')).toContainText(TITLE);
    await expect(card.stage).toHaveText('Engaging');
    await expect(card.tasks).toContainText('Call back');
    const answer = await context.request.get('/api/v1/tasks?assignee=me&status=open');
    const [task] = (await answer.json()).items;
    expect(task.title).toBe('Call back');
    expect(Math.abs(Date.parse(task.dueAt) - Date.now() - TWO_HOURS)).toBeLessThan(60_000);
  });

  await story.step('the history says which rule made it, and why', async () => {
    const line = card.history('Task: Call back');
    await expect(line).toContainText('Rule “Call back within two hours”');
    await line.getByRole('link', { name: 'why?' }).click();
    const run = sheet.getByRole('main');
    await expect(run.getByRole('heading', { level: 1 })).toHaveText('Call back within two hours');
    await expect(run).toContainText(TITLE);
    await expect(run).toContainText('Make a task');
    await expect(run).toContainText('Done');
  });

  await story.step('a filter is put together with the mouse, and a press on the page puts it away', async () => {
    await desk.bringToFront();
    await desk.getByRole('button', { name: 'Filter', exact: true }).click();
    const panel = desk.getByRole('dialog').filter({ hasText: 'Show records where' });
    await panel.getByRole('button', { name: 'Condition', exact: true }).click();
    for (const [input, choice] of [
      ['Field', 'Stage'],
      ['Comparison', 'is'],
      ['Value', 'Engaging'],
    ] as const) {
      await panel.locator(`input[aria-label="${input}"]`).click();
      await desk.getByRole('option', { name: choice, exact: true }).click();
    }
    await expect(board.column('Prospecting')).toHaveAccessibleName('Prospecting, 0 cards');
    await expect(board.card('Engaging', TITLE)).toBeVisible();
    await desk.mouse.click(1_500, 850);
    await expect(panel).toBeHidden();
    await desk.getByRole('button', { name: 'Clear' }).click();
    await expect(board.column('Prospecting')).not.toHaveAccessibleName('Prospecting, 0 cards');
  });

  await story.step('the keyboard moves a card as well', async () => {
    await desk.bringToFront();
    await board.link(TITLE).focus();
    await desk.keyboard.press('m');
    const menu = desk.getByRole('menu', { name: `Move ${TITLE}` });
    await expect(menu.getByRole('menuitem', { name: 'Prospecting' })).toBeFocused();
    await desk.keyboard.press('Enter');
    await expect(board.card('Prospecting', TITLE)).toBeVisible();
    await expect(board.link(TITLE)).toBeFocused();
    await board.notice(`${TITLE} is now in Prospecting`).getByRole('button', { name: 'Undo' }).click();
    await expect(board.card('Engaging', TITLE)).toBeVisible();
  });

  await story.step('Lost asks for the reason: without it the card stays, with it the card goes', async () => {
    await board.drag(TITLE, 'Engaging', 'Lost');
    const question = board.question('Lost');
    await expect(question).toContainText('Please say why');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(board.card('Engaging', TITLE)).toBeVisible();

    await board.drag(TITLE, 'Engaging', 'Lost');
    await question.getByRole('button', { name: 'Move', exact: true }).click();
    await expect(question).toContainText('Please fill this in');
    await question.getByRole('combobox', { name: /^Loss reason/ }).click();
    await desk.getByRole('option', { name: 'Chose a competitor' }).click();
    await question.getByRole('button', { name: 'Move', exact: true }).click();
    await expect(question).toBeHidden();
    await expect(board.card('Lost', TITLE)).toBeVisible();
    await expect(shared.card('Lost', TITLE)).toBeVisible();
  });
  await context.close();
});
