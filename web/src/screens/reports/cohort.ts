import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { EntityType, Field, Stage } from '@etapa/shared/definition/entity-type';
import { instantOf } from '../../fields/wall-time.ts';

/** Days a person chose: both are part of the range. */
export interface Days {
  /** `YYYY-MM-DD` */
  from?: string;
  /** `YYYY-MM-DD` */
  to?: string;
}

/** The same range as the server takes it: from the first instant up to, without, the second. */
export interface Range {
  from?: string;
  to?: string;
}

/** The instants at which the chosen days begin and end in the reader's zone. */
export function rangeOf({ from, to }: Days, timeZone: string): Range {
  return {
    ...(from ? { from: midnight(from, timeZone) } : {}),
    ...(to ? { to: midnight(nextDay(to), timeZone) } : {}),
  };
}

/**
 * The condition of the records behind a figure: the cohort of the report and what the figure adds.
 * The same instants go to the report and to the list, so that the two agree.
 */
export function cohortFilter(
  funnel: string,
  range: Range,
  filter: ConditionGroup | undefined,
  more: ConditionRule[],
): ConditionGroup {
  const rules: (ConditionRule | ConditionGroup)[] = [{ field: '$funnel', operator: '=', value: funnel }];
  if (range.from) rules.push({ field: '$createdAt', operator: '>=', value: range.from });
  if (range.to) rules.push({ field: '$createdAt', operator: '<', value: range.to });
  if (filter && filter.rules.length > 0) rules.push(filter);
  return { combinator: 'and', rules: [...rules, ...more] };
}

/** The select or text field that lost stages ask for: where the reasons are. */
export function lossReasonField(type: EntityType, stages: Stage[]): Field | undefined {
  const asked = new Set(stages.filter((stage) => stage.group === 'lost').flatMap((stage) => stage.required ?? []));
  return type.fields.find((field) => asked.has(field.key) && (field.kind === 'select' || field.kind === 'text'));
}

/** Days of a preset, ending today. `all` has no ends. */
export function presetDays(preset: Preset, today: string): Days {
  const [year = '', month = ''] = today.split('-');
  const quarter = String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0');
  switch (preset) {
    case 'all':
      return {};
    case 'month':
      return { from: `${year}-${month}-01`, to: today };
    case 'quarter':
      return { from: `${year}-${quarter}-01`, to: today };
    case 'year':
      return { from: `${year}-01-01`, to: today };
    case 'last30':
      return { from: shiftDay(today, -29), to: today };
    case 'last365':
      return { from: shiftDay(today, -364), to: today };
  }
}

export const PRESETS = ['all', 'month', 'quarter', 'year', 'last30', 'last365'] as const;
export type Preset = (typeof PRESETS)[number];

const nextDay = (day: string): string => shiftDay(day, 1);

function shiftDay(day: string, by: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

const midnight = (day: string, timeZone: string): string => instantOf(`${day} 00:00:00`, timeZone) ?? day;
