import { contextOf } from './context.ts';
import { DEAL, deal, environment } from './deal.fixture.ts';
import { nullMeaning } from './result.ts';

const context = contextOf(deal, DEAL, environment, {
  before: null,
  trigger: null,
  steps: {},
  actor: { kind: 'user', id: 'olga' },
});

describe('a formula that gives nothing', () => {
  it.each([
    ['= null', true, false],
    ['= (null)', true, false],
    ['= if amount > 5 then null else amount', true, false],
    ['= if amount = null then 5 else amount + 1', false, false],
    ['= amount', false, true],
    ['= record.company.region', false, true],
    ['= if agreed then due else before.due', false, true],
    ['= amount * 2', false, false],
    ['= items[1].quantity', false, false],
    ['= 1 +', false, false],
  ])('%s', (formula, named, copied) => {
    expect(nullMeaning(formula, context)).toEqual({ named, copied });
  });
});
