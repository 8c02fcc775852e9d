import type { FieldSettings } from '../fields/field.ts';
import { isFormula } from '../formulas/formula.ts';
import { isComputed } from './document.ts';
import type { EntityType, Field, Funnel } from './entity-type.ts';

/** A field whose stored values may not fit any more. */
export interface FieldConversion {
  from: Field;
  /** Null when the field goes away. */
  to: Field | null;
}

/** What documents written under one definition need to be right under another. */
export interface ConversionPlan {
  from: EntityType;
  to: EntityType;
  fields: FieldConversion[];
  /** Fields that records so far have no value of and now get one: numbers, and defaults of what is required now. */
  fills: Field[];
  /** Whether computed fields must be computed anew. */
  computes: boolean;
  /** Whether titles are made of another field. */
  retitles: boolean;
  /** Whether boards sum differently. */
  totals: boolean;
  /** Whether stages went away or now end a card, or no longer do. */
  stages: boolean;
}

/** Settings that decide which values a field can hold. */
const BINDING = [
  ...['kind', 'maxLength', 'pattern', 'min', 'max', 'scale', 'currency', 'currencyField', 'target', 'formula'],
] as (keyof FieldSettings)[];

/**
 * Compares two definitions by what their documents hold.
 *
 * @param known keys of fields that any version has had: of one that returns, values may have been set aside
 * @returns null when every document of the one is a document of the other, as when a stage or a field is added
 */
export function planConversion(
  from: EntityType,
  to: EntityType,
  known: ReadonlySet<string> = new Set(),
): ConversionPlan | null {
  const old = new Map(from.fields.map((field) => [field.key, field]));
  const now = new Map(to.fields.map((field) => [field.key, field]));
  const fields = from.fields.flatMap((field): FieldConversion[] => {
    const next = now.get(field.key);
    if (!next) return isComputed(field) ? [] : [{ from: field, to: null }];
    return binds(field) === binds(next) || (isComputed(field) && isComputed(next)) ? [] : [{ from: field, to: next }];
  });
  const goes = from.fields.some((field) => isComputed(field) && !now.has(field.key));
  const fills = to.fields.filter((field) => isFilled(field, old.get(field.key)));
  const computed = to.fields.filter(isComputed);
  const computes =
    goes ||
    computed.some((field) => binds(field) !== binds(old.get(field.key))) ||
    (computed.length > 0 && fields.length + fills.length > 0);
  const plan: ConversionPlan = {
    from,
    to,
    fields,
    fills,
    computes,
    retitles: from.titleField !== to.titleField,
    totals: sums(from).some((sum) => !sums(to).includes(sum)),
    stages: JSON.stringify(ends(from)) !== JSON.stringify(ends(to)) && leavesOut(from, to),
  };
  const returns = to.fields.some(({ key }) => !old.has(key) && known.has(key));
  const needed = returns || fields.length + fills.length > 0 || computes || plan.retitles || plan.stages;
  return needed ? plan : null;
}

function binds(field: Field | undefined): string {
  if (!field) return '';
  return JSON.stringify([BINDING.map((name) => field[name] ?? null), (field.options ?? []).map(({ key }) => key)]);
}

function isFilled(field: Field, before: Field | undefined): boolean {
  if (field.kind === 'autonumber') return !before;
  if (field.required !== true || before?.required === true || isComputed(field)) return false;
  return field.default !== undefined && field.default !== null && !isFormula(field.default);
}

const sums = ({ fields }: EntityType): string[] =>
  fields.filter(({ kind }) => kind === 'money' || kind === 'number' || kind === 'integer').map(sumOf);

const sumOf = ({ key, currencyField = '' }: Field): string => `${key} ${currencyField}`;

const ends = ({ funnels }: EntityType): string[] =>
  (funnels ?? []).flatMap((funnel: Funnel) =>
    funnel.stages.map((stage) => `${funnel.key}/${stage.key} ${stage.group === 'open' ? 'open' : 'end'}`),
  );

/** A stage that is new changes no record; one that goes, or ends cards now, does. A first funnel takes all records in. */
function leavesOut(from: EntityType, to: EntityType): boolean {
  const now = new Set(ends(to));
  return ends(from).length === 0 || ends(from).some((stage) => !now.has(stage));
}
