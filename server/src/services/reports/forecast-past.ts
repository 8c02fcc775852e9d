import type { Caller } from '@etapa/shared/access/caller';
import type { ForecastPast } from '@etapa/shared/api/forecast';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../config/clock.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { ForecastHistory } from '../../store/forecast-history.ts';
import { ownedWhere } from '../../store/forecasts.ts';
import { all } from '../../store/where.ts';
import { RecordService } from '../records.ts';
import { narrowed, readableEnvironment, seenOf } from '../records-filter.ts';
import { refused } from '../refusal-error.ts';
import { ReportAnswers } from './answers.ts';
import type { ForecastQuery } from './forecast.ts';
import { sumOf } from './forecast-figures.ts';
import { amountOf, forecastTerms } from './forecast-terms.ts';

type Every = 'day' | 'week' | 'month';

interface PastQuery extends ForecastQuery {
  period?: string;
  every?: Every;
  from?: string;
  to?: string;
}

/** Points of one history at most. */
const MOST = 62;
/** Nothing was sold before, and the database's years begin with 1. */
const EARLIEST = 1900;
/** How far back one looks who does not say. */
const USUAL: { [Name in Every]: Temporal.DurationLike } = {
  day: { days: 29 },
  week: { weeks: 12 },
  month: { months: 11 },
};
const STEP: { [Name in Every]: Temporal.DurationLike } = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } };

/** How the forecast moved: what is in a reader's sight now, as it was. */
@Injectable()
export class PastForecasts {
  constructor(
    private readonly answers: ReportAnswers,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: ForecastHistory,
  ) {}

  /** @throws RefusalError as a forecast does; `malformed` for more points than can be drawn, and for days long ago */
  async read(caller: Caller, entityType: string, query: PastQuery): Promise<ForecastPast> {
    const { by = 'month', filter, owner, team, period } = query;
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const catalogue = await this.catalogue.now();
    const reader = { access, environment: readableEnvironment(access, catalogue), seen: seenOf(access, catalogue) };
    const terms = forecastTerms(reader, by, query.dateField, '/dateField');
    const amount = amountOf(reader, query.amountField);
    const where = all(narrowed(access, 'read', { filter }, catalogue), ownedWhere(owner, team));
    const points = pointsOf(query, this.clock.now(), caller.organizationTimeZone);
    if (points.length > MOST) throw tooMany();
    const fields = [terms.dateField, amount?.key, amount?.currencyField].flatMap((name) =>
      name && !name.startsWith('$') ? name : [],
    );
    const asked = ['forecast-past', entityType, access.type.version, query];
    const { read, asOf } = await this.answers.of(caller, asked, async (db) => ({
      at: points,
      rows: await this.store.read(db, terms, amount, { fields, at: points, where, period }),
    }));
    return {
      dateField: terms.dateField,
      amountField: amount?.key ?? null,
      points: read.at.map((point) => {
        const of = (figure: string) =>
          read.rows.filter((row) => row.figure === figure && row.at.getTime() === point.getTime());
        const count = (figure: string) => of(figure).reduce((sum, row) => sum + row.count, 0);
        return {
          at: point.toISOString(),
          open: sumOf(of('open'), 'sum'),
          weighted: sumOf(of('open'), 'weighted'),
          won: sumOf(of('won'), 'sum'),
          openCount: count('open'),
          wonCount: count('won'),
        };
      }),
      asOf,
    };
  }
}

/** Ends of days in the organisation's zone; of one that is not over, now. */
function pointsOf({ every = 'week', from, to }: PastQuery, now: Date, timeZone: string): Date[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const given = to ? Temporal.PlainDate.from(to) : today;
  const last = Temporal.PlainDate.compare(given, today) > 0 ? today : given;
  const first = from ? Temporal.PlainDate.from(from) : last.subtract(USUAL[every]);
  if (first.year < EARLIEST) throw tooEarly(to !== undefined && last.year < EARLIEST ? '/to' : '/from');
  const points: Date[] = [];
  // Backwards from the last, so that it is always there.
  for (
    let day = last;
    Temporal.PlainDate.compare(day, first) >= 0 && points.length <= MOST;
    day = day.subtract(STEP[every])
  ) {
    const end = day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds - 1;
    points.push(new Date(Math.min(end, now.getTime())));
  }
  return points.reverse();
}

const tooEarly = (path: string) => {
  const message = `A history begins in ${EARLIEST} at the earliest: choose a later day.`;
  return refused('malformed', message, [{ path, code: 'too_early', message }]);
};

const tooMany = () => {
  const message = `A history has ${MOST} points at most: choose fewer days, or longer steps.`;
  return refused('malformed', message, [{ path: '/from', code: 'too_long', message }]);
};
