import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { systemExpression } from './conditions-system.ts';
import type { Queryable } from './database.ts';

/** Counts the work people have in hand. */
@Injectable()
export class OpenRecords {
  /**
   * Live records of a type that are neither won nor lost, by owner; where a type has no funnel, every live one.
   * @param except a record that does not count
   */
  async countByOwner(
    db: Queryable,
    definition: EntityType,
    owners: string[],
    except: string,
  ): Promise<ReadonlyMap<string, number>> {
    const { value: group } = systemExpression('$stageGroup', definition);
    const rows = await db.query<{ owner: string; count: number }>(
      `SELECT r.owner_id AS owner, count(*) AS count FROM records r
       WHERE r.owner_id = ANY($1::uuid[]) AND r.entity_type = $2 AND r.deleted_at IS NULL AND r.id <> $3
         AND coalesce(${group}, 'open') = 'open'
       GROUP BY r.owner_id`,
      [owners, definition.key, except],
    );
    return new Map(rows.map(({ owner, count }) => [owner, count]));
  }
}
