import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Bucket } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { bucketSql } from './buckets.ts';
import { currencyExpression, fieldExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import { systemExpression } from './conditions-system.ts';
import type { Queryable } from './database.ts';
import { all, bind, type Where } from './where.ts';

/** How records fall into the periods of a forecast. */
export interface ForecastTerms {
  definition: EntityType;
  by: Bucket;
  /** When open records are expected to close, as SQL over `r`; null: nobody says. */
  date: { value: string; kind: 'date' | 'dateTime' } | null;
  timeZone: string;
}

export interface ForecastRow {
  figure: 'open' | 'won';
  period: string | null;
  currency: string | null;
  count: number;
  /** Decimal texts. */
  sum: string | null;
  weighted: string | null;
}

/** What is open and won, by period. */
@Injectable()
export class Forecasts {
  /** @param amount the field summed; null: only counts */
  read(db: Queryable, terms: ForecastTerms, amount: Field | null, where: Where | null): Promise<ForecastRow[]> {
    const params: unknown[] = [];
    return db.query(
      `SELECT figure, period, currency, count(*) AS count, sum(amount) AS sum, sum(amount * probability) AS weighted
       FROM (
         SELECT ${forecastColumns(terms, amount)}
         FROM records r WHERE r.entity_type = ${literal(terms.definition.key)} AND r.deleted_at IS NULL
           AND (${where?.(params) ?? 'true'})
       ) records WHERE figure IN ('open', 'won') GROUP BY 1, 2, 3 ORDER BY 2 NULLS LAST, 1, 3`,
      params,
    );
  }
}

/** What each record `r` adds to a forecast: figure, period, currency, amount and probability, as columns. */
export function forecastColumns(terms: ForecastTerms, amount: Field | null): string {
  const { figure, period } = expressions(terms);
  const value = amount ? fieldExpression(amount).value : 'NULL::numeric';
  const currency = (amount && currencyExpression(terms.definition.fields, amount)) ?? 'NULL::text';
  return `${figure} AS figure, ${period} AS period, ${currency} AS currency, ${value} AS amount,
    ${probability(terms.definition)} AS probability`;
}

/** The records behind a figure of a forecast. @param period undefined: of all periods */
export function forecastWhere(terms: ForecastTerms, wanted: 'open' | 'won', within: string | null | undefined): Where {
  return (params, alias = 'r') => {
    const { figure, period } = expressions(terms, alias);
    const is = `${figure} = ${literal(wanted)}`;
    return within === undefined ? is : `${is} AND ${period} IS NOT DISTINCT FROM ${bind(params, within)}::text`;
  };
}

/** Records of one owner or team; null: of nobody. */
export function ownedWhere(owner: string | null | undefined, team: string | null | undefined): Where | null {
  const has = (column: string, id: string | null | undefined): Where | null => {
    if (id === undefined) return null;
    if (id === null) return (_, alias = 'r') => `${alias}.${column} IS NULL`;
    return (params, alias = 'r') => `${alias}.${column} = ${bind(params, id)}::uuid`;
  };
  return all(has('owner_id', owner), has('team_id', team));
}

function expressions({ definition, by, date, timeZone }: ForecastTerms, alias = 'r') {
  const figure = systemExpression('$stageGroup', definition, alias).value;
  const expected = date ? bucketSql(by, date.value, date.kind, timeZone) : 'NULL::text';
  const closed = bucketSql(by, `${alias}.closed_at`, 'dateTime', timeZone);
  return { figure, period: `CASE ${figure} WHEN 'won' THEN ${closed} ELSE ${expected} END` };
}

/** Of the stage that a record is in, 0 to 1. */
function probability({ funnels = [] }: EntityType): string {
  const cases = funnels.flatMap(({ key, stages }) =>
    stages.flatMap((stage) =>
      stage.group === 'open' && stage.probability
        ? [`WHEN r.funnel = ${literal(key)} AND r.stage = ${literal(stage.key)} THEN ${stage.probability} / 100.0`]
        : [],
    ),
  );
  return cases.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE 0 END`;
}
