import type { Scope } from '@etapa/shared/access/scope';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { compileCondition } from './conditions.ts';
import { searchWords } from './records-search.ts';
import { plainLatinSql, searchableSql } from './search-spelling.ts';
import type { Where } from './where.ts';

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
  const words = searchWords(q);
  return (params, alias = 'r') => {
    const anywhere = words.kept(`${alias}.search`, params);
    if (within === 'everything') return anywhere;
    const name = searchableSql(`${alias}.title`);
    const title = within === 'title' ? `${name} || ' ' || ${plainLatinSql(name)}` : `''`;
    return `${anywhere} AND ${words.plain(`(${title} || ' #' || ${alias}.number)`, params)}`;
  };
}
