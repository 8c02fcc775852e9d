import type { ConditionGroup } from '../conditions/condition.ts';
import type { Action, Grant, Person, Role } from './grant.ts';
import { grantsFor } from './may.ts';
import { type FunnelRights, hiddenStages, visibleStages } from './stages.ts';

/** Whose records: what every read, count, sum and export of a person adds to its query. */
export type Scope = { kind: 'none' } | { kind: 'all' } | { kind: 'where'; condition: ConditionGroup };

/**
 * The records of a type on which a person may act: the union over their roles, less the stages they may not see.
 *
 * @param roles every role there is, as stored
 * @param funnels the type's funnels, for stages that name who may see them
 */
export function scopeFor(
  person: Person,
  action: Action,
  entityType: string,
  roles: readonly Role[],
  funnels: readonly FunnelRights[] = [],
): Scope {
  const scopes = grantsFor(person, action, entityType, roles).map(scopeOfGrant);
  return both(either(scopes), hiddenStages(person, funnels));
}

/** What one grant takes in, stages it lets see included. */
export function scopeOfGrant(grant: Grant): Scope {
  return both(rowsOfGrant(grant), visibleStages(grant));
}

/** Whose records one grant takes in, whatever their stage. */
export function rowsOfGrant(grant: Grant): Scope {
  return grant.scope === 'all' ? { kind: 'all' } : { kind: 'where', condition: conditionOf(grant.scope) };
}

function conditionOf(scope: 'own' | 'team' | ConditionGroup): ConditionGroup {
  if (scope === 'own') return { combinator: 'and', rules: [{ field: '$owner', operator: '=', value: '$me' }] };
  if (scope === 'team') return { combinator: 'and', rules: [{ field: '$owner', operator: 'in', value: '$myTeam' }] };
  return scope;
}

function either(scopes: Scope[]): Scope {
  if (scopes.length === 0) return { kind: 'none' };
  const conditions = scopes.flatMap((scope) => (scope.kind === 'where' ? [scope.condition] : []));
  if (conditions.length < scopes.length) return { kind: 'all' };
  const [first] = conditions;
  return {
    kind: 'where',
    condition: conditions.length === 1 && first ? first : { combinator: 'or', rules: conditions },
  };
}

function both(scope: Scope, also: ConditionGroup | null): Scope {
  if (scope.kind === 'none' || also === null) return scope;
  if (scope.kind === 'all') return { kind: 'where', condition: also };
  return { kind: 'where', condition: { combinator: 'and', rules: [scope.condition, also] } };
}
