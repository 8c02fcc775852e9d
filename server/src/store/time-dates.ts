import type { Field } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { fieldExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { bind, type Where } from './where.ts';

/** Values after `from`, or at it with a later id than `after` where that is given, and not after `to`. */
export interface ValueSpan {
  from: string;
  to: string;
  after: string | null;
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Finds records by what their date fields hold, through the fields' indexes. */
@Injectable()
export class DateStore {
  /** Live records whose field holds one of the values, by id. @param after the id to go on after */
  async holding(
    db: Queryable,
    entityType: string,
    field: Field,
    values: string[],
    after: string | null,
    limit: number,
  ): Promise<{ id: string }[]> {
    const params: unknown[] = [];
    const { sort } = fieldExpression(field);
    const among =
      values.length === 1
        ? `${sort} = ${bind(params, values[0])}::text`
        : `${sort} = ANY(${bind(params, values)}::text[])`;
    const further = after === null ? '' : `AND r.id > ${bind(params, after)}::uuid`;
    return db.query(
      `SELECT r.id FROM records r WHERE ${live(entityType)} AND ${among} ${further}
       ORDER BY r.id LIMIT ${bind(params, limit)}`,
      params,
    );
  }

  /** Live records whose field holds a value within a span, in the order of the values, for many spans at once. */
  async within(
    db: Queryable,
    entityType: string,
    field: Field,
    spans: ValueSpan[],
    limit: number,
  ): Promise<{ span: number; id: string; value: string }[]> {
    if (spans.length === 0) return [];
    const { sort, value } = fieldExpression(field);
    return db.query(
      `SELECT s.n - 1 AS span, found.id, found.value
       FROM unnest($1::text[], $2::text[], $3::uuid[]) WITH ORDINALITY AS s(since, until, after, n)
       CROSS JOIN LATERAL (
         SELECT r.id, ${value} AS value, ${sort} AS place FROM records r
         WHERE ${live(entityType)} AND (${sort}, r.id) > (s.since, s.after) AND ${sort} <= s.until
         ORDER BY ${sort}, r.id LIMIT $4) found
       ORDER BY s.n, found.place, found.id`,
      [spans.map(({ from }) => from), spans.map(({ to }) => to), spans.map(({ after }) => after ?? LAST_ID), limit],
    );
  }

  /** Live records that meet a condition, by id. */
  async meeting(
    db: Queryable,
    entityType: string,
    condition: Where | null,
    after: string | null,
    limit: number,
  ): Promise<{ id: string }[]> {
    const params: unknown[] = [];
    const further = after === null ? '' : `AND r.id > ${bind(params, after)}::uuid`;
    const met = condition === null ? '' : `AND (${condition(params)}) IS TRUE`;
    return db.query(
      `SELECT r.id FROM records r WHERE ${live(entityType)} ${further} ${met}
       ORDER BY r.id LIMIT ${bind(params, limit)}`,
      params,
    );
  }
}

const live = (entityType: string): string => `r.entity_type = ${literal(entityType)} AND r.deleted_at IS NULL`;
