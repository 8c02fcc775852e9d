import { namesField } from '@etapa/shared/access/fields';
import type { BulkAction } from '@etapa/shared/api/bulk';
import { isComputed, isReadOnly } from '@etapa/shared/definition/document';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { pointerToken } from '@etapa/shared/fields/fault';
import type { Doc } from '@etapa/shared/fields/field';
import { check } from '@etapa/shared/formulas/check';
import { isFormula } from '@etapa/shared/formulas/formula';
import { scopeOf } from '@etapa/shared/formulas/scope';
import type { Fault } from '@etapa/shared/process/refusal';
import type { TypeAccess } from '../access.ts';
import { refused } from '../refusal-error.ts';

type Members<T> = T extends unknown ? { [Name in keyof T]: { name: Name; with: T[Name] } }[keyof T] : never;

/** An action with its name as a member, to switch on. */
export type NamedAction = Members<BulkAction>;

export function named(action: BulkAction): NamedAction {
  const [entry] = Object.entries(action);
  if (!entry) throw new Error('An action without a name has passed its schema.');
  return { name: entry[0], with: entry[1] } as NamedAction;
}

/** Values of an action whose texts may be formulas. */
export function valuesOf(action: NamedAction): Doc {
  switch (action.name) {
    case 'move':
    case 'update':
    case 'link':
    case 'create':
      return action.with.doc ?? {};
    default:
      return {};
  }
}

/** What a person must be allowed to do to the records. */
function rightOf({ name }: NamedAction): 'read' | 'update' | 'move' | 'delete' {
  switch (name) {
    case 'create':
      return 'read';
    case 'move':
      return 'move';
    case 'delete':
    case 'restore':
      return 'delete';
    default:
      return 'update';
  }
}

/**
 * Refuses what no record could be done to: stages, fields and types that are not there, formulas that cannot be
 * right, and what the person's roles never allow.
 *
 * @throws RefusalError `invalid_document` with every fault, under `/action`; `forbidden`
 */
export function demandPossible(access: TypeAccess, action: NamedAction): void {
  access.demand(rightOf(action));
  const path = `/action/${action.name}`;
  const faults: Fault[] = [];
  const target = action.name === 'create' ? access.of(action.with.entityType) : access;
  if (!target) {
    faults.push({ path: `${path}/entityType`, code: 'unknown_entity_type', message: 'There is no such entity type.' });
  } else {
    if (action.name === 'create') target.demand('create');
    faults.push(...placeFaults(target.type.definition, action, path));
    faults.push(...valueFaults(access, target, action, path));
  }
  if (faults.length > 0) throw refused('invalid_document', `The action has faults: ${faults.length}.`, faults);
}

function placeFaults({ funnels = [], fields, key }: EntityType, action: NamedAction, path: string): Fault[] {
  const faults: Fault[] = [];
  if (action.name === 'move' || action.name === 'create') {
    const { funnel, stage } = action.with;
    const among = funnels.filter((each) => funnel === undefined || each.key === funnel);
    if (funnel !== undefined && among.length === 0) {
      faults.push({ path: `${path}/funnel`, code: 'unknown_funnel', message: 'There is no such funnel.' });
    } else if (stage !== undefined && !among.some(({ stages }) => stages.some((each) => each.key === stage))) {
      faults.push({ path: `${path}/stage`, code: 'unknown_stage', message: 'There is no such stage.' });
    }
  }
  if (action.name === 'tag' && !action.with.add && !action.with.remove) {
    faults.push({ path, code: 'required', message: 'Name tags to add or to remove.' });
  }
  if (action.name === 'link') {
    const field = fields.find((each) => each.key === action.with.field);
    if ((field?.kind !== 'link' && field?.kind !== 'links') || isComputed(field)) {
      const message = `"${action.with.field}" is no field that links.`;
      faults.push({ path: `${path}/field`, code: 'unknown_field', message });
    } else if (field.kind === 'link' && Array.isArray(action.with.to) && action.with.to.length > 1) {
      faults.push({ path: `${path}/to`, code: 'too_many', message: 'The field holds one link.' });
    }
  }
  if (action.name === 'create' && action.with.linkField !== undefined) {
    const field = fields.find((each) => each.key === action.with.linkField);
    if (field?.kind !== 'link' && field?.kind !== 'links') {
      const message = `"${action.with.linkField}" is no field of "${key}" that links.`;
      faults.push({ path: `${path}/linkField`, code: 'unknown_field', message });
    }
  }
  if (action.name === 'create' && action.with.once && action.with.linkField === undefined) {
    const message = 'Which records there are already can only be told by a link field.';
    faults.push({ path: `${path}/once`, code: 'required', message });
  }
  return faults;
}

function valueFaults(access: TypeAccess, target: TypeAccess, action: NamedAction, path: string): Fault[] {
  const scope = scopeOf(readableFields(access), { fieldsOf: (key) => fieldsFor(access, key) });
  const { write } = target.everywhere();
  return Object.entries(valuesOf(action)).flatMap(([key, value]): Fault[] => {
    const at = `${path}/doc/${pointerToken(key)}`;
    const field = target.type.definition.fields.find((each) => each.key === key);
    if (!field || (action.name === 'create' && !namesField(write, key))) {
      return [{ path: at, code: 'unknown_key', message: `There is no field "${key}".` }];
    }
    if (isReadOnly(field)) return [{ path: at, code: 'read_only', message: `"${key}" is computed.` }];
    return isFormula(value) ? check(value, scope, { path: at, field }) : [];
  });
}

/** Fields a person's formulas may read: of every record they may see. */
export function readableFields(access: TypeAccess): EntityType['fields'] {
  const { read } = access.everywhere();
  return access.type.definition.fields.filter(({ key }) => namesField(read, key));
}

/** The same for a type that links lead to. */
export function fieldsFor(access: TypeAccess, entityType: string): EntityType['fields'] | undefined {
  const linked = entityType === access.type.key ? access : access.of(entityType);
  return linked && readableFields(linked);
}
