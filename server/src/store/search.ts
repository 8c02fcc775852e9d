import type { Found } from '@etapa/shared/api/search';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { containing, searchable } from './records-search.ts';
import type { Transaction } from './transaction.ts';
import { bind, type Where } from './where.ts';

/** Matches looked at to find the best of them: words that everything holds must not take seconds. */
const CANDIDATES = 2_000;
/** A misspelt word is looked for when it has this many characters. */
const MISSPELT = 4;
/** Share of trigrams that a word must have in common with a misspelt one: "zepellin" has 0.5 of "zeppelin". */
const ALIKE = 0.45;

export interface Sought {
  whole: Where;
  titled: Where;
}

/** Finds records of every type by their texts. */
@Injectable()
export class SearchStore {
  /**
   * Titles that begin with the text first, then titles that hold it, then other texts.
   *
   * @param sought `whole`: records that may be found by every text; `titled`: by number and title alone
   */
  holding(db: Queryable, q: string, sought: Sought, limit: number): Promise<Found[]> {
    return this.matching(db, q, sought, limit, (text, params) => `${text} LIKE ${bind(params, containing(q))}`);
  }

  /** Records with words that are much like the text; none for a text too short to be misspelt. */
  async resembling(tx: Transaction, q: string, sought: Sought, limit: number): Promise<Found[]> {
    if ([...q.trim()].length < MISSPELT) return [];
    await tx.query(`SELECT set_config('pg_trgm.word_similarity_threshold', $1, true)`, [String(ALIKE)]);
    const like = (text: string, params: unknown[]) => `${bind(params, searchable(q.trim()))}::text <% ${text}`;
    return this.matching(tx, q, sought, limit, like);
  }

  private matching(
    db: Queryable,
    q: string,
    { whole, titled }: Sought,
    limit: number,
    match: (text: string, params: unknown[]) => string,
  ): Promise<Found[]> {
    const params: unknown[] = [];
    const text = bind(params, searchable(q.trim()));
    const name = `lower(normalize(r.title, NFKC) || ' #' || r.number)`;
    return db.query<Found>(
      `SELECT "entityType", id, number, title, funnel, stage FROM (
         SELECT r.entity_type AS "entityType", r.id, r.number, r.title, r.funnel, r.stage, r.last_activity_at, ${name} AS name
         FROM records r
         WHERE r.deleted_at IS NULL AND ${match('r.search', params)}
           AND ((${whole(params)}) OR ((${titled(params)}) AND ${match(name, params)}))
         LIMIT ${CANDIDATES}
       ) AS found
       ORDER BY CASE WHEN starts_with(name, ${text}::text) THEN 0 WHEN strpos(name, ${text}::text) > 0 THEN 1 ELSE 2 END,
         word_similarity(${text}::text, name) DESC, last_activity_at DESC, id
       LIMIT ${bind(params, limit)}`,
      params,
    );
  }
}
