import { barriers } from './accessibility.ts';
import { RecordTable } from './pages/record-table.ts';
import { ReportBuilder } from './pages/report-builder.ts';
import { seedOrders } from './report-world.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 1440, height: 900 } });

const DATASETS = { Records: '8', 'Stage visits': '21', Tasks: '2' };

story('a report is built from nothing, and its figures open their records', async ({ page }) => {
  await seedOrders(page.request);
  const builder = new ReportBuilder(page);
  const table = new RecordTable(page);

  await story.step('each data set, as a number that opens its records', async () => {
    await builder.open('order');
    await builder.choose('Group by', 'Not grouped');
    for (const [dataset, count] of Object.entries(DATASETS)) {
      await builder.choose('Count what', dataset);
      await builder.draw('Number');
      await expect(page.getByRole('link', { name: new RegExp(`: ${count}$`) }).first()).toBeVisible();
    }
    await builder.choose('Count what', 'Stage visits');
    await page.getByRole('link', { name: /: 21$/ }).first().click();
    await expect(page.getByRole('heading', { name: '21 stage visits' })).toBeVisible();
    const rows = page.getByRole('table').getByRole('row');
    await expect(rows).toHaveCount(1 + 21);
    expect(await barriers(page)).toEqual([]);
    await rows.nth(1).getByRole('link').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await builder.open('order');
    await builder.choose('Group by', 'Not grouped');
    await builder.draw('Number');
    await page.getByRole('link', { name: /: 8$/ }).first().click();
    await expect(table.total).toHaveText('8 records');
  });

  await story.step('every picture of the builder', async () => {
    await builder.open('order');
    expect(await builder.offered()).not.toContain('Sankey');
    for (const picture of ['Bars', 'Ring', 'Funnel', 'Line', 'Area', 'Table']) {
      await builder.draw(picture);
      if (picture !== 'Table') await expect(builder.picture).toHaveAccessibleName(/Paid/);
    }
    await builder.draw('Bars');
    await builder.save('Where deals stand');
    await builder.choose('Then by', 'Owner');
    for (const picture of ['Heat map', 'Sankey']) {
      await builder.draw(picture);
      await expect(builder.picture).toHaveAccessibleName(/Paid/);
    }
    await builder.draw('Cross table');
    await expect(page.getByRole('rowheader').first()).toBeVisible();
  });

  await story.step('a figure opens as many records as it says', async () => {
    await builder.open('order');
    const figure = page.getByRole('link', { name: /^Total, Number of records: / }).last();
    const count = (await figure.textContent())?.trim() ?? '';
    await figure.click();
    await expect(page.getByText(new RegExp(`\\b${count}\\b`)).first()).toBeVisible();
  });
});
