import type { Fault } from '../fields/fault.ts';
import { conditionFaults } from './check-conditions.ts';
import { fieldFaults } from './check-field.ts';
import { formulaFaults } from './check-formulas.ts';
import { funnelFaults } from './check-funnel.ts';
import { layoutFaults, titleFaults } from './check-layout.ts';
import { type Checked, duplicates, fault, type Others, type Part, within } from './check-part.ts';
import { isDeep } from './depth.ts';
import type { EntityType, Funnel } from './entity-type.ts';
import { DEFINITION_SCHEMA } from './schema.ts';
import { compileSchema, type SchemaCheck } from './validator.ts';

/** Deepest nesting of a definition document: what a condition needs, with room. */
const DEEPEST = 100;

let shape: SchemaCheck | undefined;

/** A definition that records can be kept by, or why not: every fault at once, with pointers into the document. */
export type DefinitionCheck =
  | { ok: true; value: EntityType }
  | {
      ok: false;
      refusal: {
        /** What all the faults are about, where it is one thing. */
        code: 'invalid_definition' | 'invalid_formula' | 'invalid_condition';
        detail: string;
        errors: Fault[];
      };
    };

/**
 * Whether a document is a definition.
 *
 * @param document of any shape, as it was sent
 * @param typeOf the other entity types by key, those made together with this one included
 * @param roleKeys roles that stages and transitions may name; absent: roles are not checked
 * @returns the definition, what may be left out filled in
 */
export function checkDefinition(
  document: unknown,
  typeOf: Others['typeOf'],
  roleKeys?: readonly string[],
): DefinitionCheck {
  const { misshapen, meaning, conditions, formulas } = faultsOf(document, { typeOf, roleKeys });
  const others = misshapen.length + meaning.length;
  const errors = [...misshapen, ...meaning, ...conditions, ...formulas];
  if (errors.length === 0) return { ok: true, value: completed(document as EntityType) };
  const code =
    errors.length === formulas.length
      ? 'invalid_formula'
      : others === 0 && formulas.length === 0
        ? 'invalid_condition'
        : 'invalid_definition';
  const count = errors.length === 1 ? 'a fault' : `${errors.length} faults`;
  return { ok: false, refusal: { code, detail: `The definition has ${count}.`, errors } };
}

/** What keeps a document from being a definition at all, whatever its parts mean: a draft may be unfinished, not this. */
export function shapeFaults(document: unknown): Fault[] {
  if (isDeep(document, DEEPEST)) {
    return [fault('', 'too_deep', `A definition is nested at most ${DEEPEST} deep.`)];
  }
  shape ??= compileSchema(DEFINITION_SCHEMA);
  return shape(document, '');
}

interface Faults {
  misshapen: Fault[];
  meaning: Fault[];
  conditions: Fault[];
  formulas: Fault[];
}

function faultsOf(document: unknown, others: Others): Faults {
  const none = { meaning: [], conditions: [], formulas: [] };
  const misshapen = shapeFaults(document);
  // Without these there is nothing to look into.
  if (['', '/fields', '/funnels', '/layout'].some((path) => isAt(path, misshapen))) return { ...none, misshapen };
  const definition = document as EntityType;
  const checked = wellFormed(definition, others, misshapen);
  const meaning = [
    ...keyFaults(definition),
    ...(within('/titleField', misshapen) ? [] : titleFaults(checked)),
    ...checked.fields.flatMap((field) => fieldFaults(field, checked)),
    ...checked.funnels.flatMap((funnel) => funnelFaults(funnel, checked)),
    ...(within('/layout', misshapen) ? [] : layoutFaults(checked)),
  ];
  return { misshapen, meaning, conditions: conditionFaults(checked), formulas: formulaFaults(checked) };
}

/** What may be left out filled in: transitions are free where none are listed. */
function completed(definition: EntityType): EntityType {
  if (!definition.funnels) return definition;
  const complete = (funnel: Funnel): Funnel => ({ ...funnel, transitions: funnel.transitions ?? 'free' });
  return { ...definition, funnels: definition.funnels.map(complete) };
}

function wellFormed(definition: EntityType, others: Others, misshapen: readonly Fault[]): Checked {
  const parts = <T>(list: readonly T[] | undefined, name: string): Part<T>[] =>
    (list ?? [])
      .map((value, index) => ({ value, path: `/${name}/${index}` }))
      .filter(({ path }) => !within(path, misshapen));
  const layout = within('/layout', misshapen) ? undefined : definition.layout;
  return {
    definition: { ...definition, layout },
    others,
    fields: parts(definition.fields, 'fields'),
    funnels: parts(definition.funnels, 'funnels'),
    fieldKeys: new Set(definition.fields.flatMap((field) => (isObject(field) ? [field.key] : []))),
  };
}

function keyFaults({ fields, funnels }: EntityType): Fault[] {
  const keyed = (list: readonly unknown[], name: string) =>
    list.map((item, index) => ({ key: isObject(item) ? item.key : undefined, path: `/${name}/${index}/key` }));
  return [...duplicates(keyed(fields, 'fields'), 'field'), ...duplicates(keyed(funnels ?? [], 'funnels'), 'funnel')];
}

/** Whether there is a fault of the thing itself, not of a part of it. */
const isAt = (path: string, faults: readonly Fault[]): boolean => faults.some((each) => each.path === path);

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
