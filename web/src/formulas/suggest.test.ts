import type { FormulaName } from './names.ts';
import { inWords } from './names.ts';
import { suggest } from './suggest.ts';

const name = (key: string, label: string, entries: FormulaName[] = []): FormulaName => ({
  name: key,
  label,
  detail: '',
  entries,
});
const NAMES = [
  name('amount', 'Сумма'),
  name('discount', 'Apply discount'),
  name('company', 'Company', [name('region', 'Sales region'), name('size', 'Size')]),
  name('items', 'Products', [name('total', 'Total'), name('quantity', 'Quantity')]),
];
const FUNCTIONS = [
  { name: 'sum', parameters: ['list'] },
  { name: 'string length', parameters: ['string'] },
];

/** What is offered, and what of the text would be replaced. */
function offered(before: string, asked = false): string {
  const found = suggest(before, NAMES, FUNCTIONS, asked);
  if (!found) return 'nothing';
  return `${before.slice(found.from)}|${[...found.names, ...found.functions].map((each) => each.name).join(',')}`;
}

describe('what a formula is completed with', () => {
  it('finds fields by key and by label, in any script, also labels of several words', () => {
    expect(offered('am')).toBe('am|amount');
    expect(offered('2 * Сум')).toBe('Сум|amount');
    expect(offered('if apply dis')).toBe('apply dis|discount');
    expect(offered('if amo')).toBe('amo|amount');
  });

  it('finds functions, those with spaces in their names too', () => {
    expect(offered('su')).toBe('su|sum');
    expect(offered('1 + string le')).toBe('string le|string length');
  });

  it('offers what a link leads to, and columns of rows in a loop over them', () => {
    expect(offered('company.')).toBe('|region,size');
    expect(offered('company.sales r')).toBe('sales r|region');
    expect(offered('sum(for row in items return row.')).toBe('|total,quantity');
    expect(offered('sum(for row in items return ro')).toBe('ro|row,items');
    expect(offered('amount.')).toBe('nothing');
  });

  it('offers nothing inside a text, and everything only when asked', () => {
    expect(offered('if discount = "am')).toBe('nothing');
    expect(offered('amount * ')).toBe('nothing');
    expect(offered('amount * ', true)).toBe('|amount,discount,company,items,sum,string length');
  });

  it('says names as people do', () => {
    expect(inWords('company.region', NAMES)).toBe('Company › Sales region');
    expect(inWords('amount', NAMES)).toBe('Сумма');
    expect(inWords('steps.t1', NAMES)).toBe('steps › t1');
  });
});
