import { namesField } from '@etapa/shared/access/fields';
import type { BoardColumn, BoardLane } from '@etapa/shared/api/board';
import { Injectable } from '@nestjs/common';
import type { ColumnTotals } from '../store/board.ts';
import { BoardLaneStore, laneExpression } from '../store/board-lanes.ts';
import { summedFields } from '../store/board-totals.ts';
import { Database } from '../store/database.ts';
import type { Where } from '../store/where.ts';
import type { TypeAccess } from './access.ts';
import { BoardCards } from './board-cards.ts';
import { presentTotals } from './board-totals.ts';
import { writeCursor } from './cursors.ts';
import { refused } from './refusal-error.ts';

/** Lanes answered at most: the fullest ones. */
const MOST_LANES = 100;
/** Kinds whose value is one key or person. */
const LANE_KINDS = new Set(['select', 'user']);

interface LanedQuery {
  funnel: string;
  stages: string[];
  where: Where | null;
  laneBy: string;
  perColumn: number;
}

/** Boards whose cards are laid in lanes by owner or by a choice. */
@Injectable()
export class BoardLaneService {
  constructor(
    private readonly database: Database,
    private readonly store: BoardLaneStore,
    private readonly cards: BoardCards,
  ) {}

  /**
   * Every lane that holds cards, each with all columns; the fullest first, that of no value last.
   *
   * @throws RefusalError `malformed` for a field that lanes cannot be laid by, or that the caller may not read
   */
  async read(access: TypeAccess, { funnel, stages, where, laneBy, perColumn }: LanedQuery): Promise<BoardLane[]> {
    const { definition } = access.type;
    demandLane(access, laneBy);
    const board = { entityType: definition.key, funnel, stages, where, lane: laneExpression(definition, laneBy) };
    const totals = await this.store.totals(this.database, board, summedFields(definition), definition);
    const counts = new Map<string | null, number>();
    for (const { lane, count } of totals) counts.set(lane, (counts.get(lane) ?? 0) + count);
    const lanes = [...counts]
      .sort(([left, many], [right, more]) => (left === null ? 1 : right === null ? -1 : more - many))
      .map(([lane]) => lane);
    const shown = lanes.length > MOST_LANES ? lanes.slice(0, MOST_LANES) : lanes;
    const cells = totals.filter(({ lane }) => shown.includes(lane));
    const cards = perColumn === 0 ? [] : await this.store.cards(this.database, board, cells, perColumn);
    const first = cards.map((cell) => cell.slice(0, perColumn));
    const views = await this.cards.present(first.flat(), access);
    const columnOf = (stage: string, lane: string | null): BoardColumn => {
      const at = cells.findIndex((cell) => cell.stage === stage && cell.lane === lane);
      const last = first[at]?.at(-1);
      const more = (cards[at]?.length ?? 0) > perColumn && last;
      return {
        stage,
        ...presentTotals(access, cells[at] as ColumnTotals | undefined),
        items: first[at]?.flatMap(({ id }) => views.get(id) ?? []) ?? [],
        nextCursor: more ? writeCursor([last.rank, last.id]) : null,
      };
    };
    return shown.map((value) => ({ value, columns: stages.map((stage) => columnOf(stage, value)) }));
  }
}

function demandLane(access: TypeAccess, laneBy: string): void {
  if (laneBy === '$owner') return;
  const field = access.type.definition.fields.find(({ key }) => key === laneBy);
  if (field && LANE_KINDS.has(field.kind) && namesField(access.everywhere().read, laneBy)) return;
  const message = `Lanes cannot be laid by "${laneBy}".`;
  throw refused('malformed', message, [{ path: '/laneBy', code: 'unknown_field', message }]);
}
