import type { Caller } from '@etapa/shared/access/caller';
import type { BoardColumn, BoardLane } from '@etapa/shared/api/board';
import { Injectable } from '@nestjs/common';
import { BoardStore } from '../store/board.ts';
import { summedFields } from '../store/board-totals.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { BoardCards } from './board-cards.ts';
import { BoardLaneService } from './board-lanes.ts';
import { presentTotals } from './board-totals.ts';
import { readCursor, writeCursor } from './cursors.ts';
import { RecordService } from './records.ts';
import { type Narrowing, narrowed } from './records-filter.ts';
import { refused } from './refusal-error.ts';

interface BoardQuery extends Narrowing {
  funnel?: string;
  stage?: string;
  cursor?: string;
  perColumn?: number;
  laneBy?: string;
}

/** Boards: the columns of a funnel with their first cards. */
@Injectable()
export class BoardService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: BoardStore,
    private readonly cards: BoardCards,
    private readonly lanes: BoardLaneService,
  ) {}

  /**
   * @returns every column the caller may see, in the funnel's order, or the one that `stage` names; with `laneBy` the
   *   cards are in the lanes, and the columns hold totals alone
   * @throws RefusalError `invalid_condition`, `malformed`; `not_found` for a funnel or stage that is not there
   */
  async read(
    caller: Caller,
    entityType: string,
    query: BoardQuery,
  ): Promise<{ columns: BoardColumn[]; lanes?: BoardLane[] }> {
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
    const { laneBy } = query;
    const perColumn = query.perColumn ?? 50;
    const limit = laneBy === undefined ? perColumn : 0;
    const [cards, totals, lanes] = await Promise.all([
      this.store.cards(this.database, board, {
        limit,
        after: place && { rank: String(place[0]), id: String(place[1]) },
      }),
      where
        ? this.store.count(this.database, board, summedFields(definition), definition)
        : this.store.totals(this.database, entityType, funnel.key),
      laneBy === undefined ? undefined : this.lanes.read(access, { ...board, laneBy, perColumn }),
    ]);
    const shown = stages.flatMap((stage) => cards.get(stage)?.slice(0, limit) ?? []);
    const views = await this.cards.present(shown, access);
    const columns = stages.map((stage) => {
      const found = cards.get(stage) ?? [];
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        stage,
        ...presentTotals(access, totals.get(stage)),
        items: items.flatMap(({ id }) => views.get(id) ?? []),
        nextCursor: found.length > limit && last ? writeCursor([last.rank, last.id]) : null,
      };
    });
    return { columns, ...(lanes ? { lanes } : {}) };
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
