import { check as checkCondition } from '../conditions/check.ts';
import type { ConditionFields } from '../conditions/context.ts';
import type { Fault } from '../fields/fault.ts';
import type { Grant, Role } from './grant.ts';

/** Every field that all types have: what a grant for all types may ask about. */
const EVERY_TYPE: ConditionFields = { fields: [] };

/**
 * What the grants of a well-formed role refer to and is not there.
 *
 * @param typeOf definition of an entity type by key; undefined where there is none
 */
export function checkRole(role: Role, typeOf: (entityType: string) => ConditionFields | undefined): Fault[] {
  return role.grants.flatMap((grant, index) => grantFaults(grant, `/grants/${index}`, typeOf));
}

function grantFaults(grant: Grant, path: string, typeOf: (entityType: string) => ConditionFields | undefined): Fault[] {
  const type = grant.entityType === '*' ? EVERY_TYPE : typeOf(grant.entityType);
  if (!type) {
    const message = `There is no entity type "${grant.entityType}".`;
    return [{ path: `${path}/entityType`, code: 'unknown_entity_type', message }];
  }
  const scope =
    typeof grant.scope === 'string'
      ? []
      : checkCondition(grant.scope, { ...type, linkedType: typeOf }, { path: `${path}/scope` });
  if (type === EVERY_TYPE) return scope;
  return [...scope, ...fieldFaults(grant, path, type), ...stageFaults(grant, path, type)];
}

function fieldFaults({ fields }: Grant, path: string, type: ConditionFields): Fault[] {
  const known = new Set(type.fields.map(({ key }) => key));
  return (['read', 'write'] as const).flatMap((right) =>
    (fields?.[right] ?? []).flatMap((key, index) =>
      known.has(key)
        ? []
        : [{ path: `${path}/fields/${right}/${index}`, code: 'unknown_field', message: `There is no field "${key}".` }],
    ),
  );
}

function stageFaults({ stages }: Grant, path: string, type: ConditionFields): Fault[] {
  const known = new Set(
    (type.funnels ?? []).flatMap((funnel) => funnel.stages.flatMap(({ key }) => [key, `${funnel.key}/${key}`])),
  );
  return (['see', 'enter', 'leave'] as const).flatMap((right) =>
    (stages?.[right] ?? []).flatMap((key, index) =>
      known.has(key)
        ? []
        : [{ path: `${path}/stages/${right}/${index}`, code: 'unknown_stage', message: `There is no stage "${key}".` }],
    ),
  );
}
