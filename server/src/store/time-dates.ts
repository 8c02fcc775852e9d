import type { Field } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { fieldExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { bind, type Where } from './where.ts';

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

  /** Live records whose field holds a value after `from` and not after `to`, in their order. */
  async between(
    db: Queryable,
    entityType: string,
    field: Field,
    { from, to, after }: { from: string; to: string; after: string | null },
    limit: number,
  ): Promise<{ id: string; value: string }[]> {
    const params: unknown[] = [];
    const { sort, value } = fieldExpression(field);
    const begin = bind(params, from);
    const further =
      after === null ? `${sort} > ${begin}::text` : `(${sort}, r.id) > (${begin}::text, ${bind(params, after)}::uuid)`;
    return db.query(
      `SELECT r.id, ${value} AS value FROM records r
       WHERE ${live(entityType)} AND ${further} AND ${sort} <= ${bind(params, to)}::text
       ORDER BY ${sort}, r.id LIMIT ${bind(params, limit)}`,
      params,
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
