import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import { SYSTEM_FIELDS } from '@etapa/shared/conditions/condition';
import type { ConditionFields, ConditionSchema } from '@etapa/shared/conditions/context';
import { arity, operatorsFor } from '@etapa/shared/conditions/operators';
import { type FieldReference, resolveField } from '@etapa/shared/conditions/reference';
import { type Doc, FIELD_KINDS, type FieldSettings, type JsonValue } from '@etapa/shared/fields/field';
import type { Family } from '@etapa/shared/fields/kind';
import { kindOf } from '@etapa/shared/fields/kinds';
import fc from 'fast-check';

/** Texts whose case, width, order or characters trip up one side or the other, alike ones together. */
const TRAPS = [
  ['Straße', 'STRASSE', 'strasse', 'STRAẞE', 'stra'],
  ['İstanbul', 'istanbul', 'i̇stanbul', 'ISTANBUL', 'ıstanbul', 'ﬁle', 'FILE'],
  ['ΟΔΟΣ', 'οδος', 'οδοσ', 'Σ', 'ς', 'σ', 'ᾳ', 'ᾼ', 'ΑΙ'],
  ['Привет', 'ПРИВЕТ', 'Київ', 'КИЇВ', 'київ', 'ґ', 'Ґ', 'ё', 'Ё'],
  // Georgian capitals and a Latin one that ICU learnt after Unicode 10.
  ['თბილისი', 'ᲗᲑᲘᲚᲘᲡᲘ', 'Თბილისი', 'ᲗᲑᲘ x', '\ua7c5', '\u0282', 'თ'],
  ['ガ', 'ｶﾞ', 'か', 'ＡＢＣ', 'ａｂｃ', '株式会社', '한국'],
  ['é', 'e\u0301', 'É', 'ŉ', 'Ǆ', 'ǅ', 'ǆ'],
  ['\u{10400}', '\u{10428}', '😀', '\ue000', '\ufffd', '\uffff'],
  ['100%', '50_x', '50ax', 'a\\b', 'a\\\\b', "O'Hara", '"q"'],
  ['$me', '$now', '{a,b}', 'NULL', 'null', 'a,b', 'abc', 'ABC', 'ab c', '0'],
  ['z'.repeat(199), 'Z'.repeat(200), 'z'.repeat(201), `${'z'.repeat(201)}a`, `${'z'.repeat(199)}a`],
];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.2,
  0.3,
  0.1 + 0.2,
  1.005,
  1e-7,
  100000,
  999_999_999_999_999,
  -999_999_999_999_999,
  0.123456789012345,
  42,
];
const DATES = [
  '2024-02-29',
  '2024-03-10',
  '2024-03-31',
  '2024-05-14',
  '2024-05-15',
  '2024-05-16',
  '0001-01-01',
  '9999-12-31',
];
const TIMES = [
  // Both sides of changes of the clock in New York and Kyiv.
  ...['2024-03-10T06:59:59.999Z', '2024-03-10T07:00:00Z', '2024-03-31T00:30:00Z', '2024-03-31T01:00:00Z'],
  // Where 15 May begins in each of the zones.
  ...[
    '2024-05-14T10:00:00Z',
    '2024-05-14T13:30:00Z',
    '2024-05-14T15:00:00Z',
    '2024-05-14T21:00:00Z',
    '2024-05-15T00:00:00Z',
  ],
  ...[
    '2024-05-15T04:00:00Z',
    '2024-05-15T12:00:00Z',
    '2024-05-15T00:00:00.001Z',
    '2024-05-15T00:00:00.500Z',
    '2024-05-01T12:00:00Z',
  ],
];
const DURATIONS = [
  'PT0S',
  'PT24H',
  'P1D',
  'P7D',
  'P1W',
  'P14D',
  'P30D',
  'P1M',
  'P12M',
  'P1Y',
  'P365D',
  'PT90M',
  'PT1H30M',
  'P1DT2H',
];
const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Kyiv',
  'Asia/Tokyo',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'Australia/Lord_Howe',
];
const OPTIONS = ['emea', 'EMEA', 'apac', 'yes', 'нет', "it's"];

export const zone = fc.constantFrom(...ZONES);
export const now = fc.constantFrom(...TIMES);

/** What the records and conditions of a batch are made of. */
export interface World {
  users: string[];
  /** Records that may be linked, and one of a type that may not. */
  linkable: string[];
  texts: string[];
}

/** Few texts, so that the same ones meet. */
export const texts: fc.Arbitrary<string[]> = fc
  .tuple(fc.constantFrom(...TRAPS), fc.array(fc.string({ unit: 'grapheme', maxLength: 4 }), { maxLength: 2 }))
  .map(([traps, random]) => [...traps, ...random]);

/** A value of a kind as a client may send it, mostly from small sets so that comparisons are met. */
function sentValue(field: FieldSettings, world: World): fc.Arbitrary<JsonValue> {
  const one = familyValue(kindOf(field).family, field, world);
  return kindOf(field).many ? fc.array(one, { maxLength: 3 }) : one;
}

const textFrom = ({ texts: own }: World) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...own) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...own), fc.constantFrom(...own)).map(([a, b]) => `${a} ${b}`) },
  );

const item = fc.record({ text: fc.constantFrom('abc', 'é'), done: fc.boolean() }).map((value): JsonValue => value);
const row = fc
  .record({ name: fc.constantFrom('abc', 'é'), quantity: fc.constantFrom(1, 2.5), unitPrice: fc.constantFrom(10, 0.1) })
  .map((value): JsonValue => value);

function familyValue(family: Family, field: FieldSettings, world: World): fc.Arbitrary<JsonValue> {
  switch (family) {
    case 'text':
      return textFrom(world);
    case 'number':
      return fc.oneof(
        fc.constantFrom(...NUMBERS),
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
      );
    case 'boolean':
      return fc.boolean();
    case 'date':
      return fc.constantFrom(...DATES);
    case 'dateTime':
      return fc.constantFrom(...TIMES);
    case 'duration':
      return fc.constantFrom(...DURATIONS);
    case 'key':
      return fc.constantFrom(...OPTIONS);
    case 'user':
      return fc.constantFrom(...world.users);
    case 'id':
      return fc.constantFrom(...world.linkable);
    case 'rows':
      return fc.array(field.kind === 'checklist' ? item : row, { maxLength: 2 });
  }
}

/** Fields of every kind, under keys of every sort. */
export function definition(prefix: string): fc.Arbitrary<ConditionFields> {
  const marks = fc.constantFrom('', "'", '\\', '"', '_', 'Ж');
  return fc
    .tuple(marks, fc.shuffledSubarray([...FIELD_KINDS, ...FIELD_KINDS], { minLength: 40 }))
    .map(([mark, kinds]) => ({
      fields: kinds.map((kind, index) => ({
        key: `${prefix}${mark}${kind}${index}`,
        label: kind,
        kind,
        ...(kind === 'link' || kind === 'links' ? { target: 'company' } : {}),
        options: OPTIONS.map((key) => ({ key, label: key })),
      })),
      funnels: [
        {
          key: 'sales',
          stages: [
            { key: 'new', group: 'open' },
            { key: "won't", group: 'won' },
            { key: 'lost', group: 'lost' },
          ],
        },
        {
          key: 'after',
          stages: [
            { key: 'new', group: 'won' },
            { key: 'lost', group: 'open' },
          ],
        },
      ],
    }));
}

/** A document as it is stored: what `normalize` leaves of what was sent. Now and then of another kind than its field. */
export function document(fields: readonly FieldSettings[], world: World): fc.Arbitrary<Doc> {
  const entries = fields.map((field) => {
    const value = sentValue(field, world).map((sent) => kindOf(field).normalize(field, sent));
    const strange = fc.constantFrom<JsonValue>('strange', 'emea', 7, true, { emea: 1 }, ['emea', 1], '2024-05-15');
    return fc
      .oneof(
        { weight: 14, arbitrary: value },
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: strange },
      )
      .map((stored) => [field.key, stored] as const);
  });
  return fc.tuple(...entries).map((all) => {
    const filled = all.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    return Object.fromEntries(filled);
  });
}

/** Conditions over a schema: every operator its fields take, values that fit and some that do not. */
export function condition(schema: ConditionSchema, world: World): fc.Arbitrary<ConditionGroup> {
  const names = namesOf(schema);
  const term = fc.constantFrom(...names).chain((reference) => termOn(reference, names, world));
  const { group } = fc.letrec<{ group: ConditionGroup; node: ConditionRule | ConditionGroup }>((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, term, tie('group')),
    group: fc.record(
      {
        combinator: fc.constantFrom('and' as const, 'or' as const),
        not: fc.boolean(),
        rules: fc.array(tie('node'), { maxLength: 3 }),
      },
      { requiredKeys: ['combinator', 'rules'] },
    ),
  }));
  return group;
}

function namesOf(schema: ConditionSchema): FieldReference[] {
  const own = [...SYSTEM_FIELDS, ...schema.fields.map(({ key }) => key)];
  const links = schema.fields.filter(({ kind }) => kind === 'link' || kind === 'links');
  const followed = links.flatMap((link) => {
    const target = schema.linkedType?.(link.target ?? '');
    return [...SYSTEM_FIELDS, ...(target?.fields.map(({ key }) => key) ?? [])].map((key) => `${link.key}.${key}`);
  });
  return [...own, ...own, ...followed].flatMap((name) => resolveField(name, schema) ?? []);
}

function termOn(reference: FieldReference, names: FieldReference[], world: World): fc.Arbitrary<ConditionRule> {
  return fc.constantFrom(...operatorsFor(reference, false)).chain((operator): fc.Arbitrary<ConditionRule> => {
    const rule = { field: reference.name, operator };
    const takes = arity(operator);
    if (takes === 'none') return fc.constant(rule);
    if (takes === 'duration') return fc.constantFrom(...DURATIONS, 'P9999Y').map((value) => ({ ...rule, value }));
    const time = (family: Family) => family === 'date' || family === 'dateTime';
    const alike = names.filter(({ family }) => family === reference.family || (time(family) && time(reference.family)));
    const other = fc.constantFrom(...alike).map(({ name }) => name);
    const value = operandOf(reference, world);
    const list = (item: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> => {
      if (takes === 'one') return item;
      return takes === 'two' ? fc.tuple(item, item) : fc.array(item, { maxLength: 3 });
    };
    return fc.oneof(
      { weight: 4, arbitrary: list(value).map((given) => ({ ...rule, value: given })) },
      { weight: 1, arbitrary: list(other).map((given) => ({ ...rule, value: given, valueSource: 'field' as const })) },
    );
  });
}

function operandOf({ family, source }: FieldReference, world: World): fc.Arbitrary<JsonValue> {
  const field: FieldSettings = source.kind === 'field' ? source.field : { key: '', label: '', kind: 'text' };
  const fitting =
    source.kind === 'system' && family === 'key'
      ? fc.constantFrom('sales', 'new', "won't", 'lost', 'open', 'won')
      : familyValue(family, field, world);
  const bad = fc.constantFrom<JsonValue>('nonsense', '', 3, true, '12', '0.30');
  const special: { [Name in Family]?: fc.Arbitrary<JsonValue> } = {
    user: fc.constantFrom('$me', '$myTeam'),
    date: fc.constantFrom('$today', '$now', ...TIMES, '2024-03-31T02:30'),
    dateTime: fc.constantFrom('$today', '$now', ...DATES, '2024-03-31T02:30', '2024-05-15 10:00'),
    text: textFrom(world).map((text) => [...text.toUpperCase()].slice(-2).join('')),
    number: fc.integer({ min: 0, max: 60 }),
  };
  return fc.oneof(
    { weight: 6, arbitrary: fitting },
    { weight: 3, arbitrary: special[family] ?? fitting },
    { weight: 1, arbitrary: bad },
  );
}
