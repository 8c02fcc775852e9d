import Big from 'big.js';
import type { FieldKind, JsonValue } from '../fields/field.ts';
import type { FieldContext, FieldKindDefinition, Parsed } from '../fields/kind.ts';
import { kindOf } from '../fields/kinds.ts';
import { labelIn } from '../fields/option.ts';
import { valueFaults } from './document.ts';
import type { Field } from './entity-type.ts';

/** What the form of a converted value may depend on. */
export interface ConvertContext extends FieldContext {
  /** IANA name: the zone in which a day has its times. */
  timeZone: string;
  /** Name of a person, or title of a record, by id. */
  nameOf?: (id: string) => string | undefined;
}

/** A value in its new form; absent when nothing is left of it, as of blank text. */
export type Converted = { ok: true; value?: JsonValue } | { ok: false; code: string; message: string };

/** Kinds that hold several values of another kind. */
const ONE_OF: { readonly [Kind in FieldKind]?: FieldKind } = {
  multiSelect: 'select',
  users: 'user',
  links: 'link',
  files: 'file',
};

/** Kinds whose values say more than a text could: they become nothing else. */
const WHOLE: ReadonlySet<FieldKind> = new Set(['file', 'lines', 'checklist']);

/** Kinds whose values name something by its id: a text that does the same is still none. */
const NAMING: ReadonlySet<FieldKind> = new Set(['user', 'link', 'file']);

/**
 * A stored value as another field holds it, never rounded and never guessed.
 *
 * @param value as it is stored under `from`
 * @returns the value that `to` may hold by its kind and its settings; refused with the reason
 */
export function convertValue(from: Field, to: Field, value: JsonValue, context: ConvertContext): Converted {
  const carried = carry(from, to, value, context);
  if (!carried.ok || carried.value === undefined) return carried;
  const normal = kindOf(to).normalize(to, carried.value, context);
  if (normal === undefined) return { ok: true };
  const [fault] = valueFaults(to, normal);
  const [finer] = fault ? [fault] : kindOf(to).check(to, normal, context);
  return finer ? no(finer.code, finer.message) : { ok: true, value: normal };
}

const no = (code: string, message: string): Converted => ({ ok: false, code, message });

/** The value in the shape of the other kind; whether the field's settings allow it is not asked yet. */
function carry(from: Field, to: Field, value: JsonValue, context: ConvertContext): Converted {
  const single = ONE_OF[from.kind];
  if (single !== undefined) return carryList({ ...from, kind: single }, to, value, context);
  const item = ONE_OF[to.kind];
  if (NAMING.has(item ?? to.kind) && from.kind !== (item ?? to.kind)) {
    return no('no_conversion', `A value of kind "${from.kind}" cannot become "${to.kind}".`);
  }
  if (item !== undefined && kindOf(from).family === 'text') return byText(to, [String(value)], context);
  if (item !== undefined) {
    const one = carry(from, { ...to, kind: item }, value, context);
    return one.ok && one.value !== undefined ? { ok: true, value: [one.value] } : one;
  }
  if (from.kind === 'link' && to.kind === 'link' && from.target !== to.target) {
    return no('wrong_entity_type', 'The record linked to is not of the new target type.');
  }
  if (from.kind === 'select' && to.kind === 'select')
    return byText(to, [String(value), ...texts(from, value, context)], context);
  const [a, b] = [kindOf(from), kindOf(to)];
  if (from.kind === to.kind || (a.family === b.family && (a.family === 'text' || a.family === 'number'))) {
    return { ok: true, value };
  }
  if (WHOLE.has(from.kind)) {
    return no('no_conversion', `A value of kind "${from.kind}" cannot become "${to.kind}".`);
  }
  if (a.family === 'boolean' && b.family === 'number') return { ok: true, value: value === true ? 1 : 0 };
  const candidates = texts(from, value, context);
  if (b.family === 'text') return { ok: true, value: candidates[0] };
  return byText(to, candidates, context);
}

function carryList(one: Field, to: Field, value: JsonValue, context: ConvertContext): Converted {
  const items = Array.isArray(value) ? value : [value];
  const item = ONE_OF[to.kind];
  const { family } = kindOf(to);
  if (item === undefined && family !== 'text') {
    const [first] = items;
    if (items.length > 1 || first === undefined)
      return no('several_values', 'The field holds one value, and here are several.');
    return carry(one, to, first, context);
  }
  const carried: JsonValue[] = [];
  for (const each of items) {
    const next = carry(one, item === undefined ? to : { ...to, kind: item }, each, context);
    if (!next.ok) return next;
    if (next.value !== undefined) carried.push(next.value);
  }
  return { ok: true, value: item === undefined ? carried.join(', ') : carried };
}

/** What a value may be read as, likeliest first: the first one is what people see. */
function texts(from: Field, value: JsonValue, context: ConvertContext): string[] {
  if (typeof value === 'number') return [new Big(value).toFixed()];
  if (typeof value === 'boolean') return value ? ['true', 'yes', '1'] : ['false', 'no', '0'];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (from.kind === 'select') {
    const label = from.options?.find(({ key }) => key === text)?.label;
    const labels =
      label === undefined ? [] : [labelIn(label, 'en'), ...(typeof label === 'string' ? [] : Object.values(label))];
    return [...labels, text];
  }
  if (from.kind === 'user' || from.kind === 'link') return [context.nameOf?.(text) ?? text, text];
  return [text];
}

function byText(to: Field, candidates: string[], context: ConvertContext): Converted {
  const kind = kindOf(to);
  let refusal: Converted | undefined;
  for (const text of candidates) {
    const parsed = parse(kind, to, text, context);
    if (parsed.ok) return parsed;
    refusal ??= parsed;
  }
  return refusal ?? no('no_conversion', `The value cannot become "${to.kind}".`);
}

/** A decimal comma is taken where a point cannot be meant: `12,5` is no grouping of thousands. */
function parse(kind: FieldKindDefinition, to: Field, text: string, context: ConvertContext): Parsed {
  const parsed = kind.parse(to, text, context);
  if (parsed.ok || kind.family !== 'number') return parsed;
  const withComma = kind.parse(to, text, { ...context, decimal: ',' });
  return withComma.ok ? withComma : parsed;
}
