import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { RuleCanvas } from './pages/rule-canvas.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 1600, height: 1000 } });

const TITLE = 'Yearly service 2027';

story(
  'a rule with a branch and a wait is drawn by mouse and keyboard, tried, run and brought back',
  async ({ page }) => {
    await begin(page.request, { 'sales-pipeline': { samples: true } });
    const canvas = new RuleCanvas(page);

    await story.step('a condition that is looked at stays as it is; what is changed in it is taken back', async () => {
      await canvas.openDesign('deal');
      await page.getByRole('button', { name: 'Tell the owner about a big deal', exact: true }).click();
      await canvas.block('If').click();
      const amount = page.getByLabel('Value', { exact: true });
      await expect(amount).toHaveValue('10,000');
      await expect(page.getByText('Saved as version 1')).toBeVisible();
      await amount.fill('20000');
      await expect(page.getByText('Not saved yet')).toBeVisible();
      await canvas.block('If').focus();
      await page.keyboard.press('Control+z');
      await expect(amount).toHaveValue('10,000');
      await expect(page.getByText('Saved as version 1')).toBeVisible();
      await page.getByRole('button', { name: 'All rules' }).click();
      await expect(page.getByRole('dialog')).not.toBeAttached();
    });

    await story.step('by mouse: steps come onto lines from a list, and by being dragged', async () => {
      await canvas.openDesign('deal');
      await canvas.begin('Proposal');
      await canvas.name.fill('Follow up');
      await canvas.block('1. Make a task').click();
      await canvas.step('1. Make a task').getByLabel('What is to be done').fill('Call back: {{ title }}');
      await canvas.add('a step after 1. Make a task', 'Choose a branch');
      await canvas.expectSteps('1. Make a task', '2. Choose a branch');
      await page.keyboard.press('Escape');
      await canvas.drag('Write a comment', 'a step to 2: If it does');
      await canvas.expectSteps('1. Make a task', '2. Choose a branch', '2a.1. Write a comment');
      await canvas.step('2a.1. Write a comment').getByLabel('Comment').fill('Big: {{ title }}');
    });

    await story.step(
      'by keyboard: a wait is added, moved, copied, taken back, and the condition is opened',
      async () => {
        await canvas.block('1. Make a task').focus();
        await page.keyboard.press('Enter');
        await canvas.block('1. Make a task').focus();
        await canvas.addByKeyboard('Wait');
        await canvas.expectSteps('1. Make a task', '2. Wait', '3. Choose a branch', '3a.1. Write a comment');
        await expect(canvas.block('2. Wait')).toBeFocused();
        await page.keyboard.press('Control+c');
        await page.keyboard.press('Control+v');
        await expect(canvas.block('3. Wait')).toBeFocused();
        await page.keyboard.press('Alt+ArrowDown');
        await canvas.expectSteps(
          '1. Make a task',
          '2. Wait',
          '3. Choose a branch',
          '3a.1. Wait',
          '3a.2. Write a comment',
        );
        await page.keyboard.press('Delete');
        await canvas.expectSteps('1. Make a task', '2. Wait', '3. Choose a branch', '3a.1. Write a comment');
        await page.keyboard.press('Control+z');
        await canvas.expectSteps(
          '1. Make a task',
          '2. Wait',
          '3. Choose a branch',
          '3a.1. Wait',
          '3a.2. Write a comment',
        );
        await page.keyboard.press('Control+Shift+z');
        await canvas.expectSteps('1. Make a task', '2. Wait', '3. Choose a branch', '3a.1. Write a comment');
        expect(await barriers(page)).toEqual([]);
        await canvas.save();
        await expect(page.getByText('Saved as version 1')).toBeVisible();
      },
    );

    await story.step(
      'tried on a record, the way it would take lights up, and each step says what it would do',
      async () => {
        const { items } = await (await page.request.get('/api/v1/entity-types/deal/records?limit=200')).json();
        const { id } = items.find(({ title }: { title: string }) => title === TITLE);
        const moved = await page.request.post(`/api/v1/entity-types/deal/records/${id}/move`, {
          data: { stage: 'proposal' },
        });
        await expect(moved).toBeOK();
        await canvas.tryOn(TITLE);
        await expect(canvas.block('When')).toContainText('Holds');
        await expect(canvas.block('1. Make a task')).toContainText(`Call back: ${TITLE}`);
        await expect(canvas.block('1. Make a task')).toContainText('would do');
        await expect(canvas.block('2. Wait')).toContainText('would wait');
        await expect(canvas.block('3. Choose a branch')).toContainText('If it does');
        await expect(canvas.block('3a.1. Write a comment')).toContainText(`Big: ${TITLE}`);
        expect(await barriers(page)).toEqual([]);
      },
    );

    await story.step('its run shows on the same canvas what every step did', async () => {
      await canvas.tab('Runs');
      await page.getByRole('button', { name: new RegExp(`^${TITLE}.*Waiting`) }).click();
      await expect(canvas.block('1. Make a task')).toContainText('Done');
      await expect(canvas.block('2. Wait')).toContainText('Waiting');
      await canvas.block('1. Make a task').click();
      await expect(page.getByRole('region', { name: '1. Make a task' })).toContainText(`Call back: ${TITLE}`);
      await canvas.tab('Step');
    });

    await story.step('an earlier version is looked at and brought back as the next one', async () => {
      await canvas.block('2. Wait').click();
      await page.keyboard.press('Delete');
      await canvas.expectSteps('1. Make a task', '2. Choose a branch', '2a.1. Write a comment');
      await canvas.save();
      await expect(page.getByText('Saved as version 2')).toBeVisible();
      await canvas.tab('Versions');
      await expect(canvas.version(2)).toContainText('2. Wait was removed');
      await page.getByRole('button', { name: 'Look at version 1' }).click();
      await canvas.expectSteps('1. Make a task', '2. Wait', '3. Choose a branch', '3a.1. Write a comment');
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      await expect(page.getByText('Saved as version 3')).toBeVisible();
      await expect(canvas.version(3)).toContainText('2. Wait was added');
      await canvas.expectSteps('1. Make a task', '2. Wait', '3. Choose a branch', '3a.1. Write a comment');
    });

    await story.step('the list is another view of the same draft', async () => {
      await page.getByText('List', { exact: true }).click();
      await expect(page.getByRole('group', { name: '2. Wait' })).toBeVisible();
      await page.getByRole('button', { name: 'Remove step 2', exact: true }).click();
      await page.getByText('Canvas', { exact: true }).click();
      await canvas.expectSteps('1. Make a task', '2. Choose a branch', '2a.1. Write a comment');
      await expect(page.getByText('Not saved yet')).toBeVisible();
    });
  },
);
