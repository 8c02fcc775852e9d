import { isCurrencyCode } from '../fields/currency.ts';
import type { Fault } from '../fields/fault.ts';
import type { FieldKindDefinition } from '../fields/kind.ts';
import { kindOf } from '../fields/kinds.ts';
import { patternProblem } from '../fields/pattern.ts';
import { type Checked, duplicates, fault, type Part } from './check-part.ts';
import { isComputed } from './document.ts';
import type { Field } from './entity-type.ts';
import { literalFaults } from './literal.ts';

/** Names that formulas, or the objects that documents are in JavaScript, already give another meaning. */
const RESERVED = new Set([
  ...'record before trigger steps actor true false null prototype'.split(' '),
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** Settings that every kind takes. */
const GENERAL = new Set(
  'key label kind help required unique indexed default formula retired visibleWhen requiredWhen'.split(' '),
);

const ISO_4217 = new Set(Intl.supportedValuesOf('currency'));

/** What is wrong with one field, its conditions and formulas aside. */
export function fieldFaults({ value: field, path }: Part<Field>, checked: Checked): Fault[] {
  const kind = kindOf(field);
  return [
    ...keyFaults(field, path),
    ...settingFaults(field, kind, path),
    ...boundFaults(field, kind, path),
    ...patternFaults(field, path),
    ...currencyFaults(field, path, checked),
    ...optionFaults(field, path),
    ...targetFaults(field, path, checked),
    ...formatFaults(field, path),
    ...defaultFaults(field, path),
  ];
}

function keyFaults({ key }: Field, path: string): Fault[] {
  if (!RESERVED.has(key)) return [];
  return [fault(`${path}/key`, 'reserved', `"${key}" has a meaning of its own in formulas: choose another key.`)];
}

function settingFaults(field: Field, kind: FieldKindDefinition, path: string): Fault[] {
  const own = new Set<string>(kind.settings.map(({ key }) => key));
  const strange = Object.keys(field).filter((key) => !GENERAL.has(key) && !own.has(key));
  const rows = kind.family === 'rows' || kind.many;
  const whole = (['unique', 'indexed'] as const).filter((key) => field[key] === true && rows);
  const missing = kind.settings.filter(({ key, required }) => required && field[key] === undefined);
  return [
    ...strange.map((key) =>
      fault(`${path}/${key}`, 'not_applicable', `A field of kind ${field.kind} has no "${key}".`),
    ),
    ...whole
      .filter((key) => key === 'unique' || kind.family === 'rows')
      .map((key) => fault(`${path}/${key}`, 'not_applicable', `A field of kind ${field.kind} cannot be ${key}.`)),
    ...missing.map(({ key }) => fault(`${path}/${key}`, 'required', `A field of kind ${field.kind} needs "${key}".`)),
    ...(isComputed(field) && field.kind === 'autonumber'
      ? [fault(`${path}/formula`, 'not_applicable', 'A number the program gives has no formula.')]
      : []),
  ];
}

function boundFaults(field: Field, kind: FieldKindDefinition, path: string): Fault[] {
  const { min, max, ...free } = field;
  const accepts = compileBound(kind, free);
  const faults = (['min', 'max'] as const)
    .filter((bound) => field[bound] !== undefined && kind.settings.some(({ key }) => key === bound))
    .filter((bound) => !accepts(field[bound]))
    .map((bound) => fault(`${path}/${bound}`, 'invalid_bound', `The bound is not a value of kind ${field.kind}.`));
  if (faults.length > 0 || min === undefined || max === undefined || kind.compare(min, max) <= 0) return faults;
  return [fault(`${path}/max`, 'invalid_bound', `The largest value ${max} lies below the smallest, ${min}.`)];
}

function compileBound(kind: FieldKindDefinition, field: Field): (value: Field['min']) => boolean {
  return (value) => {
    if (value === undefined) return true;
    const typed = typeof value === (kind.family === 'number' ? 'number' : 'string');
    return typed && (kind.family === 'number' || kind.check(field, value).length === 0);
  };
}

function patternFaults({ pattern }: Field, path: string): Fault[] {
  if (pattern === undefined) return [];
  const problem = patternProblem(pattern) ?? ecmaProblem(pattern);
  return problem === null ? [] : [fault(`${path}/pattern`, 'bad_pattern', `The pattern does not work: ${problem}`)];
}

/** The published JSON Schema holds the pattern too, and other validators read it as ECMA-262 says. */
function ecmaProblem(pattern: string): string | null {
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function currencyFaults({ currency, currencyField }: Field, path: string, { fields, fieldKeys }: Checked): Fault[] {
  const faults: Fault[] = [];
  if (currency !== undefined && !(isCurrencyCode(currency) && ISO_4217.has(currency))) {
    faults.push(fault(`${path}/currency`, 'bad_currency', `"${currency}" is not a currency of ISO 4217, such as EUR.`));
  }
  if (currencyField === undefined) return faults;
  if (currency !== undefined) {
    faults.push(
      fault(`${path}/currencyField`, 'conflict', 'Give a fixed currency or the field that holds it, not both.'),
    );
  }
  const holder = fields.find(({ value }) => value.key === currencyField);
  if (!fieldKeys.has(currencyField)) {
    faults.push(fault(`${path}/currencyField`, 'unknown_field', `There is no field "${currencyField}".`));
  } else if (holder && !['text', 'select'].includes(holder.value.kind)) {
    faults.push(fault(`${path}/currencyField`, 'wrong_kind', 'A currency is held by a field of kind text or select.'));
  }
  return faults;
}

function optionFaults({ options }: Field, path: string): Fault[] {
  if (!options) return [];
  if (options.length === 0) return [fault(`${path}/options`, 'too_few', 'There must be an option to choose.')];
  return duplicates(
    options.map(({ key }, index) => ({ key, path: `${path}/options/${index}/key` })),
    'option',
  );
}

function targetFaults({ target }: Field, path: string, { definition, others }: Checked): Fault[] {
  if (target === undefined || target === definition.key || others.typeOf(target)) return [];
  return [fault(`${path}/target`, 'unknown_entity_type', `There is no entity type "${target}".`)];
}

function formatFaults({ kind, format }: Field, path: string): Fault[] {
  if (kind !== 'autonumber' || format === undefined) return [];
  const counters = format.match(/\{[^}]*\}/g) ?? [];
  if (counters.length === 1 && /^\{0{1,15}\}$/.test(counters[0] ?? '')) return [];
  return [fault(`${path}/format`, 'bad_format', 'The format holds the number once, as zeros in braces: TKP-{0000}.')];
}

function defaultFaults(field: Field, path: string): Fault[] {
  const { default: value } = field;
  if (value === undefined || value === null) return [];
  if (isComputed(field) || field.kind === 'autonumber') {
    return [fault(`${path}/default`, 'not_applicable', 'A field that people do not write has no default.')];
  }
  if (typeof value === 'string' && value.startsWith('=')) return [];
  return literalFaults(field, value, `${path}/default`).map((found) => ({ ...found, code: 'bad_default' }));
}
