import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { termOf } from '@etapa/shared/conditions/term';
import { isGroup } from '@etapa/shared/conditions/tree';
import { type TermScope, termSql } from './conditions-term.ts';

export interface CompileOptions {
  /** Alias of `records` in the statement. Default `r`. */
  alias?: string;
  /** Parameters the statement has already; those of the condition are added. */
  params?: unknown[];
  /**
   * The condition that a linked record must meet for its fields to be read (what the person may see), as SQL over
   * `alias`; its parameters are its maker's affair. Absent: every linked record is read.
   */
  linkedCondition?: (entityType: string, alias: string) => string | undefined;
}

/**
 * A condition as SQL over a row of `records`: holds for exactly the records for which `evaluate` says so.
 *
 * @returns `sql` is a boolean expression, NULL at times for false: fit for WHERE and FILTER, elsewhere add IS TRUE.
 *   `params` is the list that was given, grown. The entity type and the trash are the statement's own affair.
 */
export function compileCondition(
  condition: ConditionGroup,
  environment: ConditionEnvironment,
  options: CompileOptions = {},
): { sql: string; params: unknown[] } {
  const params = options.params ?? [];
  const alias = options.alias ?? 'r';
  let count = 0;
  const scope: TermScope = {
    environment,
    alias,
    aliases: () => `${alias}_${++count}`,
    param: (value) => `$${params.push(value)}`,
    seen: options.linkedCondition ?? (() => undefined),
  };
  return { sql: groupSql(condition, scope), params };
}

function groupSql(group: ConditionGroup, scope: TermScope): string {
  const parts = group.rules.map((node) =>
    isGroup(node) ? groupSql(node, scope) : termSql(termOf(node, scope.environment), scope),
  );
  const all = parts.length === 0 ? 'true' : `(${parts.join(group.combinator === 'or' ? ' OR ' : ' AND ')})`;
  return group.not === true ? `${all} IS NOT TRUE` : all;
}
