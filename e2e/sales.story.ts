import type { Page } from '@playwright/test';
import { ada } from './begin.ts';
import { Card } from './pages/card.ts';
import { Entrance } from './pages/entrance.ts';
import { FunnelReport } from './pages/funnel-report.ts';
import { Gallery } from './pages/gallery.ts';
import { type ColumnMapping, ImportWizard } from './pages/import-wizard.ts';
import { RecordTable } from './pages/record-table.ts';
import { factsOf, salesData } from './sales-data.ts';
import { expect, story } from './story.ts';

const data = salesData();
const facts = factsOf(data);
const number = (value: number) => value.toLocaleString('en-GB');
const dollars = (value: number) =>
  value.toLocaleString('en', { style: 'currency', currency: 'USD', trailingZeroDisplay: 'stripIfInteger' });

const ACCOUNTS: ColumnMapping = {
  account: 'Name',
  sector: 'Sector',
  year_established: 'Year established',
  revenue: 'Revenue, millions',
  employees: 'Employees',
  office_location: 'Office location',
  subsidiary_of: 'Subsidiary of',
};
const PRODUCTS: ColumnMapping = { product: 'Name', series: 'Series', sales_price: 'Sales price' };
const OPPORTUNITIES: ColumnMapping = {
  opportunity_id: 'Title',
  sales_agent: 'Owner',
  product: 'Product',
  account: 'Company',
  deal_stage: 'Stage',
  engage_date: 'Created at',
  close_date: 'Closed at',
  close_value: 'Amount',
};

/** A machine with the process, its companies and its products, up to the file of opportunities. */
async function beginWithOpportunities(page: Page): Promise<ImportWizard> {
  const wizard = new ImportWizard(page);
  await story.step('the first visit makes the administrator and offers ready processes', async () => {
    await new Entrance(page).createAdministrator(ada);
  });
  await story.step('the sales pipeline is installed', async () => {
    await new Gallery(page).install('Sales pipeline', { samples: false });
    await expect(page.getByText('No cards yet')).toBeVisible();
  });
  await story.step('companies and products are imported', async () => {
    await wizard.read('company', 'accounts.csv', data.accounts);
    await wizard.map(ACCOUNTS);
    await wizard.check();
    await expect(wizard.verdict).toContainText(`All ${facts.accounts} rows can be imported`);
    await wizard.import();
    await expect(wizard.verdict).toContainText(`${facts.accounts}created`);
    await wizard.read('product', 'products.csv', data.products);
    await wizard.map(PRODUCTS);
    await wizard.check();
    await wizard.import();
    await expect(wizard.verdict).toContainText(`${facts.products}created`);
  });
  await story.step('the opportunities are read and their columns matched', async () => {
    await wizard.read('deal', 'sales_pipeline.csv', data.opportunities);
    await wizard.map(OPPORTUNITIES);
    await wizard.createMissing('Add people who are not here yet');
  });
  return wizard;
}

// Counted by hand once, so that a mistake in the counting above cannot hide one in Etapa.
if (data.real) {
  story('the real file holds what is known of it', () => {
    expect(facts.stages).toEqual({ Won: 4238, Lost: 2473, Engaging: 1589, Prospecting: 500 });
    expect(facts).toMatchObject({ wonSum: 10_005_534, wonMedian: 1117, winRate: '63.15', misspelt: 1480 });
  });
}

story('an empty machine becomes a sales department with a true report', async ({ page }) => {
  const wizard = await beginWithOpportunities(page);

  await story.step('the check finds the misspelt product, and takes its meaning', async () => {
    await wizard.check();
    await expect(wizard.verdict).toContainText(`${number(facts.misspelt)} rows would be refused`);
    await wizard.match('product', 'GTXPro', 'GTX Pro');
    await expect(wizard.verdict).toContainText(`All ${number(facts.rows)} rows can be imported`);
  });
  await story.step('every row comes in', async () => {
    await wizard.import();
    await expect(wizard.verdict).toContainText(`${number(facts.rows)}created`, { timeout: 90_000 });
    await expect(wizard.verdict).not.toContainText('refused');
  });

  const report = new FunnelReport(page);
  await story.step('the report says what the file says', async () => {
    await report.open('deal');
    await expect(report.figure('Created')).toHaveText(number(facts.rows));
    await expect(report.figure('Won')).toHaveText(number(facts.stages.Won ?? 0));
    await expect(report.figure('Lost')).toHaveText(number(facts.stages.Lost ?? 0));
    for (const [stage, count] of Object.entries(facts.stages)) {
      await expect(report.now(stage)).toHaveText(number(count));
    }
    await expect(report.figure('Win rate')).toHaveText(new RegExp(`^${facts.winRate.replace('.', '\\.')}\\s?%$`));
    await expect(report.figure('Amount: sum of won')).toHaveText(dollars(facts.wonSum));
    await expect(report.figure('Amount: median of won')).toHaveText(dollars(facts.wonMedian));
  });

  const table = new RecordTable(page);
  for (const stage of Object.keys(facts.stages)) {
    await story.step(`the number of ${stage} opens as many records`, async () => {
      await report.open('deal');
      await report.now(stage).click();
      await expect(table.total).toHaveText(`${number(facts.stages[stage] ?? 0)} records`);
    });
  }
  for (const column of ['Entered', 'Reached'] as const) {
    await story.step(
      `the number that ${column.toLowerCase()} a stage opens as many records, and says whose they are`,
      async () => {
        await report.open('deal');
        const figure = report.figureOf('Engaging', column);
        const shown = await figure.textContent();
        await figure.click();
        await expect(table.total).toHaveText(`${shown} records`);
        await expect(page.getByText(`Behind: ${column} · Engaging`)).toBeVisible();
      },
    );
  }
  await story.step('the companies and people of the file are here', async () => {
    await table.open('deal', { q: facts.example.opportunity_id });
    const row = table.row(facts.example.opportunity_id);
    await expect(row).toContainText(facts.example.account);
    await expect(row).toContainText(facts.example.sales_agent);
    await row.getByRole('link', { name: facts.example.opportunity_id }).click();
    const card = new Card(page);
    await expect(card.title).toContainText(facts.example.opportunity_id);
    await expect(card.stage).toHaveText('Won');
    await expect(card.fields).toContainText('GTX Pro');
  });
});

story('a product that nobody knows is refused row by row, or stops everything', async ({ page }) => {
  const wizard = await beginWithOpportunities(page);
  const table = new RecordTable(page);

  await story.step('all or nothing: nothing', async () => {
    await wizard.allOrNothing();
    await wizard.check();
    await expect(wizard.verdict).toContainText(`${number(facts.misspelt)} rows would be refused`);
    await expect(wizard.verdict).toContainText('nothing would be imported');
    await wizard.import();
    await expect(wizard.verdict).toContainText('Nothing was imported', { timeout: 90_000 });
    await table.open('deal');
    await expect(page.getByText('No records yet')).toBeVisible();
  });

  await story.step('otherwise the good rows come in, and each refused one has its reason', async () => {
    await wizard.read('deal', 'sales_pipeline.csv', data.opportunities);
    await wizard.map(OPPORTUNITIES);
    await wizard.createMissing('Add people who are not here yet');
    await wizard.check();
    await expect(wizard.verdict).toContainText(`${number(facts.rows - facts.misspelt)} are good`);
    await wizard.import();
    await expect(wizard.verdict).toContainText(`${number(facts.rows - facts.misspelt)}created`, { timeout: 90_000 });
    await expect(wizard.verdict).toContainText(`${number(facts.misspelt)}refused`);
    const refused = await wizard.refused();
    expect(refused).toHaveLength(facts.misspelt);
    for (const row of refused) {
      expect(row).toMatchObject({ column: 'product', product: 'GTXPro' });
      expect(row.problem).not.toBe('');
      expect(facts.misspeltLines).toContain(Number(row.line));
    }
    await table.open('deal');
    await expect(table.total).toHaveText(`${number(facts.rows - facts.misspelt)} records`);
  });
});
