import type { EntityType } from '../definition/entity-type.ts';
import { duplicateKeys } from './keys.ts';

const type = (key: string, name: string, kind: 'text' | 'phone' = 'text'): EntityType => ({
  key,
  name,
  titleField: 'what',
  fields: [{ key: 'what', label: 'What', kind }],
});
const companies = type('company', 'Company');
const people = type('contact', 'Contact');
const phones = type('call', 'Call', 'phone');

const keysOf = (definition: EntityType, what: string): string[] =>
  duplicateKeys(definition, { what }).map(({ key, form }) => `${key} ${form}`.trim());
/** The one key of all these ways of writing. */
const shared = (definition: EntityType, ...ways: string[]) =>
  new Set(ways.map((way) => keysOf(definition, way).join()));

describe('a key of duplicates', () => {
  it('is one for kanji that people take for each other in names', () => {
    expect(shared(people, '斉藤 一郎', '斎藤一郎', '齋藤　一郎', '齊藤一郎').size).toBe(1);
    expect(shared(people, '髙橋', '高橋').size).toBe(1);
    expect(shared(people, '佐々木 花子', '佐佐木花子').size).toBe(1);
    expect(keysOf(people, '山田太郎')).not.toEqual(keysOf(people, '山田次郎'));
  });

  it('is one for names with any apostrophe or none', () => {
    expect(shared(people, "O'Brien Pat", 'Pat OBrien', 'Pat O’Brien').size).toBe(1);
    expect(shared(people, "Дар'я Коваль", 'Дар’я Коваль', 'Дарʼя Коваль').size).toBe(1);
  });

  it('is there for a company of one letter when its form, or the sign, says enough', () => {
    expect(keysOf(companies, '㈱A')).toEqual(['a jp-kk']);
    expect(keysOf(companies, '合同会社A')).toEqual(['a jp-gk']);
    expect(keysOf(companies, '林')).toEqual(['林']);
    expect(keysOf(companies, 'A')).toEqual([]);
    expect(keysOf(people, '林')).toEqual([]);
  });

  it('understands how numbers of another country are dialled at home', () => {
    expect(shared(phones, '8 495 123-45-67', '+7 495 123-45-67', '8 (495) 1234567').size).toBe(1);
    expect(shared(phones, '8 044 123 45 67', '+380 44 123 45 67').size).toBe(1);
    expect(shared(phones, '0081 3 1234 5678', '+81 3-1234-5678').size).toBe(1);
  });
});
