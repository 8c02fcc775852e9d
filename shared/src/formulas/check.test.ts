import type { FieldSettings } from '../fields/field.ts';
import { check, dependencies } from './check.ts';
import { DEAL, fieldsOf } from './deal.fixture.ts';
import { scopeOf } from './scope.ts';

const scope = scopeOf(DEAL, { fieldsOf });
const inRule = scopeOf(DEAL, { fieldsOf, rule: true });
const faults = (formula: string, kind?: FieldSettings['kind'], names = scope): string[] =>
  check(formula, names, { path: '/f', ...(kind ? { field: { kind } } : {}) }).map(
    ({ path, code, position }) => `${path} ${code} ${position.from}-${position.to}`,
  );

describe('the check of a formula', () => {
  it.each<[string, FieldSettings['kind']]>([
    ['= if discount = "yes" then amount * 0.95 else amount', 'money'],
    ['= sum(for l in items return l.quantity * l.unitPrice)', 'money'],
    ['= sum(items[quantity > 2].total) + items[1].total', 'number'],
    ['= items[item.total > 3][1].name', 'text'],
    ['= sort(items, function(a, b) a.total < b.total)[1].name', 'text'],
    ['= company.region', 'select'],
    ['= company', 'link'],
    ['= record.owner', 'user'],
    ['= record.createdAt', 'dateTime'],
    ['= date(meeting)', 'date'],
    ['= due + @"P1M"', 'date'],
    ['= today() - due', 'duration'],
    ['= (today() - due).days', 'integer'],
    ['= some l in items satisfies l.total > 3', 'boolean'],
    ['= count(items) + count', 'integer'],
    ['= "Deal " + string(amount)', 'text'],
    ['= {tax: 0.2, gross: function(n) n * (1 + tax)}.gross(amount)', 'money'],
    ['= for n in 1..3 return string(n)', 'multiSelect'],
    ['= null', 'date'],
    ['= matches(title, "^(a|b)+$")', 'boolean'],
  ])('finds nothing wrong with %s in a field of kind %s', (formula, kind) => {
    expect(faults(formula, kind)).toEqual([]);
  });

  it.each([
    ['= amount +', 'syntax_error 10-10'],
    ['= amount * (2', 'syntax_error 13-13'],
    ['= amount 2 3', 'unknown_name 2-12'],
    ['= (amount) 2', 'syntax_error 11-12'],
    ['=', 'syntax_error 1-1'],
    ['= amout * 2', 'unknown_name 2-7'],
    ['= company.regoin', 'unknown_name 10-16'],
    ['= company.parent.region', 'unknown_name 17-23'],
    ['= items[totl > 2]', 'unknown_name 8-12'],
    ['= amount.cents', 'unknown_name 9-14'],
    ['= summe(items.total)', 'unknown_function 2-7'],
    ['= amount(1)', 'unknown_function 2-8'],
    ['= substring(title, 1, 2, 3)', 'wrong_arguments 2-27'],
    ['= substring(string: title, begin: 1)', 'wrong_arguments 27-35'],
    ['= @"2026-13-01"', 'wrong_arguments 2-15'],
    ['= amount * effort', 'wrong_kind 9-10'],
    ['= title + amount', 'wrong_kind 8-9'],
    ['= matches(title, "(a")', 'bad_pattern 17-21'],
    ['= matches(title, "(?=a)b")', 'bad_pattern 17-25'],
    [`= ${'1'.repeat(10_001)}`, 'too_long 1-10003'],
  ])('says what is wrong with %s and where', (formula, fault) => {
    expect(faults(formula)).toEqual([`/f ${fault}`]);
  });

  it('tells everything at once', () => {
    expect(faults('= amout + nosuch(pric) * 2')).toEqual([
      '/f unknown_name 2-7',
      '/f unknown_name 17-21',
      '/f unknown_function 10-16',
    ]);
  });

  it.each<[string, FieldSettings['kind']]>([
    ['= "a"', 'money'],
    ['= amount', 'text'],
    ['= amount > 1', 'number'],
    ['= items[quantity > 2].total', 'money'],
    ['= "2026-01-01"', 'date'],
    ['= due', 'duration'],
    ['= @"10:00:00"', 'dateTime'],
    ['= sum', 'number'],
    ['= amount', 'lines'],
  ])('knows that %s gives no %s', (formula, kind) => {
    expect(faults(formula, kind)).toEqual([`/f wrong_kind 1-${formula.length}`]);
  });

  it('lets a rule use what happened', () => {
    const formula = '= before.amount + trigger.body.extra + steps.t1.total';
    expect(faults(formula, 'money', inRule)).toEqual([]);
    expect(faults('= actor.name', 'text', inRule)).toEqual([]);
    expect(faults('= before.amout', undefined, inRule)).toEqual(['/f unknown_name 9-14']);
    expect(faults('= trigger.body')).toEqual(['/f unknown_name 2-9']);
  });
});

describe('what a formula depends on', () => {
  it.each([
    ['= amount * 2 + count(items)', ['amount', 'items']],
    ['= company.region', ['company.region']],
    ['= if record.stage = "won" then due else null', ['record.stage', 'due']],
    ['= for amount in items return amount.total', ['items']],
    ['= items[total > count].name', ['items', 'count']],
    ['= {a: amount, b: a + 1}.b', ['amount']],
    ['= (function(due) due)(title)', ['title']],
    ['= 1 +', []],
  ])('%s', (formula, names) => {
    expect(dependencies(formula, scope)).toEqual(names);
  });
});
