import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** Three CSV files of one shape: a real public data set where `ETAPA_REAL_DATA` points to it, else made up here. */
export interface SalesData {
  real: boolean;
  accounts: string;
  products: string;
  opportunities: string;
}

export interface Opportunity {
  opportunity_id: string;
  sales_agent: string;
  product: string;
  account: string;
  deal_stage: string;
  engage_date: string;
  close_date: string;
  close_value: string;
}

/** Mulberry32: a small generator of numbers in [0, 1), the same for every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const day = (offset: number) => new Date(Date.UTC(2025, 0, 1 + offset)).toISOString().slice(0, 10);

/** Opportunities with the traps real files have: a product spelt otherwise, no account, no date, accents and commas. */
function madeUp(): SalesData {
  const random = numbers(20_260_101);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const companies = [
    'Aurora, Inc.',
    'Bluefin "Blue"',
    'Éclair SARL',
    'さくら工業',
    'ТОВ Дніпро',
    'Volga',
    'Cedar',
    'Delta',
  ];
  const priced = { 'GTX Basic': 550, 'GTX Pro': 4821, 'MG Special': 55, 'GTK 500': 26_768 };
  const agents = ['Ann Lee', 'Boris Ivanov', '田中 花子', 'Олена Коваль'];
  const opportunities: Opportunity[] = [];
  for (let index = 0; index < 600; index++) {
    const stage = pick(['Won', 'Won', 'Won', 'Won', 'Lost', 'Lost', 'Engaging', 'Engaging', 'Prospecting'] as const);
    const product = pick(Object.keys(priced) as (keyof typeof priced)[]);
    const engaged = Math.floor(random() * 300);
    const closed = stage === 'Won' || stage === 'Lost';
    opportunities.push({
      opportunity_id: `OP${String(index).padStart(5, '0')}`,
      sales_agent: pick(agents),
      product: product === 'GTX Pro' ? 'GTXPro' : product,
      account: random() < 0.16 ? '' : pick(companies),
      deal_stage: stage,
      engage_date: stage === 'Prospecting' ? '' : day(engaged),
      close_date: closed ? day(engaged + 1 + Math.floor(random() * 130)) : '',
      close_value: stage === 'Won' ? String(Math.round(priced[product] * (0.8 + random() * 0.4))) : closed ? '0' : '',
    });
  }
  const sectors = ['medical', 'retail', 'technolgy'];
  return {
    real: false,
    accounts: stringify(
      companies.map((account, index) => ({
        account,
        sector: pick(sectors),
        year_established: 1960 + index * 7,
        revenue: (100 + index * 77.25).toFixed(2),
        employees: 10 + index * 311,
        office_location: 'Finland',
        subsidiary_of: index > 4 ? 'Cedar' : '',
      })),
      { header: true },
    ),
    products: stringify(
      Object.entries(priced).map(([product, sales_price]) => ({ product, series: product.split(' ')[0], sales_price })),
      { header: true },
    ),
    opportunities: stringify(opportunities, { header: true }),
  };
}

/** The data set to tell the story with. */
export function salesData(): SalesData {
  const folder = process.env.ETAPA_REAL_DATA ? join(process.env.ETAPA_REAL_DATA, 'crm-sales') : '';
  if (!folder) return madeUp();
  if (!existsSync(folder)) throw new Error(`ETAPA_REAL_DATA is set, but ${folder} is not there`);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    real: true,
    accounts: read('accounts.csv'),
    products: read('products.csv'),
    opportunities: read('sales_pipeline.csv'),
  };
}

export interface SalesFacts {
  rows: number;
  stages: { [stage: string]: number };
  wonSum: number;
  wonMedian: number;
  /** Won of closed, per cent with two decimals. */
  winRate: string;
  misspelt: number;
  /** Lines of the file with the misspelt product; the header is line 1. */
  misspeltLines: number[];
  /** A won opportunity with a company and the misspelt product. */
  example: Opportunity;
  accounts: number;
  products: number;
}

/** What Etapa must say, counted from the files themselves and not by Etapa. */
export function factsOf(data: SalesData): SalesFacts {
  const rows = parse(data.opportunities, { columns: true }) as Opportunity[];
  const example = rows.find((row) => row.product === 'GTXPro' && row.account !== '' && row.deal_stage === 'Won');
  if (!example) throw new Error('The data set has no won opportunity with the misspelt product');
  const stages: { [stage: string]: number } = {};
  for (const row of rows) stages[row.deal_stage] = (stages[row.deal_stage] ?? 0) + 1;
  const won = rows
    .filter((row) => row.deal_stage === 'Won')
    .map((row) => Number(row.close_value))
    .sort((a, b) => a - b);
  const middle = (won.length - 1) / 2;
  const closed = (stages.Won ?? 0) + (stages.Lost ?? 0);
  return {
    rows: rows.length,
    stages,
    wonSum: won.reduce((sum, value) => sum + value, 0),
    wonMedian: ((won[Math.floor(middle)] ?? 0) + (won[Math.ceil(middle)] ?? 0)) / 2,
    winRate: ((100 * (stages.Won ?? 0)) / closed).toFixed(2),
    misspelt: rows.filter((row) => row.product === 'GTXPro').length,
    misspeltLines: rows.flatMap((row, index) => (row.product === 'GTXPro' ? [index + 2] : [])),
    example,
    accounts: parse(data.accounts, { columns: true }).length,
    products: parse(data.products, { columns: true }).length,
  };
}
