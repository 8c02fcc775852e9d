import { check } from './check.ts';
import { contextOf } from './context.ts';
import { DEAL, deal, environment, fieldsOf } from './deal.fixture.ts';
import { evaluate } from './evaluate.ts';
import { readingOf } from './reading.ts';
import { isChosen, RECIPES, type Recipe, type RecipeChoices } from './recipe.ts';
import { scopeOf } from './scope.ts';
import { jsonOf } from './values.ts';

const scope = scopeOf(DEAL, { fieldsOf });

/** What the recipe gives of the deal of the fixture, on 2026-03-06 in Tokyo. */
function result(key: Recipe['key'], choices: RecipeChoices, doc = {}): unknown {
  const recipe = RECIPES.find((each) => each.key === key);
  if (!recipe) throw new Error(key);
  expect(isChosen(recipe, choices)).toBe(true);
  const formula = `= ${recipe.write(choices)}`;
  expect(check(formula, scope)).toEqual([]);
  const found = evaluate(formula, contextOf({ ...deal, doc: { ...deal.doc, ...doc } }, DEAL, environment));
  return found.ok ? jsonOf(found.value, environment.timeZone) : found.reason;
}

describe('a recipe', () => {
  it('takes a percentage off, typed or from a field', () => {
    expect(result('percentOff', { amount: 'amount', percent: '10' })).toBe(1080.45);
    expect(result('percentOff', { amount: 'amount', percent: 'count' }, { count: 50 })).toBe(600.25);
  });

  it('multiplies an area, whole or as length and width, by a rate', () => {
    expect(result('areaRate', { length: 'count', rate: '12.5' }, { count: 30 })).toBe(375);
    expect(result('areaRate', { length: 'count', width: '6', rate: 'amount' }, { count: 5, amount: 10 })).toBe(300);
  });

  it('counts days until a day or a time, below zero when it has passed', () => {
    expect(result('daysUntil', { day: 'due' })).toBe(-5);
    expect(result('daysUntil', { day: 'due' }, { due: '2027-12-31' })).toBe(665);
    expect(result('daysUntil', { day: 'meeting' }, { meeting: '2026-03-07T23:00:00Z' })).toBe(2);
  });

  it('counts full years, on the birthday and the day before', () => {
    expect(result('age', { day: 'due' }, { due: '1990-03-06' })).toBe(36);
    expect(result('age', { day: 'due' }, { due: '1990-03-07' })).toBe(35);
  });

  it('adds a column of product rows, empty cells as nothing', () => {
    expect(result('sumOfRows', { rows: 'items', column: 'total' })).toBe(0.5);
    const items = [{ name: 'Tile', quantity: 2 }, { name: 'Nail' }];
    expect(result('sumOfRows', { rows: 'items', column: 'quantity' }, { items })).toBe(2);
  });

  it('is not written before what it needs is chosen', () => {
    const [percentOff] = RECIPES;
    expect(percentOff && isChosen(percentOff, { amount: 'amount' })).toBe(false);
  });
});

describe('what a formula rests on', () => {
  it('names fields, linked fields and what every record has, and says whether time is asked for', () => {
    expect(readingOf('= if company.region = "emea" then amount else count', scope)).toEqual({
      names: ['company.region', 'amount', 'count'],
      clock: false,
    });
    expect(readingOf('= (due - today()).days', scope)).toEqual({ names: ['due'], clock: true });
    expect(readingOf('= "today()" + title', scope).clock).toBe(false);
    expect(readingOf('= amount *', scope)).toEqual({ names: [], clock: false });
  });
});
