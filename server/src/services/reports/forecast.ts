import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { Forecast, Target } from '@etapa/shared/api/forecast';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { Bucket } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import Big from 'big.js';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { type ForecastRow, Forecasts, ownedWhere } from '../../store/forecasts.ts';
import { TargetStore } from '../../store/targets.ts';
import { all } from '../../store/where.ts';
import { AuditService, actorOf } from '../audit.ts';
import { RecordService } from '../records.ts';
import { narrowed, readableEnvironment, seenOf } from '../records-filter.ts';
import { refused } from '../refusal-error.ts';
import { ReportAnswers } from './answers.ts';
import { amountOf, forecastTerms } from './forecast-terms.ts';

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
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly forecasts: Forecasts,
    private readonly answers: ReportAnswers,
    private readonly targetStore: TargetStore,
    private readonly audit: AuditService,
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
    const [{ read: rows, asOf }, targets] = await Promise.all([
      this.answers.of(caller, asked, (db) => this.forecasts.read(db, terms, amount, where)),
      mayKnow(caller, { ownerId: owner ?? null, teamId: team ?? null })
        ? this.targetStore.byPeriod(this.database, entityType, by, { owner, team })
        : new Map<string, number>(),
    ]);
    const periods = [...new Set([...rows.map(({ period }) => period), ...targets.keys()])].sort(byPeriod);
    const target = targets.size === 0 ? null : [...targets.values()].reduce((sum, each) => sum + each, 0);
    return {
      by,
      dateField: terms.dateField,
      amountField: amount?.key ?? null,
      periods: periods.map((period) => ({
        period,
        ...figuresOf(
          rows.filter((row) => row.period === period),
          targets.get(period ?? '') ?? null,
        ),
      })),
      totals: figuresOf(rows, target),
      asOf,
    };
  }

  /** Those of everybody together, and those of people and teams that the caller may know of. */
  async targets(caller: Caller, entityType: string): Promise<{ items: Target[] }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const items = await this.targetStore.list(this.database, entityType);
    return { items: items.filter((target) => mayKnow(caller, target)) };
  }

  /** @throws RefusalError `forbidden` for others than administrators and managers; `malformed` for unknown people */
  async setTargets(caller: Caller, entityType: string, targets: Target[]): Promise<{ items: Target[] }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    if (!setsTargets(caller)) throw refused('forbidden', 'Only administrators and managers set targets.');
    const names = targets.map(({ month, ownerId, teamId }) => [month, ownerId, teamId].join());
    const wrong = targets.flatMap(({ ownerId, teamId }, index) => {
      if (ownerId !== null && teamId !== null)
        return [
          { path: `/items/${index}/teamId`, code: 'not_allowed', message: 'A target is a person’s or a team’s.' },
        ];
      if (names.indexOf(names[index] ?? '') !== index)
        return [{ path: `/items/${index}`, code: 'repeated', message: 'This target is given twice.' }];
      return [];
    });
    const unknown = await this.targetStore.unknown(this.database, targets);
    wrong.push(
      ...unknown.map(({ index, name }) => {
        return { path: `/items/${index}/${name}`, code: 'not_found', message: 'There is no such person or team.' };
      }),
    );
    if (wrong.length > 0) throw refused('malformed', 'The targets have faults.', wrong);
    await this.database.transaction(async (tx) => {
      await this.targetStore.save(tx, entityType, targets);
      await this.audit.note(tx, actorOf(caller), 'targets.set', { entityType }, { targets });
    });
    return this.targets(caller, entityType);
  }
}

const setsTargets = (caller: Caller): boolean => isAdmin(caller) || caller.roles.includes('manager');

const mayKnow = (caller: Caller, { ownerId, teamId }: Pick<Target, 'ownerId' | 'teamId'>): boolean =>
  setsTargets(caller) ||
  (ownerId === null && teamId === null) ||
  (ownerId !== null && caller.myTeam.includes(ownerId)) ||
  (teamId !== null && caller.teamId === teamId);

/** What has no date comes last. */
function byPeriod(one: string | null, other: string | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  return one < other ? -1 : 1;
}

function figuresOf(rows: ForecastRow[], target: number | null) {
  const of = (figure: ForecastRow['figure']) => rows.filter((row) => row.figure === figure);
  const open = sumOf(of('open'), 'sum');
  const weighted = sumOf(of('open'), 'weighted');
  const won = sumOf(of('won'), 'sum');
  const count = (list: ForecastRow[]) => list.reduce((sum, row) => sum + row.count, 0);
  const likely = typeof weighted === 'number' && typeof won === 'number' ? Big(weighted).plus(won) : null;
  const gap = target !== null && likely ? Big(target).minus(likely).toNumber() : null;
  return { open, weighted, won, openCount: count(of('open')), wonCount: count(of('won')), target, gap };
}

/** One number, or one per currency where the record says which. */
export function sumOf(
  rows: Pick<ForecastRow, 'currency' | 'sum' | 'weighted'>[],
  value: 'sum' | 'weighted',
): number | { [currency: string]: number } {
  const sums = new Map<string | null, Big>();
  for (const row of rows) {
    if (row[value] !== null) sums.set(row.currency, (sums.get(row.currency) ?? Big(0)).plus(row[value]));
  }
  const named = [...sums].flatMap(([currency, sum]) =>
    currency === null ? [] : [[currency, sum.toNumber()] as const],
  );
  return named.length > 0 ? Object.fromEntries(named) : (sums.get(null)?.toNumber() ?? 0);
}
