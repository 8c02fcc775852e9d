import { checkDefinition } from './check.ts';
import type { EntityType, Field, Stage } from './entity-type.ts';

const COMPANY: EntityType = {
  key: 'company',
  name: 'Company',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'region', label: 'Region', kind: 'text' },
  ],
};
const typeOf = (key: string): EntityType | undefined => (key === 'company' ? COMPANY : undefined);

/** The deal of the contract, section 3, as it stands there. */
const CONTRACT = {
  key: 'deal',
  name: 'Deal',
  namePlural: 'Deals',
  icon: 'briefcase',
  color: 'indigo',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, maxLength: 200 },
    { key: 'company', label: 'Company', kind: 'link', target: 'company' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', min: 0 },
    {
      key: 'discount',
      label: 'Apply discount',
      kind: 'select',
      options: [
        { key: 'yes', label: 'Yes' },
        { key: 'no', label: 'No' },
      ],
    },
    {
      key: 'payable',
      label: 'Payable',
      kind: 'money',
      currency: 'EUR',
      formula: '= if discount = "yes" then amount * 0.95 else amount',
    },
    {
      key: 'lossReason',
      label: 'Loss reason',
      kind: 'select',
      options: [
        { key: 'competitor', label: 'Chose a competitor' },
        { key: 'postponed', label: 'Not now' },
      ],
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      stages: [
        { key: 'approach', name: 'Approach', group: 'open', probability: 10, norm: 'P7D' },
        { key: 'proposal', name: 'Proposal', group: 'open', probability: 40, norm: 'P14D', required: ['amount'] },
        { key: 'won', name: 'Won', group: 'won' },
        { key: 'lost', name: 'Lost', group: 'lost', required: ['lossReason'] },
      ],
      transitions: 'free',
    },
  ],
  layout: {
    sections: [{ title: 'Main', fields: ['title', 'company', 'amount', 'discount', 'payable'] }],
    card: ['company', 'amount'],
  },
};

/** Faults as `path code`. */
function faultsOf(document: unknown, roles?: string[]): string[] {
  const result = checkDefinition(document, typeOf, roles);
  return result.ok ? [] : result.refusal.errors.map(({ path, code }) => `${path} ${code}`);
}

const withField = (field: object): object => ({ ...CONTRACT, fields: [...CONTRACT.fields, { label: 'X', ...field }] });
/** Faults of one more field, by its setting. */
const fieldFaults = (field: Partial<Field> | object): string[] =>
  faultsOf(withField({ key: 'x', ...field })).map((fault) => fault.replace('/fields/6/', ''));

const withStage = (stage: Partial<Stage> | object): object => ({
  ...CONTRACT,
  funnels: [
    {
      ...CONTRACT.funnels[0],
      stages: [...(CONTRACT.funnels[0]?.stages ?? []), { key: 's', name: 'S', group: 'open', ...stage }],
    },
  ],
});
const stageFaults = (stage: Partial<Stage> | object, roles?: string[]): string[] =>
  faultsOf(withStage(stage), roles).map((fault) => fault.replace('/funnels/0/stages/4/', ''));

describe('a definition', () => {
  it('is accepted as the contract shows it', () => {
    const result = checkDefinition(CONTRACT, typeOf);
    expect(result).toEqual({ ok: true, value: CONTRACT });
  });

  it('needs no funnel, and no list of transitions', () => {
    const { funnels, ...plain } = CONTRACT;
    expect(faultsOf(plain)).toEqual([]);
    const result = checkDefinition({ ...CONTRACT, funnels: [{ ...funnels[0], transitions: undefined }] }, typeOf);
    expect(result.ok && result.value.funnels?.[0]?.transitions).toBe('free');
  });

  it.each([null, 7, 'deal', [], { fields: 'none' }, { ...CONTRACT, fields: [] }, { ...CONTRACT, funnels: {} }])(
    'is refused when it is %j',
    (document) => {
      expect(faultsOf(document).length).toBeGreaterThan(0);
    },
  );

  it('tells all its faults at once, whether of shape or of meaning, with pointers', () => {
    const faults = faultsOf({
      ...CONTRACT,
      colour: 'red',
      titleField: 'headline',
      fields: [
        { key: 'title', label: 'Title', kind: 'text', min: 1 },
        { key: 'title', label: 'Again', kind: 'text' },
        { key: 'a b', label: 'Spaced', kind: 'text' },
        { key: 'odd', label: 'Odd', kind: 'colour' },
        { key: 'near', kind: 'link', label: 'Near', target: 'nowhere' },
      ],
      funnels: [{ key: 'f', name: 'F', stages: [{ key: 's', name: 'S', group: 'won', probability: 101 }] }],
      layout: { sections: [{ title: 'Main', fields: ['title', 'gone'] }] },
    });
    expect(faults.sort()).toEqual(
      [
        '/colour unknown_key',
        '/titleField unknown_field',
        '/fields/0/min not_applicable',
        '/fields/1/key duplicate',
        '/fields/2/key bad_format',
        '/fields/3/kind not_allowed',
        '/fields/4/target unknown_entity_type',
        '/funnels/0/stages/0/probability too_large',
        '/layout/sections/0/fields/1 unknown_field',
      ].sort(),
    );
  });

  it('says what the faults are about when it is one thing', () => {
    const condition = { combinator: 'and', rules: [{ field: 'gone', operator: '=', value: 1 }] };
    expect(checkDefinition(withField({ key: 'x', kind: 'text', visibleWhen: condition }), typeOf)).toMatchObject({
      refusal: { code: 'invalid_condition', errors: [{ path: '/fields/6/visibleWhen/rules/0/field' }] },
    });
    expect(checkDefinition(withField({ key: 'x', kind: 'text', formula: 'no sign' }), typeOf)).toMatchObject({
      refusal: { code: 'invalid_formula', errors: [{ path: '/fields/6/formula' }] },
    });
    expect(checkDefinition(withField({ key: 'record', kind: 'text' }), typeOf)).toMatchObject({
      refusal: { code: 'invalid_definition' },
    });
  });

  it('may be nested as deeply as anyone likes without harm', () => {
    let guard: object = { combinator: 'and', rules: [] };
    for (let depth = 0; depth < 100_000; depth++) guard = { combinator: 'and', rules: [guard] };
    expect(faultsOf(withStage({ guard }))).toEqual([' too_deep']);
  });

  it('has texts in one language or in several, none empty, none too long', () => {
    expect(faultsOf({ ...CONTRACT, name: { en: 'Deal', 'pt-BR': 'Negócio', ja: '商談' } })).toEqual([]);
    expect(faultsOf({ ...CONTRACT, name: {} })).toEqual(['/name too_few']);
    expect(faultsOf({ ...CONTRACT, name: { English: 'Deal' } })).toEqual(['/name bad_key']);
    expect(faultsOf({ ...CONTRACT, name: 'x'.repeat(201) })).toEqual(['/name too_long']);
    expect(faultsOf({ ...CONTRACT, name: { en: '' } })).toEqual(['/name/en too_short']);
  });

  it('keeps within its limits', () => {
    const fields = Array.from({ length: 501 }, (_, index) => ({ key: `f${index}`, label: 'F', kind: 'text' }));
    expect(faultsOf({ ...CONTRACT, titleField: 'f0', fields, funnels: [], layout: undefined })).toEqual([
      '/fields too_many',
    ]);
    const stages = Array.from({ length: 101 }, (_, index) => ({ key: `s${index}`, name: 'S', group: 'open' }));
    expect(faultsOf({ ...CONTRACT, funnels: [{ key: 'f', name: 'F', stages }] })).toEqual([
      '/funnels/0/stages too_many',
    ]);
    const funnels = Array.from({ length: 51 }, (_, index) => ({
      key: `f${index}`,
      name: 'F',
      stages: stages.slice(0, 1),
    }));
    expect(faultsOf({ ...CONTRACT, funnels })).toEqual(['/funnels too_many']);
  });
});

describe('a field', () => {
  it.each([
    ['has a key', { key: '' }, 'key too_short'],
    ['has a key that begins with a letter', { key: '1st', kind: 'text' }, 'key bad_format'],
    ['has a key without hyphens', { key: 'a-b', kind: 'text' }, 'key bad_format'],
    ['has a key of 63 characters at most', { key: 'x'.repeat(64), kind: 'text' }, 'key too_long'],
    ['has no key that means something else', { key: 'constructor', kind: 'text' }, 'key reserved'],
    ['has no key that formulas use', { key: 'before', kind: 'text' }, 'key reserved'],
    ['has only settings of its kind', { kind: 'boolean', maxLength: 5 }, 'maxLength not_applicable'],
    ['has only settings there are', { kind: 'text', colour: 1 }, 'colour unknown_key'],
    ['has options to choose from', { kind: 'select' }, 'options required'],
    ['has an option at least', { kind: 'multiSelect', options: [] }, 'options too_few'],
    [
      'has no option twice',
      {
        kind: 'select',
        options: [
          { key: 'a', label: 'A' },
          { key: 'a', label: 'B' },
        ],
      },
      'options/1/key duplicate',
    ],
    ['links to a type', { kind: 'link' }, 'target required'],
    ['links to a type there is', { kind: 'links', target: 'nowhere' }, 'target unknown_entity_type'],
    ['has bounds of its kind', { kind: 'number', min: '1' }, 'min invalid_bound'],
    ['has dates for bounds of dates', { kind: 'date', max: '2026-02-30' }, 'max invalid_bound'],
    ['has bounds in order', { kind: 'integer', min: 3, max: 2 }, 'max invalid_bound'],
    ['has dates for bounds in order', { kind: 'date', min: '2026-02-02', max: '2026-02-01' }, 'max invalid_bound'],
    ['has a pattern that compiles', { kind: 'text', pattern: '(' }, 'pattern bad_pattern'],
    ['has a pattern that every validator reads', { kind: 'text', pattern: '(?i)a' }, 'pattern bad_pattern'],
    ['has a pattern that runs in linear time', { kind: 'text', pattern: '(a)\\1' }, 'pattern bad_pattern'],
    ['has whole decimals', { kind: 'number', scale: 1.5 }, 'scale wrong_type'],
    ['has few decimals', { kind: 'number', scale: 11 }, 'scale too_large'],
    ['has a currency there is', { kind: 'money', currency: 'EURO' }, 'currency too_long'],
    ['has a currency of ISO 4217', { kind: 'money', currency: 'QQQ' }, 'currency bad_currency'],
    ['has its currency in a field there is', { kind: 'money', currencyField: 'gone' }, 'currencyField unknown_field'],
    ['has its currency in a text', { kind: 'money', currencyField: 'amount' }, 'currencyField wrong_kind'],
    ['has one currency', { kind: 'money', currency: 'EUR', currencyField: 'title' }, 'currencyField conflict'],
    ['has a default it can hold', { kind: 'integer', default: 'many' }, 'default bad_default'],
    ['has a default within its bounds', { kind: 'number', min: 1, default: 0 }, 'default bad_default'],
    [
      'has a default among its options',
      { kind: 'select', options: [{ key: 'a', label: 'A' }], default: 'b' },
      'default bad_default',
    ],
    ['has no default when computed', { kind: 'number', formula: '= 1', default: 1 }, 'default not_applicable'],
    ['has no formula as a number given', { kind: 'autonumber', formula: '= "a"' }, 'formula not_applicable'],
    ['holds its number in the format once', { kind: 'autonumber', format: 'TKP' }, 'format bad_format'],
    [
      'holds its number in the format no more than once',
      { kind: 'autonumber', format: '{0}-{00}' },
      'format bad_format',
    ],
    ['holds zeros in the format', { kind: 'autonumber', format: '{year}-{0}' }, 'format bad_format'],
    ['is not unique when it holds rows', { kind: 'lines', unique: true }, 'unique not_applicable'],
  ])('%s', (_name, field, fault) => {
    expect(fieldFaults(field)).toContain(fault);
  });

  it.each([
    { kind: 'autonumber', format: 'TKP-{0000}' },
    { kind: 'money', currency: 'JPY', default: 100 },
    { kind: 'money', currencyField: 'discount' },
    { kind: 'date', default: '= today()' },
    { kind: 'link', target: 'deal' },
    { kind: 'text', pattern: '^[A-Z]{2}-\\d+$', default: 'AB-1' },
    { kind: 'percent', min: 0, max: 100, scale: 2 },
    { kind: 'duration', min: 'PT1H', max: 'P1D' },
    { kind: 'multiSelect', options: [{ key: '1-10', label: '1–10' }], default: ['1-10'], indexed: true },
  ])('may be %j', (field) => {
    expect(fieldFaults(field)).toEqual([]);
  });

  it('may stand in conditions that follow a link one step', () => {
    const condition = (field: string) => ({ combinator: 'and', rules: [{ field, operator: '=', value: 'emea' }] });
    expect(fieldFaults({ kind: 'text', requiredWhen: condition('company.region') })).toEqual([]);
    expect(fieldFaults({ kind: 'text', requiredWhen: condition('company.gone') })).toEqual([
      'requiredWhen/rules/0/field unknown_field',
    ]);
  });
});

describe('a funnel', () => {
  it.each([
    ['asks for fields there are', { required: ['title', 'gone'] }, 'required/1 unknown_field'],
    ['asks for fields that people fill', { required: ['payable'] }, 'required/0 computed'],
    ['has a norm that is a duration', { norm: '14 days' }, 'norm bad_duration'],
    ['has a norm longer than nothing', { norm: 'PT0S' }, 'norm bad_duration'],
    ['has a probability of 100 at most', { probability: 100.5 }, 'probability too_large'],
    ['has a group there is', { group: 'stuck' }, 'group not_allowed'],
    [
      'has a guard about fields there are',
      { guard: { combinator: 'and', rules: [{ field: 'x', operator: 'null' }] } },
      'guard/rules/0/field unknown_field',
    ],
    ['holds a card at least', { limit: 0 }, 'limit too_small'],
    ['has a key of its own', { key: 'won' }, 'key duplicate'],
    ['names roles there are', { rights: { enter: ['boss'] } }, 'rights/enter/0 unknown_role'],
  ])('has stages each of which %s', (_name, stage, fault) => {
    expect(stageFaults(stage, ['manager'])).toEqual([fault]);
  });

  it('begins in an open stage', () => {
    const funnels = [{ key: 'f', name: 'F', stages: [{ key: 'w', name: 'W', group: 'won' }], transitions: 'free' }];
    expect(faultsOf({ ...CONTRACT, funnels })).toEqual(['/funnels/0/stages no_open_stage']);
  });

  it('has transitions between stages of its own', () => {
    const transitions = [
      { from: 'approach', to: 'won' },
      { from: 'approach', to: 'gone' },
      { from: 'won', to: 'won' },
      { from: 'approach', to: 'won', roles: ['boss'] },
    ];
    const faults = faultsOf({ ...CONTRACT, funnels: [{ ...CONTRACT.funnels[0], transitions }] }, ['manager']);
    expect(faults.sort()).toEqual([
      '/funnels/0/transitions/1/to unknown_stage',
      '/funnels/0/transitions/2/to same_stage',
      '/funnels/0/transitions/3 duplicate',
      '/funnels/0/transitions/3/roles/0 unknown_role',
    ]);
    expect(faultsOf({ ...CONTRACT, funnels: [{ ...CONTRACT.funnels[0], transitions: 'none' }] })).toEqual([
      '/funnels/0/transitions bad_format',
    ]);
  });
});

describe('a layout', () => {
  it('shows each field once', () => {
    const sections = [
      { title: 'A', fields: ['title'] },
      { title: 'B', fields: ['amount', 'title'] },
    ];
    expect(faultsOf({ ...CONTRACT, layout: { sections, card: ['gone'] } })).toEqual([
      '/layout/sections/1/fields/1 duplicate',
      '/layout/card/0 unknown_field',
    ]);
  });
});

describe('a title', () => {
  it('is text', () => {
    expect(faultsOf({ ...CONTRACT, titleField: 'amount' })).toEqual(['/titleField wrong_kind']);
  });
});

describe('a formula', () => {
  it.each([
    ['is FEEL', '= amount *', 'syntax_error'],
    ['begins with its sign', 'amount * 2', 'syntax_error'],
    ['names fields there are', '= price * 2', 'unknown_name'],
    ['calls functions there are', '= fetch("x")', 'unknown_function'],
    ['gives what its field holds', '= "five"', 'wrong_kind'],
  ])('%s', (_name, formula, code) => {
    expect(fieldFaults({ kind: 'number', formula })).toEqual([`formula ${code}`]);
  });

  it('may give a default', () => {
    expect(fieldFaults({ kind: 'date', default: '= tomorrow()' })).toEqual(['default unknown_function']);
  });

  it('never needs itself, be it through others', () => {
    const computed = (key: string, formula: string) => ({ key, label: key, kind: 'number', formula });
    const fields = [
      ...CONTRACT.fields,
      computed('a', '= b + 1'),
      computed('b', '= record.c + 1'),
      computed('c', '= a + 1'),
      computed('d', '= d'),
      computed('fine', '= amount + 1'),
    ];
    const result = checkDefinition({ ...CONTRACT, fields }, typeOf);
    expect(!result.ok && result.refusal).toMatchObject({
      code: 'invalid_formula',
      errors: [
        { path: '/fields/6/formula', code: 'circular_formula', message: expect.stringContaining('a → b → c → a') },
        { path: '/fields/9/formula', code: 'circular_formula', message: expect.stringContaining('d → d') },
      ],
    });
  });

  it('may follow a link one step', () => {
    expect(fieldFaults({ kind: 'text', formula: '= company.region' })).toEqual([]);
    expect(fieldFaults({ kind: 'text', formula: '= company.gone' })).toEqual(['formula unknown_name']);
  });
});
