import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { compileDocument, documentSchema } from './document.ts';
import type { EntityType, Field } from './entity-type.ts';

const typeWith = (...fields: (Partial<Field> & Pick<Field, 'kind'>)[]): EntityType => ({
  key: 'thing',
  name: { en: 'Thing', ja: 'もの' },
  titleField: 'a',
  fields: fields.map((field, index) => ({ key: 'abcdefgh'[index] ?? '', label: 'Label', ...field })),
});

describe('the schema of documents', () => {
  const options = [
    { key: 'now', label: 'Now' },
    { key: 'then', label: 'Then', retired: true },
  ];
  const type = typeWith(
    { kind: 'text', required: true, label: { en: 'Name', ja: '名前' }, maxLength: 5, pattern: '^\\p{Lu}' },
    { kind: 'money', currency: 'EUR', min: 0, formula: '= 1' },
    { kind: 'select', options },
    { kind: 'autonumber', required: true },
    { kind: 'date' },
    { kind: 'email' },
    { kind: 'text', required: true, visibleWhen: { combinator: 'and', rules: [] } },
  );
  const schema = documentSchema(type);

  it('is of the 2020-12 dialect, closed, and titled as people read it', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Thing',
      type: 'object',
      additionalProperties: false,
      properties: { a: { title: 'Name', type: 'string', maxLength: 5 }, b: { readOnly: true }, d: { readOnly: true } },
    });
  });

  it('never requires what only the program writes, nor what may be hidden', () => {
    expect(schema.required).toEqual(['a']);
  });

  it('binds computed values by their kind alone', () => {
    expect(schema.properties).not.toHaveProperty('b.minimum', 0);
  });

  it('keeps retired options valid', () => {
    expect(schema.properties).toHaveProperty('c.enum', ['now', 'then']);
  });

  it('is read by any validator: standard keywords only, in its strictest mode', () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    expect(validate({ a: 'Élan', c: 'then', e: '2026-02-28' })).toBe(true);
    expect(validate({ a: 'élan' })).toBe(false);
    expect(validate({ a: 'A', z: 1 })).toBe(false);
    expect(validate({})).toBe(false);
  });
});

describe('a compiled schema', () => {
  const check = compileDocument(
    typeWith({ kind: 'text', required: true, pattern: '^(a+)+$' }, { kind: 'integer', min: 1 }, { kind: 'checklist' }),
  );

  it('gives one fault per problem, each with its place and a sentence', () => {
    expect(check({ b: 0.5, c: [{ text: '', done: 'no', by: 1 }], 'd/e': 1 }, '/doc')).toEqual(
      expect.arrayContaining([
        { path: '/doc/a', code: 'required', message: 'This is required.' },
        { path: '/doc/b', code: 'wrong_type', message: expect.any(String) },
        { path: '/doc/c/0/text', code: 'too_short', message: expect.any(String) },
        { path: '/doc/c/0/done', code: 'wrong_type', message: expect.any(String) },
        { path: '/doc/c/0/by', code: 'unknown_key', message: expect.any(String) },
        { path: '/doc/d~1e', code: 'unknown_key', message: expect.any(String) },
      ]),
    );
  });

  it('is compiled once per definition', () => {
    const type = typeWith({ kind: 'text' });
    expect(compileDocument(type)).toBe(compileDocument(type));
  });

  it('is not held up by a pattern that explodes', () => {
    const start = performance.now();
    expect(check({ a: `${'a'.repeat(50_000)}!` }, '')[0]?.code).toBeDefined();
    expect(check({ a: `${'a'.repeat(150)}!` }, '')[0]?.code).toBe('bad_format');
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
