/** @jest-environment node */
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { schemaCheck } from './document-check.ts';
import { fieldKeyIn } from './field-path.ts';
import { fieldStates } from './field-states.ts';
import { documentCheck, documentResolver, errorsOf } from './resolver.ts';

const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, maxLength: 10 },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'JPY', min: 0 },
    { key: 'mail', label: 'Mail', kind: 'email' },
    { key: 'lost', label: 'Lost', kind: 'boolean' },
    {
      key: 'reason',
      label: 'Reason',
      kind: 'text',
      visibleWhen: { combinator: 'and', rules: [{ field: 'lost', operator: '=', value: true }] },
      requiredWhen: { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: 1000 }] },
    },
    { key: 'twice', label: 'Twice', kind: 'number', formula: '= amount * 2', required: true },
  ],
  funnels: [],
};

const surroundings = { me: 'u1', now: '2026-01-01T00:00:00Z', timeZone: 'UTC' };
const statesOf =
  (asked: string[] = []) =>
  (doc: Doc) =>
    fieldStates(type, { doc }, surroundings, asked);
const check = (asked: string[] = []) => documentCheck(type, schemaCheck(type), statesOf(asked), {});
const codes = (doc: Doc, asked?: string[]) => check(asked)(doc).map(({ path, code }) => `${path} ${code}`);

describe('a document while it is typed', () => {
  it('names every fault at once, as the server would', () => {
    expect(codes({ title: 'far too long a title', amount: 0.5, mail: 'nobody' }).sort()).toEqual([
      '/doc/amount too_many_decimals',
      '/doc/mail bad_format',
      '/doc/title too_long',
    ]);
  });

  it('takes blanks for nothing, and asks for what is required', () => {
    expect(codes({ title: '   ' })).toEqual(['/doc/title required']);
    expect(codes({ title: 'A' })).toEqual([]);
  });

  it('asks for a field by condition only while it can be seen', () => {
    expect(codes({ title: 'A', amount: 1000 })).toEqual([]);
    expect(codes({ title: 'A', amount: 1000, lost: true })).toEqual(['/doc/reason required']);
    expect(codes({ title: 'A', amount: 999, lost: true })).toEqual([]);
  });

  it('shows and asks for what a stage wants, seen or not', () => {
    expect(statesOf(['reason'])({}).get('reason')).toEqual({ visible: true, readOnly: false, required: true });
    expect(codes({ title: 'A' }, ['reason'])).toEqual(['/doc/reason required']);
  });

  it('never asks for what is computed', () => {
    expect(statesOf()({}).get('twice')).toEqual({ visible: true, readOnly: true, required: false });
  });
});

describe('the resolver', () => {
  const resolve = (values: Doc, keys: string[]) =>
    documentResolver(async () => check(), keys)(values, undefined, {
      fields: {},
      shouldUseNativeValidation: false,
    });

  it('keeps a fault of each field on the form, the first one', async () => {
    expect((await resolve({ mail: 'x' }, ['title', 'mail'])).errors).toEqual({
      title: expect.objectContaining({ type: 'required' }),
      mail: expect.objectContaining({ type: 'bad_format' }),
    });
  });

  it('is not stopped by fields that are not on the form', async () => {
    expect((await resolve({ amount: 5 }, ['amount'])).errors).toEqual({});
  });
});

describe('what the server refuses', () => {
  it('comes back to the field its pointer leads to, however deep and whatever its key', () => {
    expect(fieldKeyIn('/doc/rows/0/unitPrice')).toBe('rows');
    expect(fieldKeyIn('/doc/a~1b~0c')).toBe('a/b~c');
    expect(fieldKeyIn('/stage')).toBeNull();
    expect(
      errorsOf([
        { path: '/doc/rows/0/name', code: 'required', message: 'First' },
        { path: '/doc/rows/1/name', code: 'required', message: 'Second' },
        { path: '/stage', code: 'not_found', message: 'Elsewhere' },
      ]),
    ).toEqual({ rows: { type: 'required', message: 'First' } });
  });
});
