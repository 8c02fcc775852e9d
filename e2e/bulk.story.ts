import { readFile } from 'node:fs/promises';
import type { APIRequestContext } from '@playwright/test';
import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { Bulk } from './pages/bulk.ts';
import { RecordTable } from './pages/record-table.ts';
import { expect, story } from './story.ts';

const project = {
  key: 'project',
  name: 'Call project',
  namePlural: 'Call projects',
  titleField: 'name',
  fields: [{ key: 'name', label: 'Name', kind: 'text', required: true }],
};
const lead = {
  key: 'lead',
  name: 'Lead',
  namePlural: 'Leads',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'need', label: 'Need', kind: 'text' },
    { key: 'contacted', label: 'Contacted', kind: 'date' },
    { key: 'callOn', label: 'Call on', kind: 'date' },
    { key: 'project', label: 'Call project', kind: 'link', target: 'project' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      stages: [
        { key: 'contact', name: 'In contact', group: 'open' },
        { key: 'returned', name: 'Returned to inside sales', group: 'open', required: ['need'] },
        { key: 'won', name: 'Won', group: 'won' },
      ],
      transitions: 'free',
    },
  ],
};
const COUNT = 130;

async function seed(request: APIRequestContext): Promise<void> {
  const post = async (path: string, data: object) => {
    await expect(await request.post(`/api/v1${path}`, { data })).toBeOK();
  };
  await post('/entity-types', project);
  await post('/entity-types', lead);
  await post('/entity-types/project/records', { doc: { name: 'Winter calls' } });
  for (let index = 1; index <= COUNT; index++) {
    const title = `Lead ${String(index).padStart(3, '0')}`;
    // Two know no need: the stage will ask for it.
    const need = index <= 2 ? {} : { need: 'A new boiler' };
    await post('/entity-types/lead/records', { doc: { title, contacted: '2026-01-31', ...need } });
  }
}

story('a team hands back its quiet leads: all at once, with what could not be, and the way back', async ({ page }) => {
  await begin(page.request, {});
  await seed(page.request);
  const table = new RecordTable(page);
  const bulk = new Bulk(page);
  await table.open('lead');
  await expect(table.total).toHaveText(`${COUNT} records`);

  await story.step(
    'all that match are linked to a call project, to be called three months after the contact',
    async () => {
      await bulk.chooseAllThatMatch();
      await expect(bulk.chosen).toHaveText(`${COUNT} chosen`);
      const dialog = await bulk.open('Link');
      await dialog.getByLabel('To', { exact: true }).click();
      await page.getByRole('option', { name: /Winter calls/ }).click();
      await bulk.setMonthsAfter(dialog, 'Call on', 3, 'Contacted');
      expect(await barriers(page)).toEqual([]);
      await bulk.go(dialog, 'Link');
      await expect(bulk.outcome).toHaveText(`${COUNT} records changed`);
      const answer = await page.request.get('/api/v1/entity-types/lead/records/1');
      expect(await answer.json()).toMatchObject({ doc: { callOn: '2026-04-30' } });
    },
  );

  await story.step('they are moved, but for two that lack what the stage asks for', async () => {
    await bulk.chooseAllThatMatch();
    const dialog = await bulk.open('Move');
    await bulk.pick(dialog, 'Stage', 'Returned to inside sales');
    await bulk.go(dialog, 'Move');
    await expect(bulk.outcome).toHaveText(`${COUNT - 2} records changed`);
    const failures = await bulk.failures();
    await expect(failures).toHaveText([/Lead 001.*Need/, /Lead 002.*Need/]);
    await expect(table.row('Lead 130')).toContainText('Returned to inside sales');
    expect(await barriers(page)).toEqual([]);
  });

  await story.step('what is taken back goes back, but for a card that somebody has worked on since', async () => {
    const moved = await page.request.post('/api/v1/entity-types/lead/records/130/move', { data: { stage: 'won' } });
    await expect(moved).toBeOK();
    await bulk.undo();
    await expect(bulk.outcome).toHaveText(`${COUNT - 3} records as they were`);
    await expect(await bulk.failures()).toHaveText([/Lead 130.*Changed since/]);
    await expect(table.row('Lead 129')).toContainText('In contact');
  });

  await story.step('a few are chosen, changed by keyboard, and exported', async () => {
    await page.reload();
    await page.getByRole('checkbox', { name: 'Select Lead 128', exact: true }).focus();
    await page.keyboard.press('Space');
    await bulk.choose('Lead 127');
    await expect(bulk.chosen).toHaveText('2 chosen');
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Excel (.xlsx)' }).click();
    const file = await readFile(await (await download).path());
    expect(file.subarray(0, 2).toString()).toBe('PK');
  });
});

story.describe('on a phone', () => {
  story.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });

  story('many records are changed too', async ({ page }) => {
    await begin(page.request, {});
    await seed(page.request);
    const bulk = new Bulk(page);
    await new RecordTable(page).open('lead');
    await bulk.chooseAllThatMatch();
    const dialog = await bulk.open('Change');
    await bulk.pick(dialog, 'Field', 'Need');
    await dialog.getByRole('textbox', { name: 'Need' }).fill('A heat pump');
    await bulk.go(dialog, 'Change');
    await expect(bulk.outcome).toHaveText(`${COUNT} records changed`);
    expect(await barriers(page)).toEqual([]);
  });
});
