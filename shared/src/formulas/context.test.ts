import type { FieldSettings, JsonValue } from '../fields/field.ts';
import { contextOf } from './context.ts';
import { DEAL, deal, environment } from './deal.fixture.ts';
import { evaluate } from './evaluate.ts';
import { toKind } from './to-kind.ts';

const field = (kind: FieldSettings['kind'], more: Partial<FieldSettings> = {}): FieldSettings => ({
  key: 'f',
  label: 'F',
  kind,
  ...more,
});

function stored(formula: string, into: FieldSettings, record = deal): JsonValue | string {
  const result = evaluate(formula, contextOf(record, DEAL, environment));
  if (!result.ok) return `stopped: ${result.reason}`;
  const converted = toKind(result.value, into, { timeZone: environment.timeZone });
  return converted.ok ? converted.value : converted.reason;
}

describe('a record as its formulas see it', () => {
  it.each<[string, FieldSettings, JsonValue]>([
    ['= if discount = "yes" then amount * 0.95 else amount', field('money', { currency: 'EUR' }), 1140.48],
    ['= company.region', field('select'), 'emea'],
    ['= company.title', field('text'), 'Acme'],
    ['= company.parent', field('link'), 'umbrella'],
    ['= company', field('link'), 'acme'],
    ['= partners', field('links'), null],
    ['= count(partners) + count(tags)', field('integer'), 0],
    ['= sum(items.total)', field('money', { currency: 'EUR' }), 0.5],
    ['= items[1].discountPercent = null', field('boolean'), true],
    ['= items[1].product.id', field('text'), 'p1'],
    ['= record.owner', field('user'), 'olga'],
    ['= record.url', field('url'), 'https://etapa.example/deal/1'],
    ['= record.number', field('integer'), 7],
    ['= record.amount - amount', field('number'), 0],
    ['= agreed', field('boolean'), null],
  ])('%s', (formula, into, expected) => {
    expect(stored(formula, into)).toEqual(expected);
  });

  it('reads fields named like words of the language, of linked records too', () => {
    const words = ['date', 'if', 'for', 'time', 'count', 'today'];
    const fields = words.map((key) => field('number', { key }));
    const linked = [...fields, field('link', { key: 'other', target: 'other' })];
    const doc = Object.fromEntries(words.map((key, index) => [key, index + 1]));
    const context = contextOf({ doc: { ...doc, other: 'o' } }, linked, {
      ...environment,
      fieldsOf: () => fields,
      linked: () => ({ doc: { ...doc, if: 100 } }),
    });
    for (const [formula, value] of [
      ['= date + record.if + record.for + time + count + today', 21],
      ['= other.if + other.for', 103],
      ['= if record.if = 2 then date else time', 1],
      ['= date and time("2026-01-01T10:00:00").hour + time("11:00:00").hour', 21],
      ['= duration("P1D").days', 1],
      ['= today() > date("2026-01-01")', true],
    ] as const) {
      expect([formula, evaluate(formula, context)]).toEqual([formula, { ok: true, value, warnings: [] }]);
    }
  });

  it('tells days and hours as the organisation does', () => {
    expect(stored('= today()', field('date'))).toBe('2026-03-06');
    expect(stored('= meeting.hour', field('integer'))).toBe(19);
    expect(stored('= meeting', field('dateTime'))).toBe('2026-03-01T10:00:00Z');
    expect(stored('= date(now())', field('date'))).toBe('2026-03-06');
    expect(stored('= now()', field('date'))).toBe('2026-03-06');
    expect(stored('= due', field('dateTime'))).toBe('2026-02-28T15:00:00Z');
    expect(stored('= (today() - due).days', field('integer'))).toBe(5);
    expect(stored('= due + @"P1M"', field('date'))).toBe('2026-04-01');
    expect(stored('= record.createdAt < now()', field('boolean'))).toBe(true);
    expect(stored('= effort + @"P1D"', field('duration'))).toBe('P1DT2H');
  });

  it('holds the record before the event, the trigger, earlier steps and the actor in a rule', () => {
    const names = {
      before: { amount: 1000 },
      trigger: { page: '/cancel' },
      steps: { t1: { id: 'task' } },
      actor: { kind: 'user', id: 'u' },
    };
    const context = contextOf(deal, DEAL, environment, names);
    const value = (formula: string): unknown => {
      const result = evaluate(formula, context);
      return result.ok && result.warnings.length === 0 ? result.value : result;
    };
    expect(value('= amount - before.amount')).toBe(200.5);
    expect(value('= trigger.page + steps.t1.id + actor.id')).toBe('/canceltasku');
    expect(evaluate('= before.amount', contextOf(deal, DEAL, environment, { ...names, before: null }))).toMatchObject({
      value: null,
      warnings: [],
    });
  });
});

describe('the result of a formula in its field', () => {
  it.each<[number | string, FieldSettings, JsonValue]>([
    ['1.005', field('money', { currency: 'EUR' }), 1.01],
    ['-1.005', field('money', { currency: 'EUR' }), -1.01],
    ['0.1 + 0.2', field('number', { scale: 1 }), 0.3],
    ['0.1 + 0.2', field('number'), 0.3],
    ['1.1 * 1.1', field('percent'), 1.21],
    ['2.5', field('integer'), 3],
    ['1234.5', field('money', { currency: 'JPY' }), 1235],
    ['1.00049', field('money', { currency: 'KWD' }), 1],
    ['1 / 3', field('number', { scale: 4 }), 0.3333],
    ['1.45', field('number', { scale: 1 }), 1.5],
    ['8.345', field('money', { currency: 'EUR', scale: 2 }), 8.35],
  ])('%s', (formula, into, expected) => {
    expect(stored(`= ${formula}`, into)).toBe(expected);
  });

  it.each<[string, FieldSettings['kind']]>([
    ['"12"', 'number'],
    ['999999999999999 * 10', 'number'],
    ['1', 'text'],
    ['true', 'integer'],
    ['"soon"', 'date'],
    ['@"P1D" - @"P3D"', 'duration'],
    ['[1, 2]', 'users'],
    ['today', 'date'],
    ['"x"', 'lines'],
  ])('%s is refused for a field of kind %s', (formula, kind) => {
    expect(stored(`= ${formula}`, field(kind))).toMatch(/^The result is not /);
  });
});
