import type { Caller } from '@etapa/shared/access/caller';
import type { Forecast } from '@etapa/shared/api/forecast';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { Bucket } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { Forecasts, ownedWhere } from '../../store/forecasts.ts';
import { all } from '../../store/where.ts';
import { RecordService } from '../records.ts';
import { narrowed, readableEnvironment, seenOf } from '../records-filter.ts';
import { ReportAnswers } from './answers.ts';
import { figuresOf } from './forecast-figures.ts';
import { amountOf, forecastTerms } from './forecast-terms.ts';
import { TargetService } from './targets.ts';

/** Of what a forecast is, and by which date and amount. */
export interface ForecastQuery {
  by?: Bucket;
  dateField?: string;
  amountField?: string;
  filter?: ConditionGroup;
  owner?: string;
  team?: string;
}

/** What is likely to come in, against what should. */
@Injectable()
export class ForecastService {
  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly forecasts: Forecasts,
    private readonly answers: ReportAnswers,
    private readonly targets: TargetService,
  ) {}

  /**
   * Open amounts by probability, won so far, and target, by period. Periods are the organisation's.
   *
   * @throws RefusalError `not_found`, `forbidden`, `invalid_condition`, `malformed`
   */
  async read(caller: Caller, entityType: string, query: ForecastQuery): Promise<Forecast> {
    const { by = 'month', filter, owner, team } = query;
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const catalogue = await this.catalogue.now();
    const reader = { access, environment: readableEnvironment(access, catalogue), seen: seenOf(access, catalogue) };
    const terms = forecastTerms(reader, by, query.dateField, '/dateField');
    const amount = amountOf(reader, query.amountField);
    const where = all(narrowed(access, 'read', { filter }, catalogue), ownedWhere(owner, team));
    const asked = ['forecast', entityType, access.type.version, query];
    const [{ read: rows, asOf }, { targets, currency }] = await Promise.all([
      this.answers.of(caller, asked, (db) => this.forecasts.read(db, terms, amount, where)),
      this.targets.of(caller, entityType, amount, { by, owner, team }),
    ]);
    const periods = [...new Set([...rows, ...targets].map(({ period }) => period))].sort(byPeriod);
    return {
      by,
      dateField: terms.dateField,
      amountField: amount?.key ?? null,
      periods: periods.map((period) => {
        const isOf = (one: { period: string | null }) => one.period === period;
        return { period, ...figuresOf(rows.filter(isOf), targets.filter(isOf), currency) };
      }),
      totals: figuresOf(rows, targets, currency),
      asOf,
    };
  }
}

/** What has no date comes last. */
function byPeriod(one: string | null, other: string | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  return one < other ? -1 : 1;
}
