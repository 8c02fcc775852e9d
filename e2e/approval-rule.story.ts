import { ada, begin } from './begin.ts';
import { Board } from './pages/board.ts';
import { Card } from './pages/card.ts';
import { Rules } from './pages/rules.ts';
import { Runs } from './pages/runs.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 2000, height: 900 } });

const RULE = 'Follow up a proposal';
const BIG = 'Calibration benches';
const SMALL = 'Cold-chain sensors';
const TINY = 'Yearly service 2027';

story(
  'a rule with a condition, a branch, an approval and a wait is built from nothing, tried, and does its work',
  async ({ page }) => {
    await begin(page.request, { 'sales-pipeline': { samples: true } });
    const rules = new Rules(page);
    const board = new Board(page);
    const card = new Card(page);

    await rules.open('deal');
    const form = await rules.begin('Proposal');

    await story.step('the rule is put together by mouse and keyboard', async () => {
      await form.name.fill(RULE);
      await form.demand(form.condition, 'Amount', 'at least', '2000');
      await form.step('1. Make a task').getByLabel('What is to be done').fill('Write it up: {{ title }}');
      await form.add('Choose a branch');
      const branch = form.step('2. Choose a branch');
      await form.demand(branch, 'Amount', 'at least', '20000');
      await form.addWithin('2: If it does', 'Ask for approval');
      const approval = form.step('2a.1. Ask for approval');
      await form.choose(approval.getByRole('combobox', { name: 'Who decides' }), ada.name);
      await page.keyboard.press('Escape');
      await approval.getByLabel('What is asked').fill('May we offer {{ titel }} at this price?');
      await form.addWithin('2: Otherwise', 'Wait');
      await form.step('2b.1. Wait').getByLabel('How many').fill('5');
    });

    await story.step('a formula is checked while it is typed', async () => {
      const asked = form.step('2a.1. Ask for approval').getByLabel('What is asked');
      await expect(asked).toHaveAccessibleDescription(/titel/);
      await asked.fill('May we offer {{ title }} at this price?');
      await expect(asked).toHaveAccessibleDescription('');
    });

    await story.step('what is missing is said at its own place, and nothing typed is lost', async () => {
      await form.addWithin('2a.1: When approved', 'Tell someone');
      await form.save();
      const message = form.step('2a.1a.1. Tell someone').getByLabel('Message');
      await expect(message).toHaveAttribute('aria-invalid', 'true');
      await expect(form.name).toHaveValue(RULE);
      await message.fill('Approved: {{ title }}');
      await expect(message).not.toHaveAttribute('aria-invalid', 'true');
    });

    await story.step(
      'tried on records, it says what it would do, and which term says no with both values',
      async () => {
        const big = await form.tryOn(BIG);
        await expect(big).toContainText('It would not fire');
        const tiny = await form.tryOn(TINY);
        await expect(tiny).toContainText('Amount is at least $2,000');
        await expect(tiny).toContainText('it was $1,200');
        await expect(tiny).toContainText(`Write it up: ${TINY}`);
      },
    );

    await story.step('tried on the past, it says how often it would have fired', async () => {
      const past = await form.tryOnPast();
      await expect(past).toContainText(/It would (not )?have fired/);
    });

    await story.step('left by mistake, it asks first', async () => {
      await page.getByRole('link', { name: 'Board', exact: true }).click();
      const question = page.getByRole('dialog', { name: 'Leave without saving?' });
      await question.getByRole('button', { name: 'Keep editing' }).click();
      await expect(question).toBeHidden();
    });

    await story.step('saved, it stands with its stage and reads as a sentence', async () => {
      await form.save();
      const rule = rules.stage('Proposal').getByRole('article', { name: RULE });
      await expect(rule).toContainText('When a card enters “Proposal” if Amount is at least $2,000');
      await expect(rule).toContainText(`Ask ${ada.name} for approval`);
      await expect(rule).toContainText('Wait 5 days');
    });

    await story.step('a big deal waits for a word, which is given on the home screen', async () => {
      await board.open('deal');
      await board.drag(BIG, 'Prospecting', 'Proposal');
      await expect(board.card('Proposal', BIG)).toBeVisible();
      await page.goto('/');
      const approval = page.getByRole('article', { name: `May we offer ${BIG} at this price?: ${BIG}` });
      await approval.getByLabel('Comment (optional)').fill('Fine with me');
      await approval.getByRole('button', { name: 'Approve' }).click();
      await expect(approval).toBeHidden();
      const runs = new Runs(page);
      await runs.open();
      await expect(runs.row(RULE)).toContainText('Done');
      const run = await runs.details(RULE);
      await expect(run).toContainText('Ask for approval');
      await expect(run).toContainText(`Approved: ${BIG}`);
    });

    await story.step('a smaller one waits for its time', async () => {
      await board.open('deal');
      await board.drag(SMALL, 'Prospecting', 'Proposal');
      await expect(board.card('Proposal', SMALL)).toBeVisible();
      const runs = new Runs(page);
      await runs.open();
      await expect(runs.row(RULE).filter({ hasText: SMALL })).toContainText('Waiting');
      const run = await runs.details(RULE);
      await expect(run).toContainText('until');
      await run.getByRole('button', { name: 'Cancel the run' }).click();
      await expect(run).toContainText('Stopped');
    });

    await story.step('the card says why, and why not', async () => {
      await board.open('deal');
      await board.drag(TINY, 'Engaging', 'Proposal');
      await expect(board.card('Proposal', TINY)).toBeVisible();
      await board.link(TINY).click();
      await expect(card.title).toContainText(TINY);
      await page.getByRole('button', { name: 'Why did nothing happen?' }).click();
      const why = page.getByRole('dialog', { name: `What rules said to “${TINY}”` });
      await expect(why).toContainText('The condition said no');
      await expect(why).toContainText('it was $1,200');
    });
  },
);
