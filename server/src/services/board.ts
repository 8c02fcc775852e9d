import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import type { BoardColumn } from '@etapa/shared/api/board';
import { Injectable } from '@nestjs/common';
import { BoardStore, type ColumnTotals } from '../store/board.ts';
import { type Sum, summedFields } from '../store/board-totals.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import type { TypeAccess } from './access.ts';
import { readCursor, writeCursor } from './cursors.ts';
import { RecordService } from './records.ts';
import { type Narrowing, narrowed } from './records-filter.ts';
import { RecordPresenter } from './records-present.ts';
import { refused } from './refusal-error.ts';

interface BoardQuery extends Narrowing {
  funnel?: string;
  stage?: string;
  cursor?: string;
  perColumn?: number;
}

/** Boards: the columns of a funnel with their first cards. */
@Injectable()
export class BoardService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: BoardStore,
    private readonly presenter: RecordPresenter,
  ) {}

  /**
   * @returns every column the caller may see, in the funnel's order, or the one that `stage` names
   * @throws RefusalError `invalid_condition`, `malformed`; `not_found` for a funnel or stage that is not there
   */
  async read(caller: Caller, entityType: string, query: BoardQuery): Promise<{ columns: BoardColumn[] }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const { definition } = access.type;
    const funnels = definition.funnels ?? [];
    const funnel = query.funnel === undefined ? funnels[0] : funnels.find(({ key }) => key === query.funnel);
    if (!funnel) throw refused('not_found', 'The type has no such funnel.');
    const stages = stagesSeen(caller, funnel.stages).filter((key) => query.stage === undefined || key === query.stage);
    if (stages.length === 0 && query.stage !== undefined) throw refused('not_found', 'The funnel has no such stage.');
    const place = query.cursor === undefined ? null : readCursor(query.cursor, ['text', 'id']);
    if (place && query.stage === undefined) {
      const message = 'A cursor goes on in one column: name its stage.';
      throw refused('malformed', message, [{ path: '/stage', code: 'required', message }]);
    }
    const where = narrowed(access, 'read', query, await this.catalogue.now());
    const board = { entityType, funnel: funnel.key, stages, where };
    const limit = query.perColumn ?? 50;
    const [cards, totals] = await Promise.all([
      this.store.cards(this.database, board, {
        limit,
        after: place && { rank: String(place[0]), id: String(place[1]) },
      }),
      where
        ? this.store.count(this.database, board, summedFields(definition), definition)
        : this.store.totals(this.database, entityType, funnel.key),
    ]);
    const shown = stages.flatMap((stage) => cards.get(stage)?.slice(0, limit) ?? []);
    const views = new Map(
      (await this.presenter.many(this.database, shown, access)).map((record) => [record.id, record]),
    );
    const columns = stages.map((stage) => {
      const found = cards.get(stage) ?? [];
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        stage,
        ...present(access, totals.get(stage)),
        items: items.flatMap(({ id }) => views.get(id) ?? []),
        nextCursor: found.length > limit && last ? writeCursor([last.rank, last.id]) : null,
      };
    });
    return { columns };
  }

  /** Adds up what writes have appended to the totals since the last time. */
  compact(): Promise<void> {
    return this.store.compact(this.database);
  }
}

function stagesSeen(caller: Caller, stages: { key: string; rights?: { see?: string[] } }[]): string[] {
  return stages
    .filter(({ rights }) => !rights?.see || rights.see.some((role) => caller.roles.includes(role)))
    .map(({ key }) => key);
}

/** Count and sums of the fields the caller may read, 0 where there is nothing to add. */
function present(access: TypeAccess, totals: ColumnTotals | undefined): Pick<BoardColumn, 'count' | 'sums'> {
  const { read } = access.everywhere();
  const sums: BoardColumn['sums'] = {};
  for (const { key, currencyField } of summedFields(access.type.definition)) {
    if (namesField(read, key)) sums[key] = numbersOf(totals?.sums[key] ?? (currencyField === undefined ? '0' : {}));
  }
  return { count: totals?.count ?? 0, sums };
}

function numbersOf(sum: Sum): number | { [currency: string]: number } {
  if (typeof sum === 'string') return Number(sum);
  const known = Object.entries(sum).filter(([, value]) => Number(value) !== 0);
  return Object.fromEntries(known.map(([currency, value]) => [currency, Number(value)]));
}
