import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType, Field, Funnel } from '@etapa/shared/definition/entity-type';
import { checkQuery } from '@etapa/shared/reports/check';
import { type Column, columnsOf } from '@etapa/shared/reports/columns';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../config/clock.ts';
import { summedFields } from '../store/board-totals.ts';
import { currencyExpression, fieldExpression } from '../store/conditions-fields.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { FunnelReports, type ReportStage, type SummedField } from '../store/funnel-reports.ts';
import { ReportQueries } from '../store/report-queries.ts';
import type { TypeAccess } from './access.ts';
import { funnelAnswer } from './funnel-answer.ts';
import { RecordService } from './records.ts';
import { narrowed, readableEnvironment, seenOf } from './records-filter.ts';
import { refused } from './refusal-error.ts';

interface Cohort {
  from?: string;
  to?: string;
  filter?: ConditionGroup;
}

/** Reports: every figure counts only what the reader may see. */
@Injectable()
export class ReportService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly funnels: FunnelReports,
    private readonly queries: ReportQueries,
  ) {}

  /**
   * The funnel report of the records created in [from, to); days begin in the organisation's zone.
   *
   * @throws RefusalError `not_found`, `invalid_condition`, `forbidden`
   */
  async funnel(caller: Caller, entityType: string, funnelKey: string, { from, to, filter }: Cohort) {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const { definition } = access.type;
    const funnel = definition.funnels?.find(({ key }) => key === funnelKey);
    if (!funnel) throw refused('not_found', 'The type has no such funnel.');
    const where = narrowed(access, 'read', { filter }, await this.catalogue.now());
    const zone = caller.organizationTimeZone;
    const stages = stagesOf(funnel);
    const summed = readable(summedFields(definition), access).map((field) => summedOf(definition, field));
    const reason = reasonField(definition, funnel, access);
    const read = await this.funnels.read(
      this.database,
      { entityType, from: dayStart(from, zone), to: dayStart(to, zone), where },
      funnelKey,
      stages,
      summed,
      reason ? fieldExpression(reason).value : null,
      this.clock.now(),
    );
    return funnelAnswer(stages, read, amountField(definition, summed));
  }

  /**
   * Groups and measures.
   *
   * @returns columns, rows by the columns' keys, and the measures over everything as `totals`
   * @throws RefusalError `not_found`, `forbidden`, `invalid_condition` with every fault of the query
   */
  async query(caller: Caller, query: ReportQuery) {
    const access = await this.records.access(caller, query.entityType);
    access.demand('read');
    const catalogue = await this.catalogue.now();
    const environment = readableEnvironment(access, catalogue);
    const faults = checkQuery(query, environment.schema);
    if (faults.length > 0) {
      const code = faults.every(({ path }) => path.startsWith('/filter')) ? 'invalid_condition' : 'malformed';
      throw refused(code, `The query has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`, faults);
    }
    const where = narrowed(access, 'read', { filter: query.filter }, catalogue);
    const columns: Column[] = columnsOf(query, environment.schema);
    const { rows, totals } = await this.queries.read(this.database, query, columns, {
      environment,
      where,
      seen: seenOf(access, catalogue),
    });
    return { columns, rows, totals };
  }
}

/** A date as the moment it begins; a time as itself. */
function dayStart(text: string | undefined, timeZone: string): Date | null {
  if (text === undefined) return null;
  const instant = /^\d{4}-\d\d-\d\d$/.test(text)
    ? Temporal.PlainDate.from(text).toZonedDateTime(timeZone).toInstant()
    : Temporal.Instant.from(text);
  return new Date(instant.epochMilliseconds);
}

function stagesOf({ stages }: Funnel): ReportStage[] {
  let position = 0;
  return stages.map(({ key, group, norm }) => ({
    stage: key,
    group,
    position: group === 'lost' ? 0 : ++position,
    normSeconds: norm ? secondsOfNorm(norm) : null,
  }));
}

/** Years and months of a norm count as 365 and 30 days, since a norm stands on no calendar. */
function secondsOfNorm(norm: string): number {
  const { years, months, weeks, days, hours, minutes, seconds } = Temporal.Duration.from(norm);
  return (years * 365 + months * 30 + weeks * 7 + days) * 86_400 + hours * 3_600 + minutes * 60 + seconds;
}

const readable = (fields: readonly Field[], access: TypeAccess): Field[] =>
  fields.filter(({ key }) => namesField(access.everywhere().read, key));

const summedOf = (definition: EntityType, field: Field): SummedField => ({
  key: field.key,
  value: fieldExpression(field).value,
  currency: currencyExpression(definition.fields, field),
});

/** The select field that lost stages ask for; where they ask for none, a field called `lossReason`. */
function reasonField(definition: EntityType, funnel: Funnel, access: TypeAccess): Field | undefined {
  const asked = new Set(funnel.stages.filter(({ group }) => group === 'lost').flatMap(({ required = [] }) => required));
  const fields = readable(definition.fields, access);
  return (
    fields.find(({ key, kind }) => asked.has(key) && kind === 'select') ??
    fields.find(({ key }) => key === 'lossReason')
  );
}

/** The amount that loss reasons are summed by: the first money field that is typed in, not computed. */
function amountField(definition: EntityType, summed: SummedField[]): string | undefined {
  const money = definition.fields.filter(
    ({ key, kind }) => kind === 'money' && summed.some((each) => each.key === key),
  );
  return (money.find(({ formula }) => formula === undefined) ?? money[0])?.key;
}
