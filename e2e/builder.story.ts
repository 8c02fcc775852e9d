import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { Board } from './pages/board.ts';
import { Builder } from './pages/builder.ts';
import { expect, story } from './story.ts';

story(
  'a live process is changed in the browser: a stage comes in, a field changes its kind, and all of it goes back',
  async ({ page }) => {
    await begin(page.request, { 'sales-pipeline': { samples: true } });
    const builder = new Builder(page);
    const board = new Board(page);
    const api = '/api/v1/entity-types/deal';
    const before = (await (await page.request.get(api)).json()).funnels[0].stages.length;

    await story.step('a stage is put before Proposal, and taken back and done again by keys', async () => {
      await builder.open('deal');
      await builder.addStage('Ask the technical team', 'Engaging');
      await builder.saved();
      await page.locator('.react-flow__pane').click({ position: { x: 40, y: 400 } });
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      await expect(builder.stage('Ask the technical team')).toHaveCount(0);
      await page.keyboard.press('Control+Shift+z');
      await page.keyboard.press('Control+Shift+z');
      await expect(builder.stage('Ask the technical team')).toBeVisible();
      await builder.saved();
    });

    await story.step('Publish says what changed and that nothing breaks; cards stay where they are', async () => {
      await builder.part('Publish');
      await expect(page.getByText('“Ask the technical team” is new')).toBeVisible();
      expect(await barriers(page)).toEqual([]);
      await builder.publish(2);
      await board.open('deal');
      await expect(board.column('Ask the technical team')).toBeVisible();
      const now = await (await page.request.get(api)).json();
      expect(now.funnels[0].stages).toHaveLength(before + 1);
    });

    await story.step('a stage with cards goes only once it is said where these go', async () => {
      await builder.open('deal');
      await builder.stage('Engaging').first().click();
      await builder.panel.getByRole('button', { name: 'Remove the stage' }).click();
      const question = page.getByRole('dialog');
      await expect(question.getByRole('button', { name: 'Remove the stage' })).toBeDisabled();
      await question.getByRole('combobox', { name: 'Cards go to' }).click();
      await page.getByRole('option', { name: 'Prospecting' }).click();
      await question.getByRole('button', { name: 'Remove the stage' }).click();
      await builder.saved();
      await builder.part('Publish');
      // A rule waited for that stage: it is decided about, too.
      await expect(page.getByRole('button', { name: 'Publish version 3' })).toBeDisabled();
      await page.getByRole('checkbox', { name: /^Rule .*Publish all the same/ }).check();
      await builder.publish(3);
      const { columns } = await (await page.request.get(`${api}/board`)).json();
      expect(columns.map(({ stage }: { stage: string }) => stage)).not.toContain('engaging');
    });

    await story.step('a text becomes a date: what does not convert is shown, and set aside', async () => {
      const { items } = await (await page.request.get(`${api}/records?limit=2`)).json();
      for (const [index, nextStep] of ['2026-12-01', 'Call Ann'].entries()) {
        const changed = await page.request.patch(`${api}/records/${items[index].id}`, { data: { doc: { nextStep } } });
        await expect(changed).toBeOK();
      }
      await builder.part('Fields');
      await page.getByRole('button', { name: /^Next step/ }).click();
      await page.getByRole('combobox', { name: 'Kind' }).click();
      await page.getByRole('option', { name: 'Date', exact: true }).click();
      await builder.saved();
      await builder.part('Publish');
      await expect(page.getByText('1 convert, 1 do not')).toBeVisible();
      await expect(page.getByRole('cell', { name: 'Call Ann', exact: true })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Publish version 4' })).toBeDisabled();
      await page.getByRole('radio', { name: 'Set them aside' }).check();
      expect(await barriers(page)).toEqual([]);
      await builder.publish(4);
      await expect(page.getByText('1 value was set aside')).toBeVisible();
      const record = await (await page.request.get(`${api}/records/${items[1].id}`)).json();
      expect(record.setAside.nextStep.value).toBe('Call Ann');
    });

    await story.step('any version can be gone back to', async () => {
      await page.getByRole('button', { name: 'Go back to version 1' }).click();
      await expect(page.getByText('Version 5', { exact: true })).toBeVisible();
      const now = await (await page.request.get(api)).json();
      expect(now.funnels[0].stages).toHaveLength(before);
    });
  },
);
