import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { LONG_RANK, rankBetween, topRank } from './records-rank.ts';

interface Column {
  entityType: string;
  funnel: string;
  stage: string;
}

/** Finds a card its place in a column. */
@Injectable()
export class RecordPlaces {
  /** The rank above every card of the column. */
  async top(db: Queryable, column: Column): Promise<string> {
    const [row] = await db.prepared<{ rank: string | null }>(
      'top-rank',
      `SELECT min(rank) AS rank FROM records
       WHERE entity_type = $1 AND funnel = $2 AND stage = $3 AND deleted_at IS NULL`,
      [column.entityType, column.funnel, column.stage],
    );
    const newest = topRank();
    const first = row?.rank ?? null;
    return first === null || newest < first ? newest : rankBetween(null, first);
  }

  /**
   * The rank right behind another card.
   *
   * @param self the card that moves, which is nobody's neighbour
   * @returns null when the other card is not in the column (any more)
   */
  async behind(db: Queryable, column: Column, after: string, self: string): Promise<string | null> {
    const rank = await this.between(db, column, after, self);
    if (rank === null || rank.length <= LONG_RANK) return rank;
    await this.spread(db, column);
    return this.between(db, column, after, self);
  }

  private async between(db: Queryable, column: Column, after: string, self: string): Promise<string | null> {
    const [row] = await db.prepared<{ above: string; below: string | null }>(
      'rank-behind',
      `SELECT a.rank AS above, (SELECT b.rank FROM records b
         WHERE b.entity_type = $1 AND b.funnel = $2 AND b.stage = $3 AND b.deleted_at IS NULL AND b.rank > a.rank
           AND b.id <> $5 ORDER BY b.rank LIMIT 1) AS below
       FROM records a
       WHERE a.id = $4 AND a.entity_type = $1 AND a.funnel = $2 AND a.stage = $3 AND a.deleted_at IS NULL`,
      [column.entityType, column.funnel, column.stage, after, self],
    );
    return row ? rankBetween(row.above, row.below) : null;
  }

  /** Gives the cards of a column short ranks again, a millisecond apart, in the order they have. */
  private async spread(db: Queryable, column: Column): Promise<void> {
    const rows = await db.query<{ id: string }>(
      `SELECT id FROM records WHERE entity_type = $1 AND funnel = $2 AND stage = $3 AND deleted_at IS NULL
       ORDER BY rank, id`,
      [column.entityType, column.funnel, column.stage],
    );
    const now = Date.now();
    await db.query(
      `UPDATE records r SET rank = n.rank FROM unnest($1::uuid[], $2::text[]) AS n(id, rank)
       WHERE r.id = n.id AND r.funnel = $3 AND r.stage = $4`,
      [rows.map(({ id }) => id), rows.map((_, index) => topRank(now - index)), column.funnel, column.stage],
    );
  }
}
