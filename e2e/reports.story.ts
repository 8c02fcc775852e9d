import { barriers } from './accessibility.ts';
import { FunnelReport } from './pages/funnel-report.ts';
import { RecordTable } from './pages/record-table.ts';
import { seedOrders } from './report-world.ts';
import { expect, story } from './story.ts';

story.use({ viewport: { width: 1440, height: 900 } });

story('a manager reads where work stands, what really happens and what will come in', async ({ page }) => {
  await seedOrders(page.request);
  const report = new FunnelReport(page);
  const table = new RecordTable(page);
  const choose = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  /** What stands in a row, after its heading. */
  const row = (heading: string) => page.getByRole('row').filter({ has: page.getByText(heading, { exact: true }) });

  await story.step('the funnel report, of two periods side by side', async () => {
    await report.open('order');
    await expect(report.figure('Created')).toHaveText('8');
    await choose('Period', 'Last 30 days');
    await expect(report.figure('Created')).toHaveText('5');
    await expect(report.figure('Win rate')).toHaveText('75%');
    await choose('Compare with', 'The days before');
    const both = page.getByRole('region', { name: 'Side by side' });
    await expect(both.getByRole('row').filter({ hasText: 'Created' }).getByRole('cell')).toHaveText(['5', '3', '+2']);
    await expect(both.getByRole('row').filter({ hasText: 'Lost' }).first().getByRole('cell')).toHaveText([
      '1',
      '2',
      '−1',
    ]);
    await both.getByRole('row').filter({ hasText: 'Created' }).getByRole('link', { name: /: 3$/ }).click();
    await expect(table.total).toHaveText('3 records');
  });

  await story.step('of two people, whose figures open their records', async () => {
    await report.open('order');
    await choose('Whose', 'Ines Duarte');
    await choose('Compare with', 'Another person or team');
    await choose('Compared with', 'Bo Lind');
    const both = page.getByRole('region', { name: 'Side by side' });
    const won = both.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Won', exact: true }) });
    await expect(won.getByRole('cell')).toHaveText(['3', '1', '+2']);
    const sums = both.getByRole('row', { name: /^Amount: sum of won/ }).getByRole('cell');
    await expect(sums).toHaveText(['€900', '€500', '']);
    await won.getByRole('link', { name: /: 3$/ }).click();
    await expect(table.total).toHaveText('3 records');
  });

  await story.step('what a figure means is told by keyboard', async () => {
    await report.open('order');
    await page.getByRole('columnheader', { name: 'Over norm', exact: true }).getByText('Over norm').focus();
    await expect(page.getByRole('tooltip')).toHaveText(
      'Finished visits longer than the norm. By the clock of the stage: working time where its norm is in working time, else all the time that passes',
    );
    expect(await barriers(page)).toEqual([]);
  });

  await story.step('deviations from the norm by owner and stage', async () => {
    await page.goto('/p/order/reports/norms');
    const owners = page.getByRole('region', { name: 'By owner and stage' });
    await expect(owners.getByText('Bo Lind')).toBeVisible();
    // Five, six days in Fresh, where two are allowed: Cedar, Dogwood, Ginkgo of eight finished visits.
    const link = owners.getByRole('link', { name: /Bo Lind.*Fresh.*Over norm: 2/ });
    await link.click();
    await expect(page.getByRole('heading', { name: '2 stage visits' })).toBeVisible();
    await page.getByRole('link', { name: 'Show their records' }).click();
    await expect(table.total).toHaveText('2 records');
  });

  await story.step('the map of what happened: rare ways, a way played, lines that open their records', async () => {
    await page.goto('/p/order/reports/flow');
    const map = page.getByRole('region', { name: 'Map' });
    await expect(map.getByText('not in the design')).toBeVisible();
    const lines = map.locator('.react-flow__edge');
    await expect(lines).toHaveCount(5);
    await page.getByRole('slider', { name: 'Share of moves shown' }).press('Home');
    await expect(lines).toHaveCount(1);
    await page.getByRole('slider', { name: 'Share of moves shown' }).press('End');
    await page.getByRole('button', { name: 'Play on the map: Fresh → In work → Paid' }).click();
    await expect(map.locator('.react-flow__edge.animated')).toHaveCount(1);
    await page.getByRole('button', { name: 'Stop: Fresh → In work → Paid' }).click();
    await map
      .getByLabel(/^Fresh → Refused: 3/)
      .locator('rect')
      .click();
    await expect(page.getByText(/^Behind: /)).toBeVisible();
    await expect(table.total).toHaveText('3 records');
    await page.goBack();
    await map.getByRole('group', { name: /^In work: 4 records/ }).press('Enter');
    await expect(table.total).toHaveText('4 records');
  });

  await story.step('wins and losses by any field', async () => {
    await page.goto('/p/order/reports/outcomes');
    await choose('Group by', 'Source');
    await expect(row('Web').first().getByRole('cell')).toHaveText(['4', '0', '100%', '100%', '0%']);
    await choose('Group by', 'Why lost');
    await row('Silence').getByRole('link', { name: '2' }).click();
    await expect(table.total).toHaveText('2 records');
  });

  await story.step('the forecast against a target, and how it moved', async () => {
    await page.goto('/p/order/reports/forecast');
    const target = page.getByRole('textbox', { name: /^Target, / }).last();
    await target.fill('1000');
    await target.press('Enter');
    // Half of Dogwood's four hundred is likely.
    const expected = page.getByRole('region', { name: 'By period' }).getByRole('row').last();
    await expect(expected).toContainText('€200');
    await expect(expected).toContainText('€800');
    const moves = page.getByRole('region', { name: 'How it moved' });
    await expect(moves.getByRole('row').nth(1)).toContainText('€1,400');
    await expect(moves.getByRole('row').last()).toContainText('0 + 0');
    await choose('By', 'Quarter');
    await expect(page.getByRole('row').filter({ hasText: 'Q' }).first()).toBeVisible();
  });

  await story.step('workload and activity, of one person too', async () => {
    await page.goto('/p/order/reports/workload');
    const cards = page.getByRole('region', { name: 'Open cards by person and stage' });
    // The one card, and the totals of its row, of its column and of all.
    await expect(cards.getByRole('link')).toHaveText(['1', '1', '1', '1']);
    const tasks = page.getByRole('region', { name: 'Tasks by person: done, to do, overdue' });
    await expect(tasks.getByRole('columnheader')).toHaveText(['Assignee', 'Done in time', 'Overdue', 'Total']);
    await page.getByRole('radiogroup', { name: 'Per' }).getByText('Month', { exact: true }).click();
    await choose('Whose', 'Ines Duarte');
    await expect(cards.getByText('Nothing here')).toBeVisible();
    for (const path of ['norms', 'flow', 'forecast', 'outcomes', 'workload']) {
      await page.goto(`/p/order/reports/${path}`);
      await expect(page.getByRole('table').first()).toBeVisible();
      expect(await barriers(page)).toEqual([]);
    }
  });
});
