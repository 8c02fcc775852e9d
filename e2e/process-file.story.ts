import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { Builder } from './pages/builder.ts';
import { expect, story } from './story.ts';

const DIAGRAM = resolve(import.meta.dirname, '../server/src/testing/diagrams/modeler-order.bpmn');

story(
  'a process goes out as a file and comes in again, as a package and as a diagram, with what it does shown first',
  async ({ page }) => {
    await begin(page.request, { 'sales-pipeline': { samples: true } });
    const builder = new Builder(page);
    const saved = async (item: string) => {
      await page.getByRole('button', { name: 'As a file' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const bring = async (file: { name: string; mimeType: string; buffer: Buffer } | string) => {
      await page.goto('/gallery');
      await page.getByRole('link', { name: 'Import from a file' }).click();
      await page.locator('input[type=file]').setInputFiles(file);
    };

    await story.step('out as a package, which comes back as it is', async () => {
      await builder.open('deal');
      const { name, text } = await saved('Export as a package');
      expect(name).toBe('deal-1.0.0.json');
      await bring({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
      await expect(page.getByText('Everything in the file is already here as it says.')).toBeVisible();

      const changed = JSON.parse(text);
      changed.entityTypes[0].fields.push({ key: 'rival', label: 'Rival', kind: 'text' });
      await page.getByRole('button', { name: 'Another file' }).click();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(changed)) });
      await expect(page.getByText('“Rival” is new')).toBeVisible();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Add and update' }).click();
      await expect(page.getByRole('link', { name: 'Open Deal' })).toBeVisible();
      const type = await (await page.request.get('/api/v1/entity-types/deal')).json();
      expect([type.version, type.fields.at(-1).key]).toEqual([2, 'rival']);
    });

    await story.step('out as a diagram, whose every part has its place when it comes in', async () => {
      await builder.open('deal');
      const { name, text } = await saved('Draw as a BPMN diagram');
      expect(name).toBe('deal.bpmn');
      await bring({ name, mimeType: 'application/xml', buffer: Buffer.from(text) });
      await expect(page.getByText('Everything in the diagram has its place.')).toBeVisible();
      await expect(page.getByText('Everything in the file is already here as it says.')).toBeVisible();
    });

    await story.step('what another program drew is a new process, and what has no place is said', async () => {
      await bring(DIAGRAM);
      const left = page.getByRole('table', { name: /have no place in Etapa/ });
      await expect(left.getByRole('row', { name: /Participant_09vbx3p/ })).toContainText('somebody outside');
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Install' }).click();
      await page.getByRole('link', { name: 'Open Order to cash' }).click();
      await expect(page.getByRole('heading', { name: 'Check order' })).toBeVisible();
    });

    await story.step('or more funnels in the draft of one that is here, of which nothing is published', async () => {
      await bring(DIAGRAM);
      await page.getByRole('combobox', { name: 'Bring the diagram in as' }).click();
      await page.getByRole('option', { name: 'More funnels in the draft of Deal' }).click();
      await page.getByRole('button', { name: 'Add to the draft' }).click();
      await page.getByRole('link', { name: 'Look at the draft of Deal' }).click();
      await builder.part('Publish');
      await expect(page.getByText('“Supplier” is new')).toBeVisible();
      const type = await (await page.request.get('/api/v1/entity-types/deal')).json();
      expect(type.funnels).toHaveLength(1);
    });
  },
);
