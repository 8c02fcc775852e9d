import { begin } from './begin.ts';
import { Board } from './pages/board.ts';
import { Gallery } from './pages/gallery.ts';
import { Rules } from './pages/rules.ts';
import { Runs } from './pages/runs.ts';
import { Tasks } from './pages/tasks.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 2000, height: 900 } });

const RULE = 'Prepare the proposal';

story('an administrator makes a rule in the browser, and its run can be read step by step', async ({ page }) => {
  await begin(page.request, { 'sales-pipeline': { samples: true } });
  const rules = new Rules(page);
  const board = new Board(page);
  const title = 'Yearly service 2027';

  await story.step('the rule is made by choosing, and reads as a sentence', async () => {
    await rules.open('deal');
    await rules.addTaskOnEntry({ name: RULE, stage: 'Proposal', task: 'Write it up: {{ title }}', days: 3 });
    await expect(rules.rule(RULE)).toContainText('When a card enters “Proposal”');
    await expect(rules.rule(RULE)).toContainText('Make a task “Write it up: {{ title }}”');
    await expect(rules.rule(RULE)).toContainText('due in 3 days');
    await expect(rules.rule(RULE).getByRole('switch', { name: `${RULE} is on` })).toBeChecked();
  });

  await story.step('a card that enters the stage sets it off', async () => {
    await board.open('deal');
    await board.drag(title, 'Engaging', 'Proposal');
    await expect(board.card('Proposal', title)).toBeVisible();
    const tasks = new Tasks(page);
    await tasks.open();
    await expect(tasks.task(`Write it up: ${title}`)).toContainText(title);
  });

  await story.step('the run shows its step with what went in and came out', async () => {
    const runs = new Runs(page);
    await runs.open();
    await expect(runs.row(RULE)).toContainText('Done');
    await expect(runs.row(RULE)).toContainText(title);
    const run = await runs.details(RULE);
    await expect(run).toContainText('Make a task');
    await expect(run).toContainText(`Write it up: ${title}`);
  });

  await story.step('switched off, the rule does nothing', async () => {
    await rules.open('deal');
    await rules.rule(RULE).getByRole('switch').press('Space');
    await expect(rules.rule(RULE).getByRole('switch')).not.toBeChecked();
    await board.open('deal');
    await board.drag('検査装置の更新', 'Engaging', 'Proposal');
    await expect(board.notice('検査装置の更新 is now in Proposal')).toBeVisible();
    await board.drag('Shop refit', 'Prospecting', 'Engaging');
    const runs = new Runs(page);
    await runs.open();
    // The rule of the later move has run, so the earlier move has been seen as well.
    await expect(runs.row('Call back within two hours')).toContainText('Shop refit');
    await expect(runs.row(RULE)).toHaveCount(1);
  });

  await story.step('the funnel is drawn with every stage', async () => {
    await page.goto('/p/deal/funnel');
    for (const stage of ['Prospecting', 'Engaging', 'Proposal', 'Negotiation']) {
      await expect(page.getByLabel(`${stage}, Open`, { exact: true })).toBeVisible();
    }
    await expect(page.getByLabel('Won, Won', { exact: true })).toBeVisible();
    await expect(page.getByLabel('Lost, Lost', { exact: true })).toBeVisible();
  });
});

story('a purchase request is asked for what its approval needs', async ({ page }) => {
  await begin(page.request, {});
  const board = new Board(page);
  const title = 'Standing desks';

  await story.step('the process is installed without samples', async () => {
    const gallery = new Gallery(page);
    await gallery.open();
    await gallery.install('Purchase requests', { samples: false });
    await board.add('New', title);
  });

  const question = board.question('Approval');
  await story.step('a form asks for just what is missing, and does not go on without it', async () => {
    await board.drag(title, 'New', 'Approval');
    await expect(question).toContainText(`This stage asks for a little more about ${title}`);
    await question.getByRole('button', { name: 'Move', exact: true }).click();
    await expect(question.getByText('Please fill this in').first()).toBeVisible();
  });

  await story.step('filled in, the request moves and the decision becomes a task', async () => {
    await question.getByRole('combobox', { name: /^Department/ }).click();
    await page.getByRole('option', { name: 'Sales' }).click();
    await question.getByLabel(/^Why it is needed/).fill('People ask for them.');
    await question.getByRole('button', { name: 'Add a row' }).click();
    await question.getByLabel('Name, row 1').fill('Desk');
    await question.getByLabel('Quantity, row 1').fill('4');
    await question.getByLabel('Price, row 1').fill('350');
    await question.getByRole('button', { name: 'Move', exact: true }).click();
    await expect(question).toBeHidden();
    await expect(board.card('Approval', title)).toContainText('1,400');
    const tasks = new Tasks(page);
    await tasks.open();
    await expect(tasks.task(`Decide on ${title}`)).toBeVisible();
  });

  await story.step('a way that the funnel does not have is refused with the reason', async () => {
    await board.open('purchaseRequest');
    await board.drag(title, 'Approval', 'Received');
    await expect(board.notice(`${title} stays in Approval`)).toBeVisible();
    await expect(board.card('Approval', title)).toBeVisible();
  });
});
