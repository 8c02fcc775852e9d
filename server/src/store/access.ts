import type { Scope } from '@etapa/shared/access/scope';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { compileCondition } from './conditions.ts';
import { containing } from './records-search.ts';
import { bind, type Where } from './where.ts';

/** The records a person may act on, as SQL: null where it is every one. */
export function scopeWhere(scope: Scope, environment: ConditionEnvironment): Where | null {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'none') return () => 'false';
  return (params, alias) => compileCondition(scope.condition, environment, { params, alias }).sql;
}

/**
 * A condition that a person gave, as SQL.
 *
 * @param seen what the person may see of records of another type, null where it is everything: fields of a linked
 *   record they may not see count as empty
 */
export function filterWhere(
  condition: ConditionGroup,
  environment: ConditionEnvironment,
  seen: (entityType: string) => Where | null,
): Where {
  return (params, alias) =>
    compileCondition(condition, environment, {
      params,
      alias,
      linkedCondition: (entityType, linked) => seen(entityType)?.(params, linked),
    }).sql;
}

/**
 * Records whose number or texts hold `q`, whatever its case.
 *
 * @param within `title` for who may not read every text: what is hidden must not be found out by searching for it
 */
export function searchWhere(q: string, within: 'everything' | 'title' | 'number'): Where {
  return (params, alias = 'r') => {
    const pattern = bind(params, containing(q));
    const anywhere = `${alias}.search LIKE ${pattern}`;
    if (within === 'everything') return anywhere;
    const title = within === 'title' ? `lower(normalize(${alias}.title, NFKC))` : `''`;
    return `${anywhere} AND (${title} || ' #' || ${alias}.number) LIKE ${pattern}`;
  };
}
