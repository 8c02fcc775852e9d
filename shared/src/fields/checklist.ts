import type { JsonValue } from './field.ts';
import { type FieldKindDefinition, isEmpty } from './kind.ts';
import { textFaults } from './plain-text.ts';
import { isRow } from './row.ts';
import { textOf } from './textual.ts';

/** Things to tick off, in order. */
export const checklist: FieldKindDefinition = {
  kind: 'checklist',
  family: 'rows',
  many: false,
  feelType: 'list',
  sortable: false,
  settings: [],
  schema: () => ({
    type: 'array',
    minItems: 1,
    maxItems: 500,
    items: {
      type: 'object',
      properties: { text: { type: 'string', minLength: 1, maxLength: 1_000 }, done: { type: 'boolean' } },
      required: ['text', 'done'],
      additionalProperties: false,
    },
  }),
  normalize: (_field, value) => {
    if (isEmpty(value)) return undefined;
    if (!Array.isArray(value)) return value;
    const rows = value.map(normalizeItem).filter((item) => !isRow(item) || item.text !== '');
    return rows.length === 0 ? undefined : rows;
  },
  check: (_field, value) =>
    !Array.isArray(value)
      ? []
      : value.flatMap((item, index) => (isRow(item) ? textFaults(textOf(item.text), `/${index}/text`) : [])),
  parse: (_field, text) => {
    const items = text
      .split(/\r\n|[\r\n;]/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return items.length === 0 ? { ok: true } : { ok: true, value: items.map(parseItem) };
  },
  format: (_field, value) =>
    !Array.isArray(value)
      ? textOf(value)
      : value
          .map((item) => (isRow(item) ? `${item.done === true ? '☑' : '☐'} ${textOf(item.text)}` : textOf(item)))
          .join('; '),
  compare: () => 0,
  empty: isEmpty,
};

function normalizeItem(item: JsonValue): JsonValue {
  if (!isRow(item)) return item;
  const text = typeof item.text === 'string' ? item.text.trim() : item.text;
  return { ...item, ...(text === undefined ? {} : { text }), done: item.done ?? false };
}

function parseItem(line: string): JsonValue {
  const mark = /^(☑|✓|✔|\[[xX]\])\s*|^(☐|\[ ?\])\s*/.exec(line);
  return { text: line.slice(mark?.[0].length ?? 0), done: mark?.[1] !== undefined };
}
