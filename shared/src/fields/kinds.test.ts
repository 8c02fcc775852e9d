import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { FIELD_KINDS, type FieldKind, type FieldSettings, type JsonValue } from './field.ts';
import type { FieldContext } from './kind.ts';
import { KINDS, kindOf } from './kinds.ts';
import { safeRegExp } from './pattern.ts';

const id = '0192f0c1-2b3c-7def-8abc-0123456789ab';
const options = [
  { key: 'yes', label: { en: 'Yes', ja: 'はい' } },
  { key: 'no', label: 'No', retired: true },
];

function fieldOf(kind: FieldKind, settings: Partial<FieldSettings> = {}): FieldSettings {
  return { key: 'f', label: 'F', kind, ...settings };
}

/** What a document check does with a value: the stored form, or the codes of what is wrong. */
function accept(field: FieldSettings, value: JsonValue, context?: FieldContext): JsonValue | undefined {
  const kind = kindOf(field);
  const stored = kind.normalize(field, value, context);
  if (stored === undefined) return undefined;
  const ajv = new Ajv2020({ strict: true, strictRequired: false, formats: fullFormats, code: { regExp: safeRegExp } });
  const validate = ajv.compile(kind.schema(field));
  if (!validate(stored)) return { refused: validate.errors?.[0]?.keyword ?? '' };
  const faults = kind.check(field, stored, context);
  return faults.length > 0 ? { refused: faults.map(({ code }) => code).join() } : stored;
}

describe('a value is kept as it should be', () => {
  it.each<[FieldKind, JsonValue, JsonValue | undefined, Partial<FieldSettings>?, FieldContext?]>([
    ['text', '  a  b ', 'a  b'],
    ['text', '   ', undefined],
    ['text', '😀😀😀', '😀😀😀', { maxLength: 3 }],
    ['longText', 'a\r\nb', 'a\r\nb'],
    ['email', ' Ann@Example.com ', 'Ann@Example.com'],
    ['email', 'іван@приклад.укр', 'іван@приклад.укр'],
    ['phone', '+380 (50) 123-45-67', '+380501234567'],
    ['phone', '03-1234-5678', '+81312345678', {}, { defaultCountry: 'JP' }],
    ['phone', '03-1234-5678', '03-1234-5678'],
    ['phone', '380441234567', '380441234567', {}, { defaultCountry: 'JP' }],
    ['phone', 'ask Ann', 'ask Ann'],
    ['phone', '+380501234567 ext. 5', '+380501234567 ext. 5'],
    ['url', 'example.com/a?b=1', 'https://example.com/a?b=1'],
    ['url', 'HTTPS://例え.jp/パス', 'https://例え.jp/パス'],
    ['url', 'localhost:3000', 'localhost:3000', undefined],
    ['integer', -0, 0],
    ['number', 0.1, 0.1, { scale: 2 }],
    ['number', 1e-7, 1e-7],
    ['money', 19.99, 19.99, { currency: 'EUR' }],
    ['money', 1.234, 1.234, { currency: 'KWD' }],
    ['money', 1.5, 1.5, { currencyField: 'c' }, { doc: { c: 'USD' }, currency: 'JPY' }],
    ['percent', 12.5, 12.5],
    ['boolean', false, false],
    ['date', ' 2024-02-29 ', '2024-02-29'],
    ['dateTime', '2024-05-01T10:00:00+03:00', '2024-05-01T07:00:00Z'],
    ['dateTime', '2024-05-01T10:00:00.120Z', '2024-05-01T10:00:00.120Z'],
    ['duration', 'p14d', 'P14D'],
    ['select', 'yes', 'yes', { options }],
    ['select', 'no', 'no', { options }],
    ['multiSelect', ['yes', 'no', 'yes'], ['yes', 'no'], { options }],
    ['multiSelect', [], undefined, { options }],
    ['user', id.toUpperCase(), id],
    ['users', [id, id.toUpperCase()], [id]],
    ['link', id, id],
    ['links', [id], [id]],
    ['file', id, id],
    ['files', [id], [id]],
    [
      'checklist',
      [{ text: ' a ' }, { text: ' ' }, { text: 'b', done: true }],
      [
        { text: 'a', done: false },
        { text: 'b', done: true },
      ],
    ],
    ['autonumber', 'TKP-0042', 'TKP-0042'],
    ['text', null, undefined],
  ])('%s %j as %j', (kind, value, expected, settings = {}, context = {}) => {
    const field = fieldOf(kind, settings);
    expect(accept(field, value, context)).toEqual(value === 'localhost:3000' ? { refused: 'pattern' } : expected);
    if (expected !== undefined) expect(kindOf(field).normalize(field, expected, context)).toEqual(expected);
  });
});

describe('a value that cannot be kept is refused', () => {
  it.each<[FieldKind, JsonValue, string, Partial<FieldSettings>?, FieldContext?]>([
    ['text', 5, 'type'],
    ['text', 'abcd', 'maxLength', { maxLength: 3 }],
    ['text', 'x1', 'pattern', { pattern: '^[a-z]+$' }],
    ['text', 'a\u0000b', 'unstorable_text'],
    ['text', 'a\ud800', 'unstorable_text'],
    ['text', ['a'], 'type'],
    ['email', 'ann', 'pattern'],
    ['email', 'ann@example.com', 'pattern', { pattern: '@example\\.org$' }],
    ['email', 'ann@x.com\nbcc: y@z.com', 'pattern'],
    ['url', 'javascript:alert(1)', 'pattern'],
    ['url', 'data:text/html,x', 'pattern'],
    ['integer', 1.5, 'type'],
    ['integer', '1', 'type'],
    ['integer', 1e15, 'maximum'],
    ['number', 0.1 + 0.2, 'too_many_digits'],
    ['number', 0.123, 'too_many_decimals', { scale: 2 }],
    ['number', 5, 'maximum', { max: 4 }],
    ['money', 1.234, 'too_many_decimals', { currency: 'EUR' }],
    ['money', 1.5, 'too_many_decimals', { currency: 'JPY' }],
    ['money', 1.5, 'too_many_decimals', { currencyField: 'c' }, { doc: { c: 'jpy' } }],
    ['money', -1, 'minimum', { currency: 'EUR', min: 0 }],
    ['money', 1234567890123.456, 'maximum', { currency: 'EUR', max: 10 }],
    ['boolean', 'true', 'type'],
    ['date', '2024-02-30', 'format'],
    ['date', '0000-01-01', 'not_a_date'],
    ['date', '2024-01-01', 'minimum', { min: '2024-02-01' }],
    ['dateTime', '2024-05-01T10:00:00', 'format'],
    ['dateTime', '2024-05-01', 'format'],
    ['duration', 'P1Y2Q', 'format'],
    ['duration', 'P', 'format'],
    ['duration', 'P999999999999D', 'not_a_duration'],
    ['duration', 'P2D', 'maximum', { max: 'P1D' }],
    ['select', 'maybe', 'enum', { options }],
    ['multiSelect', ['maybe'], 'enum', { options }],
    ['multiSelect', 'yes', 'type', { options }],
    ['user', 'ann', 'pattern'],
    ['user', `urn:uuid:${id}`, 'pattern'],
    ['checklist', [{ text: 'a', due: 1 }], 'additionalProperties'],
    ['checklist', ['a'], 'type'],
    ['lines', [{ name: 'a', unitPrice: 'x' }], 'type'],
    ['lines', [{ name: 'a' }], 'required'],
    ['lines', [{ name: 'a', unitPrice: 1, quantity: '= x' }], 'type'],
  ])('%s %j with %s', (kind, value, refused, settings = {}, context = {}) => {
    expect(accept(fieldOf(kind, settings), value, context)).toEqual({ refused });
  });
});

describe('text is read', () => {
  it.each<[FieldKind, string, JsonValue | undefined, Partial<FieldSettings>?]>([
    ['boolean', 'Да', true],
    ['boolean', 'так', true],
    ['boolean', 'はい', true],
    ['boolean', 'いいえ', false],
    ['boolean', 'НЕТ', false],
    ['boolean', 'ні', false],
    ['boolean', '１', true],
    ['boolean', '', undefined],
    ['select', 'YES', 'yes', { options }],
    ['select', 'はい', 'yes', { options }],
    ['multiSelect', 'yes; No', ['yes', 'no'], { options }],
    ['percent', '12.5 %', 12.5],
    ['duration', '2:30', 'PT2H30M'],
    ['duration', 'p3d', 'P3D'],
    [
      'checklist',
      '☑ a\n[ ] b\nc',
      [
        { text: 'a', done: true },
        { text: 'b', done: false },
        { text: 'c', done: false },
      ],
    ],
    ['url', 'example.com', 'https://example.com'],
    ['link', id, id],
  ])('%s %j as %j', (kind, text, expected, settings = {}) => {
    const field = fieldOf(kind, settings);
    expect(kindOf(field).parse(field, text)).toEqual(
      expected === undefined ? { ok: true } : { ok: true, value: expected },
    );
  });

  it.each<[FieldKind, string, string]>([
    ['boolean', 'maybe', 'not_a_boolean'],
    ['select', 'maybe', 'unknown_option'],
    ['multiSelect', 'yes, maybe', 'unknown_option'],
    ['link', 'Acme', 'not_found'],
    ['lines', 'Paint', 'not_text'],
  ])('%s %j is refused with %s', (kind, text, code) => {
    const field = fieldOf(kind, { options });
    expect(kindOf(field).parse(field, text)).toMatchObject({ ok: false, code });
  });

  it('with ids looked up by what the text says', () => {
    const field = fieldOf('links');
    const resolve = (text: string) => (text === 'Acme, Inc.' || text === 'Beta' ? id : undefined);
    expect(kindOf(field).parse(field, 'Acme, Inc.', { resolve })).toEqual({ ok: true, value: [id] });
    expect(kindOf(field).parse(field, 'Beta; Gone', { resolve })).toMatchObject({ ok: false });
  });
});

describe('a value is shown', () => {
  const show = (kind: FieldKind, value: JsonValue, settings: Partial<FieldSettings> = {}, locale = 'en') =>
    kindOf(fieldOf(kind)).format(fieldOf(kind, settings), value, {
      locale,
      timeZone: 'Asia/Tokyo',
      names: (known) => (known === id ? 'Acme' : undefined),
    });
  it('in the reader’s language and zone', () => {
    expect(show('money', 1234.5, { currency: 'EUR' })).toBe('€1,234.50');
    expect(show('money', 1234, { currency: 'JPY' }, 'ja')).toBe('￥1,234');
    expect(show('number', 1234.5678)).toBe('1,234.5678');
    expect(show('date', '2024-05-01')).toBe('May 1, 2024');
    expect(show('dateTime', '2024-05-01T22:30:00Z')).toMatch(/May 2, 2024, 7:30\sAM/);
    expect(show('select', 'yes', { options }, 'ja')).toBe('はい');
    expect(show('links', [id, 'x'])).toBe('Acme, x');
    expect(show('duration', 'P1DT2H')).toBe('1 day 2 hours');
    expect(show('checklist', [{ text: 'a', done: true }])).toBe('☑ a');
  });
  it('whatever it is', () => {
    for (const kind of FIELD_KINDS) {
      for (const odd of ['x', 5, true, null, [], [null, 1], {}, { a: 1 }] as JsonValue[]) {
        expect(typeof show(kind, odd)).toBe('string');
        expect(() => kindOf(fieldOf(kind)).normalize(fieldOf(kind), odd)).not.toThrow();
        expect(() => kindOf(fieldOf(kind)).check(fieldOf(kind), odd)).not.toThrow();
      }
    }
  });
});

describe('values are put in order', () => {
  it.each<[FieldKind, JsonValue[]]>([
    ['text', ['abc', 'ABD', 'Б', 'в']],
    ['number', [-1, 0.5, 10]],
    ['date', ['2024-01-31', '2024-02-01']],
    ['dateTime', ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00.500Z', '2024-01-31T10:00:01Z']],
    ['duration', ['PT59M', 'PT1H', 'P1D', 'P30D', 'P1M', 'P1Y']],
  ])('of kind %s', (kind, values) => {
    expect([...values].reverse().sort(KINDS[kind].compare)).toEqual(values);
  });
});

it('every kind is listed under its own name', () => {
  expect(Object.keys(KINDS)).toEqual([...FIELD_KINDS]);
  for (const kind of FIELD_KINDS) expect(KINDS[kind].kind).toBe(kind);
});
