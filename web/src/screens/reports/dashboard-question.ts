import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { type Days, rangeOf } from './cohort.ts';

/** What narrows every report of a dashboard. */
export interface DashboardQuestion extends Days {
  owner?: string;
}

/** When the rows of each dataset happened. */
const TIMES: { [Name in ReportQuery['dataset']]: string } = {
  records: '$createdAt',
  stageVisits: 'visit.enteredAt',
  tasks: 'task.createdAt',
  events: 'event.at',
  contacts: 'contact.at',
};

/** A report's query narrowed to the days and the person chosen for the whole dashboard. */
export function narrowedQuery(query: ReportQuery, question: DashboardQuestion): ReportQuery {
  const { from, to } = rangeOf(question);
  const field = TIMES[query.dataset];
  const rules: (ConditionRule | ConditionGroup)[] = [
    ...(from ? [{ field, operator: '>=', value: from } as const] : []),
    ...(to ? [{ field, operator: '<', value: to } as const] : []),
    ...(question.owner ? [{ field: '$owner', operator: '=', value: question.owner } as const] : []),
  ];
  if (rules.length === 0) return query;
  const own = query.filter && query.filter.rules.length > 0 ? [query.filter] : [];
  return { ...query, filter: { combinator: 'and', rules: [...own, ...rules] } };
}
