import type { Found } from '@etapa/shared/api/search';
import { Injectable } from '@nestjs/common';
import { isTooSlow } from './clashes.ts';
import type { Database, Queryable } from './database.ts';
import { isNear } from './near-text.ts';
import { type SearchWords, searchWords } from './records-search.ts';
import { inPairs, plainLatinSql, searchable, searchableSql } from './search-spelling.ts';
import { bind, type Where } from './where.ts';

/** Matches looked at to find the best of them: words that everything holds must not take seconds. */
const CANDIDATES = 1_000;
/** The same of misspelt words, which take longer to tell. */
const ALIKE_CANDIDATES = 200;
/** A misspelt word is looked for when it has this many characters; in scripts without spaces two fewer. */
const MISSPELT = 4;
/**
 * Share of trigrams that a word must have in common with a misspelt one: "zepellin" has 0.5 of "zeppelin"; and the
 * milliseconds to look for such. What is more alike is looked for first, yet not for long: where a million records hold
 * parts of a word and none holds the word, the index proposes them all, and each would be read for nothing.
 */
const ALIKE = [
  { share: 0.6, patience: 300 },
  { share: 0.45, patience: 1_500 },
  { share: 0.3, patience: 1_500 },
];
/** Below this share, letters are compared: two words with a third of their trigrams in common need not be alike. */
const SURE = 0.4;

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
    const words = searchWords(q);
    const best = (name: string, text: string) =>
      `CASE WHEN starts_with(${name}, ${text}) THEN 0 WHEN strpos(${name}, ${text}) > 0 THEN 1 ELSE 2 END, length(${name})`;
    return this.matching(db, q, sought, { limit, candidates: CANDIDATES, ...words, best });
  }

  /**
   * Records with words that are much like the text; none for a text too short to be misspelt, and none where looking for
   * them takes too long.
   */
  async resembling(database: Database, q: string, sought: Sought, limit: number): Promise<Found[]> {
    const text = inPairs(searchable(q.trim()));
    if ([...text].length < MISSPELT) return [];
    const like = (column: string, params: unknown[]) => `${bind(params, text)}::text <% ${column}`;
    const best = (name: string, sample: string) => `word_similarity(${sample}, ${name}) DESC`;
    for (const { share, patience } of ALIKE) {
      const how = {
        limit: share >= SURE ? limit : ALIKE_CANDIDATES,
        candidates: ALIKE_CANDIDATES,
        kept: like,
        plain: like,
        best,
      };
      const found = await withinPatience(
        database.transaction(async (tx) => {
          await tx.query(`SELECT set_config('pg_trgm.word_similarity_threshold', $1, true)`, [String(share)]);
          await tx.query(`SELECT set_config('statement_timeout', $1, true)`, [String(patience)]);
          return this.matching(tx, q, sought, how);
        }),
      );
      const near = share >= SURE ? found : found.filter(({ title }) => isNear(searchable(q), searchable(title)));
      if (near.length > 0) return near.slice(0, limit);
    }
    return [];
  }

  private matching(
    db: Queryable,
    q: string,
    { whole, titled }: Sought,
    how: SearchWords & { limit: number; candidates: number; best: (name: string, text: string) => string },
  ): Promise<Found[]> {
    const params: unknown[] = [];
    const text = `${bind(params, searchable(q.trim()))}::text`;
    const title = searchableSql('r.title');
    const name = `${title} || ' #' || r.number || ' ' || ${plainLatinSql(title)}`;
    return db.query<Found>(
      `SELECT "entityType", id, number, title, funnel, stage FROM (
         SELECT *, ${searchableSql('title')} || ' #' || number AS name FROM (
           SELECT r.entity_type AS "entityType", r.id, r.number, r.title, r.funnel, r.stage, r.last_activity_at
           FROM records r
           WHERE r.deleted_at IS NULL AND ${how.kept('r.search', params)}
             AND ((${whole(params)}) OR ((${titled(params)}) AND ${how.plain(`(${name})`, params)}))
           LIMIT ${how.candidates}
         ) AS matching
       ) AS found
       ORDER BY ${how.best('name', text)}, last_activity_at DESC, id
       LIMIT ${bind(params, how.limit)}`,
      params,
    );
  }
}

/** @returns nothing found where the database gave up looking */
async function withinPatience(looking: Promise<Found[]>): Promise<Found[]> {
  try {
    return await looking;
  } catch (error) {
    if (isTooSlow(error)) return [];
    throw error;
  }
}
