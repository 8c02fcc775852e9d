import fc from 'fast-check';
import { documentSchema } from './document.ts';
import type { EntityType } from './entity-type.ts';
import { interpreted } from './interpret.ts';
import { DEFINITION_SCHEMA } from './schema.ts';
import { schemaFaults } from './schema-faults.ts';
import { compileForeignSchema, compileSchema } from './validator.ts';

const TYPE: EntityType = {
  key: 'thing',
  name: 'Thing',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, maxLength: 5, pattern: '^\\p{L}+$' },
    { key: 'count', label: 'Count', kind: 'integer', min: 0, max: 9 },
    { key: 'day', label: 'Day', kind: 'date' },
    { key: 'mail', label: 'Mail', kind: 'email' },
    { key: 'who', label: 'Who', kind: 'user' },
    {
      key: 'tags',
      label: 'Tags',
      kind: 'multiSelect',
      options: [
        { key: 'a', label: 'A' },
        { key: 'b', label: 'B' },
      ],
    },
    { key: 'todo', label: 'To do', kind: 'checklist' },
    { key: 'rows', label: 'Rows', kind: 'lines' },
  ],
};

const value = fc.oneof(
  fc.constantFrom<unknown>(
    'Ab',
    'Abcdef',
    '',
    'a1',
    3,
    -1,
    2.5,
    10,
    null,
    true,
    'x@y.org',
    'x@',
    '2026-02-28',
    '2026-02-30',
  ),
  fc.constantFrom<unknown>('01900000-0000-7000-8000-000000000001', ['a'], ['a', 'a'], ['a', 7], [], {}),
  fc.array(
    fc.record(
      { text: fc.constantFrom<unknown>('t', '', 5), done: fc.constantFrom<unknown>(true, 'no'), by: fc.constant(1) },
      { requiredKeys: [] },
    ),
    {
      maxLength: 2,
    },
  ),
  fc.array(
    fc.record(
      {
        name: fc.constantFrom<unknown>('n', ''),
        quantity: fc.constantFrom<unknown>(1, '2'),
        unitPrice: fc.constant(3),
      },
      { requiredKeys: [] },
    ),
    {
      maxLength: 2,
    },
  ),
);
const doc = fc.record(Object.fromEntries([...TYPE.fields.map(({ key }) => [key, value]), ['odd/one', value]]), {
  requiredKeys: [],
});

const placed = (faults: { path: string; code: string }[]): string[] =>
  faults.map(({ path, code }) => `${path} ${code}`).sort();

describe('a schema where no code may be made', () => {
  it('finds in documents what the compiled one finds', () => {
    const schema = documentSchema(TYPE);
    const compiled = compileForeignSchema(schema);
    const walked = interpreted(schema);
    let faulty = 0;
    fc.assert(
      fc.property(doc, (document) => {
        const found = placed(compiled(document, '/doc'));
        expect(placed(schemaFaults(walked(document), '/doc'))).toEqual(found);
        faulty += found.length;
      }),
      { numRuns: 1_000 },
    );
    expect(faulty).toBeGreaterThan(1_000);
  });

  it('finds in definitions what the compiled one finds', () => {
    const compiled = compileSchema(DEFINITION_SCHEMA);
    const walked = interpreted(DEFINITION_SCHEMA);
    const faulty = [
      TYPE,
      null,
      { ...TYPE, fields: [{}] },
      { ...TYPE, colour: 1, name: { English: 'x' } },
      { ...TYPE, name: {}, fields: [{ key: '1', label: '', kind: 'x', min: true }] },
      { ...TYPE, funnels: [{ key: 'f', name: 'F', stages: [], transitions: 'none' }] },
      { ...TYPE, funnels: [{ key: 'f', name: 'F', stages: [{}], transitions: [{ from: 1 }] }] },
    ];
    for (const definition of faulty) {
      expect(placed(schemaFaults(walked(definition), ''))).toEqual(placed(compiled(definition, '')));
    }
  });

  it('is not held up by a pattern that explodes', () => {
    const walked = interpreted({ type: 'string', pattern: '^(a+)+$' });
    const start = performance.now();
    expect(walked(`${'a'.repeat(5_000)}!`)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
