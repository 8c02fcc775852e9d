import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { CommentEntity } from './entities/comment.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

export type CommentRow = CommentEntity;

@Injectable()
export class CommentStore {
  find(db: Queryable, id: string): Promise<CommentRow | null> {
    return db.manager.findOneBy(CommentEntity, { id });
  }

  /** Newest first. */
  async list(db: Queryable, recordId: string, { limit, after }: PageRequest): Promise<Page<CommentRow>> {
    const query = db.manager.createQueryBuilder(CommentEntity, 'c').where({ recordId });
    if (after) query.andWhere('c.id < :id', { id: after[0] });
    const rows = await query
      .orderBy('c.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return cutPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async insert(db: Queryable, comment: CommentRow): Promise<void> {
    await db.manager.insert(CommentEntity, comment);
  }

  /** @returns whether it was still there */
  async remove(db: Queryable, id: string): Promise<boolean> {
    const rows = await db.query('DELETE FROM comments WHERE id = $1 RETURNING id', [id]);
    return rows.length > 0;
  }
}
