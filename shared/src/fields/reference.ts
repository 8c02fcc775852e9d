import type { FieldKind } from './field.ts';
import { compareCodePoints } from './fold.ts';
import { type FieldKindDefinition, isEmpty } from './kind.ts';
import { textOf } from './textual.ts';
import { trustPattern } from './trusted-pattern.ts';

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
trustPattern(UUID);
const shape = new RegExp(UUID);

/** Whether a text is a UUID as it is stored: lower case, with hyphens. */
export function isId(text: string): boolean {
  return shape.test(text);
}

/** A kind whose value is the id of something else: a person, a record, a file. */
export function reference(
  kind: FieldKind,
  family: 'user' | 'id',
  settings: FieldKindDefinition['settings'] = [],
): FieldKindDefinition {
  return {
    kind,
    family,
    many: false,
    feelType: kind === 'link' ? 'context' : 'string',
    sortable: false,
    settings,
    schema: () => ({ type: 'string', format: 'uuid', pattern: UUID }),
    normalize: (_field, value) => {
      if (isEmpty(value)) return undefined;
      return typeof value === 'string' ? value.trim().toLowerCase() : value;
    },
    check: () => [],
    parse: (_field, text, options) => {
      const plain = text.trim();
      if (plain === '') return { ok: true };
      const id = isId(plain.toLowerCase()) ? plain.toLowerCase() : options?.resolve?.(plain);
      if (id !== undefined) return { ok: true, value: id };
      return { ok: false, code: 'not_found', message: `"${text}" is not known.` };
    },
    format: (_field, value, context) => {
      const id = textOf(value);
      return context.names?.(id) ?? id;
    },
    compare: (a, b) => compareCodePoints(String(a), String(b)),
    empty: isEmpty,
  };
}
