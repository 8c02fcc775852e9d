import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { ReportBuilder } from './pages/report-builder.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 1440, height: 900 } });

story('each kind of report is built from nothing, and its figures open their records', async ({ page }) => {
  await begin(page.request, { 'sales-pipeline': { samples: true } });
  const builder = new ReportBuilder(page);

  await story.step('every picture of the builder', async () => {
    await builder.open('deal');
    expect(await builder.offered()).not.toContain('Sankey');
    for (const picture of ['Bars', 'Ring', 'Funnel', 'Line', 'Area', 'Table']) {
      await builder.draw(picture);
      if (picture !== 'Table') await expect(builder.picture).toBeVisible();
    }
    await builder.draw('Bars');
    await builder.save('Where deals stand');
    await builder.choose('Then by', 'Owner');
    for (const picture of ['Heat map', 'Sankey']) {
      await builder.draw(picture);
      await expect(builder.picture).toBeVisible();
    }
    await builder.draw('Cross table');
    await expect(page.getByRole('rowheader').first()).toBeVisible();
  });

  await story.step('a figure opens as many records as it says', async () => {
    await builder.open('deal');
    const figure = page.getByRole('link', { name: /^Total, Number of records: / }).last();
    const count = (await figure.textContent())?.trim() ?? '';
    await figure.click();
    await expect(page.getByText(new RegExp(`\\b${count}\\b`)).first()).toBeVisible();
  });

  await story.step('the ready reports, none with a fault of accessibility', async () => {
    for (const path of ['funnel', 'norms', 'forecast', 'outcomes', 'workload']) {
      await page.goto(`/p/deal/reports/${path}`);
      await expect(page.getByRole('table').first()).toBeVisible();
      expect(await barriers(page)).toEqual([]);
    }
    await page.goto('/p/deal/reports/funnel');
    await page.getByRole('combobox', { name: 'Compare with' }).click();
    await page.getByRole('option', { name: 'Another person or team' }).click();
    await expect(page.getByRole('region', { name: 'Side by side' })).toBeVisible();
  });
});
