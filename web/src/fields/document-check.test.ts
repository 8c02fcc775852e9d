/** @jest-environment node */
import { compileDocument } from '@etapa/shared/definition/document';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { FIELD_KINDS } from '@etapa/shared/fields/field';
import fc from 'fast-check';
import { schemaCheck } from './document-check.ts';

const type: EntityType = {
  key: 'all',
  name: 'All',
  titleField: 'text',
  fields: FIELD_KINDS.map((kind) => ({
    key: kind,
    label: kind,
    kind,
    required: kind === 'text' || kind === 'date',
    ...(kind === 'text' ? { maxLength: 5, pattern: '^[a-z]*$' } : {}),
    ...(kind === 'integer' || kind === 'percent' ? { min: 0, max: 100 } : {}),
    ...(kind === 'select' || kind === 'multiSelect'
      ? {
          options: [
            { key: 'a', label: 'A' },
            { key: 'b', label: 'B' },
          ],
        }
      : {}),
    ...(kind === 'link' || kind === 'links' || kind === 'lines' ? { target: 'product' } : {}),
    ...(kind === 'autonumber' ? { format: '{000}' } : {}),
  })),
};

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const text = fc.constantFrom(
  '',
  'abc',
  'abcdef',
  'A1',
  'a',
  'c',
  'a@b.co',
  'https://a.b',
  '2026-02-28',
  '2026-02-31',
  'P3D',
  id,
);
const number = fc.constantFrom(-1, 0, 0.5, 7, 101, 1e16);
const row = fc.record(
  { name: text, product: text, quantity: fc.oneof(number, text), unitPrice: number, taxPercent: number, odd: number },
  { requiredKeys: [] },
);
const item = fc.record({ text, done: fc.oneof(fc.boolean(), text) }, { requiredKeys: [] });
const value = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.array(text, { maxLength: 3 }),
  fc.array(row, { maxLength: 2 }),
  fc.array(item, { maxLength: 2 }),
  row,
);
const doc = fc.dictionary(fc.constantFrom(...FIELD_KINDS, 'unknown'), value, { maxKeys: 8 });

const paths = (faults: { path: string }[]) => [...new Set(faults.map(({ path }) => path))].sort();

describe('the check of a form', () => {
  it('finds fault where the server does and nowhere else, whatever was typed', () => {
    const server = compileDocument(type);
    const browser = schemaCheck(type);
    fc.assert(
      fc.property(doc, (typed) => {
        expect(paths(browser(typed, '/doc'))).toEqual(paths(server(typed, '/doc')));
      }),
      { numRuns: 1_000 },
    );
  });
});
