import fc from 'fast-check';
import { FIELD_KINDS, type FieldKind, type JsonValue } from '../fields/field.ts';
import { kindOf } from '../fields/kinds.ts';
import { convertValue } from './convert-value.ts';
import { valueFaults } from './document.ts';
import type { Field } from './entity-type.ts';

const context = { timeZone: 'Europe/Kyiv', currency: 'EUR', nameOf: (id: string) => `Name of ${id.slice(0, 4)}` };

const options = [
  { key: 'yes', label: { en: 'Yes', ja: 'はい' } },
  { key: 'no', label: 'No' },
  { key: '12', label: 'A dozen' },
];

const known = new Map<FieldKind, Field>();

/** A field of a kind: the same each time, since its check is compiled once per field. */
function field(kind: FieldKind, settings?: Partial<Field>): Field {
  const made = known.get(kind) ?? make(kind, {});
  known.set(kind, made);
  return settings ? make(kind, settings) : made;
}

const make = (kind: FieldKind, settings: Partial<Field>): Field => ({
  key: 'f',
  label: 'F',
  kind,
  ...(kind === 'select' || kind === 'multiSelect' ? { options } : {}),
  ...(kind === 'link' || kind === 'links' ? { target: 'company' } : {}),
  ...(kind === 'autonumber' ? { format: 'N-{0000}' } : {}),
  ...settings,
});

const id = fc.uuid();
const amount = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => cents / 100);
const line = fc.string({ minLength: 1, maxLength: 30 }).map((text) => `x${text.replace(/\p{C}/gu, '')}`.trim());

/** Values that each kind stores. */
const VALUES: { [Kind in FieldKind]: fc.Arbitrary<JsonValue> } = {
  text: fc.oneof(line, amount.map(String), fc.constantFrom('yes', 'Yes', '2026-02-03', '1 200,50', 'approx 5', 'P3D')),
  longText: line,
  email: fc.constantFrom('ann@example.com', 'bob@example.org'),
  phone: fc.constantFrom('+380441234567', '+81312345678'),
  url: fc.constantFrom('https://example.com/', 'https://example.org/a?b=c'),
  integer: fc.integer(),
  number: amount,
  money: amount,
  percent: amount,
  boolean: fc.boolean(),
  date: fc.constantFrom('2026-01-31', '1999-12-01'),
  dateTime: fc.constantFrom('2026-01-31T23:30:00.000Z', '1999-12-01T00:00:00.000Z'),
  duration: fc.constantFrom('P14D', 'PT2H30M'),
  select: fc.constantFrom('yes', 'no', '12'),
  multiSelect: fc.subarray(['yes', 'no', '12'], { minLength: 1 }),
  user: id,
  users: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
  link: id,
  links: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
  file: id,
  files: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
  lines: fc.constant([{ name: 'Laminate', quantity: 30, unitPrice: 12.5, total: 375 }]),
  checklist: fc.constant([{ text: 'Call', done: true }]),
  autonumber: fc.constant('N-0042'),
};

/** A value of any kind, as that kind stores it. */
const stored = (kind: FieldKind): fc.Arbitrary<JsonValue> =>
  VALUES[kind].map((value) => kindOf(field(kind)).normalize(field(kind), value, context) ?? value);

const kinds = fc.constantFrom(...FIELD_KINDS);

describe('a value that changes its kind', () => {
  it('is a value that the new field may hold, or is refused with a reason, for every pair of kinds', () => {
    fc.assert(
      fc.property(
        kinds.chain((kind) => fc.tuple(fc.constant(kind), stored(kind))),
        kinds,
        ([from, value], to) => {
          const result = convertValue(field(from), field(to), value, context);
          if (!result.ok) {
            expect(result.code).toMatch(/^[a-z_]+$/);
            expect(result.message).not.toBe('');
            return;
          }
          if (result.value === undefined) throw new Error(`Nothing is left of ${JSON.stringify(value)}.`);
          expect(valueFaults(field(to), result.value)).toEqual([]);
          expect(kindOf(field(to)).check(field(to), result.value, context)).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('stays as it is when the kind stays', () => {
    fc.assert(
      fc.property(
        kinds.chain((kind) => fc.tuple(fc.constant(kind), stored(kind))),
        ([kind, value]) => {
          expect(convertValue(field(kind), field(kind), value, context)).toEqual({ ok: true, value });
        },
      ),
    );
  });

  it.each<[FieldKind, FieldKind]>([
    ['integer', 'text'],
    ['number', 'text'],
    ['money', 'longText'],
    ['percent', 'number'],
    ['boolean', 'text'],
    ['boolean', 'integer'],
    ['boolean', 'select'],
    ['date', 'text'],
    ['dateTime', 'text'],
    ['date', 'dateTime'],
    ['duration', 'text'],
    ['select', 'text'],
    ['select', 'multiSelect'],
    ['multiSelect', 'text'],
    ['user', 'users'],
    ['link', 'links'],
    ['file', 'files'],
    ['email', 'text'],
    ['phone', 'text'],
    ['url', 'longText'],
    ['autonumber', 'text'],
  ])('comes back the same from %s through %s', (kind, through) => {
    fc.assert(
      fc.property(stored(kind), (value) => {
        const there = convertValue(field(kind), field(through), value, context);
        if (!there.ok || there.value === undefined) throw new Error(`${JSON.stringify(value)} did not convert.`);
        const back = convertValue(field(through), field(kind), there.value, context);
        expect(back).toEqual({ ok: true, value });
      }),
    );
  });

  it.each<[JsonValue, JsonValue | string]>([
    ['1200', 1200],
    ['1,200.50', 1200.5],
    ['12,5', 12.5],
    ['€ 1 200,50', 1200.5],
    ['(30)', -30],
    ['approx 500', 'not_a_number'],
    ['n/a', 'not_a_number'],
    ['12.345', 'too_many_decimals'],
    ['12345678901234567', 'too_many_digits'],
  ])('reads %j as money as %j, never rounding', (value, expected) => {
    const result = convertValue(field('text'), field('money', { currency: 'EUR' }), value, context);
    expect(result.ok ? result.value : result.code).toBe(expected);
  });

  it('finds options by key and by label in any language, and refuses what is none', () => {
    const to = (value: string) => convertValue(field('text'), field('select'), value, context);
    expect(to('はい')).toEqual({ ok: true, value: 'yes' });
    expect(to('a DOZEN')).toEqual({ ok: true, value: '12' });
    expect(to('maybe')).toMatchObject({ ok: false, code: 'unknown_option' });
    const renamed = field('select', { options: [{ key: 'y', label: 'Yes' }] });
    expect(convertValue(field('select'), renamed, 'yes', context)).toEqual({ ok: true, value: 'y' });
  });

  it('keeps to the settings of the field, not only to its kind', () => {
    const to = (settings: Partial<Field>) => convertValue(field('number'), field('number', settings), 12.5, context);
    expect(to({ max: 12 })).toMatchObject({ ok: false, code: 'too_large' });
    expect(to({ scale: 0 })).toMatchObject({ ok: false, code: 'too_many_decimals' });
    expect(to({ min: 12, scale: 1 })).toEqual({ ok: true, value: 12.5 });
  });

  it('shows people by name and records by title, and takes one value out of a list only where there is one', () => {
    const person = '019a0000-0000-7000-8000-000000000001';
    expect(convertValue(field('user'), field('text'), person, context)).toEqual({ ok: true, value: 'Name of 019a' });
    const several = convertValue(field('multiSelect'), field('select'), ['yes', 'no'], context);
    expect(several).toMatchObject({ ok: false, code: 'several_values' });
    expect(convertValue(field('multiSelect'), field('text'), ['yes', '12'], context)).toEqual({
      ok: true,
      value: 'Yes, A dozen',
    });
    const elsewhere = convertValue(field('link'), field('link', { target: 'person' }), person, context);
    expect(elsewhere).toMatchObject({ ok: false, code: 'wrong_entity_type' });
  });

  it('puts a time into the day it has where the organisation is', () => {
    const time = '2026-01-31T23:30:00.000Z';
    expect(convertValue(field('dateTime'), field('date'), time, context)).toEqual({ ok: true, value: '2026-02-01' });
  });
});
