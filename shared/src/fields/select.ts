import { compareCodePoints } from './fold.ts';
import { type FieldKindDefinition, isEmpty } from './kind.ts';
import { findOption, labelIn, optionKeys } from './option.ts';
import { textOf } from './textual.ts';

/** One of the field's options. */
export const select: FieldKindDefinition = {
  kind: 'select',
  family: 'key',
  many: false,
  feelType: 'string',
  sortable: true,
  settings: [{ key: 'options', type: 'options', required: true }],
  schema: (field) => ({ type: 'string', enum: optionKeys(field) }),
  normalize: (_field, value) => (isEmpty(value) ? undefined : value),
  check: () => [],
  parse: (field, text) => {
    if (text.trim() === '') return { ok: true };
    const option = findOption(field, text);
    if (option) return { ok: true, value: option.key };
    return { ok: false, code: 'unknown_option', message: `"${text}" is not one of the options.` };
  },
  format: (field, value, { locale }) => {
    const option = field.options?.find(({ key }) => key === value);
    return option ? labelIn(option.label, locale) : textOf(value);
  },
  compare: (a, b) => compareCodePoints(String(a), String(b)),
  empty: isEmpty,
};
