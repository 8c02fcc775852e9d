import { readFile } from 'node:fs/promises';
import type { APIRequestContext, Download } from '@playwright/test';
import { barriers } from './accessibility.ts';
import { RecordTable } from './pages/record-table.ts';
import { ReportBuilder } from './pages/report-builder.ts';
import { seedOrders } from './report-world.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 1440, height: 900 } });

story(
  'a report is shared, put on a dashboard, taken along and sent, and shows each reader their own truth',
  async ({ page, browser, etapa }) => {
    await seedOrders(page.request);
    const builder = new ReportBuilder(page);

    await story.step('saved and shared by role', async () => {
      await builder.open('order');
      await builder.draw('Bars');
      await builder.save('Orders by stage', 'Member');
      expect(await barriers(page)).toEqual([]);
    });

    await story.step('taken along as CSV, workbook and picture', async () => {
      const [csv, xlsx, png] = [await builder.take('CSV'), await builder.take('XLSX'), await builder.take('PNG')];
      expect(await contentOf(csv).then(String)).toMatch(/Paid,4\r?\n/);
      expect((await contentOf(xlsx)).subarray(0, 2).toString()).toBe('PK');
      expect((await contentOf(png)).subarray(1, 4).toString()).toBe('PNG');
    });

    await story.step('on a dashboard, placed, and narrowed with everything on it', async () => {
      await page.goto('/dashboards');
      await page.getByRole('button', { name: 'New dashboard' }).click();
      const form = page.getByRole('dialog', { name: 'New dashboard' });
      await form.getByRole('textbox', { name: 'Name' }).fill('Mondays');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('heading', { name: 'Mondays', level: 1 })).toBeVisible();
      for (const count of [1, 2]) {
        await page.getByRole('button', { name: 'Add a report' }).click();
        await page.getByRole('menuitem', { name: /^Orders by stage/ }).click();
        await expect(page.getByRole('region', { name: 'Orders by stage' })).toHaveCount(count);
      }
      const second = page.getByRole('button', { name: 'Move Orders by stage' }).last();
      const before = await second.boundingBox();
      await second.hover();
      await page.mouse.down();
      await page.mouse.move((before?.x ?? 0) - 500, (before?.y ?? 0) + 340, { steps: 12 });
      await page.mouse.up();
      await expect.poll(async () => (await second.boundingBox())?.y).toBeGreaterThan((before?.y ?? 0) + 100);
      await page.reload();
      const shown = page.getByRole('region', { name: 'Orders by stage' }).first().getByRole('img', { name: /: / });
      await expect(shown).toHaveAccessibleName(/Paid 4/);
      await page.getByRole('combobox', { name: 'Period' }).click();
      await page.getByRole('option', { name: 'Last 30 days' }).click();
      await expect(shown).toHaveAccessibleName(/Paid 3/);
      await page.getByRole('combobox', { name: 'Whose' }).click();
      await page.getByRole('option', { name: 'Ines Duarte' }).click();
      await expect(shown).toHaveAccessibleName(/Paid 2/);
      await page.getByRole('button', { name: 'Keep for everyone' }).click();
      await expect(page.getByText('Kept with the dashboard', { exact: false })).toBeVisible();
      await page.getByRole('button', { name: 'Show everything' }).click();
      await expect(shown).toHaveAccessibleName(/Paid 4/);
      await page.getByRole('button', { name: 'As it is kept' }).click();
      await page.reload();
      await expect(shown).toHaveAccessibleName(/Paid 2/);
      expect(await barriers(page)).toEqual([]);
    });

    await story.step('sent by e-mail with its picture', async () => {
      await page.getByRole('button', { name: 'Send by e-mail' }).click();
      const dialog = page.getByRole('dialog', { name: 'Sent by e-mail' });
      await dialog.getByRole('button', { name: 'New schedule' }).click();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByRole('button', { name: 'Send now' }).click();
      await expect(dialog.getByText('It is being sent.', { exact: false })).toBeVisible();
      await expect.poll(() => readersOf(page.request, 'Mondays')).toEqual(['ada@example.com']);
    });

    await story.step('a member who sees only their own records reads their own truth', async () => {
      const grants = [{ entityType: '*', actions: ['read'], scope: 'own' }];
      const role = { key: 'member', name: 'Member', grants };
      await expect(await page.request.put('/api/v1/roles/member', { data: role })).toBeOK();
      const context = await browser.newContext({ baseURL: etapa.url });
      const bo = await context.newPage();
      const signedIn = await bo.request.post('/api/v1/auth/login', {
        data: { email: 'bo@example.com', password: 'correct horse' },
      });
      await expect(signedIn).toBeOK();
      await bo.goto('/p/order/reports/query');
      await bo.getByRole('button', { name: 'Saved reports' }).click();
      await bo.getByRole('menuitem', { name: 'Orders by stage' }).click();
      const total = bo.getByRole('link', { name: /^Total, / });
      await expect(total).toHaveText('4');
      await total.click();
      await expect(new RecordTable(bo).total).toHaveText('4 records');
      await context.close();
    });
  },
);

const contentOf = async (download: Download): Promise<Buffer> => readFile(await download.path());

async function readersOf(request: APIRequestContext, subject: string): Promise<string[]> {
  const { items } = (await (await request.get('/api/v1/emails')).json()) as {
    items: { subject: string; to: { address: string }[] }[];
  };
  return items.filter((mail) => mail.subject === subject).flatMap(({ to }) => to.map(({ address }) => address));
}
