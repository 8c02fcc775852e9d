import { type FieldKindDefinition, isEmpty } from './kind.ts';
import { textOf } from './textual.ts';

const YES = new Set([
  'true',
  'yes',
  'y',
  '1',
  'on',
  'да',
  'д',
  'так',
  'т',
  'はい',
  '有',
  '有り',
  'あり',
  '✓',
  '✔',
  '☑',
  '○',
  '◯',
]);
const NO = new Set([
  'false',
  'no',
  'n',
  '0',
  'off',
  'нет',
  'н',
  'ні',
  'いいえ',
  '無',
  '無し',
  'なし',
  '✗',
  '✘',
  '✕',
  '☐',
  '×',
]);

/** True or false. Absent is neither. */
export const boolean: FieldKindDefinition = {
  kind: 'boolean',
  family: 'boolean',
  many: false,
  feelType: 'boolean',
  sortable: true,
  settings: [],
  schema: () => ({ type: 'boolean' }),
  normalize: (_field, value) => (isEmpty(value) ? undefined : value),
  check: () => [],
  parse: (_field, text) => {
    const word = text.normalize('NFKC').trim().toLowerCase();
    if (word === '') return { ok: true };
    if (YES.has(word)) return { ok: true, value: true };
    if (NO.has(word)) return { ok: true, value: false };
    return { ok: false, code: 'not_a_boolean', message: `"${text}" is neither yes nor no.` };
  },
  format: (_field, value) => (value === true ? '✓' : value === false ? '✗' : textOf(value)),
  compare: (a, b) => Number(a) - Number(b),
  empty: isEmpty,
};
